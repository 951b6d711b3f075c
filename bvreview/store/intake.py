"""The content of a file as it is let in: a received review begins, or what is here gives way to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from msgspec import Struct

from bvreview.i18n import _
from bvreview.review.changes import (
    Change,
    ChangeKind,
    cell_change,
    evidence_differences,
    explanation_change,
)
from bvreview.review.digests import answer_texts, content_digest
from bvreview.review.exchange.submission import FileReading
from bvreview.review.model import Explanation, Review, ReviewHead, Status
from bvreview.store.cells import Pen, delete_content, insert_content
from bvreview.store.fields import Fields
from bvreview.store.heads import write_head
from bvreview.store.library import Database
from bvreview.store.log import Step, StepKind, append, head_changes
from bvreview.store.received import Parcel, explanations_kept
from bvreview.store.reviews import read_review


class Sender(Struct, frozen=True):
    """Who takes the files in, when (ISO, UTC), and whether they are taken as they were read, unasked.

    ``looks``: whether hand-outs that come back are looked through before anything of them is taken.
    """

    author: str
    time: str
    accepted: bool = False
    looks: bool = False


def pen_of(head: ReviewHead, sender: Sender) -> Pen:
    """Who wrote the content, when, and of which revision it is."""
    return Pen(sender.author, sender.time, head.revision)


def begin(db: Database, fields: Fields, parcel: Parcel, sender: Sender) -> int:
    """Begin a received review with what the file says; no answer that was here is changed (0)."""
    reading = parcel.reading
    review = replace(reading.review, head=replace(reading.review.head, status=Status.RECEIVED))
    write_head(db, review.head)
    insert_content(db, fields, review, pen_of(review.head, sender), reading.texts or answer_texts(review))
    append(db, [_content(review.head, None, parcel.content)], step_of(reading, sender))
    return 0


def step_of(reading: FileReading, sender: Sender, kind: StepKind = StepKind.RECORD) -> Step:
    """The step of the log: from which file, and what was answered to its questions."""
    label = _("Read from {file}").format(file=reading.file)
    if answers := "; ".join(q.answer_words for q in reading.questions if q.answer):
        label = _("{read}. Answered: {answers}").format(read=label, answers=answers)
    return Step(label, sender.author, sender.time, kind)


def _content(head: ReviewHead, old: str | None, new: str) -> Change:
    """The entry that ties all content of a received review to the log."""
    return Change(ChangeKind.HEAD, head.id, field="content", old=old, new=new)


def put_in_place(db: Database, fields: Fields, reading: FileReading, sender: Sender) -> int:
    """Put what the file says in place of the received review that is here; how many answers that changes."""
    held = read_review(db, fields, reading.review.head.id)
    head = replace(reading.review.head, status=Status.RECEIVED)
    after = replace(explanations_kept(held, reading), head=head)
    differences = [*_cell_differences(held, after), *_row_differences(held, after)]
    differences += _explanation_differences(held, after)
    differences += evidence_differences(held, after)
    same = {a: c for a, c in held.cells.items() if a in after.cells and after.cells[a].answer == c.answer}
    delete_content(db, head.id)
    write_head(db, head)
    texts = reading.texts or answer_texts(after)
    insert_content(db, fields, replace(after, cells={**after.cells, **same}), pen_of(head, sender), texts)
    about = [*head_changes(held.head, head), _content(head, content_digest(held), content_digest(after))]
    append(db, [*differences, *about], step_of(reading, sender))
    return sum(change.kind is ChangeKind.CELL for change in differences)


def _cell_differences(held: Review, after: Review) -> Iterator[Change]:
    for address in {**held.cells, **after.cells}:
        old, new = (review.cells.get(address) for review in (held, after))
        if not old or not new or old.answer != new.answer:
            answers = (cell.answer if cell else None for cell in (old, new))
            yield cell_change(held.head.id, address, *answers)


def _row_differences(held: Review, after: Review) -> Iterator[Change]:
    for name in {**held.rows, **after.rows}:
        section, __, part = name.partition(".")
        old, new = held.rows.get(name, ()), after.rows.get(name, ())
        for key in dict.fromkeys((*old, *new)):
            was, now = (str(keys.index(key)) if key in keys else None for keys in (old, new))
            if was != now:
                yield Change(ChangeKind.ROW, held.head.id, section, f"{part}:{key}", old=was, new=now)


def _explanation_differences(held: Review, after: Review) -> Iterator[Change]:
    for key in {**held.explanations, **after.explanations}:
        old, new = (_pair(review.explanations.get(key)) for review in (held, after))
        if old != new:
            yield explanation_change(held.head.id, key, old, new)


def _pair(explanation: Explanation | None) -> tuple[str, str] | None:
    return (explanation.found, explanation.text) if explanation else None
