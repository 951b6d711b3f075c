"""What was written: each file with a way to it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from bvreview.i18n import _, plural
from ui.dialogs.list_dialog import Face, ListDialog
from ui.look.text import button, label
from ui.look.theme import Look
from ui.widgets.listing_model import Column, Line
from ui.widgets.messages import inform
from ui.wording import size_words


class WrittenDialog(ListDialog):
    """Opens a file with the system's own program; Esc and Enter close."""

    def __init__(self, parent: QWidget, look: Look, paths: Sequence[Path], next_step: str = "") -> None:
        super().__init__(parent, look, _face(paths))
        self._paths = tuple(paths)
        folder, names = self._paths[0].parent, "\n".join(str(path) for path in self._paths)
        if next_step:
            self.under.addWidget(label(next_step))
        see, show, copy = button(_("Open")), button(_("Show in folder")), button(_("Copy the list"))
        see.clicked.connect(self.open_chosen)
        show.clicked.connect(lambda: self._look_at(folder))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(names))
        close = self.add_foot(None, see, show, copy)
        self.show_lines([_line(n, path) for n, path in enumerate(self._paths)])
        self.list.choose("0")
        close.setFocus()

    def open_chosen(self) -> None:
        """Open the file that is chosen."""
        self._look_at(self._paths[max(0, self.list.currentIndex().row())])

    def _look_at(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            words = _("This computer has nothing that opens {name}. You find it in {folder}.")
            inform(self, self.windowTitle(), words.format(name=path.name, folder=path.parent))


def _face(paths: Sequence[Path]) -> Face:
    said = plural("{n} file was written to", "{n} files were written to", len(paths))
    columns = (Column(_("File"), 44, bold=True), Column(_("Size"), 10, right=True))
    return Face(_("Written"), f"{said} {paths[0].parent}", columns, (620, min(250 + 34 * len(paths), 520)))


def _line(number: int, path: Path) -> Line:
    size = path.stat().st_size if path.is_file() else 0
    return Line(str(number), (path.name, size_words(size)))
