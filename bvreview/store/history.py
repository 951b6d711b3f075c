"""The log as people read it: in steps of so many entries, filtered, and as the differences since a moment.

Order is that of the entries, never that of the clock: a computer's clock may be turned back.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct, structs

from bvreview.review.cells import Address
from bvreview.review.changes import Change
from bvreview.store.library import Database
from bvreview.store.log import COLUMNS, StepKind, read_change


class HistoryEntry(Struct, frozen=True):
    """One change as the log has it: number, step, who, when, under which label, and in what kind of step."""

    seq: int
    step: int
    change: Change
    author: str
    time: str
    label: str
    kind: StepKind = StepKind.EDIT


class HistoryFilter(Struct, frozen=True):
    """Which entries are meant: at one address, by one person, in one section, or before an entry (seq)."""

    address: Address | None = None
    author: str = ""
    section: str = ""
    before: int = 0


NO_FILTER = HistoryFilter()
_IS_LAST = (
    "not exists (select 1 from steps as next where next.id = changes.step + 1 and next.kind = 'typing')"
)
"""What was typed in one go is one entry: the last of its steps stands for all."""


class HistoryOutline(Struct, frozen=True):
    """Who made changes and in which sections, and how many entries there are."""

    count: int
    authors: tuple[str, ...]
    sections: tuple[str, ...]


def read_history(
    db: Database, subjects: Sequence[str], wanted: HistoryFilter, limit: int
) -> tuple[HistoryEntry, ...]:
    """The changes of these subjects that are wanted, last first."""
    where, values = _where(subjects, wanted)
    rows = db.conn.execute(
        f"""select seq, step, author, time, label, steps.kind, {COLUMNS}
        from changes join steps on steps.id = changes.step
        where {where} order by seq desc limit ?""",
        (*values, limit),
    )
    return tuple(_whole(db, _entry(*row)) for row in rows)


def read_choice(db: Database, subject: str, field: str) -> HistoryEntry | None:
    """The entry that gave an attribute of a review its value: the last that changed it, else its first."""
    rows = db.conn.execute(
        f"""select seq, step, author, time, label, steps.kind, {COLUMNS}
        from changes join steps on steps.id = changes.step
        where subject = ? and (changes.kind = 'head' and field = ? or seq = (
            select min(seq) from changes where subject = ?)) order by seq desc limit 1""",
        (subject, field, subject),
    )
    return next((_entry(*row) for row in rows), None)


def _whole(db: Database, entry: HistoryEntry) -> HistoryEntry:
    """The last of what was typed in one go, from what stood there before the first."""
    first, kind = entry.step, entry.kind
    old = entry.change.old
    while kind is StepKind.TYPING:
        first -= 1
        row = db.conn.execute(
            "select steps.kind, label, old from steps join changes on step = steps.id where steps.id = ?",
            [first],
        ).fetchone()
        kind, old = StepKind(row[0]), row[2]
    return structs.replace(entry, kind=kind, change=structs.replace(entry.change, old=old))


def _entry(seq: int, step: int, *rest: Any) -> HistoryEntry:
    author, time, label, kind, *change = rest
    return HistoryEntry(seq, step, read_change(*change), author, time, label, StepKind(kind))


def _where(subjects: Sequence[str], wanted: HistoryFilter) -> tuple[str, list[object]]:
    conditions = [f"subject in ({', '.join('?' * len(subjects))})", _IS_LAST]
    values: list[object] = list(subjects)
    if wanted.address:
        conditions.append('section = ? and "row" = ? and field = ?')
        values += wanted.address
    if wanted.author:
        conditions.append("author = ?")
        values.append(wanted.author)
    if wanted.section:
        conditions.append("section = ?")
        values.append(wanted.section)
    if wanted.before:
        conditions.append("seq < ?")
        values.append(wanted.before)
    return " and ".join(conditions), values


def read_outline(db: Database, subjects: Sequence[str]) -> HistoryOutline:
    """What the history of these subjects can be filtered by."""
    where, values = _where(subjects, NO_FILTER)
    joined = f"from changes join steps on steps.id = changes.step where {where}"
    (count,) = db.conn.execute(f"select count(*) {joined}", values).fetchone()
    authors = db.conn.execute(f"select distinct author {joined} order by author", values).fetchall()
    sections = db.conn.execute(f"select distinct section {joined} and section != ''", values).fetchall()
    return HistoryOutline(count, tuple(a for (a,) in authors), tuple(s for (s,) in sections))


def differences(db: Database, subjects: Sequence[str], since: int) -> tuple[Change, ...]:
    """What is not now as it was right after an entry (seq): ``old`` is then, ``new`` is now.

    What was changed and changed back is no difference.
    """
    marks = ", ".join("?" * len(subjects))
    rows = db.conn.execute(
        f"select {COLUMNS} from changes where subject in ({marks}) and seq > ? order by seq",
        (*subjects, since),
    )
    found: dict[tuple[str, ...], Change] = {}
    for row in rows:
        change = read_change(*row)
        place = (change.kind.value, change.subject, *change.address, change.rule)
        found[place] = structs.replace(found.get(place, change), new=change.new)
    return tuple(c for c in found.values() if c.old != c.new)
