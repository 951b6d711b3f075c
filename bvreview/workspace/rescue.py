"""Workspaces that are not open: checked, saved from damage, copied."""

from __future__ import annotations

from pathlib import Path

from bvreview.framework.descriptors import Framework
from bvreview.i18n import _
from bvreview.settings import Person
from bvreview.store import backup, integrity
from bvreview.store.engine import utc_now
from bvreview.store.integrity import IntegrityReport
from bvreview.store.log import Step, StepKind
from bvreview.store.remains import Tick, no_tick
from bvreview.store.salvage import salvage


def verify_workspace(path: Path) -> IntegrityReport:
    """Check the workspace at ``path`` from end to end; it is not changed.

    Raises:
        WorkspaceError: it is missing, open elsewhere, not a workspace or newer.
    """
    return integrity.verify(path)


def salvage_workspace(
    path: Path, target: Path, *, person: Person, framework: Framework, tick: Tick = no_tick
) -> tuple[str, ...]:
    """Save what can be read of a damaged workspace to a new one; says what is missing, a sentence each.

    ``tick(done, of, text)`` is told how far it is; what it raises stops the work, and nothing is at
    ``target`` then.

    Raises:
        WorkspaceError: ``path`` is missing or open, nothing in it can be read, or something is at
            ``target``.
    """
    step = Step(_("Saved from a damaged file"), str(person), utc_now(), StepKind.RECORD)
    return salvage(path, target, framework, step, tick=tick)


def copy_workspace(path: Path, target: Path) -> None:
    """Copy a workspace that cannot be changed where it is, unfinished changes included, to a new file.

    Raises:
        WorkspaceError: ``path`` is missing, something is at ``target``, or it cannot be written.
    """
    backup.copy_bytes(path, target)
