"""Widgets in a row that goes on in the next line where there is no room for all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget

from ui.left.tab_order import has_keys, stand_in_place

SPACING = 10
Line = list[tuple[QLayoutItem, QSize]]


class Flow(QWidget):
    """Never wider than its page; the last ones, ``ends``, stand at the right of their line."""

    def __init__(
        self, widgets: Sequence[QWidget], *, ends: Sequence[QWidget] = (), spacing: int = SPACING
    ) -> None:
        super().__init__()
        self._lines = FlowLayout(self, ends=len(ends))
        self._lines.setSpacing(spacing)
        self.show_widgets((*widgets, *ends))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_widgets(self, widgets: Sequence[QWidget]) -> None:
        """Show these in place of those that were there; the first has the keyboard where one of those had."""
        items = iter(lambda: self._lines.takeAt(0), None)
        there = [widget for item in items if (widget := item.widget())]
        for widget in widgets:
            self._lines.addWidget(widget)
        stand_in_place(self)
        if widgets and has_keys(self):
            widgets[0].show()
            widgets[0].setFocus()
        for widget in there:
            widget.hide()
            widget.deleteLater()
        self._lines.invalidate()

    def row_width(self) -> int:
        """The width of all in one row."""
        return self._lines.sizeHint().width()


class FlowLayout(QLayout):
    """Each widget at the size that it asks for, line after line."""

    def __init__(self, parent: QWidget, *, ends: int = 0) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._ends = ends
        self.setSpacing(SPACING)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        around = self.contentsMargins()
        inner = width - around.left() - around.right()
        high = max((rect.bottom() + 1 for __, rect in self._places(inner)), default=0)
        return high + around.top() + around.bottom()

    def sizeHint(self) -> QSize:
        sizes = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(size.width() for size in sizes) + self.spacing() * max(0, len(sizes) - 1)
        return QSize(width, max((size.height() for size in sizes), default=0)).grownBy(self.contentsMargins())

    def minimumSize(self) -> QSize:
        sizes = [item.minimumSize() for item in self._items if not item.isEmpty()]
        least = QSize(max((s.width() for s in sizes), default=0), max((s.height() for s in sizes), default=0))
        return least.grownBy(self.contentsMargins())

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        room = rect.marginsRemoved(self.contentsMargins())
        for item, place in self._places(room.width()):
            item.setGeometry(place.translated(room.topLeft()))

    def _places(self, width: int) -> Iterator[tuple[QLayoutItem, QRect]]:
        """Where each widget stands, in a room of this width."""
        top = 0
        ends = self._items[len(self._items) - self._ends :]
        for line in self._broken(width):
            high = max(size.height() for __, size in line)
            left, spare = 0, width - self._length(line)
            for item, size in line:
                if item in ends:
                    left, spare = left + spare, 0
                yield item, QRect(QPoint(left, top + (high - size.height()) // 2), size)
                left += size.width() + self.spacing()
            top += high + SPACING

    def _broken(self, width: int) -> Iterator[Line]:
        """The widgets line by line, each with its size."""
        line: Line = []
        for item in self._items:
            if item.isEmpty():
                continue
            wanted = (item, item.sizeHint())
            if line and self._length([*line, wanted]) > width:
                yield line
                line = []
            line.append(wanted)
        if line:
            yield line

    def _length(self, line: Line) -> int:
        return sum(size.width() for __, size in line) + self.spacing() * (len(line) - 1)
