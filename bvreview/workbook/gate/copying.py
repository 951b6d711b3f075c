"""A private copy of a file: everything later looks at these bytes and never at the file again.

The copy is held in memory (20 MiB at most), so that nothing of it is left on the disk after a crash.
"""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bvreview.workbook.gate import limits
from bvreview.workbook.gate.reasons import Reason, Unfit

_LOCK_NOTE: Final = "~$"
_LIBREOFFICE_NOTE: Final = ".~lock."
_FLAGS: Final = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)  # a named pipe would wait for ever
    | getattr(os, "O_CLOEXEC", 0)
)
_SHARING_VIOLATIONS: Final = frozenset([32, 33])


@dataclass(frozen=True, slots=True)
class PrivateCopy:
    """The bytes of a file with their SHA-256, and whether a lock note beside it says that it is open."""

    content: bytes
    digest: str
    open_elsewhere: bool


def copy_file(path: Path) -> PrivateCopy:
    """Take the file as it is now; ``Unfit`` when it is no regular file, too large or cannot be read."""
    if path.name.startswith(_LOCK_NOTE) or path.name.startswith(_LIBREOFFICE_NOTE):
        raise Unfit(Reason.LOCK_NOTE)
    try:
        if path.is_symlink():
            raise Unfit(Reason.SHORTCUT)
        if path.is_dir():
            raise Unfit(Reason.FOLDER)
        content = _read(path)
    except OSError as error:
        raise Unfit(_reason_for(error)) from error
    return PrivateCopy(content, hashlib.sha256(content).hexdigest(), is_open_elsewhere(path))


def is_open_elsewhere(path: Path) -> bool:
    """Whether Excel or LibreOffice left its note beside the file that someone has it open."""
    notes = (f"{_LOCK_NOTE}{path.name}", f"{_LOCK_NOTE}{path.name[2:]}", f"{_LIBREOFFICE_NOTE}{path.name}#")
    try:
        return any(path.with_name(note).exists() for note in notes)
    except OSError:
        return False


def _read(path: Path) -> bytes:
    handle = os.open(path, _FLAGS)
    with os.fdopen(handle, "rb") as source:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise Unfit(Reason.NOT_A_FILE)
        content = source.read(limits.FILE_BYTES + 1)
    if len(content) > limits.FILE_BYTES:
        raise Unfit(Reason.TOO_LARGE)
    return content


def _reason_for(error: OSError) -> Reason:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Reason.MISSING
    if getattr(error, "winerror", None) in _SHARING_VIOLATIONS:
        return Reason.IN_USE
    if isinstance(error, PermissionError):
        return Reason.NO_PERMISSION
    return Reason.DISK
