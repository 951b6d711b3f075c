"""The one place where labels are made: plain text always, a role for their size, a shape beside a status."""

from __future__ import annotations

from typing import Literal

from PySide6 import QtGui
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOption,
    QVBoxLayout,
    QWidget,
)

from bvreview.framework.rules import Level

Role = Literal[
    "body", "title", "heading", "strong", "figure", "small", "muted", "caps", "stop", "explain", "ok", "keys"
]
Pill = Literal["stop", "explain", "ok", "plain", "illustrative"]

STOP_SHAPE, EXPLAIN_SHAPE, NOTE_SHAPE, OK_SHAPE = "\u25b2", "\u25c6", "\u25cb", "\u2713"
NEEDED_SHAPE = "\u2731"
PILL_OF: dict[Level, Pill] = {Level.STOP: "stop", Level.EXPLAIN: "explain", Level.NOTE: "plain"}
SHAPE_OF = {Level.STOP: STOP_SHAPE, Level.EXPLAIN: EXPLAIN_SHAPE, Level.NOTE: NOTE_SHAPE}


def label(text: str = "", role: Role = "body", *, wrap: bool = True) -> QLabel:
    """A label that shows its text as it is: markup in data never renders."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setWordWrap(wrap)
    made.setProperty("role", role)
    if wrap:
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
    return made


def pill(text: str = "", kind: Pill = "plain") -> QLabel:
    """A status word in a frame."""
    made = label(text, wrap=False)
    made.setProperty("pill", kind)
    made.setProperty("role", None)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    return made


def set_pill(shown: QLabel, text: str, kind: Pill) -> None:
    """Change the word and kind of a pill."""
    shown.setText(text)
    shown.setVisible(bool(text))
    set_property(shown, "pill", kind)


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Change a property that the style sheet asks for."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class PushButton(QPushButton):
    """A button that Enter presses when it has the keyboard, as in every dialog of the system."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


def button(text: str, *, primary: bool = False, link: bool = False, name: str = "") -> QPushButton:
    """A push button; ``name`` says more to a screen reader than the word on it."""
    made = PushButton(plain(text))
    made.setAutoDefault(False)
    made.setProperty("primary", "true" if primary else "false")
    made.setProperty("link", "true" if link else "false")
    made.setAccessibleName(name or text)
    if link:
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made


def plain(text: str) -> str:
    """The text for a button, tab or menu, where an ampersand would mark a letter."""
    return text.replace("&", "&&")


def tip(text: str) -> str:
    """The text for a tool tip, as it is: Qt takes for markup what looks like it, so that is escaped."""
    if not QtGui.Qt.mightBeRichText(text):
        return text
    from html import escape  # what hardly any text needs

    return f'<p style="white-space: pre-wrap">{escape(text)}</p>'


def rule() -> QFrame:
    """A hairline."""
    line = QFrame()
    line.setObjectName("rule")
    return line


class Elided(QLabel):
    """One line that gives way: fewer words or an ellipsis where there is no room, all as a tool tip."""

    def __init__(self, text: str = "", role: Role = "body") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._whole = ""
        self._shorter: tuple[str, ...] = ()
        self.set_text(text)

    def set_text(self, text: str, *shorter: str) -> None:
        """Show another text, or a shorter one that says the same where there is no room; the last always."""
        self._whole, self._shorter = text, shorter
        self.setText(text)
        self.updateGeometry()
        self._fit()

    def whole_text(self) -> str:
        """The text, elided or not."""
        return self._whole

    def minimumSizeHint(self) -> QSize:
        least = self._shorter[-1] if self._shorter else "mmmm"
        width = QFontMetrics(self.font()).horizontalAdvance(least)
        return QSize(width + 4 * bool(self._shorter), super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        return QSize(metrics.horizontalAdvance(self._whole) + 4, metrics.height() + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        """Put the ellipsis where the room ends, once there is a place on the screen."""
        if not self.isVisible():
            return
        metrics = QFontMetrics(self.font())
        fits = (
            text for text in (self._whole, *self._shorter) if metrics.horizontalAdvance(text) <= self.width()
        )
        text = next(fits, (self._whole, *self._shorter)[-1])
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, self.width())
        if shown != self.text():
            self.setText(shown)
        self.setToolTip(tip(self._whole) if shown != self._whole else "")


class Ground(QWidget):
    """A plain widget whose background the style sheet paints: "canvas", "surface", "side", "places"."""

    def __init__(self, name: str = "canvas") -> None:
        super().__init__()
        self.setObjectName(name)

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOption()
        option.initFrom(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, QPainter(self), self)


def card() -> tuple[QFrame, QVBoxLayout]:
    """A framed card and the column in it."""
    frame = QFrame()
    frame.setObjectName("card")
    inner = QVBoxLayout(frame)
    inner.setContentsMargins(12, 10, 12, 10)
    inner.setSpacing(6)
    return frame, inner
