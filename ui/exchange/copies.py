"""The verbs about copies of a workspace, each as a job that is not yet started: back up, restore, rescue."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bvreview.framework.descriptors import Framework
from bvreview.i18n import _
from bvreview.settings import Person
from bvreview.store.backup import Backup, BackupContents, Reason, contents, restore
from bvreview.store.errors import WorkspaceError
from bvreview.workspace import Workspace, copy_workspace, salvage_workspace, verify_workspace
from ui.jobs import Errand, Job
from ui.landing import address_of


@dataclass(frozen=True, slots=True)
class Looked:
    """What was seen in a copy so far; ``problem`` is a sentence when it is damaged."""

    backup: Backup
    contents: BackupContents | None = None
    is_checked: bool = False
    problem: str = ""

    @property
    def can_be_restored(self) -> bool:
        """Whether it was checked and is whole."""
        return self.is_checked and not self.problem


def look_into_backup(backup: Backup, seen: Callable[[Looked], object]) -> Job:
    """Read what is in a copy, tell ``seen``, then check it from end to end. Gives ``Looked``."""
    tell = address_of(seen)

    def run(_job: Errand) -> Looked:
        try:
            found = contents(backup.path)
            tell(Looked(backup, found))
            problems = verify_workspace(backup.path).problems
        except WorkspaceError as error:
            problems = getattr(error, "problems", (str(error),))
            found = None
        return Looked(backup, None if problems else found, True, " ".join(problems[:2]))

    return Job(_("Looking into a backup"), run)


def back_up(workspace: Workspace) -> Job:
    """Copy the workspace now. Gives the copy that goes as far as the log, and whether it is a new one."""

    def run(_job: Errand) -> tuple[Backup, bool]:
        before = {backup.path for backup in workspace.backups()}
        made = workspace.back_up(Reason.ASKED)
        return made, made.path not in before

    return Job(_("Backing up"), run)


def save_copy(workspace: Workspace, path: Path) -> Job:
    """Copy the workspace to a place of one's own. Gives the path."""

    def run(_job: Errand) -> list[Path]:
        workspace.save_copy(path)
        return [path]

    return Job(_("Saving a copy"), run)


def restore_backup(backup: Backup, target: Path, workspace: Workspace | None = None) -> Job:
    """Make a new workspace of a copy, after a backup of the one that is open. Gives the path."""

    def run(job: Errand) -> Path:
        if workspace:
            job.tick(0, 2, _("Backing up what is open"))
            workspace.back_up(Reason.RESTORE, sparing=backup.path)
        job.tick(1, 2, target.name)
        restore(backup.path, target)
        return target

    return Job(_("Restoring a backup"), run)


def save_from_damage(path: Path, target: Path, person: Person, framework: Framework) -> Job:
    """Make a new workspace of what can be read of a damaged one. Gives what is missing."""

    def run(job: Errand) -> tuple[str, ...]:
        return salvage_workspace(path, target, person=person, framework=framework, tick=job.tick)

    return Job(_("Saving what can be read"), run)


def copy_file(path: Path, target: Path) -> Job:
    """Copy a workspace that cannot be opened where it is. Gives the path."""

    def run(_job: Errand) -> Path:
        copy_workspace(path, target)
        return target

    return Job(_("Copying the workspace"), run)
