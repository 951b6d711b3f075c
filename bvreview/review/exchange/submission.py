"""What comes in as a file: who it says it is, what it holds, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from bvreview.framework.rules import Level
from bvreview.i18n import _
from bvreview.review.cells import Address
from bvreview.review.exchange.questions import Given, Question, Seen, in_one
from bvreview.review.findings import Finding, Verdict, counts_by_level, verdict_of
from bvreview.review.model import Review, ReviewHead

_UNREAD: Final = frozenset({"file.sheet_missing", "file.part_missing", "file.keys_moved"})


class FileKind(StrEnum):
    """What a workbook of ours is for."""

    TEMPLATE = "template"
    CANDIDATE = "candidate"
    SUBMISSION = "submission"
    HAND_OUT = "hand-out"
    RETURN = "return"


@dataclass(frozen=True, slots=True)
class Handed:
    """What a hand-out says of itself: its id, the sections that it asks for, to whom, by whom, by when.

    ``form``: of a return, the id of what the pack asks in it; ``row``: the line it is about, "part:key".
    """

    id: str
    sections: tuple[str, ...]
    to: str = ""
    by: str = ""
    due: date | None = None
    form: str = ""
    row: str = ""


@dataclass(frozen=True, slots=True)
class FileIdentity:
    """What a workbook says of itself, in its custom properties and on its visible sheet.

    ``head`` is the review as the file has it; ``content_digest``, ``section_digests`` and
    ``evidence_digest`` are of what was written into it, evidence of change and no signature. ``handed``: of
    a hand-out, which holds some sections only.
    """

    kind: FileKind
    template_version: int
    app_version: str
    head: ReviewHead
    content_digest: str = ""
    section_digests: dict[str, str] = field(default_factory=dict)
    written: str = ""
    handed: Handed | None = None
    evidence_digest: str = ""


@dataclass(frozen=True, slots=True)
class FileReading:
    """A workbook as it was read: its review and every finding, those of the rules included.

    ``findings`` carry sheet and cell. ``file_digest``: SHA-256 of the bytes; ``questions``: what must be
    answered before the file may enter, each with its answer where one was given; ``given``: every answer
    that was given for the file; ``content``: the review's content digest, "" where it was not worked out;
    ``marks``: of the answers that the file was written with, see ``answer_mark``, None where it does not
    tell; ``texts``: the answers as canonical JSON, where at hand; ``attached``: the text of sheets that are
    not part of the form, by title; ``evidence_marks``: of the evidence that it was written with, by id;
    ``copies``: of files behind evidence, by digest.
    """

    file: str
    identity: FileIdentity
    review: Review
    findings: tuple[Finding, ...]
    file_digest: str
    questions: tuple[Question, ...] = ()
    content: str = ""
    marks: Mapping[Address, str] | None = None
    texts: Mapping[Address, str] = field(default_factory=dict)
    given: Given = field(default_factory=dict)
    attached: Mapping[str, str] = field(default_factory=dict)
    evidence_marks: Mapping[str, str] = field(default_factory=dict)
    copies: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def verdict(self) -> Verdict:
        """Ready, or put right: something was found, or must be answered before the file may enter."""
        return Verdict.PUT_RIGHT if self.question else verdict_of(self.findings)

    @property
    def told(self) -> tuple[Finding, ...]:
        """What is to be done before the file is taken in: what is still asked, then the findings."""
        return (*(_asked(q) for q in self.questions if not q.answer), *self.findings)

    @property
    def unread_sections(self) -> set[str]:
        """The sections whose blanks say nothing, because something of them was not found."""
        return {f.address.section for f in self.findings if f.rule in _UNREAD}

    @property
    def question(self) -> str:
        """What is still to be answered before the file may enter, in one text; "" where nothing is."""
        return in_one(self.questions)


def _asked(question: Question) -> Finding:
    """An open question as something to put right, at the first place that it is about."""
    place = question.seen[0] if question.seen else Seen("")
    found = "; ".join(dict.fromkeys(one.found for one in question.seen if one.found))
    answers = "; ".join(f"{c.id} = {c.words}" for c in question.choices)
    then = _("Put it right in the file, or answer it when the file is taken in: {answers}.")
    rule, nowhere = f"question.{question.id}", Address("", "", "")
    said = (question.whole, then.format(answers=answers))
    return Finding(rule, Level.STOP, nowhere, found, *said, sheet=place.sheet, cell=place.cell)


@dataclass(frozen=True, slots=True)
class FileRefusal:
    """A file that does not enter: the reason (closed list) and the sentence with a next step.

    ``questions``: whether to try again, where what is in the way may go away.
    """

    file: str
    reason: str
    sentence: str
    file_digest: str = ""
    questions: tuple[Question, ...] = ()


class Outcome(StrEnum):
    """What became of a file."""

    IMPORTED = "imported"
    REPLACED = "replaced"
    ALREADY_THERE = "already there"
    QUESTION = "question"
    REFUSED = "refused"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Coming:
    """A hand-out that came back and waits to be looked through: as read, with its bytes."""

    reading: FileReading
    data: bytes


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What became of one file of a batch. ``reason`` is a sentence, "" when all went well.

    ``questions``: those that keep it outside. ``file_digest``: SHA-256 of its bytes, "" where unread.
    ``coming``: of a hand-out that came back, to be looked through before anything of it is taken.
    """

    file: str
    outcome: Outcome
    review: str = ""
    organisation: str = ""
    service: str = ""
    period: str = ""
    revision: int = 0
    reason: str = ""
    findings: tuple[Finding, ...] = ()
    changed: int = 0
    questions: tuple[Question, ...] = ()
    file_digest: str = ""
    coming: Coming | None = None

    @property
    def counts(self) -> dict[str, int]:
        """Findings by level."""
        return counts_by_level(self.findings)
