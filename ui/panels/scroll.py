"""A column of cards that scrolls downwards only."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout

from ui.look.text import Ground
from ui.widgets.scroller import Scroller


class ScrollColumn(Scroller):
    """``column`` takes the widgets from the top down."""

    def __init__(self, ground: str = "side", margin: int = 12) -> None:
        super().__init__()
        self.ground = Ground(ground)
        self.column = QVBoxLayout(self.ground)
        self.column.setContentsMargins(margin, margin, margin, margin)
        self.column.setSpacing(12)
        self.setWidget(self.ground)


def card() -> tuple[QFrame, QVBoxLayout]:
    """A framed card and the column in it."""
    frame = QFrame()
    frame.setObjectName("card")
    inner = QVBoxLayout(frame)
    inner.setContentsMargins(12, 10, 12, 10)
    inner.setSpacing(6)
    return frame, inner
