"""The focus ring: yellow with ink inside, around whatever has the keyboard, drawn by one small overlay."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSplitter,
    QTabBar,
    QWidget,
)

from ui.theme import Look

WIDTH = 3


class FocusRing(QWidget):
    """Follows the keyboard through every window; tables frame their own cell."""

    def __init__(self, app: QApplication, look: Look) -> None:
        super().__init__()
        self._look = look
        self._target: QWidget | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        app.focusChanged.connect(self._follow)

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        if self._target:
            self._target.removeEventFilter(self)
        self._target = now if now and _is_ringed(now) else None
        self.hide()
        if self._target:
            self.setParent(self._target.parentWidget())
            self._target.installEventFilter(self)
            self._place()

    def _place(self) -> None:
        if self._target and self._target.isVisible():
            self.setGeometry(self._target.geometry().adjusted(-WIDTH, -WIDTH, WIDTH, WIDTH))
            self.raise_()
            self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self._target:
            if kind in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show):
                self._place()
            elif kind in (QEvent.Type.Hide, QEvent.Type.DeferredDelete, QEvent.Type.ParentChange):
                self.release()
        return False

    def release(self) -> None:
        """Let go of the widget that is ringed."""
        if self._target:
            self._target.removeEventFilter(self)
        self._target = None
        self.hide()
        self.setParent(None)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(_pen(self._look.tokens.focus, WIDTH))
        painter.drawRoundedRect(_inset(self.rect(), 1), 7, 7)
        painter.setPen(_pen(self._look.tokens.focus_ink, 1))
        painter.drawRoundedRect(_inset(self.rect(), WIDTH), 5, 5)


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
