"""Boxes to type in that leave to the review what they cannot take back: a line, and a text that grows."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy

from ui.look.text import tip

MOST_LETTERS = 10_000_000
"""A box cuts nothing: what is too long is said when it is read."""


class LineInput(QLineEdit):
    """A line of text that leaves Ctrl+Z to the review when it has nothing of its own to take back."""

    def event(self, event: QEvent) -> bool:
        if is_for_the_review(event, self.isUndoAvailable(), self.isRedoAvailable()):
            event.ignore()
            return False
        return super().event(event)

    def sizeHint(self) -> QSize:
        """As wide as its text where that is only to be read."""
        usual = super().sizeHint()
        if not self.isReadOnly():
            return usual
        return usual.expandedTo(QSize(self._text_width(), 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.tell_cut()

    def tell_cut(self) -> None:
        """Say all of a text as a tool tip where it is cut."""
        self.setToolTip(tip(self.text()) if self._text_width() > self.width() else "")
        if self.isReadOnly():
            self.updateGeometry()

    def _text_width(self) -> int:
        return self.fontMetrics().horizontalAdvance(self.text()) + 32


class GrowingText(QPlainTextEdit):
    """Plain text as high as it is long, between three lines and sixteen; Tab goes on."""

    def __init__(self, least: int = 3) -> None:
        super().__init__()
        self._least, self._wanted = least, 0
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def event(self, event: QEvent) -> bool:
        document = self.document()
        if is_for_the_review(event, document.isUndoAvailable(), document.isRedoAvailable()):
            event.ignore()
            return False
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self, *_size: object) -> None:
        line = QFontMetrics(self.font()).lineSpacing()
        frame = 2 * self.frameWidth() + 2 * self.document().documentMargin() + 12
        wanted = round(min(max(self._text_height(), self._least * line), 16 * line) + frame)
        if wanted != self._wanted:
            self._wanted = wanted
            self.updateGeometry()

    def _text_height(self) -> float:
        """The height of the text at this width, up to what is shown at most."""
        layout, height, block = self.document().documentLayout(), 0.0, self.document().begin()
        while block.isValid() and height < 1000:
            height += layout.blockBoundingRect(block).height()
            block = block.next()
        return height

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._wanted)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self._wanted)


def is_for_the_review(event: QEvent, can_undo: bool, can_redo: bool) -> bool:
    """Whether a key asks to undo or redo what a box of text cannot."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    undo, redo = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
    return (event.matches(undo) and not can_undo) or (event.matches(redo) and not can_redo)
