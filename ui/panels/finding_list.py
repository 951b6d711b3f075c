"""Every finding of a review as one list, section by section; arrow keys choose, Enter goes there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from bvreview.i18n import plural
from bvreview.review.findings import Finding
from bvreview.review.model import ExplanationKey
from ui.finding_words import advice_of, pill_of, word_of
from ui.look.text import tip
from ui.look.theme import Look

ENTRY: Final = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex
WRAP: Final = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the list: a finding, or the heading of a section with how many there are."""

    title: str
    finding: Finding | None = None

    @property
    def parts(self) -> tuple[str, str, str]:
        """Word, message, advice."""
        assert self.finding
        return word_of(self.finding), self.finding.message, advice_of(self.finding)

    @property
    def read_out(self) -> str:
        """What a screen reader says."""
        return ". ".join((self.title, *self.parts)) if self.finding else self.title


def group(findings: Sequence[Finding], titles: dict[str, str]) -> list[Listed]:
    """Findings under the titles of their sections, in the order in which they come."""
    lines: list[Listed] = []
    for section, mine in groupby(findings, key=lambda f: f.address.section):
        found = tuple(mine)
        count = plural("{n} finding", "{n} findings", len(found))
        lines.append(Listed(f"{titles.get(section, section)}, {count}"))
        lines += [Listed(f.label, f) for f in found]
    return lines


class FindingList(QListWidget):
    """``chosen`` tells the finding that is looked at, ``opened`` the one that is to be gone to."""

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setItemDelegate(FindingDelegate(look, self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setStyleSheet("QListView { background: transparent; border: none; }")
        self.setTabKeyNavigation(False)
        self.currentItemChanged.connect(lambda now, _before: self._tell(now))
        self.doubleClicked.connect(lambda _index: self._open())
        look.changed.connect(self.scheduleDelayedItemsLayout)

    def show_lines(self, lines: Sequence[Listed]) -> None:
        """Show other lines; the finding that is looked at stays so, or the one in its place takes over."""
        before, row = self.current_key(), self.currentRow()
        self.blockSignals(True)
        self.clear()
        for line in lines:
            item = QListWidgetItem(line.finding.message if line.finding else line.title)
            item.setData(ENTRY, line)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, line.read_out)
            item.setToolTip(tip(line.read_out))
            if not line.finding:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(item)
        keys = [line.finding.key if line.finding else None for line in lines]
        same = keys.index(before) if before in keys and before else -1
        self.setCurrentRow(same if same >= 0 else self._nearest(keys, row))
        self.blockSignals(False)
        self._tell(self.currentItem())

    @staticmethod
    def _nearest(keys: Sequence[ExplanationKey | None], row: int) -> int:
        """The next finding from a row on, else the last."""
        rows = [n for n, key in enumerate(keys) if key]
        return next((n for n in rows if n >= row), rows[-1] if rows else -1)

    def current_key(self) -> ExplanationKey | None:
        """The key of the finding that is looked at."""
        found = self.current()
        return found.key if found else None

    def current(self) -> Finding | None:
        """The finding that is looked at."""
        item = self.currentItem()
        line: Listed | None = item.data(ENTRY) if item else None
        return line.finding if line else None

    def lines(self) -> tuple[Listed, ...]:
        """What is shown."""
        return tuple(self.item(n).data(ENTRY) for n in range(self.count()))

    def _tell(self, item: QListWidgetItem | None) -> None:
        line: Listed | None = item.data(ENTRY) if item else None
        self.chosen.emit(line.finding if line else None)

    def _open(self) -> None:
        if found := self.current():
            self.opened.emit(found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class FindingDelegate(QStyledItemDelegate):
    """The word in its colour, the place, the message and under it the advice; words wrap."""

    def __init__(self, look: Look, view: QListWidget) -> None:
        super().__init__(view)
        self._look, self._view = look, view

    def _fonts(self) -> tuple[QFont, QFont, QFont]:
        return self._look.font(0.89, bold=True), self._look.font(), self._look.font(0.89)

    def _blocks(self, line: Listed, width: int) -> list[tuple[str, QFont, int]]:
        """Text, font and height of what stands under each other."""
        word, message, advice = line.parts
        head = " \u00b7 ".join(part for part in (word, line.title) if part)
        blocks = []
        for text, font in zip((head, message, advice), self._fonts(), strict=True):
            if text:
                box = QFontMetrics(font).boundingRect(0, 0, width, 9999, WRAP, text)
                blocks.append((text, font, box.height()))
        return blocks

    def _width(self) -> int:
        return max(60, self._view.viewport().width() - self._look.px(28))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line: Listed = index.data(ENTRY)
        if not line.finding:
            return QSize(
                self._look.px(60), QFontMetrics(self._look.font(bold=True)).height() + self._look.px(22)
            )
        height = sum(height for __, ___, height in self._blocks(line, self._width()))
        return QSize(self._look.px(60), height + self._look.px(16))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: Listed = index.data(ENTRY)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if line.finding:
            self._paint_finding(painter, option, line)
        else:
            painter.setFont(self._look.font(bold=True))
            painter.setPen(QColor(self._look.tokens.ink))
            flags = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft
            room = option.rect.adjusted(self._look.px(10), 0, 0, -self._look.px(6))
            painter.drawText(room, flags, line.title)
        painter.restore()

    def _paint_finding(self, painter: QPainter, option: QStyleOptionViewItem, line: Listed) -> None:
        assert line.finding
        tokens, px = self._look.tokens, self._look.px
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        box: QRect = option.rect.adjusted(2, 1, -2, -1)
        if chosen:
            painter.setPen(QPen(QColor(tokens.accent), 2) if self._view.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent_soft))
            painter.drawRoundedRect(box, 6, 6)
        colours = {"stop": tokens.stop, "explain": tokens.explain, "ok": tokens.ok}
        inks = (colours.get(pill_of(line.finding), tokens.muted), tokens.ink, tokens.muted)
        top = box.top() + px(7)
        for n, (text, font, height) in enumerate(self._blocks(line, self._width())):
            painter.setFont(font)
            painter.setPen(QColor(inks[n]))
            painter.drawText(QRect(box.left() + px(10), top, self._width(), height), WRAP, text)
            top += height
