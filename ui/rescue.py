"""Ways on when a workspace cannot be opened, or cannot be written to any more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from bvreview.errors import BvReviewError
from bvreview.framework.loader import default_framework
from bvreview.i18n import _
from bvreview.settings import Person, default_workspace
from bvreview.store.backup import list_backups, restore
from bvreview.store.errors import DamagedError, NoWorkspaceError, ReadOnlyError
from bvreview.workspace import copy_workspace, salvage_workspace
from ui.desk import Desk
from ui.files import ask_where
from ui.jobs import Job
from ui.messages import inform, show_error
from ui.running import run_in_sight
from ui.theme import Look

Open = Callable[[Path], QWidget | None]
Way = tuple[str, Callable[[], object]]


class Rescue:
    """What can be done about the workspace at ``path``.

    ``then`` opens the one that comes of it, and gives the window that shows it.
    """

    def __init__(self, path: Path, look: Look, person: Person, then: Open) -> None:
        self._path = path
        self._look = look
        self._person = person
        self._then = then

    def ways(self, error: BvReviewError) -> list[Way]:
        """The ways on from a refusal, the best first."""
        if isinstance(error, DamagedError):
            backups = [(_("Restore a backup\u2026"), self.restore)] if list_backups(self._path) else []
            return [*backups, (_("Save what can be read\u2026"), self.salvage)]
        if isinstance(error, ReadOnlyError) and self._path.exists():
            return [(_("Save it elsewhere\u2026"), self.copy)]
        if isinstance(error, NoWorkspaceError) and self._path != default_workspace():
            return [(_("Open the usual workspace"), lambda: self._then(default_workspace()))]
        return []

    def salvage(self) -> None:
        """Make a new workspace of what can be read, then say what is missing."""
        if target := self._ask("saved"):
            QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
            try:
                framework = default_framework()
                missing = salvage_workspace(self._path, target, person=self._person, framework=framework)
            except BvReviewError as error:
                show_error(None, error)
                return
            finally:
                QGuiApplication.restoreOverrideCursor()
            self._say_missing(self._then(target), target, missing)

    def _say_missing(self, window: QWidget | None, target: Path, missing: tuple[str, ...]) -> None:
        head = _("Everything that can be read is in {name} now. {damaged} was left as it is.").format(
            name=target.name, damaged=self._path.name
        )
        text = "\n".join([head, "", *(missing or (_("Nothing is missing."),))])
        inform(window, _("Saved from a damaged file"), text)

    def restore(self) -> None:
        """Choose a backup and make a new workspace of it."""
        from ui.dialogs.restore import RestoreDialog

        self._dialog = RestoreDialog(self._look, list_backups(self._path))
        self._dialog.chosen.connect(self._restore_from)
        self._dialog.open()

    def _restore_from(self, copy: Path) -> None:
        if target := self._ask("restored"):
            try:
                restore(copy, target)
            except BvReviewError as error:
                show_error(None, error)
                return
            self._then(target)

    def copy(self) -> None:
        """Copy the workspace to where it can be written."""
        if target := self._ask("copy"):
            try:
                copy_workspace(self._path, target)
            except BvReviewError as error:
                show_error(None, error)
                return
            self._then(target)

    def _ask(self, ending: str) -> Path | None:
        name = self._path.with_name(f"{self._path.stem}-{ending}.bvr")
        return ask_where(None, _("The new workspace"), str(name), _("Workspaces (*.bvr)"))


def save_elsewhere(parent: QWidget, desk: Desk) -> None:
    """Go on with the whole workspace in another place: what waits is saved there."""
    name = desk.workspace.path.with_name(f"{desk.workspace.path.stem}-copy.bvr")
    path = ask_where(parent, _("Save the workspace elsewhere"), str(name), _("Workspaces (*.bvr)"))
    if not path:
        return

    def moved(place: Path) -> None:
        desk.preferences.replace(desk.preferences.now.with_workspace(place))
        desk.saver.try_again()

    def run(_job: Job) -> Path:
        desk.workspace.move_to(path)
        return path

    run_in_sight(parent, desk, Job(_("Saving elsewhere"), run), moved)
