"""Making the changes of one step, each where it finds what it says stands there.

The lines of a table are kept in mind while the step is made and written once, so that a pasted block
costs as much as it is long.
"""

from __future__ import annotations

from collections.abc import Sequence

from bvreview.review.changes import Change, ChangeKind
from bvreview.review.evidence import decode_evidence, evidence_words
from bvreview.review.exchange.outgoing import decode_outgoing, outgoing_words
from bvreview.review.model import ExplanationKey
from bvreview.store.assignments import read_assignment, write_assignment
from bvreview.store.cells import (
    Pen,
    decode_pair,
    encode_pair,
    read_answer,
    read_explanation,
    read_keys,
    write_answer,
    write_explanation,
    write_rows,
)
from bvreview.store.errors import ChangedMeanwhileError
from bvreview.store.evidence import read_item, read_link, write_item, write_link
from bvreview.store.fields import Fields
from bvreview.store.heads import attribute, find_head, read_head, with_attribute, write_head
from bvreview.store.library import Database
from bvreview.store.outgoing import read_one, write_one


def make_changes(db: Database, fields: Fields, changes: Sequence[Change], signed: tuple[str, str]) -> None:
    """Make the changes of a step that is ``signed`` (author, time), in the caller's transaction.

    Raises:
        ChangedMeanwhileError: ``old`` of a change is not what stands there.
    """
    maker = _Maker(db, fields, signed)
    for change in changes:
        if not maker.finds(change):
            raise ChangedMeanwhileError(_place(fields, change))
        maker.make(change)
    maker.finish()


class _Lines:
    """The keys of one table, in order: as they are written, and as they are while the step is made."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._written = tuple(keys)
        self.keys = list(keys)
        self._there = set(keys)

    def stands(self, key: str, place: str | None) -> bool:
        """Whether a line stands at a place, or nowhere."""
        if place is None:
            return key not in self._there
        return int(place) < len(self.keys) and self.keys[int(place)] == key

    def move(self, key: str, old: str | None, new: str | None) -> None:
        """Take a line from one place, where it has one, to another, where there is one."""
        if old is not None:
            del self.keys[int(old)]
            self._there.discard(key)
        if new is not None:
            self.keys.insert(int(new), key)
            self._there.add(key)

    @property
    def first_moved(self) -> int:
        """The first place that is not as it is written."""
        pairs = zip(self._written, self.keys, strict=False)
        shorter = min(len(self._written), len(self.keys))
        return next((place for place, (was, now) in enumerate(pairs) if was != now), shorter)


class _Maker:
    def __init__(self, db: Database, fields: Fields, signed: tuple[str, str]) -> None:
        self._db = db
        self._fields = fields
        self._signed = signed
        self._pens: dict[str, Pen] = {}
        self._tables: dict[tuple[str, str, str], _Lines] = {}

    def finds(self, change: Change) -> bool:
        """Whether what stands is what the change says."""
        if change.kind is ChangeKind.ROW:
            return self._lines(change).stands(change.address.key, change.old)
        return self._standing(change) == change.old

    def _standing(self, change: Change) -> str | None:
        """What stands where a change is to be made, as the change would write it."""
        match change.kind:
            case ChangeKind.CELL:
                return read_answer(self._db, change.subject, change.address)
            case ChangeKind.HEAD:
                return attribute(read_head(self._db, change.subject), change.field)
            case ChangeKind.ASSIGNMENT:
                return read_assignment(self._db, change.subject, change.section)
            case ChangeKind.EVIDENCE:
                return read_item(self._db, change.subject, change.rule)
            case ChangeKind.LINK:
                return read_link(self._db, change)
            case ChangeKind.OUTGOING:
                return read_one(self._db, change.subject, change.rule)
        return encode_pair(read_explanation(self._db, change.subject, _key(change)))

    def make(self, change: Change) -> None:
        """Make a change; of a line only in mind."""
        match change.kind:
            case ChangeKind.CELL:
                write_answer(self._db, self._fields, change, self._pen(change.subject))
            case ChangeKind.ROW:
                self._lines(change).move(change.address.key, change.old, change.new)
            case ChangeKind.HEAD:
                head = read_head(self._db, change.subject)
                write_head(self._db, with_attribute(head, change.field, change.new or ""))
                self._pens.clear()
            case ChangeKind.EXPLANATION:
                pair, pen = decode_pair(change.new), self._pen(change.subject)
                write_explanation(self._db, change.subject, _key(change), pair, pen)
            case ChangeKind.ASSIGNMENT:
                write_assignment(self._db, change, self._signed)
            case ChangeKind.EVIDENCE:
                write_item(self._db, change, self._signed)
            case ChangeKind.LINK:
                write_link(self._db, change, self._signed)
            case ChangeKind.OUTGOING:
                write_one(self._db, change, self._signed)

    def finish(self) -> None:
        """Write the lines of each table from the first that has moved."""
        for table, lines in self._tables.items():
            write_rows(self._db, table, lines.keys, lines.first_moved)

    def _lines(self, change: Change) -> _Lines:
        table = (change.subject, change.section, change.address.part)
        if table not in self._tables:
            self._tables[table] = _Lines(read_keys(self._db, *table))
        return self._tables[table]

    def _pen(self, subject: str) -> Pen:
        """Who writes; an organisation year has no revisions."""
        if subject not in self._pens:
            head = find_head(self._db, subject)
            self._pens[subject] = Pen(*self._signed, head.revision + 1 if head else 0)
        return self._pens[subject]


def _key(change: Change) -> ExplanationKey:
    return ExplanationKey(change.rule, *change.address)


def _place(fields: Fields, change: Change) -> str:
    if change.kind is ChangeKind.EVIDENCE:
        return evidence_words(decode_evidence(change.rule, change.new or change.old))
    if change.kind is ChangeKind.OUTGOING:
        return outgoing_words(decode_outgoing(change.new or change.old))
    is_cell = change.kind in (ChangeKind.CELL, ChangeKind.EXPLANATION, ChangeKind.LINK)
    return fields.field(change.address).label if is_cell else str(change.address).strip(".")
