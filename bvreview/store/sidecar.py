"""Who has a workspace open, in a file beside it: an exclusively locked database cannot be asked.

The file is written once the lock is held and removed before it is given back. Who gets the lock while
it is there has proof that it is left over from a crash.
"""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import platform
from pathlib import Path

from msgspec import Struct

from bvreview.files import write_atomically


class Holder(Struct, frozen=True):
    """The user, machine and process that have the workspace open, and since when (ISO, UTC)."""

    user: str
    host: str
    pid: int
    time: str

    @property
    def who(self) -> str:
        """As a sentence names it."""
        return f"{self.user} ({self.host})"

    @property
    def since(self) -> str:
        """The time as a sentence says it."""
        return self.time.replace("T", " ").partition("+")[0]


def sidecar_path(path: Path) -> Path:
    """``a.bvr.open`` for ``a.bvr``."""
    return path.with_name(f"{path.name}.open")


def write_sidecar(path: Path, time: str) -> None:
    """Say that this process has ``path`` open since ``time``."""
    holder = {"user": _user(), "host": platform.node(), "pid": os.getpid(), "time": time}
    write_atomically(sidecar_path(path), json.dumps(holder, ensure_ascii=False).encode(), private=True)


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a user without a name; which of them depends on the Python
        return str(os.getuid()) if hasattr(os, "getuid") else ""


def read_sidecar(path: Path) -> Holder | None:
    """Who says to have ``path`` open; None when there is no file or it cannot be read."""
    try:
        found = json.loads(sidecar_path(path).read_bytes())
        return Holder(str(found["user"]), str(found["host"]), int(found["pid"]), str(found["time"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def remove_sidecar(path: Path) -> None:
    """Take the file away; one that cannot be removed is stale from now on."""
    with contextlib.suppress(OSError):
        sidecar_path(path).unlink(missing_ok=True)
