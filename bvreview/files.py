"""Writing a file so that there is always a whole one: the old or the new, never half of it."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from bvreview.i18n import _

_NO_SPACE: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_NOT_ALLOWED: Final = (errno.EACCES, errno.EPERM, errno.EROFS)
_NOT_THERE: Final = (errno.ENOENT, errno.ENOTDIR)

OWNER_ONLY: Final = 0o600
FOLDER_OWNER_ONLY: Final = 0o700
FOR_ALL: Final = 0o666
FOLDER_FOR_ALL: Final = 0o777
"""Before the umask, by which each person says who may read what they make."""


def disk_sentence(error: OSError) -> str:
    """What the disk, or the system, has against it, and what to do; never the system's own words."""
    if error.errno in _NO_SPACE:
        return _("The disk is full. Make space, or choose another place, then try again.")
    if error.errno in _NOT_ALLOWED:
        return _(
            "Nothing can be written there: the file or the folder is read-only, or the file is open in "
            "another program. Close it there, or choose another place."
        )
    if error.errno in _NOT_THERE:
        return _("The file or folder is no longer there. Choose another place.")
    return _("The disk or network folder does not answer. Try again, or choose another place.")


def write_atomically(path: Path, data: bytes, *, private: bool = False) -> None:
    """Put ``data`` at ``path``; on any error what stood there still stands. ``private``: see ``replacing``.

    Raises:
        OSError: the folder cannot be written to, or the disk is full.
    """
    with replacing(path, private=private) as temporary:
        temporary.write_bytes(data)


@contextlib.contextmanager
def replacing(path: Path, *, private: bool = False) -> Iterator[Path]:
    """A temporary path beside ``path`` to write to; it takes the place of ``path`` when the block ends well.

    The file is flushed to the disk first, then its folder. When the block raises, ``path`` is untouched
    and the temporary file is gone. A missing folder is made. ``private``: for the owner only, as what the
    application keeps for itself; else who may read it is as for any file that the person makes, or as it
    was for the one that is replaced.

    Raises:
        OSError: the folder cannot be written to, or the disk is full.
    """
    make_folder(path.parent, private=private)
    temporary = path.with_name(f".{path.stem[:40]}-{secrets.token_hex(4)}{path.suffix}")
    try:
        mode = _make_empty(temporary, private=private)
    except OSError as error:
        error.filename = str(path)  # nobody gave the name of the temporary file
        raise
    if path.exists() and not private:
        mode = stat.S_IMODE(path.stat().st_mode)
    try:
        yield temporary
        flush_file(temporary)
        temporary.chmod(mode)
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    flush_folder(path.parent)


def _make_empty(path: Path, *, private: bool) -> int:
    """A new empty file; returns who may read it. The system takes the umask off what is not private."""
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY
    handle = os.open(path, flags, OWNER_ONLY if private else FOR_ALL)
    try:
        return stat.S_IMODE(os.fstat(handle).st_mode)
    finally:
        os.close(handle)


def make_folder(folder: Path, *, private: bool = False) -> None:
    """Make a folder and those above it; one that is there stays as it is. ``private``: for the owner only."""
    if folder.is_dir():
        return
    make_folder(folder.parent, private=private)
    folder.mkdir(mode=FOLDER_OWNER_ONLY if private else FOLDER_FOR_ALL, exist_ok=True)


def flush_file(path: Path) -> None:
    """Wait until the file's bytes are on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """Wait until the folder's entries are on the disk (Windows does that by itself)."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
