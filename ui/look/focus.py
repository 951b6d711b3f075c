"""The focus ring: yellow with ink inside, around whatever has the keyboard, drawn by one small overlay."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QSplitter,
    QTabBar,
    QWidget,
)
from shiboken6 import isValid

from ui.look.theme import Look

WIDTH = 3
BESIDE, AROUND = 20, 40
"""Pixels that are seen at the sides of what is scrolled to, and above and below it where there is room."""


def show_whole(widget: QWidget) -> None:
    """Scroll whatever it stands in until all of it is seen, or the line with the cursor where it is too high.

    Qt looks after that line alone: half of a box stayed below the edge.
    """
    above = widget.parentWidget()
    while above:
        if isinstance(above, QScrollArea) and (page := above.widget()) and page.isAncestorOf(widget):
            spare = above.viewport().height() - widget.height()
            middle = widget.mapTo(page, widget.rect().center())
            if spare > 0:
                around = widget.height() // 2 + min(AROUND, spare // 2)
                above.ensureVisible(middle.x(), middle.y(), BESIDE, around)
            else:
                above.ensureWidgetVisible(widget, BESIDE, AROUND)
        above = above.parentWidget()


def _bring_into_sight(widget: QWidget) -> None:
    """Scroll to what has the keyboard, from outside the page too; nothing goes away from under a mouse.

    A table brings its own cell into sight.
    """
    stays = isinstance(widget, QAbstractItemView) or QApplication.mouseButtons() != Qt.MouseButton.NoButton
    if not stays or widget.visibleRegion().isEmpty():
        show_whole(widget)


class FocusRing(QObject):
    """Follows the keyboard through every window; tables frame their own cell."""

    def __init__(self, app: QApplication, look: Look) -> None:
        super().__init__(app)
        self._look = look
        self._target: QWidget | None = None
        self._frame: Frame | None = None
        self._chain: list[QWidget] = []
        app.focusChanged.connect(self._follow)

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        self.release()
        if now:
            _bring_into_sight(now)
        if now and _is_ringed(now):
            self._chain = _up_to_ground(now)
            self._target, self._frame = now, Frame(self._chain[-1], self._look)
            for widget in self._chain[:-1]:
                widget.installEventFilter(self)
            self._place()

    def release(self) -> None:
        """Let go of the widget that is ringed; it may be gone, and the frame with it."""
        for widget in self._chain:
            if isValid(widget):
                widget.removeEventFilter(self)
        if self._frame and isValid(self._frame):
            self._frame.hide()
            self._frame.deleteLater()
        self._target, self._frame, self._chain = None, None, []

    def _place(self) -> None:
        if self._target and self._frame and isValid(self._frame):
            corner = self._target.mapTo(self._chain[-1], QPoint(0, 0))
            around = QRect(corner, self._target.size()).adjusted(-WIDTH, -WIDTH, WIDTH, WIDTH)
            self._frame.setGeometry(around)
            self._frame.raise_()
            self._frame.setVisible(self._target.isVisible())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        moves = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide)
        if event.type() in moves and any(watched is w for w in self._chain):
            self._place()
        return False


class Frame(QWidget):
    """Two rounded lines, yellow outside and ink inside, over the edge of a widget."""

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent)
        self._look = look
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(_pen(self._look.tokens.focus, WIDTH))
        painter.drawRoundedRect(_inset(self.rect(), 1), 7, 7)
        painter.setPen(_pen(self._look.tokens.focus_ink, 1))
        painter.drawRoundedRect(_inset(self.rect(), WIDTH), 5, 5)


def _up_to_ground(widget: QWidget) -> list[QWidget]:
    """The widget and what it stands in, up to what scrolls or the window: a frame there is not cut."""
    chain = [widget]
    while (parent := chain[-1].parentWidget()) and not _is_viewport(parent):
        chain.append(parent)
        if parent.isWindow():
            break
    return chain


def _is_viewport(widget: QWidget) -> bool:
    area = widget.parentWidget()
    return isinstance(area, QAbstractScrollArea) and area.viewport() is widget


def _is_ringed(widget: QWidget) -> bool:
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QTabBar)
    parent = widget.parentWidget()
    if parent is None or isinstance(parent, QSplitter | QComboBox):
        return False
    in_table = isinstance(parent.parentWidget(), QAbstractItemView)
    return not in_table and (isinstance(widget, kinds) or widget.property("ringed") is True)


def _pen(colour: str, width: int) -> QPen:
    return QPen(QColor(colour), width)


def _inset(rect: QRect, by: int) -> QRect:
    return rect.adjusted(by, by, -by - 1, -by - 1)
