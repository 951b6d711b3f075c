"""The list under a search box: kinds as captions, under each what was found, with its place and its keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from bvreview.i18n import _
from ui.find.search import Entry, Kind
from ui.look.icons import pixmap
from ui.look.text import tip
from ui.look.theme import Look

Index = QModelIndex | QPersistentModelIndex
ROW: Final = Qt.ItemDataRole.UserRole + 1
NO_PARENT: Final = QModelIndex()
ICONS: Final = {
    Kind.COMMAND: "chevron-right",
    Kind.PLACE: "house",
    Kind.REVIEW: "file-text",
    Kind.SECTION: "list-checks",
    Kind.QUESTION: "pencil",
    Kind.ACTION: "flag",
    Kind.ANSWER: "message-square",
    Kind.LIBRARY: "library",
    Kind.GUIDE: "info",
    Kind.MEANING: "circle-help",
}


class ResultModel(QAbstractListModel):
    """Captions (texts) and entries, one below the other; only entries can be chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[str | Entry, ...] = ()

    def show_rows(self, rows: Sequence[str | Entry]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row if isinstance(row, str) else row.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return row if isinstance(row, str) else read_out(row)
            case Qt.ItemDataRole.ToolTipRole if isinstance(row, Entry):
                return tip("\n".join(part for part in (row.title, row.detail) if part))
        return row if role == ROW else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.rows[index.row()], str):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled


def read_out(entry: Entry) -> str:
    """An entry as it is read out."""
    keys = _("keys {keys}").format(keys=entry.keys) if entry.keys else ""
    return ", ".join(part for part in (entry.title, entry.detail, keys) if part)


class ResultList(QListView):
    """``chosen`` tells the entry that was clicked; the keyboard stays in the search box."""

    chosen = Signal(object)
    moved = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._model = ResultModel()
        self.setModel(self._model)
        self.setItemDelegate(ResultDelegate(look, self))
        self.setAccessibleName(_("Results"))
        self.setObjectName("results")
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.clicked.connect(lambda index: self.chosen.emit(index.data(ROW)))
        self.selectionModel().currentChanged.connect(self._tell)

    @property
    def rows(self) -> tuple[str | Entry, ...]:
        """Captions and entries as they are shown."""
        return self._model.rows

    def show_rows(self, rows: Sequence[str | Entry], *, keep: bool = False) -> None:
        """Show other rows, the first entry chosen, or with ``keep`` the one that was."""
        before = self.current()
        self._model.show_rows(rows)
        if keep and before in self.rows:
            self.setCurrentIndex(self._model.index(self.rows.index(before), 0))
        else:
            self.step(1)

    def current(self) -> Entry | None:
        """The entry that Enter would go to."""
        row = self.currentIndex().data(ROW)
        return row if isinstance(row, Entry) else None

    def step(self, by: int, times: int = 1) -> None:
        """Go down or up by entries, round the ends where it is one step."""
        places = [n for n, row in enumerate(self.rows) if isinstance(row, Entry)]
        if not places:
            return
        now = self.currentIndex().row()
        if now not in places:
            at = 0 if by > 0 else len(places) - 1
        elif times == 1:
            at = (places.index(now) + by) % len(places)
        else:
            at = max(0, min(len(places) - 1, places.index(now) + by * times))
        self.setCurrentIndex(self._model.index(places[at], 0))
        if at == 0:
            self.scrollToTop()  # with its caption

    def _tell(self, now: QModelIndex, _before: QModelIndex) -> None:
        if isinstance(row := now.data(ROW), Entry):
            self.moved.emit(row)


class ResultDelegate(QStyledItemDelegate):
    """An icon, the title, where it is below, its keys at the right; what cannot be chosen is muted."""

    def __init__(self, look: Look, view: QListView) -> None:
        super().__init__(view)
        self._look, self._view = look, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row, px = index.data(ROW), self._look.px
        small = QFontMetrics(self._look.font(0.89)).height()
        if isinstance(row, str):
            return QSize(px(60), small + px(18 if index.row() else 12))
        detail = small if row.detail else 0
        return QSize(px(60), max(px(30), QFontMetrics(self._look.font()).height() + detail + px(10)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, rect, px = index.data(ROW), option.rect, self._look.px
        painter.save()
        if isinstance(row, str):
            painter.setFont(self._look.font(0.89, bold=True))
            painter.setPen(QColor(self._look.tokens.muted))
            flags = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft
            painter.drawText(rect.adjusted(px(12), 0, 0, -px(4)), flags, row)
        else:
            self._paint_entry(painter, rect, row, bool(option.state & QStyle.StateFlag.State_Selected))
        painter.restore()

    def _paint_entry(self, painter: QPainter, rect: QRect, entry: Entry, is_chosen: bool) -> None:
        tokens, px = self._look.tokens, self._look.px
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = rect.adjusted(px(4), 1, -px(4), -1)
        if is_chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent_soft))
            painter.drawRoundedRect(box, 6, 6)
            edge = QRect(box.left(), box.top() + px(4), px(3), box.height() - px(8))
            painter.fillRect(edge, QColor(tokens.accent))
        side = px(16)
        icon = pixmap(ICONS[entry.target.kind], tokens.muted, side, self._view.devicePixelRatioF())
        painter.drawPixmap(box.left() + px(12), box.center().y() - side // 2 + 1, icon)
        inner = box.adjusted(px(12) + side + px(10), px(4), -px(12), -px(4))
        inner.setRight(inner.right() - self._paint_keys(painter, inner, entry.keys))
        ink = tokens.muted if entry.why_not else tokens.ink
        if not entry.detail:
            self._line(painter, inner, entry.title, self._look.font(), ink)
            return
        title = QRect(inner.topLeft(), QSize(inner.width(), QFontMetrics(self._look.font()).height()))
        self._line(painter, title, entry.title, self._look.font(), ink)
        rest = QRect(title.bottomLeft(), inner.bottomRight())
        self._line(painter, rest, entry.detail, self._look.font(0.89), tokens.muted)

    def _paint_keys(self, painter: QPainter, rect: QRect, keys: str) -> int:
        """Draw the keys at the right; how much room they take."""
        if not keys:
            return 0
        painter.setFont(self._look.font(0.89))
        painter.setPen(QColor(self._look.tokens.muted))
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, keys)
        return painter.fontMetrics().horizontalAdvance(keys) + self._look.px(12)

    @staticmethod
    def _line(painter: QPainter, rect: QRect, text: str, font: QFont, colour: str) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(rect, flags, shown)
