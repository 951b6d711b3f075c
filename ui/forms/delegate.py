"""What stands between a table and its cells: painting them, and the box to type in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from bvreview.framework.sections import Kind
from bvreview.i18n import _
from ui.forms.cell_boxes import DateCell, LineCell, TextCell
from ui.forms.cells import column_title
from ui.forms.choice_cell import ChoiceCell
from ui.forms.model import AnswersModel
from ui.forms.painting import CellPainter, Hand
from ui.look.theme import Look

Index = QModelIndex | QPersistentModelIndex
_Key, _Hint = Qt.Key, QStyledItemDelegate.EndEditHint
_TABS = (_Key.Key_Tab, _Key.Key_Backtab)
_UP_AND_DOWN = (_Key.Key_Up, _Key.Key_Down)
_MOVES = (*_UP_AND_DOWN, _Key.Key_Left, _Key.Key_Right)
_ENTERS = (_Key.Key_Return, _Key.Key_Enter)
Box = ChoiceCell | DateCell | LineCell | TextCell


class CellDelegate(QStyledItemDelegate):
    """Edits text in place, choices by a drop-down, days by a calendar.

    ``is_typed``: a cell was opened by typing, so that the arrow keys end it as in a spreadsheet. ``spread``
    puts a text into all chosen cells (Ctrl+Enter).
    """

    def __init__(self, look: Look, view: QTableView, spread: Callable[[str], object]) -> None:
        super().__init__(view)
        self._look, self._view, self._spread = look, view, spread
        self._painter = CellPainter(look)
        self.is_typed = False
        self.closeEditor.connect(self._end_typing)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, AnswersModel)
        view = self._view
        row, column = index.row(), index.column()
        at = view.currentIndex()
        is_on = view.hasFocus() and at.row() == row and at.column() == column
        is_near = bool(option.state & QStyle.StateFlag.State_Selected)
        self._painter.paint(
            painter,
            option.rect,
            model.shown(row, column),
            right=model.fields[column].kind.is_numeric,
            hand=Hand.ON if is_on else Hand.NEAR if is_near else Hand.AWAY,
        )

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        metrics = self._view.fontMetrics()
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        return QSize(
            metrics.horizontalAdvance(text) + self._look.px(20), metrics.height() + self._look.px(12)
        )

    # the box

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        model = index.model()
        assert isinstance(model, AnswersModel)
        box = self._box(model, index)
        box.setParent(parent)
        box.setProperty("typed", self.is_typed)
        name = f"{model.row_title(index.row())}, {column_title(model.fields[index.column()])}"
        box.setAccessibleName(name)
        box.watch(lambda: model.session.begin_typing(id(self)))
        if isinstance(box, ChoiceCell):
            box.taken.connect(lambda key, e=box: self._end(e, key))
        return box

    def _box(self, model: AnswersModel, index: Index) -> Box:
        field = model.fields[index.column()]
        match field.kind:
            case Kind.CHOICE:
                items = model.session.framework.lists.get(field.list, ())
                return ChoiceCell([item.label for item in items])
            case Kind.YES_NO:
                return ChoiceCell([_("Yes"), _("No")])
            case Kind.DATE:
                return DateCell(self._look, model.session.review.head.period)
            case Kind.TEXT | Kind.LONG_TEXT:
                return TextCell()
        return LineCell(right=field.kind.is_numeric)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        rect = option.rect  # not over the neighbour, however long a choice may be
        if isinstance(editor, DateCell):
            rect = editor.beside_its_button(rect)
        editor.setGeometry(rect)
        if isinstance(editor, TextCell):
            editor.grow()

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if editor.property("begun") or not isinstance(editor, Box):
            return  # findings that arrive meanwhile must not take away what is being typed
        editor.setProperty("begun", True)
        editor.show_text(
            str(index.data(Qt.ItemDataRole.EditRole) or ""), whole=bool(editor.property("typed"))
        )

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        text = editor.text() if isinstance(editor, Box) else ""
        if text != str(index.data(Qt.ItemDataRole.EditRole) or ""):
            model.setData(index, text)

    # keys in the box

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(editor, Box):
            if event.key() in _ENTERS and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                return self._end_everywhere(editor)
            if self._ends(editor, event):
                self._end(editor, event.key(), event.modifiers())
                return True
        return super().eventFilter(editor, event)

    def _ends(self, editor: QWidget, event: QKeyEvent) -> bool:
        """Whether a key commits the cell and is then the table's."""
        if event.key() in (*_TABS, *_ENTERS):
            return True
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        is_line = isinstance(editor, LineCell | TextCell)
        return bool(is_line and plain and event.key() in _MOVES and editor.property("typed"))

    def _end_everywhere(self, editor: Box) -> bool:
        text = editor.text()
        self.closeEditor.emit(editor, _Hint.RevertModelCache)
        self._spread(text)
        return True

    def _end(
        self,
        editor: QWidget,
        key: int,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """Commit; the table does with the key what it does when nothing is open.

        At once, as keys that wait behind this one are for the cell that it leads to.
        """
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, _Hint.NoHint)
        if key:
            QApplication.sendEvent(self._view, QKeyEvent(QEvent.Type.KeyPress, key, modifiers))

    def _end_typing(self) -> None:
        model = self._view.model()
        if isinstance(model, AnswersModel):
            model.session.end_typing(id(self))
