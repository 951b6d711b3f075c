"""What a rescue brought and what is missing: a list to read, to copy and to save."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from bvreview.files import write_atomically
from bvreview.i18n import _
from ui.exchange.files import ask_where
from ui.look.text import button, label
from ui.look.theme import Look
from ui.widgets.listing import Listing
from ui.widgets.listing_model import Column, Line
from ui.widgets.messages import refuse


class MissingDialog(QDialog):
    """``damaged`` was left as it is; ``target`` has what could be read."""

    def __init__(
        self, parent: QWidget | None, look: Look, damaged: Path, target: Path, missing: Sequence[str]
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Saved from a damaged file"))
        self.setAccessibleName(self.windowTitle())
        self._target = target
        self.head = _("Everything that can be read is in {name} now. {damaged} was left as it is.").format(
            name=target.name, damaged=damaged.name
        )
        self.lines = tuple(missing) or (_("Nothing is missing."),)
        table = Listing(look, _("What is missing"), (Column(_("What is missing"), 60),))
        table.show_lines([Line(str(n), (text,)) for n, text in enumerate(self.lines)])
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(self.windowTitle(), "title"))
        column.addWidget(label(self.head))
        column.addWidget(table, 1)
        column.addLayout(self._buttons())
        self.resize(look.room_for(640, 440))

    def _buttons(self) -> QHBoxLayout:
        save, copy = button(_("Save the list\u2026")), button(_("Copy the list"))
        close = button(_("Close"), primary=True)
        close.setDefault(True)
        save.clicked.connect(self.save)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text()))
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addWidget(save)
        row.addWidget(copy)
        row.addStretch(1)
        row.addWidget(close)
        return row

    def text(self) -> str:
        """The list as it is copied and saved."""
        return "\n".join([self.head, "", *self.lines])

    def save(self) -> None:
        """Ask where, then write the list."""
        name = str(self._target.with_name(f"{self._target.stem}-missing.txt"))
        if path := ask_where(self, _("Save the list"), name, _("Text (*.txt)")):
            try:
                write_atomically(path, f"{self.text()}\n".encode())
            except OSError as error:
                refuse(self, error)
