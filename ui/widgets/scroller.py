"""What scrolls downwards only, around what fits its width."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout

from ui.look.text import Ground


class Scroller(QScrollArea):
    """Its widget is as wide as it is itself; the keyboard goes to what is inside."""

    def __init__(self) -> None:
        super().__init__()
        self._settling = False
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

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


class ScrollColumn(Scroller):
    """``column`` takes the widgets from the top down."""

    def __init__(self, ground: str = "side", margin: int = 12) -> None:
        super().__init__()
        self.ground = Ground(ground)
        self.column = QVBoxLayout(self.ground)
        self.column.setContentsMargins(margin, margin, margin, margin)
        self.column.setSpacing(12)
        self.setWidget(self.ground)
