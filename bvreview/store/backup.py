"""Copies of the workspace, made by SQLite itself, each checked before it counts.

They lie in ``<name>.backups`` beside the workspace and are ordered by the last entry of the log, never
by the clock: ``00000042_2010-04-01_import.bvr``.
"""

from __future__ import annotations

import contextlib
import re
import shutil
import sqlite3
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Final

from msgspec import Struct

from bvreview.files import make_folder, replacing
from bvreview.review.model import ReviewHead
from bvreview.store.engine import connect, utc_now
from bvreview.store.errors import DamagedError, NoWorkspaceError, named_errors, refuse_existing
from bvreview.store.heads import read_heads
from bvreview.store.library import Database
from bvreview.store.log import last_entry

KEPT: Final = 10
_PAGES: Final = 4096  # copied at a time
_NAME: Final = re.compile(r"(\d{8,})_(\d{4}-\d\d-\d\d)_([a-z]+)\.bvr")


class Reason(StrEnum):
    """Why a backup was made."""

    START = "start"
    MIGRATION = "migration"
    IMPORT = "import"
    RESTORE = "restore"
    ASKED = "asked"


class Backup(Struct, frozen=True):
    """A copy: where, up to which entry of the log, on which day (UTC) and why it was made, its bytes.

    ``written``: when its file was written by the clock (seconds since 1970), to show, never to order by.
    """

    path: Path
    seq: int
    day: str
    reason: Reason
    size: int
    written: float = 0.0


class BackupContents(Struct, frozen=True):
    """What is in a copy: its reviews, how many answers and submissions, its last change and when."""

    heads: tuple[ReviewHead, ...]
    cells: int
    submissions: int
    seq: int
    last_hash: str
    last_change: str

    @property
    def reviews(self) -> tuple[str, ...]:
        """The reviews by id."""
        return tuple(sorted(head.id for head in self.heads))


def backup_folder(path: Path) -> Path:
    """Where the copies of a workspace are."""
    return path.with_name(f"{path.stem}.backups")


def list_backups(path: Path) -> tuple[Backup, ...]:
    """The copies of the workspace at ``path``, the furthest first."""
    return tuple(sorted(_found(path), key=lambda b: (b.seq, b.path.name), reverse=True))


def _found(path: Path) -> Iterator[Backup]:
    folder = backup_folder(path)
    for file in folder.iterdir() if folder.is_dir() else ():
        if (match := _NAME.fullmatch(file.name)) and match[3] in set(Reason):
            yield _backup(file, int(match[1]), match[2], Reason(match[3]))


def _backup(file: Path, seq: int, day: str, reason: Reason) -> Backup:
    found = file.stat()
    return Backup(file, seq, day, reason, found.st_size, found.st_mtime)


def back_up(
    db: Database, path: Path, reason: Reason, *, keep: int = KEPT, sparing: Path | None = None
) -> Backup:
    """Copy the open workspace, check the copy, and let go of copies that are no longer kept.

    A copy that already goes as far as the log is given back as it is, except before a migration.
    ``sparing``: a copy that stays although it would go.

    Raises:
        WorkspaceError: disk full, read-only, or the copy is damaged (it is not kept).
    """
    seq = last_entry(db)[0]
    latest = next(iter(list_backups(path)), None)
    if latest and latest.seq == seq and reason is not Reason.MIGRATION:
        return latest
    target = backup_folder(path) / f"{seq:08}_{utc_now()[:10]}_{reason.value}.bvr"
    copy_to(db, target)
    for old in superseded(list_backups(path), keep):
        if old.path != sparing:
            with contextlib.suppress(OSError):
                old.path.unlink()
    return _backup(target, seq, target.name.split("_")[1], reason)


def superseded(backups: tuple[Backup, ...], keep: int) -> tuple[Backup, ...]:
    """Those beyond the last ``keep``, except the furthest of each of the ``keep`` last days."""
    days: dict[str, Backup] = {}
    for backup in backups:
        days.setdefault(backup.day, backup)
    kept = {b.path for b in (*backups[:keep], *list(days.values())[:keep])}
    return tuple(b for b in backups if b.path not in kept)


def copy_to(db: Database, target: Path) -> None:
    """A checked copy of the open workspace at ``target``, whole or not there.

    Raises:
        WorkspaceError: disk full, read-only, or the copy is damaged.
    """
    with named_errors(target):
        make_folder(target.parent, private=True)
        with replacing(target, private=True) as temporary:
            _copy(db.conn, temporary)


def _copy(source: sqlite3.Connection, target: Path) -> None:
    with contextlib.closing(sqlite3.connect(target, isolation_level=None)) as copy:
        source.backup(copy, pages=_PAGES)
        found = [line for (line,) in copy.execute("pragma integrity_check")]
        if found != ["ok"]:
            raise DamagedError(target, found)


def copy_bytes(path: Path, target: Path) -> None:
    """A copy of a workspace that nobody can open where it is: the file, and the journal beside it.

    Raises:
        WorkspaceError: ``path`` is missing, something is at ``target``, or it cannot be written.
    """
    refuse_existing(target)
    if not path.is_file():
        raise NoWorkspaceError(path)
    journal = path.with_name(f"{path.name}-journal")
    with named_errors(target), replacing(target, private=True) as temporary:
        shutil.copyfile(path, temporary)
        if journal.exists():
            beside = target.with_name(f"{target.name}-journal")
            with replacing(beside, private=True) as unfinished:
                shutil.copyfile(journal, unfinished)


def contents(path: Path) -> BackupContents:
    """What is in the copy at ``path``, for a person to choose by.

    Raises:
        WorkspaceError: it cannot be read.
    """
    db = connect(path)
    try:
        with named_errors(path):
            (cells,) = db.conn.execute("select count(*) from cells").fetchone()
            (submissions,) = db.conn.execute("select count(*) from submissions").fetchone()
            (time,) = db.conn.execute("select max(time) from steps").fetchone()
            return BackupContents(read_heads(db), cells, submissions, *last_entry(db), time or "")
    finally:
        db.close()


def restore(copy: Path, target: Path) -> None:
    """Make a new workspace at ``target`` from a copy; nothing is ever restored over another file.

    Raises:
        WorkspaceError: something is at ``target``, it cannot be written, or the copy cannot be read.
    """
    refuse_existing(target)
    if not copy.exists():
        raise NoWorkspaceError(copy)
    db = connect(copy)
    try:
        copy_to(db, target)
    finally:
        db.close()
