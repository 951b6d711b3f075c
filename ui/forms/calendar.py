"""A calendar to choose a day from, one key away from where a day is typed (F4 or Alt+Down)."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import QDate, QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QToolButton, QVBoxLayout

from bvreview.i18n import _
from bvreview.review.dates import EARLIEST, read_date
from bvreview.review.wording import show_date
from ui.look.icons import icon
from ui.look.text import tip
from ui.look.theme import Look

_ARROWS: Final = {"qt_calendar_prevmonth": "chevron-left", "qt_calendar_nextmonth": "chevron-right"}


class DayButton(QToolButton):
    """Opens the calendar under a line of text; ``chosen`` gives the day as it is written."""

    chosen = Signal(str)

    def __init__(self, line: QLineEdit, look: Look, opens_at: date) -> None:
        super().__init__()
        self._line, self._look, self._opens_at = line, look, opens_at
        self._popup: DayPopup | None = None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # F4 in the line opens it
        self.setAccessibleName(_("Choose a day from a calendar"))
        self.setToolTip(tip(_("Choose a day from a calendar (F4)")))
        self.clicked.connect(self.open_calendar)
        line.installEventFilter(self)
        look.changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        side = self._look.px(16)
        self.setIcon(icon("calendar", self._look.tokens.muted, side))
        self.setIconSize(QSize(side, side))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            alt_down = event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
            if event.key() == Qt.Key.Key_F4 or alt_down:
                self.open_calendar()
                return True
        return False

    def open_calendar(self) -> None:
        """Show the calendar at the day that is typed, else where it opens at."""
        if self._line.isReadOnly():
            return
        day, __ = read_date(self._line.text())
        self._popup = DayPopup(self._line, self._look, day or self._opens_at)
        self._popup.chosen.connect(self._take)
        self._popup.show_under(self._line)

    def _take(self, day: date) -> None:
        self.chosen.emit(show_date(day))
        self._line.setFocus()


class DayPopup(QFrame):
    """A month at a time; arrow keys, Page Up and Page Down, Enter, Escape."""

    chosen = Signal(object)

    def __init__(self, parent: QLineEdit, look: Look, day: date) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("calendar")
        self.calendar = QCalendarWidget()
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setMinimumDate(QDate(EARLIEST.year, EARLIEST.month, EARLIEST.day))
        self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self.calendar.setAccessibleName(_("Calendar"))
        self.calendar.setMinimumSize(look.px(300), look.px(250))
        for name, drawn in _ARROWS.items():
            if arrow := self.calendar.findChild(QToolButton, name):
                arrow.setIcon(icon(drawn, look.tokens.ink, look.px(16)))
        usual = QTextCharFormat()
        usual.setForeground(QColor(look.tokens.ink))
        for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(weekday, usual)
        self.calendar.clicked.connect(self._choose)
        self.calendar.activated.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self.calendar)

    def show_under(self, line: QLineEdit) -> None:
        """Open under a line, or above it where there is no room."""
        self.adjustSize()
        below = line.mapToGlobal(QPoint(0, line.height()))
        screen = line.screen().availableGeometry()
        if below.y() + self.height() > screen.bottom():
            below.setY(line.mapToGlobal(QPoint(0, 0)).y() - self.height())
        below.setX(max(screen.left(), min(below.x(), screen.right() - self.width())))
        self.move(below)
        self.show()
        self.calendar.setFocus()

    def _choose(self, day: QDate) -> None:
        if self.isVisible():  # a click is told twice
            self.close()
            self.chosen.emit(date(day.year(), day.month(), day.day()))
