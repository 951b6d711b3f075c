"""The application: one look, one workspace, one net under everything unexpected."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from bvreview.diary import open_diary
from bvreview.errors import BvReviewError
from bvreview.framework.errors import PackError
from bvreview.framework.loader import default_framework
from bvreview.i18n import _
from bvreview.settings import Person, data_folder, default_workspace
from bvreview.store.backup import Reason
from bvreview.store.errors import LockedError
from bvreview.workspace import Workspace
from ui.arrivals import WORKSPACE_ENDING
from ui.bus import Bus
from ui.desk import Desk
from ui.jobs import Jobs
from ui.left.placing import fit_to_screen
from ui.left.preferences import Preferences
from ui.look.focus import FocusRing
from ui.look.theme import Look
from ui.net import Net
from ui.pace import Sweeper, keep_pace
from ui.reader import Reader
from ui.saving import Saver
from ui.warning import warn_of_place
from ui.widgets.messages import inform, offer
from ui.window import Window

if TYPE_CHECKING:
    from ui.exchange.rescue import Rescue


class Program(QApplication):
    """Takes the files that a system hands over as events, as macOS does; ``handed`` tells them."""

    handed = Signal(object)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent):
            if event.file():  # an address of the network is nobody's file
                self.handed.emit([Path(event.file())])
            return True
        return super().event(event)


class Application:
    """Opens the first window: the question who is at the screen, or the workspace."""

    def __init__(self, app: QApplication) -> None:
        self.preferences = Preferences()
        self.look = Look(app)
        self.ring = FocusRing(app, self.look)
        self.window: QMainWindow | None = None
        self.look.use(self.preferences.now.theme, self.preferences.now.text_size)
        self._rescue: Rescue | None = None
        self._waiting: list[Path] = []
        self._backing_up = Reader()
        self._backing_up.failed.connect(self._no_backup)
        self.preferences.failed.connect(lambda why: inform(self.window, _("Settings"), why))

    def start(self, chosen: Path | None = None) -> None:
        """Show the first window: the workspace that was chosen, or the last one that was open."""
        if not self.preferences.now.person:
            self._waiting += [chosen] if chosen else []
            self._welcome()
        elif chosen:
            self._open(chosen, create=True)
        else:
            path = self._last_workspace()
            self._open(path, create=path == default_workspace())
        if self.preferences.problem:
            inform(self.window, _("Settings"), self.preferences.problem)

    def _last_workspace(self) -> Path:
        last = self.preferences.now.last_workspace
        return Path(last) if last else default_workspace()

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

    def open_workspace(self, path: Path) -> QMainWindow | None:
        """Show a workspace, made where there is none, in place of the one that is open; gives the window."""
        if not isinstance(self.window, Window) or _can_leave(self.window, path):
            self._open(path, create=True)
        return self.window

    def _open(self, path: Path, *, create: bool) -> None:
        """Show a workspace, or say why it cannot be opened and what can be done."""
        is_there = path.exists()
        try:
            framework = default_framework()
            workspace = Workspace.open(path, person=self._person, framework=framework, create=create)
        except PackError as error:
            self._box = inform(self.window, _("The application cannot work"), str(error))
        except BvReviewError as error:
            self._refused(path, error)
        else:
            workspace.backups_to_keep = self.preferences.now.backups_to_keep
            desk = Desk(workspace, framework, Saver(), Bus(), Jobs(), self.look, self.preferences)
            window = Window(desk)
            window.wants_workspace.connect(self.open_workspace)
            self._show(window)
            self.preferences.replace(self.preferences.now.with_workspace(workspace.path))
            self._warning = warn_of_place(window)
            if self._waiting:
                self.take([])
            if is_there:
                self._backing_up.ask(lambda: workspace.later(workspace.back_up, Reason.START))

    @property
    def _person(self) -> Person:
        return self.preferences.now.person or Person("")

    def _no_backup(self, error: Exception) -> None:
        words = _("No backup was made at this start. Your work is saved as usual. {reason}")
        inform(self.window, _("No backup"), words.format(reason=error))

    def _refused(self, path: Path, error: BvReviewError) -> None:
        from ui.exchange.rescue import Rescue  # what a good day does not need

        again = partial(self._open, path, create=False)
        rescue = self._rescue = Rescue(path.absolute(), self.look, self._person, self.open_workspace, again)
        other = (_("Choose another workspace\u2026"), self._choose_other)
        title = _("The workspace could not be opened")
        held = [(_("Show the window that has it open"), self._show_holder)]
        ways = [*rescue.ways(error), *(held if isinstance(error, LockedError) else ())]
        self._box = offer(self.window, title, str(error), [*ways, other])

    def _show_holder(self) -> None:
        """Bring the window of the other start to the front and end this one, if it is one's own."""
        from ui.exchange.handing import hand_over

        if hand_over():
            QApplication.quit()
            return
        words = _("It is open on another computer, or by somebody else. Ask them to close it there.")
        self._box = inform(self.window, _("The window cannot be shown from here"), words)

    def take(self, paths: list[Path]) -> None:
        """Come to the front and take files from the file manager, at once or when somebody is known."""
        self._waiting += paths
        if not (window := self.window):
            return
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.raise_()
        window.activateWindow()
        if isinstance(window, Window) and self._waiting:
            came, self._waiting = self._waiting, []
            window.commands.arrivals.take_paths(came)

    def be_reachable(self) -> None:
        """Take what later starts hand over."""
        from ui.exchange.handing import Reception

        self._reception = Reception()
        self._reception.came.connect(self.take)
        self._reception.open()

    def _choose_other(self) -> None:
        from ui.exchange.files import ask_for_workspace

        if path := ask_for_workspace(self.window, self.preferences):
            self.open_workspace(path)

    def _show(self, window: QMainWindow, width: int = 0, height: int = 0) -> None:
        before, self.window = self.window, window
        if width:
            fit_to_screen(window, width, height)
        window.show()
        Sweeper(window.windowHandle())
        if before:
            self.ring.release()
            before.close()
            before.deleteLater()


def _can_leave(window: Window, path: Path) -> bool:
    """Whether another workspace is wanted, and all of this one is saved; says what is not."""
    if window.desk.workspace.path == path.absolute():
        return False
    if window.review:
        window.review.stage.commit()
    if window.desk.saver.flush():
        return True
    inform(window, _("Not saved"), window.desk.saver.last.sentence)
    return False


def run(arguments: Sequence[str], paths: Sequence[Path] = ()) -> int:
    """Open the window and stay until it is closed; returns the exit code.

    ``paths``: files from the file manager; a window that is open already takes them instead.
    """
    app = Program(list(arguments))
    if paths:
        from ui.exchange.handing import hand_over

        if hand_over(paths):
            return 0
    app.setApplicationName("bvreview")
    app.setApplicationDisplayName(_("Best Value Review"))
    application = Application(app)
    app.handed.connect(application.take)
    open_diary(data_folder())
    net = Net(lambda: application.window)
    net.spread()
    keep_pace()
    chosen, files = first_workspace(paths)
    application.start(chosen)
    QTimer.singleShot(0, _keep_what_the_start_made)
    QTimer.singleShot(0, lambda: when_usable())
    QTimer.singleShot(0, application.be_reachable)
    if files:
        QTimer.singleShot(0, lambda: application.take(files))
    code = app.exec()
    if application.window:
        application.window.close()
    return code


def first_workspace(paths: Sequence[Path]) -> tuple[Path | None, list[Path]]:
    """The workspace to begin with, if one is among the files, and what is left of them."""
    chosen = next((path for path in paths if path.suffix.casefold() == WORKSPACE_ENDING), None)
    return chosen, [] if chosen else list(paths)


def _keep_what_the_start_made() -> None:
    """What the start made is not looked through for cycles again; the window's sweeper looks at the rest."""
    gc.freeze()


def when_usable() -> None:
    """Called once the first window is on the screen; the measurement of the start stands in its place."""
