"""What every page is given: the open workspace and the few things that are there once."""

from __future__ import annotations

from msgspec import Struct, field

from bvreview.framework.descriptors import Framework
from bvreview.workspace import Workspace
from ui.bus import Bus
from ui.jobs import Jobs
from ui.left.preferences import Preferences
from ui.left.remembered import Remembered, Shelf
from ui.look.theme import Look
from ui.saving import Saver


class Desk(Struct, frozen=True):
    """Built once for each opened workspace, and handed down."""

    workspace: Workspace
    framework: Framework
    saver: Saver
    bus: Bus
    jobs: Jobs
    look: Look
    preferences: Preferences
    remembered: Remembered = field(default_factory=Remembered)

    @property
    def here(self) -> Shelf:
        """Where things were left in this workspace."""
        return self.remembered.workspace(self.workspace.path)
