"""The state door: everything kept, read and changed through one thread that owns the workspace file.

Each public method waits for its turn on that thread and returns when the work is done; after a change
it is on the disk. The window, which never waits, passes methods to ``later``.
"""

from __future__ import annotations

from bvreview.workspace.door import ReadMany, Workspace
from bvreview.workspace.rescue import copy_workspace, salvage_workspace, verify_workspace

__all__ = [
    "ReadMany",
    "ReviewSummary",
    "Workspace",
    "copy_workspace",
    "salvage_workspace",
    "verify_workspace",
]
