"""The second click of a double click, kept from what the first one opened under the pointer."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication


class SecondClick(QObject):
    """Takes the double click that follows at once; people who are used to folders make one to open a line."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._let_go)

    def take(self) -> None:
        """Take it, if it comes within the time that makes two clicks a double click."""
        if app := QApplication.instance():
            app.installEventFilter(self)
            self._soon.start(QApplication.doubleClickInterval())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        return event.type() == QEvent.Type.MouseButtonDblClick

    def _let_go(self) -> None:
        if app := QApplication.instance():
            app.removeEventFilter(self)
