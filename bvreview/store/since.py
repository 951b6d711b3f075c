"""What was changed since a copy was made, or that the copy is of another history altogether."""

from __future__ import annotations

from msgspec import Struct

from bvreview.store.backup import BackupContents
from bvreview.store.library import Database
from bvreview.store.log import last_entry


class Since(Struct, frozen=True):
    """The open workspace against a copy of it.

    ``is_related``: the copy's last change is in this history; where not, the other counts are 0.
    ``changes``: entries of the log since. ``answers``: subject -> answers that were changed since, one
    counted once. ``begun``: reviews that are not in the copy. ``files``: submissions received since.
    """

    is_related: bool
    changes: int = 0
    answers: tuple[tuple[str, int], ...] = ()
    begun: tuple[str, ...] = ()
    files: int = 0

    @property
    def is_same(self) -> bool:
        """Whether the copy is as the workspace is now."""
        return self.is_related and not self.changes


def since(db: Database, copy: BackupContents) -> Since:
    """Compare the open workspace with what is in a copy, by the log and never by the clock."""
    last, __ = last_entry(db)
    row = db.conn.execute("select chain from changes where seq = ?", [copy.seq]).fetchone()
    if copy.seq > last or (copy.seq and (not row or row[0] != copy.last_hash)):
        return Since(False)
    answers = db.conn.execute(
        """select subject, count(*) from (select distinct subject, section, "row", field from changes
        where seq > ? and kind = 'cell') group by subject order by subject""",
        [copy.seq],
    ).fetchall()
    here = [name for (name,) in db.conn.execute("select id from reviews order by id")]
    (files,) = db.conn.execute("select count(*) from submissions").fetchone()
    begun = tuple(name for name in here if name not in copy.reviews)
    return Since(True, last - copy.seq, tuple(answers), begun, files - copy.submissions)
