"""A dialog that is a list with a foot: what it is for, the list or why there is none, what can be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from bvreview.i18n import _
from ui.dialogs.foot import fit_to_words, foot_of
from ui.dialogs.head import column_of, name_dialog
from ui.look.text import button, label
from ui.look.theme import Look
from ui.widgets.listing import Listing
from ui.widgets.listing_model import Column, Line


@dataclass(frozen=True, slots=True)
class Face:
    """What it shows: title, a sentence under it, columns, width and height; what it says without lines."""

    title: str
    hint: str
    columns: tuple[Column, ...]
    size: tuple[int, int]
    empty: str = ""


class ListDialog(QDialog):
    """``list`` is the list; ``under`` holds what stands between it and the foot."""

    def __init__(self, parent: QWidget | None, look: Look, face: Face) -> None:
        super().__init__(parent)
        name_dialog(self, face.title)
        self._look, self._face = look, face
        self._others: tuple[QPushButton, ...] = ()
        self._has_lines: bool | None = None
        self.list = Listing(look, face.title, face.columns)
        self._empty = label(face.empty, "muted")
        self.under = QVBoxLayout()
        column = self._column = column_of(self, face.title, spacing=10)
        column.addWidget(label(face.hint, "muted"))
        column.addWidget(self._empty)
        column.addWidget(self.list, 1)
        column.addStretch(0)
        self.list.end_with_rows()
        column.addLayout(self.under)

    def add_foot(self, go: QPushButton | None, *others: QPushButton) -> QPushButton:
        """``others`` are about the lines and stand left; without ``go`` the way out is the main one.

        Gives the way out.
        """
        self._others = others
        close = button(_("Close"), primary=go is None)
        close.clicked.connect(self.reject)
        (go or close).setDefault(True)
        self._column.addLayout(foot_of(close, *([go] if go else []), left=others))
        return close

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines; without any the dialog is as small as what it says."""
        self.list.show_lines(lines)
        if self._has_lines != bool(lines):
            self._has_lines = bool(lines)
            self._fit()

    def _fit(self) -> None:
        has_lines = bool(self._has_lines)
        self._empty.setVisible(not has_lines)
        for about_lines in (self.list, *self._others):
            about_lines.setVisible(has_lines)
        room = self._look.room_for(*self._face.size)
        if has_lines:
            self.resize(room)
        else:
            fit_to_words(self, self._column, room.width())
