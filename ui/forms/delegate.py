"""How a cell of a table is painted and edited: tinted to fill, grey when worked out, a bar at a finding."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from bvreview.framework.descriptors import Kind, Level
from bvreview.i18n import _
from bvreview.review.findings import Finding
from ui.forms.cells import Look as CellLook
from ui.forms.cells import column_title
from ui.forms.choice_cell import ChoiceCell
from ui.forms.fitting import lines_in
from ui.forms.model import FINDING, LOOK, AnswersModel
from ui.theme import Look

Index = QModelIndex | QPersistentModelIndex
_ALIGN = Qt.AlignmentFlag
_AFTER = {
    int(Qt.Key.Key_Tab): QStyledItemDelegate.EndEditHint.EditNextItem,
    int(Qt.Key.Key_Backtab): QStyledItemDelegate.EndEditHint.EditPreviousItem,
}


class CellDelegate(QStyledItemDelegate):
    """Paints from the tokens; edits text in place, choices by a drop-down."""

    def __init__(self, look: Look, view: QTableView) -> None:
        super().__init__(view)
        self._look = look
        self._view = view
        self.closeEditor.connect(self._end_typing)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        rect: QRect = option.rect
        finding: Finding | None = index.data(FINDING)
        painter.fillRect(rect, QColor(self._ground(option, index, finding)))
        tokens = self._look.tokens
        painter.setPen(QPen(QColor(tokens.line), tokens.border))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if finding and finding.is_open:
            self._paint_mark(painter, rect, finding.level)
        self._paint_text(painter, rect, index)
        if self._is_current(index):
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -2))
        painter.restore()

    def _ground(self, option: QStyleOptionViewItem, index: Index, finding: Finding | None) -> str:
        tokens = self._look.tokens
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected and not self._is_current(index):
            return tokens.accent_soft
        if finding and finding.is_open and finding.level is not Level.NOTE:
            return tokens.stop_soft if finding.level is Level.STOP else tokens.explain_soft
        look = index.data(LOOK)
        if look is CellLook.TOTAL:
            return tokens.raised
        return tokens.derived if look is CellLook.DERIVED else tokens.entry

    def _paint_mark(self, painter: QPainter, rect: QRect, level: Level) -> None:
        tokens = self._look.tokens
        colour = {Level.STOP: tokens.stop, Level.EXPLAIN: tokens.explain, Level.NOTE: tokens.muted}[level]
        painter.fillRect(rect.left(), rect.top(), 4, rect.height() - 1, QColor(colour))

    def _paint_text(self, painter: QPainter, rect: QRect, index: Index) -> None:
        tokens = self._look.tokens
        look = index.data(LOOK)
        bold = look is CellLook.TOTAL
        painter.setFont(self._look.font(bold=bold))
        painter.setPen(QColor(tokens.muted if look is CellLook.ADD or self._is_state(index) else tokens.ink))
        pad = self._look.px(8)
        inner = rect.adjusted(pad, 0, -pad, 0)
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        lines = lines_in(text, inner.width(), painter.fontMetrics())
        align = index.data(Qt.ItemDataRole.TextAlignmentRole)
        painter.drawText(inner, int(align), "\n".join(lines))

    def _is_state(self, index: Index) -> bool:
        model = index.model()
        answer = model.answer(index) if isinstance(model, AnswersModel) else None
        return answer is not None and answer.value is None

    def _is_current(self, index: Index) -> bool:
        return self._view.hasFocus() and self._view.currentIndex() == index

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        metrics = self._view.fontMetrics()
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        return QSize(
            metrics.horizontalAdvance(text) + self._look.px(20), metrics.height() + self._look.px(12)
        )

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        model = index.model()
        assert isinstance(model, AnswersModel)
        field = model.fields[index.column()]
        items = model.session.framework.lists.get(field.list, ())
        editor: QWidget
        if field.kind is Kind.CHOICE:
            editor = ChoiceCell([item.label for item in items])
        elif field.kind is Kind.YES_NO:
            editor = ChoiceCell([_("Yes"), _("No")])
        else:
            line = QLineEdit()
            line.setFrame(False)
            line.setAlignment(_ALIGN.AlignRight if field.kind.is_numeric else _ALIGN.AlignLeft)
            editor = line
        editor.setParent(parent)
        name = f"{model.row_title(index.row())}, {column_title(field)}"
        editor.setAccessibleName(name)
        typed_in = editor.lineEdit() if isinstance(editor, ChoiceCell) else editor
        if isinstance(typed_in, QLineEdit):
            typed_in.setAccessibleName(name)
            typed_in.textEdited.connect(lambda _text: model.session.begin_typing(id(self)))
        if isinstance(editor, ChoiceCell):
            editor.taken.connect(lambda key, e=editor: self._end(e, key))
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect)  # and not over the neighbour, however long a choice may be

    def _end_typing(self) -> None:
        model = self._view.model()
        if isinstance(model, AnswersModel):
            model.session.end_typing(id(self))

    def _end(self, editor: ChoiceCell, key: int) -> None:
        """Commit a choice; the table does with the key what it does when no list is open."""
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, _AFTER.get(key, QStyledItemDelegate.EndEditHint.NoHint))
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            press = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
            QApplication.postEvent(self._view, press)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if editor.property("begun"):
            return  # findings that arrive meanwhile must not take away what is being typed
        editor.setProperty("begun", True)
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, ChoiceCell):
            editor.show_text(text)
        elif isinstance(editor, QLineEdit):
            editor.setText(text)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        text = editor.text() if isinstance(editor, QLineEdit | ChoiceCell) else ""
        if text != str(index.data(Qt.ItemDataRole.EditRole) or ""):
            model.setData(index, text)
