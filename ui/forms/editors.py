"""One editor for each kind of answer, made from the field; what was typed is read elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from bvreview.framework.sections import Field, Kind
from bvreview.framework.terms import Item
from bvreview.i18n import _
from bvreview.review.cells import Answer
from bvreview.review.wording import show_answer
from ui.forms.choices import ChoiceEditor, ChoicesEditor, YesNoEditor
from ui.forms.editor import Editor
from ui.forms.evidence_links import EvidenceEditor
from ui.widgets.text_boxes import MOST_LETTERS, GrowingText, LineInput


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
