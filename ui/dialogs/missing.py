"""What a rescue brought and what is missing: a list to read, to copy and to save."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from bvreview.files import write_atomically
from bvreview.i18n import _
from ui.dialogs.list_dialog import Face, ListDialog
from ui.exchange.files import ask_where
from ui.look.text import button
from ui.look.theme import Look
from ui.widgets.listing_model import Column, Line
from ui.widgets.messages import refuse


class MissingDialog(ListDialog):
    """``damaged`` was left as it is; ``target`` has what could be read."""

    def __init__(
        self, parent: QWidget | None, look: Look, damaged: Path, target: Path, missing: Sequence[str]
    ) -> None:
        words = _("Everything that can be read is in {name} now. {damaged} was left as it is.")
        head, columns = (
            words.format(name=target.name, damaged=damaged.name),
            (Column(_("What is missing"), 60),),
        )
        super().__init__(parent, look, Face(_("Saved from a damaged file"), head, columns, (640, 440)))
        self._target, self.head = target, head
        self.lines = tuple(missing) or (_("Nothing is missing."),)
        save, copy = button(_("Save the list\u2026")), button(_("Copy the list"))
        save.clicked.connect(self.save)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text()))
        self.add_foot(None, save, copy)
        self.show_lines([Line(str(n), (text,)) for n, text in enumerate(self.lines)])

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
