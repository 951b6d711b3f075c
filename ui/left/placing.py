"""Where a window stands: as it was left, and always on a screen that is there."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QByteArray, QPoint, QRect, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

TITLE_BAR: Final = 40
"""What a system takes of the screen above a window, in pixels; it is not known before the window is shown."""
IN_SIGHT: Final = QSize(160, 60)
"""How much of a window's upper edge must be on a screen, so that it can be moved by its title bar."""


def fit_to_screen(window: QWidget, width: int, height: int) -> None:
    """Give a window its usual size, or what the screen leaves with a title bar."""
    room = window.screen().availableGeometry().size() - QSize(0, TITLE_BAR)
    window.resize(QSize(width, height).boundedTo(room))


def describe_place(window: QWidget) -> str:
    """Place, size and state of a window, as text."""
    return bytes(window.saveGeometry().toBase64().data()).decode()


def put_back(window: QWidget, described: str, usual: QSize) -> None:
    """Put a window where ``described`` says; its usual size where that says nothing of use."""
    data = QByteArray.fromBase64(described.encode("ascii", "replace"))
    if not (described and window.restoreGeometry(data)):
        fit_to_screen(window, usual.width(), usual.height())
    bring_back(window)


def bring_back(window: QWidget) -> None:
    """Move a window onto a screen that is there, if its title bar is on none."""
    frame = window.frameGeometry()
    rooms = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    grip = QRect(frame.topLeft(), QSize(frame.width(), IN_SIGHT.height()))
    if not rooms or any(_is_in_sight(grip & room) for room in rooms):
        return
    room = QGuiApplication.primaryScreen().availableGeometry()
    size = window.size().boundedTo(room.size() - QSize(0, TITLE_BAR))
    window.resize(size)
    window.move(room.topLeft() + QPoint((room.width() - size.width()) // 2, TITLE_BAR // 2))


def _is_in_sight(part: QRect) -> bool:
    return part.width() >= IN_SIGHT.width() and part.height() >= IN_SIGHT.height() // 2
