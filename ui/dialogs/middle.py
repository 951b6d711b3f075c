"""What a dialog asks, between its title and its foot: it scrolls where the screen is not high enough."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSizePolicy, QVBoxLayout

from ui.dialogs.foot import GAP
from ui.look.text import label
from ui.widgets.scroller import ScrollColumn

SIDE: Final = 24
"""Pixels beside all that a dialog holds; they scroll with it, so that no focus ring is cut."""


class Middle(ScrollColumn):
    """As high as what it holds where there is room: ``fit_to_words`` asks for that height."""

    def __init__(self, spacing: int) -> None:
        super().__init__("canvas", 0)
        self.column.setContentsMargins(SIDE, 0, SIDE, 0)
        self.column.setSpacing(spacing)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def heightForWidth(self, width: int) -> int:
        self.column.activate()
        return self.column.totalHeightForWidth(width)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


def around(dialog: QDialog, middle: Middle, foot: QHBoxLayout, *, edge: int = 20) -> QVBoxLayout:
    """The column of a dialog: its title above what it asks, and its foot below."""
    title = label(dialog.windowTitle(), "title")
    title.setContentsMargins(SIDE, 0, SIDE, 0)
    foot.setContentsMargins(SIDE, GAP, SIDE, 0)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(0, edge, 0, edge)
    column.setSpacing(middle.column.spacing())
    column.addWidget(title)
    column.addWidget(middle, 1)
    column.addLayout(foot)
    return column
