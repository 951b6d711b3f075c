"""The real application without a screen: opened in one look, waited for, and taken a picture of."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from msgspec import structs
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QMenu, QWidget

from bvreview.settings import Settings, save_settings
from screenshots.workspace import PERSON
from ui.application import Application
from ui.window import Window

SIZE: Final = QSize(1366, 768)
REST: Final = 0.12  # seconds in which nothing more happens on a page that is shown
PATIENCE: Final = 60.0
SHADE: Final = QColor(0, 0, 0, 70)  # what a system lays over a window that waits for a dialog


@dataclass(frozen=True, slots=True)
class Look:
    """One rendering: its name, theme, and text size in per cent."""

    name: str
    theme: str
    text_size: int


LOOKS: Final = (Look("light", "light", 100), Look("dark", "dark", 100), Look("large", "light", 200))


def say_screen(folder: Path) -> None:
    """Tell Qt, before it starts, of a screen that no machine need have."""
    path = folder / "screen.json"
    screen = {"name": "laptop", "x": 0, "y": 0, "width": SIZE.width(), "height": SIZE.height()}
    path.write_text(json.dumps({"screens": [screen | {"logicalDpi": 96, "dpr": 1}]}), encoding="utf-8")
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={path}"


class Stage:
    """One window in one look; ``draft`` is the id of the review of one's own."""

    def __init__(self, application: Application, draft: str) -> None:
        self._application = application
        self.draft = draft

    @property
    def window(self) -> Window:
        """The window on the workspace."""
        assert isinstance(self._application.window, Window)
        return self._application.window

    @property
    def root(self) -> QMainWindow:
        """Whatever window is open."""
        assert self._application.window
        return self._application.window

    def wait(self, until: Callable[[], Any] = lambda: True) -> None:
        """Go on when something is so and everything has come to rest.

        Raises:
            TimeoutError: it does not come about.
        """
        latest = time.monotonic() + PATIENCE
        rest = 0.0
        while rest < REST:
            QApplication.processEvents()
            time.sleep(0.01)
            if time.monotonic() > latest:
                raise TimeoutError("the page does not come to rest")
            rest = rest + 0.01 if until() and self._is_idle() else 0.0

    def _is_idle(self) -> bool:
        if not isinstance(self._application.window, Window):
            return True
        desk, review = self.window.desk, self.window.review
        desk.workspace.later(int).result()  # all that was asked before is read
        return desk.saver.is_idle and desk.jobs.is_idle and (review is None or review.session.is_judged)

    def own(self) -> Window:
        """The draft, open."""
        if not (review := self.window.review) or review.session.id != self.draft:
            self.window.open_review(self.draft)
            self.wait()
        return self.window

    def over(self) -> list[QWidget]:
        """The windows that are open over the main one."""
        shown = (w for w in QApplication.topLevelWidgets() if w.isVisible() and not isinstance(w, QMenu))
        found = [w for w in shown if w is not self.root and w.isWindow() and w.width() > 60]
        return sorted(found, key=_depth)

    def picture(self) -> QPixmap:
        """The window as it is, with what is open over it."""
        taken = self.root.grab()
        painter = QPainter(taken)
        for widget in self.over():
            shown = widget.grab()
            at = widget.pos() - self.root.pos()
            room = QPoint(SIZE.width() - shown.width(), SIZE.height() - shown.height())
            place = QPoint(max(0, min(at.x(), room.x())), max(0, min(at.y(), room.y())))
            if widget.isModal():
                painter.fillRect(taken.rect(), SHADE)
            painter.drawPixmap(place, shown)
            painter.setPen(QPen(QColor(self._application.look.tokens.strong), 1))
            painter.drawRect(QRect(place, shown.size()))
        painter.end()
        return taken

    def close_over(self) -> None:
        """Close what is open over the main window."""
        if not (over := self.over()):
            return
        for widget in over:
            if isinstance(widget, QDialog):
                widget.reject()
            widget.close()
        self.wait()


def _depth(window: QWidget) -> int:
    """How many windows it stands over."""
    below = window.parentWidget()
    return 1 + _depth(below.window()) if below else 0


@contextmanager
def staged(
    app: QApplication, look: Look, home: Path, workspace: Path | None, draft: str = ""
) -> Iterator[Stage]:
    """The application as it starts for a person with a workspace, or for the first time without one."""
    os.environ["BVREVIEW_HOME"] = str(home)
    settings = Settings(theme=look.theme, text_size=look.text_size)
    if workspace:
        settings = structs.replace(settings, person_name=PERSON.name, person_role=PERSON.role)
        settings = settings.with_workspace(workspace)
    save_settings(settings)
    application = Application(app)
    application.start()
    stage = Stage(application, draft)
    stage.root.resize(SIZE)
    stage.root.move(0, 0)
    stage.wait()
    try:
        yield stage
    finally:
        stage.close_over()
        stage.root.close()
        application.ring.release()
        app.processEvents()
        stage.root.deleteLater()
        app.processEvents()
