"""Hand-outs in the workspace: one that comes back here, and one that was handed to this computer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from msgspec import structs

from bvreview.framework.descriptors import Framework
from bvreview.review.assignments import decode_assignment, named
from bvreview.review.changes import Change, assignment_change, outgoing_change, subject_of
from bvreview.review.exchange.difference import Difference
from bvreview.review.exchange.outgoing import Outgoing, Way
from bvreview.review.exchange.returning import Comparing
from bvreview.review.exchange.sent import Sent, came_back, encode_sent, sent_of
from bvreview.review.exchange.submission import Coming, FileReading
from bvreview.review.model import Review, ReviewHead, Status
from bvreview.store.assignments import read_assignment
from bvreview.store.cells import Pen
from bvreview.store.checksums import sha256
from bvreview.store.errors import SignedReviewError
from bvreview.store.evidence import keep_files, without_removed
from bvreview.store.fields import Fields
from bvreview.store.heads import read_head
from bvreview.store.library import Database
from bvreview.store.log import Committed, Step, commit
from bvreview.store.outgoing import find_outgoing, read_sent
from bvreview.store.received import pack, write_submission
from bvreview.store.reviews import read_review


def going_out(db: Database, framework: Framework, head: ReviewHead, outgoing: Outgoing) -> tuple[Change, ...]:
    """What is written down when a workbook goes out: that it did, and who fills its sections in by when."""
    return (*_given_to(db, framework, head, outgoing), outgoing_change(head.id, None, outgoing))


def _given_to(db: Database, framework: Framework, head: ReviewHead, outgoing: Outgoing) -> list[Change]:
    changes = []
    for section in outgoing.sections:
        subject = subject_of(framework, head, section)
        old = decode_assignment(read_assignment(db, subject, section))
        changes.append(assignment_change(subject, section, old, named(outgoing.who, outgoing.due)))
    return [change for change in changes if change.old != change.new]


def own_head(reading: FileReading) -> ReviewHead:
    """The head of the review that begins with sections that were handed here."""
    return replace(reading.review.head, status=Status.DRAFT, provisional=True, signed_by="", signed_on="")


def returned_of(db: Database, reading: FileReading) -> Outgoing | None:
    """What a workbook is that comes back to where it was handed out; None for any other."""
    handed = reading.identity.handed
    if handed is None:
        return None
    known = find_outgoing(db, reading.review.head.id, handed.id)
    if known:
        return known if known.way is Way.OUT else None
    if _is_handed_here(db, reading.review.head.id):
        return None
    return _unknown(reading)


def _is_handed_here(db: Database, review: str) -> bool:
    rows = db.conn.execute("select outgoing from outgoing where subject = ?", [review])
    return any(f'"way":"{Way.HERE.value}"' in text for (text,) in rows)


def _unknown(reading: FileReading) -> Outgoing:
    """What a workbook says of itself whose going out is not known here (any more)."""
    handed = reading.identity.handed
    assert handed, "only hand-outs are asked about"
    sent = reading.identity.written
    return Outgoing(handed.id, Way.OUT, handed.to, handed.sections, handed.due, sent, handed.by)


def beside(
    db: Database, framework: Framework, reading: FileReading, step: Step, *, is_decided: bool
) -> tuple[Change, ...]:
    """What is written down beside the answers of a hand-out for a review that is here; nothing of others.

    That it came back and what came, so that a next time tells what is new since; or that it was handed here.
    ``is_decided``: whether a person was asked about all of it.
    """
    if reading.identity.handed is None:
        return ()
    returned = returned_of(db, reading)
    if returned is None:
        return handed_here(db, framework, reading)
    head = reading.review.head.id
    known = encode_sent(came_back(reading, read_sent(db, returned), is_decided=is_decided))
    keep_files(db, [known])
    came = structs.replace(returned, came=step.time, came_by=step.author, kept=sha256(known))
    return (outgoing_change(head, find_outgoing(db, head, returned.id), came),)


def handed_here(db: Database, framework: Framework, reading: FileReading) -> tuple[Change, ...]:
    """What is written down when sections were handed to whoever is at this computer."""
    sent, head = encode_sent(sent_of(reading.review)), own_head(reading)
    keep_files(db, [sent])
    here = structs.replace(_unknown(reading), way=Way.HERE, kept=sha256(sent))
    known = find_outgoing(db, head.id, here.id)
    return (*_given_to(db, framework, head, here), outgoing_change(head.id, known, here))


def compare_return(db: Database, fields: Fields, coming: Coming) -> Comparing:
    """A workbook that came back beside the review as it stands now and as it was sent."""
    held = read_review(db, fields, coming.reading.review.head.id)
    reading, sent = with_what_is_known(db, held, coming.reading)
    return Comparing(fields.framework, held, reading, sent)


def with_what_is_known(db: Database, held: Review, reading: FileReading) -> tuple[FileReading, Sent | None]:
    """A file that comes back, and what is known to have stood in it, where that was kept.

    Without it, evidence that was listed here once and was taken away is not news in the file.
    """
    sent = read_sent(db, returned_of(db, reading))
    if sent:
        return reading, sent
    left = without_removed(db, held.evidence, reading.review.evidence)
    return replace(reading, review=replace(reading.review, evidence=left)), None


def take_back(
    db: Database, fields: Fields, coming: Coming, taken: Sequence[Difference], step: Step
) -> Committed:
    """Take differences of a workbook that came back over, all as one step, and keep the file.

    Raises:
        ChangedMeanwhileError: something else stands where a change was to be made; nothing is written.
        SignedReviewError: the review is signed.
    """
    reading = coming.reading
    head = read_head(db, reading.review.head.id)
    if head.status is Status.SUBMITTED:
        raise SignedReviewError(head.revision)
    changes = compare_return(db, fields, coming).changes(taken)
    with db.atomic():
        keep_files(db, reading.copies.values())
        came = beside(db, fields.framework, reading, step, is_decided=True)
        done = commit(db, fields, [*changes, *came], step)
        write_submission(db, pack(reading, coming.data), Pen(step.author, step.time, head.revision))
    return done
