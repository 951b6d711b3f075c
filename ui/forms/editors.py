"""One editor for each kind of answer, made from the field; what was typed is read elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from bvreview.framework.sections import Field, Kind
from bvreview.framework.terms import Item
from bvreview.i18n import _
from bvreview.review.cells import Answer
from bvreview.review.wording import show_answer
from ui.forms.choices import ChoiceEditor, ChoicesEditor, YesNoEditor
from ui.forms.editor import Editor
from ui.forms.evidence_links import EvidenceEditor
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


def is_for_the_review(event: QEvent, can_undo: bool, can_redo: bool) -> bool:
    """Whether a key asks to undo or redo what a box of text cannot."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    undo, redo = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
    return (event.matches(undo) and not can_undo) or (event.matches(redo) and not can_redo)


class LineEditor(Editor):
    """Text, numbers, money, percentages, dates, persons: one line, as wide as what is asked."""

    def __init__(self, field: Field, items: Sequence[Item]) -> None:
        super().__init__(field, items)
        self.line = LineInput()
        self.line.setMaxLength(MOST_LETTERS)
        self.line.textEdited.connect(self.edited)
        self.line.textChanged.connect(self.line.tell_cut)
        self.line.returnPressed.connect(self.left)
        if field.kind.is_numeric:
            self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.line.setPlaceholderText(_("for example 12 May 2010") if field.kind is Kind.DATE else "")
        self._lay_out(self.line, stretch=field.kind is not Kind.TEXT)
        self._fit()
        self.watch()

    def show_answer(self, answer: Answer | None) -> None:
        text = show_answer(self.field, answer, {})
        if text != self.line.text():
            self.line.setText(text)
            self.line.setCursorPosition(0)

    def raw(self) -> str:
        return self.line.text()

    def choose(self, text: str) -> None:
        """Take a text that was chosen instead of typed."""
        self.line.setText(text)
        self.edited.emit()
        self.left.emit()

    def inputs(self) -> tuple[QWidget, ...]:
        return (self.line,)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        letters = {Kind.TEXT: 0, Kind.PERSON: 34, Kind.DATE: 24}.get(self.field.kind, 16)
        if letters:
            metrics = QFontMetrics(self.font())
            asked = metrics.horizontalAdvance(self.line.placeholderText()) + 2 * metrics.horizontalAdvance(
                "0"
            )
            self.line.setMinimumWidth(max(metrics.horizontalAdvance("0") * letters, asked))


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


class TextEditor(Editor):
    """Long text that grows."""

    def __init__(self, field: Field, items: Sequence[Item]) -> None:
        super().__init__(field, items)
        self.text = GrowingText()
        self._showing = False
        self.text.textChanged.connect(self._changed)
        self._lay_out(self.text)
        self.watch()

    def show_answer(self, answer: Answer | None) -> None:
        text = show_answer(self.field, answer, {})
        if text != self.text.toPlainText():
            self._showing = True
            self.text.setPlainText(text)
            self._showing = False

    def raw(self) -> str:
        return self.text.toPlainText()

    def inputs(self) -> tuple[QWidget, ...]:
        return (self.text,)

    def _changed(self) -> None:
        if not self._showing:
            self.edited.emit()


_KINDS: dict[Kind, type[Editor]] = {
    Kind.LONG_TEXT: TextEditor,
    Kind.CHOICE: ChoiceEditor,
    Kind.CHOICES: ChoicesEditor,
    Kind.YES_NO: YesNoEditor,
    Kind.EVIDENCE: EvidenceEditor,
}


def make_editor(field: Field, items: Sequence[Item]) -> Editor:
    """The editor for a field; ``items`` is its list, if it has one."""
    return _KINDS.get(field.kind, LineEditor)(field, items)
