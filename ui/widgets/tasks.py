"""A list to choose from, each entry with a shape and a word: sections with their progress, measures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec import Struct
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ui.look.icons import pixmap
from ui.look.text import tip
from ui.look.theme import Look

ENTRY: Final = Qt.ItemDataRole.UserRole + 1
APART: Final = " \u00b7 "
"""Between the parts of a second line."""
Index = QModelIndex | QPersistentModelIndex


class Task(Struct, frozen=True):
    """One entry; a heading has no id. ``mark`` is a progress word, or an icon after "icon:".

    ``under``: a second line, in ``under_tone``. ``said``: what is read out in place of ``words``.
    ``short``: fewer words, where the title would break beside all of them.
    """

    id: str
    title: str
    words: str = ""
    mark: str = ""
    tone: str = "muted"
    under: str = ""
    under_tone: str = "muted"
    said: str = ""
    short: str = ""

    @property
    def read_out(self) -> str:
        """What a screen reader says."""
        return ", ".join(part for part in (self.title, self.said or self.words, self.under) if part)


class TaskList(QListWidget):
    """Arrow keys and mouse choose; ``chosen`` tells the id, ``opened`` that it was by click or Enter."""

    chosen = Signal(str)
    opened = Signal()

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._look = look
        self.setAccessibleName(name)
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setItemDelegate(TaskDelegate(look, self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setStyleSheet("QListView { background: transparent; border: none; padding: 8px 6px; }")
        self.setTabKeyNavigation(False)
        self.currentItemChanged.connect(self._tell)
        self.clicked.connect(lambda _index: self.opened.emit())
        look.changed.connect(self.scheduleDelayedItemsLayout)

    def show_tasks(self, tasks: Sequence[Task]) -> None:
        """Show entries; the chosen one stays chosen without being told again, or none is."""
        chosen = self.current_id()
        self.blockSignals(True)
        while self.count() > len(tasks):
            self.takeItem(self.count() - 1)
        for n, task in enumerate(tasks):
            item = self.item(n) or self._new_item()
            item.setData(ENTRY, task)
            item.setText(task.title)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, task.read_out)
            item.setToolTip(tip("\n".join(filter(None, (task.title, task.said or task.words, task.under)))))
            ways = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
            item.setFlags(ways if task.id else Qt.ItemFlag.NoItemFlags)
        ids = [task.id for task in tasks]
        self.setCurrentRow(ids.index(chosen) if chosen in ids else -1)
        self.blockSignals(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _new_item(self) -> QListWidgetItem:
        item = QListWidgetItem()
        self.addItem(item)
        return item

    def choose(self, task_id: str) -> None:
        """Choose an entry by its id."""
        for n in range(self.count()):
            if self.item(n).data(ENTRY).id == task_id:
                self.setCurrentRow(n)

    def current_id(self) -> str:
        """The id of the chosen entry, or ""."""
        item = self.currentItem()
        return item.data(ENTRY).id if item else ""

    def _tell(self, now: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        if now and now.data(ENTRY) and now.data(ENTRY).id:
            self.chosen.emit(now.data(ENTRY).id)


class TaskDelegate(QStyledItemDelegate):
    """Shape, title, words."""

    def __init__(self, look: Look, view: QListWidget) -> None:
        super().__init__(view)
        self._look, self._view = look, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        task: Task = index.data(ENTRY)
        metrics = QFontMetrics(self._look.font())
        if not task.id:
            return QSize(self._look.px(60), metrics.height() + self._look.px(18))
        room = self._view.viewport().width() - self._look.px(16 + (26 if task.mark else 0)) - 5
        if words := self._words(task, room):
            room -= self._small_width(words) + self._look.px(8)
        box = metrics.boundingRect(0, 0, max(room, 40), 9999, int(Qt.TextFlag.TextWordWrap), task.title)
        return QSize(self._look.px(60), box.height() + self._under_height(task) + self._look.px(14))

    def _small_width(self, words: str) -> int:
        return QFontMetrics(self._look.font(0.87)).horizontalAdvance(words)

    def _words(self, task: Task, room: int) -> str:
        """What is said beside a title, in as many words as leave the title, chosen or not, on one line."""
        title = QFontMetrics(self._look.font(bold=True)).horizontalAdvance(task.title)
        fits = title + self._small_width(task.words) + self._look.px(8) <= room
        return task.words if fits else task.short or task.words

    def _under_height(self, task: Task) -> int:
        return QFontMetrics(self._look.font(0.87)).height() if task.under else 0

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        task: Task = index.data(ENTRY)
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if task.id:
            self._paint_task(painter, option, rect, task)
        else:
            painter.setFont(self._look.font(0.89, bold=True))
            painter.setPen(QColor(self._look.tokens.muted))
            flags = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft
            painter.drawText(rect.adjusted(self._look.px(8), 0, 0, -self._look.px(5)), flags, task.title)
        painter.restore()

    def _paint_task(self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, task: Task) -> None:
        tokens, px = self._look.tokens, self._look.px
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        box = rect.adjusted(2, 1, -2, -1)
        if chosen:
            painter.setPen(QPen(QColor(tokens.accent), 2) if self._view.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent_soft))
            painter.drawRoundedRect(box, 6, 6)
        left = box.left() + px(8)
        if task.mark:
            side = px(17)
            self._paint_mark(painter, QRectF(left, box.center().y() - side / 2, side, side), task)
            left += side + px(9)
        painter.setFont(self._look.font(0.87))
        small = painter.fontMetrics()
        room = box.right() - px(8) - left
        if task.under:
            line = box.adjusted(left - box.left(), 0, -px(8), -px(6))
            painter.setPen(QColor(getattr(tokens, task.under_tone)))
            words = _shortened(small, task.under, room)
            painter.drawText(line, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, words)
            box = box.adjusted(0, 0, 0, -self._under_height(task))
        said = self._words(task, room)
        wanted = small.horizontalAdvance(said)
        painter.setPen(QColor(getattr(tokens, task.tone)))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(QRect(left, box.top(), room, box.height()), right, said)
        room -= wanted + px(8) if wanted else 0
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap)
        place = QRect(left, box.top(), room, box.height())
        painter.setFont(self._look.font(bold=chosen))
        if chosen and painter.boundingRect(place, flags, task.title).height() > place.height():
            painter.setFont(self._look.font())
        painter.setPen(QColor(tokens.ink))
        painter.drawText(place, flags, task.title)

    def _paint_mark(self, painter: QPainter, box: QRectF, task: Task) -> None:
        tokens = self._look.tokens
        if task.mark.startswith("icon:"):
            side, ratio = round(box.width()), self._view.devicePixelRatioF()
            name = task.mark.removeprefix("icon:")
            painter.drawPixmap(box.topLeft(), pixmap(name, getattr(tokens, task.tone), side, ratio))
            return
        paint_progress(painter, box, task.mark, self._look)


def _shortened(metrics: QFontMetrics, text: str, room: int) -> str:
    """The text with its beginning shortened where it does not fit, so that what stands last is whole."""
    first, apart, last = text.rpartition(APART)
    left = room - metrics.horizontalAdvance(apart + last)
    if not first or metrics.horizontalAdvance(text) <= room or left < metrics.horizontalAdvance("mmm"):
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
    return metrics.elidedText(first, Qt.TextElideMode.ElideRight, left) + apart + last


def paint_progress(painter: QPainter, box: QRectF, mark: str, look: Look) -> None:
    """A shape for each standing.

    Not started: a ring. Looked at: a ring around a dot. Incomplete: half a disc. Put right: a triangle
    with a sign. Done: a disc with a tick.
    """
    tokens = look.tokens
    colours = {"done": tokens.ok, "put right": tokens.stop, "incomplete": tokens.accent}
    colour = QColor(colours.get(mark, tokens.muted if mark == "looked at" else tokens.edge))
    painter.setPen(QPen(colour, 1.4))
    painter.setBrush(colour if mark in ("done", "put right") else Qt.BrushStyle.NoBrush)
    if mark == "put right":
        _paint_triangle(painter, box)
    else:
        painter.drawEllipse(box)
    painter.setBrush(colour)
    if mark == "incomplete":
        painter.drawPie(box, 90 * 16, 180 * 16)
    if mark == "looked at":
        rest = box.width() * 0.32
        painter.drawEllipse(box.adjusted(rest, rest, -rest, -rest))
    if sign := {"done": "\u2713", "put right": "!"}.get(mark):
        painter.setPen(QColor(tokens.surface))
        painter.setFont(look.font(0.85, bold=True))
        low = box.height() * 0.12 if mark == "put right" else 0
        painter.drawText(box.translated(0, low), Qt.AlignmentFlag.AlignCenter, sign)


def _paint_triangle(painter: QPainter, box: QRectF) -> None:
    """As high as the disc beside it, and a little wider."""
    wide = box.adjusted(-1, 0, 1, -1)
    top = QPointF(wide.center().x(), wide.top())
    painter.drawPolygon(QPolygonF([top, wide.bottomRight(), wide.bottomLeft()]))
