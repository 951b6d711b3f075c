"""What becomes of a file that was read: the question it raises, or its content in one transaction."""

from __future__ import annotations

from dataclasses import replace

from msgspec import structs

from bvreview.framework.descriptors import Framework
from bvreview.framework.names import organisation_name
from bvreview.i18n import _
from bvreview.review.digests import content_digest
from bvreview.review.exchange.outgoing import Outgoing
from bvreview.review.exchange.questions import Question, in_one, take_it
from bvreview.review.exchange.submission import Coming, FileReading, FileRefusal, ImportOutcome, Outcome
from bvreview.review.model import ReviewHead, Status
from bvreview.store import handing
from bvreview.store.checksums import sha256
from bvreview.store.edits import begun, title_of
from bvreview.store.errors import SignedReviewError
from bvreview.store.evidence import keep_files
from bvreview.store.expected import ask_about_scale
from bvreview.store.fields import Fields
from bvreview.store.heads import find_head, read_head, read_heads, write_head
from bvreview.store.intake import Sender, begin, pen_of, put_in_place, step_of
from bvreview.store.library import Database
from bvreview.store.log import Committed, StepKind, append, commit
from bvreview.store.merging import Merging
from bvreview.store.received import Parcel, pack, read_submissions, same_figures_elsewhere, write_submission
from bvreview.store.returns import take_return
from bvreview.store.reviews import read_all_of, read_review


def take(
    db: Database, fields: Fields, reading: FileReading | FileRefusal, data: bytes, sender: Sender
) -> ImportOutcome:
    """Let a file in, or say why not: all of it or nothing."""
    if isinstance(reading, FileRefusal):
        return _refused(reading)
    if reading.identity.handed and reading.identity.handed.form:
        return _take_return(db, fields, reading, data, sender)
    head, parcel = reading.review.head, pack(reading, data)
    held = find_head(db, head.id)
    returned = handing.returned_of(db, reading) if held and _is_own(held) else None
    is_there = held and not returned and _is_there(db, fields, parcel)
    if held and is_there and not _brings_evidence(db, fields, parcel, held):
        return _outcome(reading, Outcome.ALREADY_THERE)
    if held and _about(held) != _about(head):
        return _outcome(reading, Outcome.REFUSED, _other_review(fields.framework, held))
    merging = _merging(db, fields, reading, held)
    if (
        held
        and merging
        and not merging.changes
        and not (returned and _is_to_be_told(returned, merging, sender))
    ):
        return _outcome(reading, Outcome.ALREADY_THERE)
    if held and held.status is Status.SUBMITTED:
        return _outcome(reading, Outcome.REFUSED, str(SignedReviewError(held.revision)))
    if returned and sender.looks and not reading.question:
        return replace(_outcome(reading, Outcome.RETURNED), coming=Coming(reading, data))
    asked = _answered(_questions(db, fields, parcel, held, merging), sender)
    if not _may_enter(asked):
        return _left_outside(reading, asked)
    parcel = structs.replace(parcel, reading=replace(reading, questions=asked))
    return _let_in(db, fields, parcel, (held, merging), sender)


def _is_to_be_told(returned: Outgoing | None, merging: Merging, sender: Sender) -> bool:
    """Whether that a workbook came back is news, or something in it is to be looked through."""
    return returned is not None and (returned.is_out or (sender.looks and merging.has_news))


def _let_in(
    db: Database,
    fields: Fields,
    parcel: Parcel,
    here: tuple[ReviewHead | None, Merging | None],
    sender: Sender,
) -> ImportOutcome:
    reading, reason, (held, merging) = parcel.reading, "", here
    with db.atomic():
        keep_files(db, reading.copies.values())
        if not held and merging:
            changed = _begin_own(db, fields, parcel, merging, sender)
        elif not held:
            changed = begin(db, fields, parcel, sender)
        elif merging:
            step = step_of(reading, sender, StepKind.EDIT)
            beside = handing.beside(db, fields.framework, reading, step, is_decided=False)
            done = commit(db, fields, [*merging.changes, *beside], step)
            reason = _withdrawn(db, fields.framework, done)
            changed = merging.answers
        else:
            changed = put_in_place(db, fields, reading, sender)
        write_submission(db, parcel, pen_of(reading.review.head, sender))
    return _outcome(reading, Outcome.REPLACED if held else Outcome.IMPORTED, reason, changed=changed)


def _answered(asked: tuple[Question, ...], sender: Sender) -> tuple[Question, ...]:
    """The questions, with the first choice where files are taken unasked."""
    if not sender.accepted:
        return asked
    return tuple(q if q.answer else q.answered(q.choices[0].id) for q in asked)


def _may_enter(asked: tuple[Question, ...]) -> bool:
    return all(q.answer and not q.is_declined for q in asked)


def _take_return(
    db: Database, fields: Fields, reading: FileReading, data: bytes, sender: Sender
) -> ImportOutcome:
    """What somebody answers about itself: kept beside its line, and no answer of the review."""
    asked = _answered(reading.questions, sender)
    if not _may_enter(asked):
        return _left_outside(reading, asked)
    came = take_return(db, fields, reading, data, (sender.author, sender.time))
    return replace(_outcome(reading, came.outcome, came.reason), questions=came.questions)


def _merging(db: Database, fields: Fields, reading: FileReading, held: ReviewHead | None) -> Merging | None:
    """The file beside the review written here that it is for, or that begins with it; else None."""
    handed = reading.identity.handed is not None
    if (held and not _is_own(held)) or not (held or handed):
        return None
    if handed and not (held and handing.returned_of(db, reading)):
        here = read_all_of(db, fields, held or handing.own_head(reading))
        return Merging(fields.framework, here, replace(reading, marks=None))  # all of it is new here
    here = read_review(db, fields, (held or reading.review.head).id)
    return Merging(fields.framework, here, *handing.with_what_is_known(db, here, reading))


def _begin_own(db: Database, fields: Fields, parcel: Parcel, merging: Merging, sender: Sender) -> int:
    """Begin a review here with the sections that were handed to whoever is at this computer."""
    reading = parcel.reading
    head = handing.own_head(reading)
    write_head(db, head)
    step = step_of(reading, sender)
    append(db, [begun(head)], step)
    beside = handing.handed_here(db, fields.framework, reading)
    commit(db, fields, [*merging.changes, *beside], step)
    return merging.answers


def _outcome(reading: FileReading, outcome: Outcome, reason: str = "", *, changed: int = 0) -> ImportOutcome:
    head = reading.review.head
    about = (head.id, head.organisation, head.service, head.period.id, head.revision)
    findings, digest = reading.findings, reading.file_digest
    return ImportOutcome(reading.file, outcome, *about, reason, findings, changed, file_digest=digest)


def _refused(reading: FileRefusal) -> ImportOutcome:
    """Outside for good; or until it is tried again, where what is in the way may go away."""
    asked = tuple(q for q in reading.questions if not q.is_declined)
    outcome = Outcome.QUESTION if asked else Outcome.REFUSED
    digest = reading.file_digest
    return ImportOutcome(reading.file, outcome, reason=reading.sentence, questions=asked, file_digest=digest)


def _left_outside(reading: FileReading, asked: tuple[Question, ...]) -> ImportOutcome:
    if declined := [q.text for q in asked if q.is_declined]:
        words = _("It was left out, as was answered to: {questions}")
        return _outcome(reading, Outcome.REFUSED, words.format(questions=" ".join(declined)))
    outcome = _outcome(reading, Outcome.QUESTION, in_one(asked))
    return replace(outcome, questions=tuple(q for q in asked if not q.answer))


def _withdrawn(db: Database, framework: Framework, done: Committed) -> str:
    """Which signed reviews are drafts again because the file changed the year that they share, or ""."""
    titles = [title_of(framework, read_head(db, review)) for review in done.withdrawn]
    words = _("It changed the organisation year of these signed reviews, which are drafts again: {titles}.")
    return words.format(titles="; ".join(titles)) if titles else ""


def _is_own(head: ReviewHead) -> bool:
    return head.status is not Status.RECEIVED


def _is_there(db: Database, fields: Fields, parcel: Parcel) -> bool:
    """Whether this content was taken in this revision before, whatever its bytes were."""
    head = parcel.reading.review.head
    known = read_submissions(db, "where review = ?", head.id)
    if any((s.content_digest, s.revision) == (parcel.content, head.revision) for s in known):
        return True
    if any(s.was_asked and s.file_digest == sha256(parcel.data) for s in known):
        return True  # the very file; it was read as its questions were answered then
    held = read_review(db, fields, head.id)
    return held.head.revision == head.revision and content_digest(held) == parcel.content


def _brings_evidence(db: Database, fields: Fields, parcel: Parcel, held: ReviewHead) -> bool:
    """Whether another file with the same answers says something new of the evidence behind them."""
    head = parcel.reading.review.head
    if not _is_own(held) or _about(held) != _about(head):
        return False
    known = read_submissions(db, "where review = ?", head.id)
    if any(s.file_digest == sha256(parcel.data) for s in known):
        return False
    merging = _merging(db, fields, parcel.reading, held)
    return merging is not None and merging.has_evidence


def _questions(
    db: Database, fields: Fields, parcel: Parcel, held: ReviewHead | None, merging: Merging | None
) -> tuple[Question, ...]:
    """What must be answered before the file may enter, with the answers that were given."""
    reading = parcel.reading
    head, texts = reading.review.head, {}
    if other := same_figures_elsewhere(db, parcel.figures, head.organisation):
        words = _(
            "Its figures are the same as those of {other}, as in a copy with only the name changed. "
            "Take it in all the same?"
        )
        texts["same_figures"] = words.format(other=organisation_name(fields.framework, other))
    texts |= {"revision": _about_revision(held, head)} if held else {"second_review": _twin(db, head)}
    texts["changed_here_too"] = merging.question if merging else ""
    made = (take_it(name, text) for name, text in texts.items() if text)
    scale = ask_about_scale(db, fields.framework, reading.review)
    known = {q.id for q in reading.questions}
    own = (q.answered(reading.given.get(q.id, "")) for q in (*made, *scale) if q.id not in known)
    return (*reading.questions, *own)


def _about(head: ReviewHead) -> tuple[str, str, str]:
    return head.organisation, head.service, head.period.id


def _other_review(framework: Framework, held: ReviewHead) -> str:
    words = _(
        "It carries the review number of {organisation}, {period}, but is about something else. Ask the "
        "sender to begin from their own template."
    )
    name = organisation_name(framework, held.organisation)
    return words.format(organisation=name, period=held.period.label)


def _about_revision(held: ReviewHead, head: ReviewHead) -> str:
    if head.revision < held.revision:
        words = _("It is revision {old}; revision {held} is here already. Take it in, in place of that one?")
        return words.format(old=head.revision, held=held.revision)
    if head.revision == held.revision and held.status is Status.RECEIVED:
        words = _("Revision {held} is here already with other answers. Take this one in, in place of it?")
        return words.format(held=held.revision)
    return ""


def _twin(db: Database, head: ReviewHead) -> str:
    """A file about a review that is here under another number: both together would count twice."""
    if not any(_about(other) == _about(head) for other in read_heads(db)):
        return ""
    return _(
        "A review of the same organisation, service and year is here under another number. Take this one in "
        "beside it?"
    )
