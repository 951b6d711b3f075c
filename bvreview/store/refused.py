"""The files that were not taken, with the reasons, until they come in or the list is emptied."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from bvreview.review.exchange.submission import ImportOutcome, Outcome
from bvreview.store.checksums import checksum
from bvreview.store.intake import Sender
from bvreview.store.library import Database
from bvreview.store.schema import CHECKED, insert

NOT_TAKEN: Final = (Outcome.REFUSED, Outcome.QUESTION)


class NotTaken(Struct, frozen=True):
    """A file that stayed outside: refused, or with a question that nobody answered with yes.

    ``reason``: a sentence. ``received``: when it first met this fate (ISO, UTC). ``organisation``,
    ``service`` and ``period`` are "" where the file could not be read.
    """

    file: str
    outcome: Outcome
    reason: str
    organisation: str
    service: str
    period: str
    received: str
    received_by: str


def keep_outcome(db: Database, outcome: ImportOutcome, sender: Sender) -> None:
    """Put a file that was not taken on the list, or one that is in now off it; a repeat changes nothing."""
    known = {found.file: found for found in read_not_taken(db)}.get(outcome.file)
    if outcome.outcome not in NOT_TAKEN:
        if known:
            db.conn.execute("delete from not_taken where name = ?", [outcome.file])
        return
    if known and (known.outcome, known.reason) == (outcome.outcome, outcome.reason):
        return
    about = (outcome.organisation, outcome.service, outcome.period)
    values = (outcome.file, outcome.outcome.value, outcome.reason, *about, sender.time, sender.author)
    statement = insert("not_taken").replace("insert", "insert or replace", 1)
    db.conn.execute(statement, (*values, checksum(*values)))


def read_not_taken(db: Database) -> tuple[NotTaken, ...]:
    """The list, by name."""
    rows = db.conn.execute(f"select {CHECKED['not_taken']} from not_taken order by name")
    return tuple(NotTaken(name, Outcome(outcome), *rest) for name, outcome, *rest in rows)


def forget(db: Database) -> None:
    """Empty the list."""
    db.conn.execute("delete from not_taken")
