"""One editor for each kind of answer, made from the field; what was typed is read elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QKeySequence, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from bvreview.framework.descriptors import Field, Item, Kind
from bvreview.i18n import _
from bvreview.review.cells import Answer, State
from bvreview.review.wording import show_answer
from ui.text import plain

SEARCH_FROM = 8
"""Lists with as many entries can be searched by typing."""


class Editor(QWidget):
    """What every editor has: ``edited`` while the hand is on it, ``left`` when it goes elsewhere."""

    edited = Signal()
    left = Signal()
    entered = Signal()

    def __init__(self, field: Field, items: Sequence[Item]) -> None:
        super().__init__()
        self.field = field
        self.items = tuple(items)

    def show_answer(self, answer: Answer | None) -> None:
        """Show what stands in the cell."""
        raise NotImplementedError

    def raw(self) -> str:
        """What the person typed or chose, as text to be read."""
        raise NotImplementedError

    def inputs(self) -> tuple[QWidget, ...]:
        """The widgets that take the keyboard, in order."""
        raise NotImplementedError

    def set_name(self, name: str, description: str) -> None:
        """Name every input for a screen reader."""
        for widget in self.inputs():
            own = widget.text() if isinstance(widget, QCheckBox | QRadioButton) else ""
            widget.setAccessibleName(f"{name}: {own}" if own else name)
            widget.setAccessibleDescription(description)

    def set_read_only(self, fixed: bool) -> None:
        """Allow reading only."""
        for widget in self.inputs():
            if isinstance(widget, QLineEdit | QPlainTextEdit):
                widget.setReadOnly(fixed)
            else:
                widget.setEnabled(not fixed)

    def has_hand(self) -> bool:
        """Whether the keyboard is on it."""
        return any(w.hasFocus() for w in self.inputs())

    def watch(self) -> None:
        """Tell of focus coming and going; called once the inputs are there."""
        for widget in self.inputs():
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.entered.emit()
        elif isinstance(event, QFocusEvent) and event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()
        return False

    def _lay_out(self, *widgets: QWidget, stretch: bool = False) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in widgets:
            row.addWidget(widget)
        if stretch:
            row.addStretch(1)


class LineInput(QLineEdit):
    """A line of text that leaves Ctrl+Z to the review when it has nothing of its own to take back."""

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo, redo = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
            idle = (event.matches(undo) and not self.isUndoAvailable()) or (
                event.matches(redo) and not self.isRedoAvailable()
            )
            if idle:
                event.ignore()
                return False
        return super().event(event)


class LineEditor(Editor):
    """Text, numbers, money, percentages, dates, persons: one line, as wide as what is asked."""

    def __init__(self, field: Field, items: Sequence[Item]) -> None:
        super().__init__(field, items)
        self.line = LineInput()
        self.line.textEdited.connect(self.edited)
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

    def inputs(self) -> tuple[QWidget, ...]:
        return (self.line,)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        letters = {Kind.TEXT: 0, Kind.PERSON: 36, Kind.DATE: 24}.get(self.field.kind, 16)
        if letters:
            self.line.setMinimumWidth(QFontMetrics(self.font()).horizontalAdvance("0") * letters)


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


class CalmCombo(QComboBox):
    """A drop-down as wide as its words, that the mouse wheel does not change by accident."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ChoiceEditor(Editor):
    """One of a list; long lists are searched by typing any part of a word."""

    def __init__(self, field: Field, items: Sequence[Item]) -> None:
        super().__init__(field, items)
        self.combo = make_combo(items)
        self.combo.activated.connect(self._activated)
        if line := self.combo.lineEdit():
            line.textEdited.connect(self.edited)
        self._lay_out(self.combo, stretch=True)
        self.watch()

    def show_answer(self, answer: Answer | None) -> None:
        text = show_answer(self.field, answer, {self.field.list: self.items})
        index = self.combo.findText(text)
        self.combo.setCurrentIndex(index)
        if self.combo.isEditable():
            self.combo.setEditText(text)
        elif index < 0:
            self.combo.setPlaceholderText(text)

    def raw(self) -> str:
        return self.combo.currentText()

    def inputs(self) -> tuple[QWidget, ...]:
        line = self.combo.lineEdit()
        return (self.combo, line) if line else (self.combo,)

    def _activated(self) -> None:
        self.edited.emit()
        self.left.emit()


def make_combo(items: Sequence[Item]) -> CalmCombo:
    """A drop-down over a list, with an empty entry first."""
    combo = CalmCombo()
    combo.addItem("")
    for item in items:
        combo.addItem(item.label)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContentsOnFirstShow)
    combo.setMinimumContentsLength(18)
    if len(items) >= SEARCH_FROM:
        combo.setEditable(True)
        combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = QCompleter(combo.model(), combo)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        combo.setCompleter(completer)
    return combo


class ChoicesEditor(Editor):
    """Any of a list."""

    def __init__(self, field: Field, items: Sequence[Item]) -> None:
        super().__init__(field, items)
        self.boxes = {item.id: QCheckBox(plain(item.label)) for item in items}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for box in self.boxes.values():
            box.clicked.connect(self.edited)
            column.addWidget(box)
        self.watch()

    def show_answer(self, answer: Answer | None) -> None:
        chosen = answer.value if answer and isinstance(answer.value, tuple) else ()
        for key, box in self.boxes.items():
            box.setChecked(key in chosen)

    def raw(self) -> str:
        return "; ".join(key for key, box in self.boxes.items() if box.isChecked())

    def inputs(self) -> tuple[QWidget, ...]:
        return tuple(self.boxes.values())


class YesNoEditor(Editor):
    """Yes or no."""

    def __init__(self, field: Field, items: Sequence[Item]) -> None:
        super().__init__(field, items)
        self.yes, self.no = QRadioButton(_("Yes")), QRadioButton(_("No"))
        self._group = QButtonGroup(self)
        for choice in (self.yes, self.no):
            self._group.addButton(choice)
            choice.clicked.connect(self.edited)
            choice.clicked.connect(self.left)
        self._lay_out(self.yes, self.no, stretch=True)
        self.watch()

    def show_answer(self, answer: Answer | None) -> None:
        value = answer.value if answer and answer.state is State.GIVEN else None
        self._group.setExclusive(False)
        self.yes.setChecked(value == "yes")
        self.no.setChecked(value == "no")
        self._group.setExclusive(True)

    def raw(self) -> str:
        return "yes" if self.yes.isChecked() else "no" if self.no.isChecked() else ""

    def inputs(self) -> tuple[QWidget, ...]:
        return (self.yes, self.no)


_KINDS: dict[Kind, type[Editor]] = {
    Kind.LONG_TEXT: TextEditor,
    Kind.CHOICE: ChoiceEditor,
    Kind.CHOICES: ChoicesEditor,
    Kind.YES_NO: YesNoEditor,
}


def make_editor(field: Field, items: Sequence[Item]) -> Editor:
    """The editor for a field; ``items`` is its list, if it has one."""
    return _KINDS.get(field.kind, LineEditor)(field, items)
