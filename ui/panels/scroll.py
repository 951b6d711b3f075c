"""A column of cards that scrolls downwards only."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout

from ui.look.text import Ground


class ScrollColumn(QScrollArea):
    """``column`` takes the widgets from the top down."""

    def __init__(self, ground: str = "side", margin: int = 12) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.ground = Ground(ground)
        self.column = QVBoxLayout(self.ground)
        self.column.setContentsMargins(margin, margin, margin, margin)
        self.column.setSpacing(12)
        self._settling = False
        self.setWidget(self.ground)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """One resizing at a time: what is less high when it is narrower makes Qt's scroll bar go and come.

        Each of its turns is a call within the last, until the stack is full.
        """
        if event.type() is not QEvent.Type.Resize:
            return super().eventFilter(watched, event)
        if self._settling:
            return False
        self._settling = True
        try:
            return super().eventFilter(watched, event)
        finally:
            self._settling = False


def card() -> tuple[QFrame, QVBoxLayout]:
    """A framed card and the column in it."""
    frame = QFrame()
    frame.setObjectName("card")
    inner = QVBoxLayout(frame)
    inner.setContentsMargins(12, 10, 12, 10)
    inner.setSpacing(6)
    return frame, inner
