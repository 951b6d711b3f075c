"""Returns that come in: kept beside the line that they are about, all of it or nothing, as one step."""

from __future__ import annotations

from msgspec import Struct, structs

from bvreview.framework.returns import return_of
from bvreview.i18n import _
from bvreview.review.changes import outgoing_change, subject_of
from bvreview.review.exchange.copies import COPY, ask_about_copy
from bvreview.review.exchange.outgoing import Outgoing, Way
from bvreview.review.exchange.questions import YES, Question
from bvreview.review.exchange.sent import encode_sent, sent_of
from bvreview.review.exchange.submission import FileReading, Handed, Outcome
from bvreview.review.model import ReviewHead, Status
from bvreview.store.cells import read_keys
from bvreview.store.checksums import sha256
from bvreview.store.errors import ReceivedReviewError, SignedReviewError
from bvreview.store.evidence import keep_files
from bvreview.store.fields import Fields
from bvreview.store.heads import find_head
from bvreview.store.library import Database
from bvreview.store.log import Step, commit
from bvreview.store.outgoing import find_outgoing


class Came(Struct, frozen=True):
    """What became of a return: the outcome, the reason where it stays outside, and what may be said to it."""

    outcome: Outcome
    reason: str = ""
    questions: tuple[Question, ...] = ()


def take_return(
    db: Database, fields: Fields, reading: FileReading, data: bytes, signed: tuple[str, str]
) -> Came:
    """Keep a return that was read; ``signed``: who takes it in, and when."""
    handed, head = reading.identity.handed, find_head(db, reading.review.head.id)
    assert handed, "only returns come here"
    if head is None:
        reason = _("The review that this return was sent out for is not in this workspace.")
        return Came(Outcome.REFUSED, reason)
    known = find_outgoing(db, head.id, handed.id)
    if known and known.way is Way.QUESTIONS:
        return _take_reply(db, fields, (head, known), reading, data, signed)
    if reason := _why_not(db, fields, head, handed):
        return Came(Outcome.REFUSED, reason)
    content = encode_sent(sent_of(reading.review))
    if known and known.kept == sha256(content):
        return Came(Outcome.ALREADY_THERE)
    now = structs.replace(
        known or _unknown(reading, handed),
        came=signed[1],
        came_by=signed[0],
        kept=sha256(content),
        file=sha256(data),
    )
    with db.atomic():
        keep_files(db, [content, data])
        step = Step(_("Return of {who}").format(who=now.who), *signed)
        commit(db, fields, [outgoing_change(head.id, known, now)], step)
    return Came(Outcome.REPLACED if known and known.came else Outcome.IMPORTED)


def _take_reply(  # noqa: PLR0913 - where, what for, what came, who
    db: Database,
    fields: Fields,
    here: tuple[ReviewHead, Outgoing],
    reading: FileReading,
    data: bytes,
    signed: tuple[str, str],
) -> Came:
    """Count the answers of one who was asked; neither the file nor its name is kept."""
    head, known = here
    if reason := _why_closed(head):
        return Came(Outcome.REFUSED, reason)
    if not reading.review.cells:
        return Came(Outcome.REFUSED, _("No question is answered in it."))
    is_copy = any(reply.endswith(sha256(data)) for reply in known.replies)
    if is_copy and reading.given.get(COPY) != YES:
        asked = () if COPY in reading.given else (ask_about_copy(),)
        return Came(Outcome.ALREADY_THERE, _("This very file was counted already."), asked)
    content = encode_sent(sent_of(reading.review))
    reply = f"{sha256(content)}:{sha256(data)}"
    now = structs.replace(known, came=signed[1], came_by=signed[0], replies=(*known.replies, reply))
    with db.atomic():
        keep_files(db, [content])
        step = Step(_("Answer to {title}").format(title=known.who), *signed)
        commit(db, fields, [outgoing_change(head.id, known, now)], step)
    return Came(Outcome.IMPORTED, _("Counted. The file itself is not kept."))


def _why_closed(head: ReviewHead) -> str:
    if head.status is Status.RECEIVED:
        return str(ReceivedReviewError())
    return str(SignedReviewError(head.revision)) if head.status is Status.SUBMITTED else ""


def _why_not(db: Database, fields: Fields, head: ReviewHead, handed: Handed) -> str:
    if reason := _why_closed(head):
        return reason
    asked = return_of(fields.framework, handed.form)
    section, __, part = (asked.table if asked else "").partition(".")
    subject = subject_of(fields.framework, head, section)
    if handed.row.partition(":")[2] not in read_keys(db, subject, section, part):
        words = _("The line of {who} is not in the review any more. Put it back, then take the return in.")
        return words.format(who=handed.to)
    return ""


def _unknown(reading: FileReading, handed: Handed) -> Outgoing:
    """What a return says of itself whose going out is not known here (any more)."""
    about = (handed.id, Way.RETURN, handed.to, (), handed.due, reading.identity.written, handed.by)
    return Outgoing(*about, form=handed.form, row=handed.row)
