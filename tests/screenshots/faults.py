"""What is wrong with a page on the screen: words cut, charts empty, a page that scrolls sideways."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QTableView,
    QTextEdit,
    QWidget,
)

from screenshots.stage import SIZE
from ui.look.text import Elided
from ui.widgets.charts import ChartView
from ui.widgets.listing_measure import BREAKS

SPARE = 1  # pixels that rounding may take
LARGE = 20  # pixels of the body text from which a table may need to scroll both ways


def faults_in(root: QWidget) -> Iterator[str]:
    """Every fault of what is visible in a window, one sentence each."""
    if root.width() > SIZE.width() or root.height() > SIZE.height():
        yield f"the window is {root.width()} by {root.height()}, more than the screen"
    for widget in (root, *root.findChildren(QWidget)):
        if not widget.isVisible() or widget.window() is not root:
            continue
        yield from _clipped(widget)
        if isinstance(widget, ChartView):
            yield from _empty(widget)
        if isinstance(widget, QAbstractScrollArea):
            yield from _sideways(widget)
        if isinstance(widget, QTableView):
            yield from _strip(widget)


def _clipped(widget: QWidget) -> Iterator[str]:
    match widget:
        case Elided():
            yield from _elided(widget)
        case QLabel():
            yield from _label(widget)
        case QAbstractButton():
            yield from _button(widget)
        case QComboBox():
            yield from _combo(widget)
        case QLineEdit():
            yield from _line(widget)
        case QTabBar():
            yield from _tabs(widget)
        case QHeaderView():
            yield from _header(widget)
    if isinstance(widget, QLabel | QAbstractButton | QComboBox | QLineEdit) and _text_of(widget):
        yield from _cut_by_parents(widget)


def _elided(label: Elided) -> Iterator[str]:
    """One line may give way, with the whole of it as a tool tip, but not to nothing."""
    metrics = QFontMetrics(label.font())
    if label.text() != label.whole_text() and label.width() < metrics.horizontalAdvance("mmmm"):
        yield f"{_named(label, label.whole_text())} has no room at all"
    elif label.width() + SPARE < metrics.horizontalAdvance(label.text()):
        yield f"{_named(label, label.text())} is cut without a sign"


def _button(button: QAbstractButton) -> Iterator[str]:
    metrics, words = QFontMetrics(button.font()), button.text().replace("&&", "&")
    drawn = metrics.horizontalAdvance(words) + (0 if button.icon().isNull() else button.iconSize().width())
    if words and (button.width() < drawn or button.height() < metrics.height()):
        yield f"{_named(button, words)} is smaller than its words"


def _label(label: QLabel) -> Iterator[str]:
    if not label.text() or label.textFormat() is Qt.TextFormat.RichText:
        return
    if label.wordWrap():
        needed, longest = label.heightForWidth(label.width()), _longest_word(label)
        if label.height() + SPARE < needed:
            yield f"{_named(label, label.text())} is {label.height()} high and needs {needed}"
        if label.contentsRect().width() + SPARE < longest:
            yield f"{_named(label, label.text())} cuts its longest word"
    elif not _fits(label):
        yield f"{_named(label, label.text())} is smaller than its words"


def _fits(widget: QWidget) -> bool:
    hint = widget.sizeHint()
    return widget.width() + SPARE >= hint.width() and widget.height() + SPARE >= hint.height()


def _longest_word(label: QLabel) -> int:
    metrics = QFontMetrics(label.font())
    return max(metrics.horizontalAdvance(word) for word in label.text().split() or [""])


def _combo(combo: QComboBox) -> Iterator[str]:
    option = QStyleOptionComboBox()
    combo.initStyleOption(option)
    part = QStyle.SubControl.SC_ComboBoxEditField
    room = combo.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, combo)
    needed = QFontMetrics(combo.font()).horizontalAdvance(combo.currentText())
    if not combo.isEditable() and room.width() + SPARE < needed:
        yield f"{_named(combo, combo.currentText())} cuts what is chosen"


def _line(line: QLineEdit) -> Iterator[str]:
    needed = QFontMetrics(line.font()).horizontalAdvance(line.placeholderText())
    if not line.text() and line.contentsRect().width() < needed:
        yield f"{_named(line, line.placeholderText())} cuts what it asks for"


def _tabs(tabs: QTabBar) -> Iterator[str]:
    metrics = QFontMetrics(tabs.font())
    for n in range(tabs.count()):
        rect, words = tabs.tabRect(n), tabs.tabText(n).replace("&&", "&")
        if rect.width() + SPARE < metrics.horizontalAdvance(words):
            yield f"the tab {words!r} is narrower than its words"
        elif rect.right() > tabs.width() + SPARE and not tabs.usesScrollButtons():
            yield f"the tab {words!r} is cut at the edge"


def _header(header: QHeaderView) -> Iterator[str]:
    if header.orientation() is Qt.Orientation.Vertical:
        return
    font = header.font()
    metrics = QFontMetrics(font)
    for n in range(header.count()):
        if header.isSectionHidden(n):
            continue
        words = str(header.model().headerData(n, header.orientation()) or "")
        longest = max((metrics.horizontalAdvance(word) for word in BREAKS.split(words)), default=0)
        if header.sectionSize(n) < longest:
            yield f"the heading {words!r} of {_named(header.parentWidget(), '')} cuts a word"


def _cut_by_parents(widget: QWidget) -> Iterator[str]:
    """Where a widget stands out of what holds it, up to what scrolls."""
    parent = widget.parentWidget()
    while parent and not widget.isWindow():
        rect = QRect(widget.mapTo(parent, QPoint(0, 0)), widget.size())
        grown = parent.rect().adjusted(-SPARE, -SPARE, SPARE, SPARE)
        area = parent.parentWidget()
        scrolls = isinstance(area, QAbstractScrollArea) and area.viewport() is parent
        if scrolls:
            return
        if not grown.contains(rect):
            yield f"{_named(widget, _text_of(widget))} stands out of what holds it"
            return
        if parent.isWindow():
            return
        parent = area


def _text_of(widget: QWidget) -> str:
    match widget:
        case QLabel() | QAbstractButton():
            return widget.text()
        case QComboBox():
            return widget.currentText()
        case QLineEdit():
            return widget.text() or widget.placeholderText()
    return ""


def _empty(chart: ChartView) -> Iterator[str]:
    if not chart.scene or not chart.scene.marks:
        yield f"the chart {chart.accessibleName()!r} shows nothing"
    elif chart.width() < 200 or chart.height() < 150:
        yield f"the chart {chart.accessibleName()!r} has too little room"
    else:
        drawn = chart.grab().toImage().scaled(64, 64)
        if len({drawn.pixel(x, y) for x in range(64) for y in range(64)}) < 4:
            yield f"the chart {chart.accessibleName()!r} is blank"


def _sideways(area: QAbstractScrollArea) -> Iterator[str]:
    """A page never scrolls sideways; a table may, where text is large, with its first column in sight."""
    is_text = isinstance(area, QPlainTextEdit | QTextEdit)
    is_large = QApplication.font().pixelSize() > LARGE
    if is_text or (isinstance(area, QAbstractItemView) and is_large):
        return
    if area.horizontalScrollBar().maximum() > 0:
        yield f"{_named(area, '')} scrolls sideways"


def _strip(table: QTableView) -> Iterator[str]:
    """A table that scrolls shows at least two of its lines at the usual size of text."""
    if QApplication.font().pixelSize() > LARGE or table.model().rowCount() < 2:
        return
    two = table.rowHeight(0) + table.rowHeight(1)
    if table.verticalScrollBar().maximum() > 0 and table.viewport().height() < two:
        yield f"{_named(table, '')} shows a strip of its lines"


def _named(widget: QWidget | None, text: str) -> str:
    words = " ".join((text or (widget.accessibleName() if widget else "")).split())
    return f"{type(widget).__name__} {words[:60]!r}"
