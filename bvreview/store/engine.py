"""Opening and closing the workspace file: one connection that nobody else shares.

While it is open no code of ours opens the file by any other way: on POSIX, closing any handle drops
SQLite's lock.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from urllib.parse import quote

from bvreview.files import replacing
from bvreview.i18n import _
from bvreview.store.errors import (
    DamagedError,
    GoneError,
    LockedError,
    NewerWorkspaceError,
    NotAWorkspaceError,
    NoWorkspaceError,
    WorkspaceError,
    named_errors,
)
from bvreview.store.library import Database
from bvreview.store.noted import read_note, write_note
from bvreview.store.schema import APPLICATION_ID, LATEST, MIGRATIONS
from bvreview.store.sidecar import read_sidecar, remove_sidecar, write_sidecar

_MODES: Final = (
    "journal_mode = delete",
    "synchronous = extra",
    "foreign_keys = on",
    "secure_delete = on",
    "trusted_schema = off",
    "temp_store = memory",
)
OPEN: Final = "open"  # the setting that stands while the file is in use
Check = Callable[[Database], Sequence[str]]
Copy = Callable[[Database, Path], object]


def utc_now() -> str:
    """The time as it is written down: ISO, UTC, whole seconds."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def open_database(path: Path, *, create: bool, check: Check, copy_before_migration: Copy) -> Database:
    """The workspace at ``path``, locked for this process until ``close_database``.

    ``check`` looks for damage when the file was not closed last time; ``copy_before_migration`` makes the
    backup of a file that an older version wrote. Nothing is written before both have gone well.

    Raises:
        WorkspaceError: the subclass that fits; the file was not changed.
    """
    if not path.exists():
        if not create:
            raise NoWorkspaceError(path)
        create_database(path)
    db = connect(path)
    try:
        with named_errors(path):
            if _was_left_open(db) and (problems := check(db)):
                raise DamagedError(path, problems)
            if version_of(db) < LATEST:
                copy_before_migration(db, path)
                migrate(db)
            _mark_open(db, "yes")
            write_sidecar(path, utc_now())
    except BaseException:
        db.close()
        raise
    return db


def create_database(path: Path) -> None:
    """Make an empty workspace that is either whole or not there."""
    with named_errors(path), replacing(path, private=True) as temporary:
        connection = _connection(temporary)
        try:
            migrate(Database(connection, execute_plugins=False, strict=True))
        finally:
            connection.close()


def in_memory() -> Database:
    """An empty workspace in no file, to see how the tables are made."""
    db = Database(sqlite3.connect(":memory:", isolation_level=None), execute_plugins=False, strict=True)
    migrate(db)
    return db


def migrate(db: Database) -> None:
    """Bring the tables to the latest version: all steps and their records, or nothing."""
    with db.atomic():
        MIGRATIONS.apply(db)


def connect(path: Path) -> Database:
    """Take the lock and see that the file is a workspace that this version can read; writes nothing.

    Raises:
        WorkspaceError: locked, not a workspace, newer, damaged or not readable.
    """
    if not path.is_file():
        raise NotAWorkspaceError(path) if path.exists() else NoWorkspaceError(path)
    with named_errors(path):
        connection = _connection(path)
        try:
            _recognise(connection, path)
            _take_lock(connection, path)
            return Database(connection, execute_plugins=False, strict=True)
        except BaseException:
            connection.close()
            raise


def _connection(path: Path) -> sqlite3.Connection:
    uri = f"file:{quote(str(path.absolute()))}?mode=rw"
    return sqlite3.connect(uri, uri=True, timeout=0, isolation_level=None)


def _recognise(connection: sqlite3.Connection, path: Path) -> None:
    """See what the file is before anything is locked: a lock would make a database of an empty file."""
    with _who_has(path):
        try:
            (application,) = connection.execute("pragma application_id").fetchone()
            (version,) = connection.execute("pragma user_version").fetchone()
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorname == "SQLITE_NOTADB":
                raise NotAWorkspaceError(path) from error
            raise
    if application != APPLICATION_ID:
        raise NotAWorkspaceError(path)
    if version > LATEST:
        raise NewerWorkspaceError(path)


def _take_lock(connection: sqlite3.Connection, path: Path) -> None:
    """Take the lock and keep it: the mode alone would hold a shared one that nobody could write under."""
    with _who_has(path):
        connection.execute("pragma locking_mode = exclusive")
        connection.execute("begin exclusive")
        connection.execute("commit")
        for mode in _MODES:
            connection.execute(f"pragma {mode}")


@contextlib.contextmanager
def _who_has(path: Path) -> Iterator[None]:
    """Name errors, and in that of a lock the one who holds it."""
    try:
        with named_errors(path):
            yield
    except LockedError as error:
        holder = read_sidecar(path)
        raise (LockedError(path, holder.who, holder.since) if holder else error) from error
    except sqlite3.DatabaseError as error:  # our few statements are right, so it is the file
        raise DamagedError(path, [_("SQLite cannot read it.")]) from error


def version_of(db: Database) -> int:
    """The version of the tables."""
    return int(db.conn.execute("pragma user_version").fetchone()[0])


def close_database(db: Database, path: Path) -> None:
    """Note that all is well and give the lock back; what cannot be noted is checked at the next start."""
    try:
        with contextlib.suppress(WorkspaceError), named_errors(path):
            _mark_open(db, "no")
    finally:
        remove_sidecar(path)  # while the lock is still ours: afterwards it may be another's
        db.close()


def _was_left_open(db: Database) -> bool:
    """Whether it was, or may have been, in use when the last start ended."""
    try:
        return read_note(db, OPEN) not in (None, "no")
    except sqlite3.OperationalError:
        return True  # a table that can no longer be read as it should


def _mark_open(db: Database, value: str) -> None:
    write_note(db, OPEN, value)


class Place:
    """Where the file was when it was opened, to notice that it has been moved or deleted."""

    def __init__(self, path: Path) -> None:
        """Remember which file stands at ``path``."""
        self._path = path
        self._file = _identity(path)

    def check(self) -> None:
        """See that the file is still there.

        Raises:
            GoneError: it is not, or another took its place.
        """
        if _identity(self._path) != self._file:
            raise GoneError(self._path)


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = os.stat(path)  # noqa: PTH116 - the quick one, called before each write
    except OSError:
        return None
    return found.st_dev, found.st_ino
