"""Every change is one entry of a log that is only added to; a step is what is done, and undone, at once.

Each entry carries the hash of the one before. Undo is a step of its own, made of the inverse changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any, Final

from msgspec import Struct, structs

from bvreview.review.changes import Change, ChangeKind, chain_hash, inverse
from bvreview.review.model import ReviewHead, Status
from bvreview.store.checksums import checksum
from bvreview.store.fields import Fields
from bvreview.store.heads import attribute, find_head, own_heads, write_head
from bvreview.store.library import Database
from bvreview.store.making import make_changes
from bvreview.store.schema import insert

COLUMNS: Final = 'changes.kind, subject, section, "row", field, rule, old, new'
"""The columns that ``read_change`` makes a change of."""


_BESIDE: Final = (ChangeKind.ASSIGNMENT, ChangeKind.EVIDENCE, ChangeKind.LINK, ChangeKind.OUTGOING)
"""What is kept beside the answers and changes none."""


class StepKind(StrEnum):
    """What a step is: only edits are undone, only undos are redone.

    A typing step goes on with the edit right before it: both are undone, and told, as one.
    """

    EDIT = "edit"
    TYPING = "typing"
    UNDO = "undo"
    REDO = "redo"
    RECORD = "record"


class Step(Struct, frozen=True):
    """Who does what, and when (ISO, UTC); ``undoes`` is the step that an undo or redo takes back."""

    label: str
    author: str
    time: str
    kind: StepKind = StepKind.EDIT
    undoes: int | None = None


class Committed(Struct, frozen=True):
    """What was changed, and is on the disk. ``seq`` is the number of the last entry of the log."""

    subjects: frozenset[str]
    seq: int
    time: str
    label: str
    changes: tuple[Change, ...]
    kind: StepKind = StepKind.EDIT

    @property
    def withdrawn(self) -> tuple[str, ...]:
        """The reviews that were signed before and are drafts now."""
        signed = Status.SUBMITTED.value
        return tuple(c.subject for c in self.changes if c.field == "status" and c.old == signed)


def commit(db: Database, fields: Fields, changes: Sequence[Change], step: Step) -> Committed:
    """Make the changes and log them as one step, in one transaction; without changes there is no step.

    Raises:
        ChangedMeanwhileError: ``old`` of a change is not what stands there; nothing is written.
    """
    if not changes:
        return Committed(frozenset(), last_entry(db)[0], step.time, step.label, (), step.kind)
    with db.atomic():
        make_changes(db, fields, changes, (step.author, step.time))
        made = (*changes, *_withdraw_signatures(db, changes, step))
        seq = append(db, made, step)
    return Committed(frozenset(c.subject for c in made), seq, step.time, step.label, made, step.kind)


def append(db: Database, changes: Sequence[Change], step: Step) -> int:
    """Log changes that were made in the same transaction; returns the number of the last entry."""
    number = int(db.conn.execute("select coalesce(max(id), 0) + 1 from steps").fetchone()[0])
    values = (number, step.kind.value, step.label, step.author, step.time, step.undoes)
    db.conn.execute(insert("steps"), (*values, checksum(*values)))
    seq, chain = last_entry(db)
    entries = []
    for change in changes:
        seq, chain = seq + 1, chain_hash(chain, change, step.author, step.time)
        where = (change.subject, change.kind.value, *change.address, change.rule)
        entry = (seq, number, *where, change.old, change.new, chain)
        entries.append((*entry, checksum(*entry)))
    db.conn.executemany(insert("changes"), entries)
    return seq


def last_entry(db: Database) -> tuple[int, str]:
    """The number and the hash of the last entry of the log; 0 and "" while it is empty."""
    row = db.conn.execute("select seq, chain from changes order by seq desc limit 1").fetchone()
    return (row[0], row[1]) if row else (0, "")


def _withdraw_signatures(db: Database, changes: Sequence[Change], step: Step) -> tuple[Change, ...]:
    """A signature holds for what was signed: another organisation year makes a draft of the review.

    Who is to fill a section in, and what is kept as evidence beside it, is no part of what was signed.
    """
    if step.kind is StepKind.RECORD:
        return ()
    withdrawn: list[Change] = []
    for subject in sorted({c.subject for c in changes if c.kind not in _BESIDE}):
        head = find_head(db, subject)
        for signed in [head] if head else own_heads(db, subject):
            if signed.status in (Status.SUBMITTED, Status.CANDIDATE):
                write_head(db, unsigned(signed))
                withdrawn += head_changes(signed, unsigned(signed))
    return tuple(withdrawn)


def unsigned(head: ReviewHead) -> ReviewHead:
    """A signed review as a draft."""
    return replace(head, status=Status.DRAFT, provisional=True, signed_by="", signed_on="")


def head_changes(old: ReviewHead, new: ReviewHead) -> tuple[Change, ...]:
    """What was changed of a head, attribute by attribute."""
    names = ("path", "revision", "status", "provisional", "illustrative", "signed_by", "signed_on")
    pairs = ((name, attribute(old, name), attribute(new, name)) for name in names)
    return tuple(
        Change(ChangeKind.HEAD, old.id, field=name, old=was, new=now)
        for name, was, now in pairs
        if was != now
    )


# undo, redo


_TAKEN_BACK = """exists (select 1 from steps as back where back.undoes = steps.id
    and not exists (select 1 from steps as again where again.undoes = back.id))"""


def step_to_undo(db: Database, subjects: Sequence[str]) -> int | None:
    """The last edit of these subjects that stands, since a signature was given or taken away."""
    since = last_record(db, subjects)
    return _last_step(db, subjects, f"kind = 'edit' and id > {since} and not {_TAKEN_BACK}")


def step_to_redo(db: Database, subjects: Sequence[str]) -> int | None:
    """The last undo of these subjects that was not redone; an edit or a record after it takes it away."""
    since = max(_last_step(db, subjects, "kind = 'edit'") or 0, last_record(db, subjects))
    return _last_step(db, subjects, f"kind = 'undo' and id > {since} and not {_TAKEN_BACK}")


def last_record(db: Database, subjects: Sequence[str]) -> int:
    """The last step that signed one of these reviews or began its next revision; 0 for none.

    What was signed, and that it was, is a record: it is put right by the next revision, not undone.
    """
    marks = ", ".join("?" * len(subjects))
    row = db.conn.execute(
        f"""select max(steps.id) from steps join changes on changes.step = steps.id
        where steps.kind = 'record' and changes.kind = 'head' and field = 'status' and old is not null
        and subject in ({marks})""",
        tuple(subjects),
    ).fetchone()
    return int(row[0] or 0)


def _last_step(db: Database, subjects: Sequence[str], where: str) -> int | None:
    marks = ", ".join("?" * len(subjects))
    row = db.conn.execute(
        f"""select id from steps where {where} and exists
        (select 1 from changes where step = steps.id and subject in ({marks})) order by id desc limit 1""",
        tuple(subjects),
    ).fetchone()
    return row[0] if row else None


def changes_back(db: Database, number: int) -> tuple[Change, ...]:
    """The changes that take a step back, with the typing that goes on with it.

    Signatures that it withdrew stay withdrawn.
    """
    rows = db.conn.execute(
        f"select {COLUMNS} from changes where step between ? and ? order by seq",
        [number, _end_of_typing(db, number)],
    )
    changes = net(read_change(*row) for row in rows)
    return inverse(c for c in changes if c.kind is not ChangeKind.HEAD or c.field == "path")


def net(changes: Iterable[Change]) -> tuple[Change, ...]:
    """What changes come to, where one place was changed more than once; moved lines are left as they are."""
    found: dict[tuple[object, ...], Change] = {}
    for change in changes:
        place: tuple[object, ...] = (change.kind, change.subject, *change.address, change.rule)
        if change.kind is ChangeKind.ROW:
            place = (*place, len(found))
        found[place] = structs.replace(found.get(place, change), new=change.new)
    return tuple(found.values())


def _end_of_typing(db: Database, number: int) -> int:
    """The last of the typing steps that go on with a step; the step itself where there is none."""
    row = db.conn.execute(
        """select coalesce((select min(id) from steps where id > ? and kind != 'typing') - 1, max(id))
        from steps""",
        [number],
    ).fetchone()
    return int(row[0])


def goes_on(db: Database, changes: Sequence[Change], author: str) -> bool:
    """Whether changes go on with the last step: the same person, typing in the same place."""
    last = db.conn.execute("select id, kind, author from steps order by id desc limit 1").fetchone()
    if not last or last[1] not in (StepKind.EDIT, StepKind.TYPING) or last[2] != author:
        return False
    rows = db.conn.execute(f"select {COLUMNS} from changes where step = ?", [last[0]])
    places = [structs.replace(read_change(*row), old=None, new=None) for row in rows]
    return len(changes) == 1 and places == [structs.replace(changes[0], old=None, new=None)]


def read_label(db: Database, number: int) -> str:
    """What a step was called."""
    return str(db.conn.execute("select label from steps where id = ?", [number]).fetchone()[0])


def last_changes(db: Database) -> dict[str, tuple[int, str]]:
    """The step and the time of the last change of each subject."""
    rows = db.conn.execute(
        """select subject, step, time
        from (select subject, max(step) as step from changes group by subject) as last
        join steps on steps.id = last.step"""
    )
    return {subject: (step, time) for subject, step, time in rows}


def last_step(db: Database, subjects: Sequence[str]) -> int:
    """The number of the last step that touches any of these subjects; 0 for none."""
    marks = ", ".join("?" * len(subjects))
    row = db.conn.execute(f"select max(step) from changes where subject in ({marks})", tuple(subjects))
    return int(row.fetchone()[0] or 0)


def read_change(kind: str, *rest: Any) -> Change:
    """A change from its ``COLUMNS``."""
    return Change(ChangeKind(kind), *rest)
