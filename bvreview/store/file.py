"""The open workspace as a file: opened, written to, copied, checked and closed on the thread that owns it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from bvreview.store import backup, engine, integrity
from bvreview.store.backup import Backup, BackupContents, Reason
from bvreview.store.engine import utc_now
from bvreview.store.errors import refuse_existing
from bvreview.store.integrity import IntegrityReport
from bvreview.store.library import Database
from bvreview.store.sidecar import write_sidecar
from bvreview.store.since import Since, since
from bvreview.store.thread import Owner, on_thread


class WorkspaceFile(Owner):
    """What holds for the file whatever is in it.

    ``last_saved``: when the last change of this start was on the disk (ISO, UTC), "" before the first.
    """

    def __init__(self, path: Path) -> None:
        """Prepare to open ``path``."""
        super().__init__(path)
        self.last_saved = ""
        self.backups_to_keep = backup.KEPT
        self._db: Database
        self._is_open = False

    def connect(self, *, create: bool) -> None:
        """Open the file; the thread ends when that fails.

        Raises:
            WorkspaceError: missing, locked, not a workspace, newer, damaged, read-only or disk full.
        """
        try:
            self._connect(create)
        except BaseException:
            self.end()
            raise

    @on_thread
    def _connect(self, create: bool) -> None:
        self._db = self._open(self.path, create=create)
        self._place = engine.Place(self.path)
        self._is_open = True

    @staticmethod
    def _open(path: Path, *, create: bool) -> Database:
        return engine.open_database(
            path,
            create=create,
            check=integrity.find_damage,
            copy_before_migration=lambda db, path: backup.back_up(db, path, Reason.MIGRATION),
        )

    def close(self) -> None:
        """Finish what was asked, note that all is well and give the file back. Closing twice is fine."""
        try:
            if self._is_open:
                self._disconnect()
        finally:
            self._is_open = False
            self.end()

    @on_thread
    def _disconnect(self) -> None:
        engine.close_database(self._db, self.path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextlib.contextmanager
    def writing(self) -> Iterator[Database]:
        """One transaction on the file as it was opened; what is written is saved when the block ends.

        Raises:
            GoneError: the file was moved or deleted.
        """
        self._place.check()
        with self._db.atomic():
            yield self._db
        self.last_saved = utc_now()

    @on_thread
    def modes(self) -> dict[str, str]:
        """How SQLite keeps the file safe: the modes in force."""
        names = ("journal_mode", "synchronous", "locking_mode", "foreign_keys")
        return {name: str(self._db.conn.execute(f"pragma {name}").fetchone()[0]) for name in names}

    @on_thread
    def back_up(self, reason: Reason = Reason.ASKED, *, sparing: Path | None = None) -> Backup:
        """A checked copy in the folder of backups; the latest when nothing has changed since.

        ``sparing``: an older copy that is not let go of now.
        """
        keep = self.backups_to_keep
        return backup.back_up(self._db, self.path, reason, keep=keep, sparing=sparing)

    @on_thread
    def backups(self) -> tuple[Backup, ...]:
        """The copies there are, the furthest first; ``store.backup.contents`` says what is in one."""
        return backup.list_backups(self.path)

    @on_thread
    def since(self, copy: BackupContents) -> Since:
        """What was changed here since a copy was made."""
        return since(self._db, copy)

    @on_thread
    def save_copy(self, path: Path) -> None:
        """A checked copy of everything at ``path``: the way on when the file is gone or read-only.

        Raises:
            WorkspaceError: something is at ``path``, or the copy cannot be made.
        """
        refuse_existing(path)
        backup.copy_to(self._db, path)

    @on_thread
    def move_to(self, path: Path) -> None:
        """Go on in a checked copy at ``path``; what stands at the old place is left as it is.

        Raises:
            WorkspaceError: something is at ``path``, or the copy cannot be made or opened; nothing has
                changed then.
        """
        path = path.absolute()
        refuse_existing(path)
        backup.copy_to(self._db, path)
        db = self._open(path, create=False)
        engine.close_database(self._db, self.path)
        if self.path == path:
            write_sidecar(path, utc_now())  # the note beside it went with the file that was here before
        self._db, self.path, self._place = db, path, engine.Place(path)

    @on_thread
    def verify(self) -> IntegrityReport:
        """Check everything that is kept: pages, tables, rows, history, files, search."""
        return integrity.report(self._db)
