"""A choice in a cell of a table: typing replaces and filters, Down opens the list, Enter and Tab take it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent

from ui.widgets.combo import CalmCombo, search

_Key = Qt.Key
_OPENS = (_Key.Key_Down, _Key.Key_Up, _Key.Key_PageDown, _Key.Key_PageUp, _Key.Key_F4)
_ENDS = (_Key.Key_Return, _Key.Key_Enter, _Key.Key_Tab, _Key.Key_Backtab)


class ChoiceCell(CalmCombo):
    """A text that is one of a list, or becomes pending. ``taken`` when one was chosen or a key ended it."""

    taken = Signal(int)

    def __init__(self, labels: Sequence[str]) -> None:
        super().__init__()
        self._labels = tuple(labels)
        self.addItems(self._labels)
        self.setEditable(True)
        self.setSizeAdjustPolicy(CalmCombo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setInsertPolicy(CalmCombo.InsertPolicy.NoInsert)
        self._search = search(self)
        self._search.activated.connect(lambda _text: self.taken.emit(0))

    def show_text(self, text: str, *, whole: bool) -> None:
        """Begin with a text, chosen whole however the box was opened: a choice is replaced, not mended."""
        self.setCurrentIndex(self.findText(text))
        self.setEditText(text)
        if line := self.lineEdit():
            line.selectAll()
        if popup := self._search.popup():  # the cell may be narrower than its choices
            words = max((self.fontMetrics().horizontalAdvance(label) for label in self._labels), default=0)
            popup.setMinimumWidth(words + 2 * self.fontMetrics().height())

    def watch(self, typed: Callable[[], object]) -> None:
        """Say when something is typed."""
        if line := self.lineEdit():
            line.textEdited.connect(lambda _text: typed())
            line.setAccessibleName(self.accessibleName())

    def text(self) -> str:
        """What was typed; the whole of a choice where it is the beginning of only one."""
        typed = self.currentText().strip()
        alike = [label for label in self._labels if label.casefold().startswith(typed.casefold())]
        return alike[0] if typed and len(alike) == 1 else typed

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            popup = self._search.popup()
            if popup and popup.isVisible() and event.key() in _ENDS and not popup.currentIndex().isValid():
                popup.hide()
                self.taken.emit(event.key())
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _OPENS:
            self._open()
        else:
            super().keyPressEvent(event)

    def _open(self) -> None:
        """The choices that hold what is typed; all of them where one stands there whole, or none holds it."""
        typed = self.currentText()
        is_part = any(typed.casefold() in label.casefold() for label in self._labels)
        self._offer(typed if is_part and typed not in self._labels else "")

    def showPopup(self) -> None:
        self._offer("")

    def _offer(self, words: str) -> None:
        self._search.setCompletionPrefix(words)
        self._search.complete()
