"""The application: one look, one workspace, one net under everything unexpected."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QMessageBox

from bvreview.errors import BvReviewError
from bvreview.framework.loader import default_framework
from bvreview.i18n import _
from bvreview.settings import Person, default_workspace
from bvreview.workspace import Workspace
from ui.bus import Bus
from ui.desk import Desk
from ui.focus import FocusRing
from ui.jobs import Jobs
from ui.messages import inform, show_unexpected
from ui.preferences import Preferences
from ui.saving import Saver
from ui.theme import Look
from ui.window import Window


class Application:
    """Opens the first window: the question who is at the screen, or the workspace."""

    def __init__(self, app: QApplication) -> None:
        self.preferences = Preferences()
        self.look = Look(app)
        self.ring = FocusRing(app, self.look)
        self.window: QMainWindow | None = None
        self.look.use(self.preferences.now.theme, self.preferences.now.text_size)

    def start(self) -> None:
        """Show the first window."""
        if self.preferences.now.person:
            self.open_workspace(self._last_workspace())
        else:
            self._welcome()
        if self.preferences.problem:
            inform(self.window, _("Settings"), self.preferences.problem)

    def _last_workspace(self) -> Path:
        last = self.preferences.now.last_workspace
        return Path(last) if last and Path(last).exists() else default_workspace()

    def _welcome(self) -> None:
        from ui.pages.start import StartPage

        page = StartPage(self.look.px(520))
        page.ready.connect(self._introduce)
        window = QMainWindow()
        window.setWindowTitle(_("Best Value Review"))
        window.setCentralWidget(page)
        self._show(window, 1366, 768)
        page.name.setFocus()

    def _introduce(self, name: str, role: str) -> None:
        self.preferences.change(person_name=name, person_role=role)
        self.open_workspace(default_workspace())

    def open_workspace(self, path: Path) -> None:
        """Show a workspace, or say why it cannot be opened and what can be done."""
        person = self.preferences.now.person or Person("")
        try:
            framework = default_framework()
            workspace = Workspace.open(path, person=person, framework=framework)
        except BvReviewError as error:
            self._refused(error)
            return
        desk = Desk(workspace, framework, Saver(), Bus(), Jobs(), self.look, self.preferences)
        window = Window(desk)
        window.wants_workspace.connect(self.open_workspace)
        self._show(window)

    def _refused(self, error: BvReviewError) -> None:
        box = inform(self.window, _("The workspace could not be opened"), str(error))
        other = box.addButton(_("Choose another workspace\u2026"), QMessageBox.ButtonRole.ActionRole)
        box.buttonClicked.connect(lambda clicked: self._choose_other() if clicked is other else None)
        self._box = box

    def _choose_other(self) -> None:
        from ui.files import ask_for_workspace

        if path := ask_for_workspace(self.window):
            self.open_workspace(path)

    def _show(self, window: QMainWindow, width: int = 0, height: int = 0) -> None:
        before, self.window = self.window, window
        if width:
            window.resize(width, height)
        window.show()
        if before:
            self.ring.release()
            before.close()
            before.deleteLater()


def run(arguments: Sequence[str]) -> int:
    """Open the window and stay until it is closed; returns the exit code."""
    app = QApplication(list(arguments))
    app.setApplicationName("bvreview")
    app.setApplicationDisplayName(_("Best Value Review"))
    application = Application(app)
    sys.excepthook = catch_all(lambda: application.window)
    application.start()
    QTimer.singleShot(0, lambda: when_usable())
    code = app.exec()
    if application.window:
        application.window.close()
    return code


def when_usable() -> None:
    """Called once the first window is on the screen; the measurement of the start stands in its place."""


Hook = Callable[[type[BaseException], BaseException, TracebackType | None], None]


def catch_all(window: Callable[[], QMainWindow | None]) -> Hook:
    """The net: what nobody expected is shown once, in plain words."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        sys.__excepthook__(kind, error, trace)
        if not issubclass(kind, KeyboardInterrupt):
            show_unexpected(window(), error)

    return hook
