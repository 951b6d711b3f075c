"""Files and folders dropped anywhere in the window are taken in, over fields and tables too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

TAKES_FILES = "takes-files"
"""The property of a widget that takes dropped files for itself."""


class Drops(QObject):
    """Stands before all widgets of a window: what is a file goes to ``take``, text goes on to the field."""

    def __init__(self, window: QWidget, take: Callable[[list[Path]], object]) -> None:
        super().__init__(window)
        self._window, self._take = window, take

    def begin(self) -> None:
        """Watch the window, now that the system knows it."""
        if handle := self._window.windowHandle():
            handle.removeEventFilter(self)
            handle.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() not in (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop):
            return False
        assert isinstance(event, QDropEvent)  # the others are kinds of it
        paths = files_in(event.mimeData())
        if not paths or QApplication.activeModalWidget() or self._takes_files(event):
            return False
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            self._take(paths)
        return True

    def _takes_files(self, event: QDropEvent) -> bool:
        """Whether what the mouse is over takes files itself."""
        over = self._window.childAt(event.position().toPoint())
        while over and over is not self._window:
            if over.property(TAKES_FILES):
                return True
            over = over.parentWidget()
        return False


def files_in(data: QMimeData) -> list[Path]:
    """The files and folders of this computer that are dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
