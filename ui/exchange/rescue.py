"""Ways on when a workspace cannot be opened, or cannot be written to any more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from bvreview.errors import BvReviewError
from bvreview.framework.loader import default_framework
from bvreview.i18n import _
from bvreview.settings import Person, default_workspace
from bvreview.store.backup import Backup, list_backups
from bvreview.store.errors import DamagedError, NoWorkspaceError, ReadOnlyError
from ui.desk import Desk
from ui.dialogs.missing import MissingDialog
from ui.dialogs.restore import RestoreDialog
from ui.exchange.copies import copy_file, restore_backup, save_from_damage
from ui.exchange.files import ask_for_new
from ui.exchange.running import run_alone, run_in_sight
from ui.jobs import Errand, Job, Jobs
from ui.look.theme import Look

Open = Callable[[Path], QWidget | None]
Way = tuple[str, Callable[[], object]]


class Rescue:
    """What can be done about the workspace at ``path``, each as a job that is shown and can be stopped.

    ``then`` opens the one that comes of it, and gives the window that shows it; ``again`` shows the ways
    anew when the work was stopped.
    """

    def __init__(
        self, path: Path, look: Look, person: Person, then: Open, again: Callable[[], object]
    ) -> None:
        self._path = path
        self._look = look
        self._person = person
        self._then = then
        self._again = again
        self._jobs = Jobs()

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
            job = save_from_damage(self._path, target, self._person, default_framework())
            run_alone(self._jobs, job, lambda missing: self._say_missing(target, missing), self._again)

    def _say_missing(self, target: Path, missing: tuple[str, ...]) -> None:
        MissingDialog(self._then(target), self._look, self._path, target, missing).open()

    def restore(self) -> None:
        """Choose a backup and make a new workspace of it."""
        backups = list_backups(self._path)
        self._dialog = RestoreDialog(self._look, self._jobs, default_framework(), backups)
        self._dialog.chosen.connect(self._restore_from)
        self._dialog.open()

    def _restore_from(self, backup: Backup) -> None:
        if target := self._ask("restored"):
            run_alone(self._jobs, restore_backup(backup, target), self._then, self._again)

    def copy(self) -> None:
        """Copy the workspace to where it can be written."""
        if target := self._ask("copy"):
            run_alone(self._jobs, copy_file(self._path, target), self._then, self._again)

    def _ask(self, ending: str) -> Path | None:
        name = self._path.with_name(f"{self._path.stem}-{ending}.bvr")
        return ask_for_new(None, _("The new workspace"), str(name), _("Workspaces (*.bvr)"))


def save_elsewhere(parent: QWidget, desk: Desk) -> None:
    """Go on with the whole workspace in another place: what waits is saved there."""
    name = desk.workspace.path.with_name(f"{desk.workspace.path.stem}-copy.bvr")
    kind = _("Workspaces (*.bvr)")
    path = ask_for_new(parent, _("Save the workspace elsewhere"), str(name), kind)
    if not path:
        return

    def moved(place: Path) -> None:
        desk.preferences.replace(desk.preferences.now.with_workspace(place))
        desk.saver.try_again()

    def run(_job: Errand) -> Path:
        desk.workspace.move_to(path)
        return path

    run_in_sight(parent, desk, Job(_("Saving elsewhere"), run), moved)
