"""A table that works as people know it from a spreadsheet, as high as its rows; the page scrolls."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
)

from bvreview.framework.sections import Kind
from bvreview.review.cells import Address
from ui.forms.delegate import CellDelegate
from ui.forms.edges import edge_of
from ui.forms.model import AnswersModel
from ui.forms.sized import SizedTable
from ui.forms.table_keys import by_keys, handlers, keys_of, make_menu
from ui.look.theme import Look

_Key, _Ctrl, _Shift = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_Cursor = QAbstractItemView.CursorAction
_ENTERS: Final = (_Key.Key_Return, _Key.Key_Enter)
_WAYS: Final = {
    _Key.Key_Up: (-1, 0),
    _Key.Key_Down: (1, 0),
    _Key.Key_Left: (0, -1),
    _Key.Key_Right: (0, 1),
}
_CHOSEN: Final = (Kind.CHOICE, Kind.YES_NO, Kind.DATE)
_FAR: Final = {
    _Key.Key_Home: _Cursor.MoveHome,
    _Key.Key_End: _Cursor.MoveEnd,
    _Key.Key_PageUp: _Cursor.MovePageUp,
    _Key.Key_PageDown: _Cursor.MovePageDown,
}
_ELSEWHERE: Final = (*_WAYS, *_FAR)


class AnswerTable(SizedTable):
    """Type to edit, Enter and Tab move, Ctrl+Tab leaves; blocks go in and out by the clipboard."""

    place_changed = Signal(object)

    def __init__(self, model: AnswersModel, look: Look) -> None:
        super().__init__(model, look)
        self._tab_from = -1
        self._delegate = CellDelegate(look, self, self.spread)
        self.setItemDelegate(self._delegate)
        self._do = handlers(self)
        self._keys = by_keys(self._do)
        self.selectionModel().currentChanged.connect(self._tell_place)

    # where the hand is

    def go_to(self, address: Address) -> bool:
        """Put the hand on a cell; False when it is not in this table."""
        index = self.answers.index_of(address)
        if not index.isValid():
            return False
        self.setFocus()
        self.stand_on(index)
        return True

    def commit(self) -> None:
        """Commit the cell that is open, if one is."""
        editor = QApplication.focusWidget()
        while editor and editor.parentWidget() is not self.viewport():
            editor = editor.parentWidget()
        if editor:
            self._delegate.commitData.emit(editor)
            self._delegate.closeEditor.emit(editor, CellDelegate.EndEditHint.NoHint)

    def ask_about(self) -> None:
        """Ask for state, source and note of the cell in hand."""
        if place := self.current_place():
            self.about.emit(place.address)

    def has_list(self) -> bool:
        """Whether the cell in hand is chosen from a list or a calendar."""
        index = self.currentIndex()
        return index.isValid() and self.answers.fields[index.column()].kind in _CHOSEN

    def open_list(self) -> None:
        """Open the cell in hand and, with the key that does so in an open cell, its list or its calendar."""
        if self.has_list():
            self.edit(self.currentIndex())
            box = QApplication.focusWidget()
            if box and box is not self:
                opens = QKeyEvent(QEvent.Type.KeyPress, _Key.Key_F4, Qt.KeyboardModifier.NoModifier)
                QApplication.postEvent(box, opens)

    def _tell_place(self, now: QModelIndex, _before: QModelIndex) -> None:
        self.place_changed.emit(self.answers.fields[now.column()] if now.isValid() else None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        QAbstractScrollArea.focusInEvent(self, event)  # the cell in hand is painted anew, not all of them
        self.update(self.currentIndex())
        if not self.currentIndex().isValid() and self.answers.rowCount():
            self.stand_on(self.answers.index(0, 0))
        self._tell_place(self.currentIndex(), QModelIndex())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        QAbstractScrollArea.focusOutEvent(self, event)
        self.update(self.currentIndex())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = make_menu(self, self._do)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    # keys

    # Qt has two of this name, and its stubs take no one method for both
    def edit(self, index: QModelIndex, trigger: object = None, event: object = None) -> bool:  # type: ignore[override]
        self._delegate.is_typed = trigger == QAbstractItemView.EditTrigger.AnyKeyPressed
        if trigger is None:
            super().edit(index)
            return True
        return super().edit(index, trigger, event)  # type: ignore[call-overload,no-any-return]

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and keys_of(event) in self._keys:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and self._leaves(event):
                return True
        return super().event(event)

    def _leaves(self, event: QKeyEvent) -> bool:
        """Ctrl+Tab goes on to the next widget, with Shift to the one before."""
        if event.key() not in (_Key.Key_Tab, _Key.Key_Backtab) or not event.modifiers() & _Ctrl:
            return False
        forwards = event.key() == _Key.Key_Tab and not event.modifiers() & _Shift
        self.setTabKeyNavigation(False)
        self.focusNextPrevChild(forwards)
        self.setTabKeyNavigation(True)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if do := self._keys.get(keys_of(event)):
            do()
        elif key == _Key.Key_Backspace:
            self.clear_chosen()
        elif key in _ELSEWHERE and event.modifiers() & _Ctrl:
            self._jump(_Key(key), event.modifiers())
        elif key in _ENTERS:
            self._step(-1 if event.modifiers() & _Shift else 1)
        else:
            if key == _Key.Key_Tab and self._tab_from < 0:
                self._tab_from = self.currentIndex().column()
            elif key in _ELSEWHERE:
                self._tab_from = -1
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._tab_from = -1
        super().mousePressEvent(event)

    def _jump(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
        """To the end of what is filled or to a corner, as in a spreadsheet; with Shift all between is chosen.

        Qt would leave chosen what was, and the next key would clear or remove that.
        """
        now = self.currentIndex()
        if way := _WAYS.get(key):
            there = self.answers.index(*edge_of(self.answers, (now.row(), now.column()), way))
        else:
            there = self.moveCursor(_FAR[key], modifiers)
        self._tab_from = -1
        if modifiers & _Shift:
            self.reach_to(there)
        else:
            self.stand_on(there)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Tab passes over what is worked out."""
        if action not in (_Cursor.MoveNext, _Cursor.MovePrevious):
            return super().moveCursor(action, modifiers)
        way, across = 1 if action is _Cursor.MoveNext else -1, len(self.answers.fields)
        cells, now = self.answers.rowCount() * across, self.currentIndex()
        start = now.row() * across + now.column()
        for step in range(1, cells):
            there = divmod((start + way * step) % cells, across)
            if self.answers.can_edit(*there):
                return self.answers.index(*there)
        return super().moveCursor(action, modifiers)

    def _step(self, rows: int) -> None:
        """To the cell below or above; after Tabs below the one where they began."""
        now = self.currentIndex()
        column = self._tab_from if self._tab_from >= 0 and rows > 0 else now.column()
        self._tab_from = -1
        below = self.answers.index(now.row() + rows, column)
        if below.isValid():
            self.stand_on(below)
