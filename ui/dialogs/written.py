"""What was written: each file with a way to it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from bvreview.i18n import _, plural
from ui.look.text import button, label
from ui.look.theme import Look
from ui.widgets.listing import Listing
from ui.widgets.listing_model import Column, Line
from ui.widgets.messages import inform
from ui.wording import size_words


class WrittenDialog(QDialog):
    """Opens a file with the system's own program; Esc and Enter close."""

    def __init__(self, parent: QWidget, look: Look, paths: Sequence[Path], next_step: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Written"))
        self.setAccessibleName(self.windowTitle())
        self._paths = tuple(paths)
        folder = self._paths[0].parent
        said = plural("{n} file was written to", "{n} files were written to", len(paths))
        columns = (Column(_("File"), 44, bold=True), Column(_("Size"), 10, right=True))
        self.list = Listing(look, self.windowTitle(), columns)
        self.list.show_lines([_line(n, path) for n, path in enumerate(self._paths)])
        self.list.choose("0")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(self.windowTitle(), "title"))
        column.addWidget(label(f"{said} {folder}", "muted"))
        if next_step:
            column.addWidget(label(next_step))
        column.addWidget(self.list, 1)
        column.addLayout(self._buttons(folder))
        self.resize(look.room_for(620, min(250 + 34 * len(self._paths), 520)))
        self._close.setFocus()

    def _buttons(self, folder: Path) -> QHBoxLayout:
        see, show, copy = button(_("Open")), button(_("Show in folder")), button(_("Copy the list"))
        see.clicked.connect(self.open_chosen)
        show.clicked.connect(lambda: self._look(folder))
        names = "\n".join(str(path) for path in self._paths)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(names))
        self._close = button(_("Close"), primary=True)
        self._close.setDefault(True)
        self._close.clicked.connect(self.accept)
        row = QHBoxLayout()
        for made in (see, show, copy):
            row.addWidget(made)
        row.addStretch(1)
        row.addWidget(self._close)
        return row

    def open_chosen(self) -> None:
        """Open the file that is chosen."""
        self._look(self._paths[max(0, self.list.currentIndex().row())])

    def _look(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            words = _("This computer has nothing that opens {name}. You find it in {folder}.")
            inform(self, self.windowTitle(), words.format(name=path.name, folder=path.parent))


def _line(number: int, path: Path) -> Line:
    size = path.stat().st_size if path.is_file() else 0
    return Line(str(number), (path.name, size_words(size)))
