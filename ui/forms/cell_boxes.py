"""The boxes that open in a cell of a table: a line, a text that grows, a day with its calendar."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from bvreview.review.periods import FinancialYear
from ui.forms.calendar import DayButton
from ui.look.theme import Look
from ui.widgets.text_boxes import MOST_LETTERS

MOST_LINES = 8


class LineCell(QLineEdit):
    """One line: figures, and whatever is written as they are."""

    def __init__(self, *, right: bool = False) -> None:
        super().__init__()
        self.setFrame(False)
        self.setMaxLength(MOST_LETTERS)
        self.setAlignment(Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft)

    def show_text(self, text: str, *, whole: bool) -> None:
        """Begin with a text: chosen whole, so that the first key replaces it, or to be gone on with."""
        self.setText(text)
        if whole:
            self.selectAll()
        else:
            QTimer.singleShot(0, self, lambda: self.end(False))  # the table chooses all of it meanwhile

    def watch(self, typed: Callable[[], object]) -> None:
        """Say when something is typed."""
        self.textEdited.connect(lambda _text: typed())


class DateCell(LineCell):
    """A day: typed, or chosen from the calendar (F4)."""

    def __init__(self, look: Look, period: FinancialYear) -> None:
        super().__init__()
        self.button = DayButton(self, look, period.first_day)
        self.button.setParent(self)
        self.button.chosen.connect(self.setText)

    def beside_its_button(self, cell: QRect) -> QRect:
        """The cell and, over its neighbour on the right or else the left, room for the button."""
        more = self.button.sizeHint().width()
        ground = self.parentWidget()
        if ground and cell.right() + more > ground.width():
            return cell.adjusted(-more, 0, 0, 0)
        return cell.adjusted(0, 0, more, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = min(self.height() - 4, self.button.sizeHint().width())
        self.button.setGeometry(self.width() - side - 2, (self.height() - side) // 2, side, side)
        self.setTextMargins(0, 0, side, 0)


class TextCell(QPlainTextEdit):
    """Words: as wide as the cell, and downwards as high as they are, over the lines below."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(0)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._least = 0
        self.textChanged.connect(self._fit)

    def show_text(self, text: str, *, whole: bool) -> None:
        """Begin with a text: chosen whole, so that the first key replaces it, or to be gone on with."""
        self.setPlainText(text)
        if whole:
            self.selectAll()
        else:
            self.moveCursor(QTextCursor.MoveOperation.End)

    def text(self) -> str:
        """What was typed."""
        return self.toPlainText()

    def watch(self, typed: Callable[[], object]) -> None:
        """Say when something is typed."""
        self.textChanged.connect(typed)

    def grow(self) -> None:
        """Begin at the size of the cell."""
        self._least = self.height()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            QTimer.singleShot(0, self, self._fit)  # the words break anew first

    def _fit(self) -> None:
        if not self._least:
            return
        most_text = MOST_LINES * QFontMetrics(self.font()).lineSpacing()
        layout, high, block = self.document().documentLayout(), 0.0, self.document().begin()
        while block.isValid() and high < most_text:
            high += layout.blockBoundingRect(block).height()
            block = block.next()
        around = self.height() - self.viewport().height()
        wanted = round(min(high, most_text)) + around + 2
        ground = self.parentWidget()
        most = ground.height() - self.y() if ground else wanted
        self.resize(self.width(), max(self._least, min(wanted, most)))
        self.ensureCursorVisible()
