"""What is gathered while a workbook is read: answers, where each stood, and everything that was remarked."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from bvreview.framework.descriptors import Framework
from bvreview.framework.rules import Level
from bvreview.framework.sections import Section
from bvreview.review.answers import Answers, locate
from bvreview.review.cells import Address, Answer, Cell
from bvreview.review.evidence import Evidence
from bvreview.review.exchange.questions import Choice, Given, Question, Seen, one_of, take_it
from bvreview.review.exchange.submission import FileIdentity
from bvreview.review.findings import Finding
from bvreview.review.model import Explanation, ExplanationKey, Review
from bvreview.workbook.gate.raw import CellValue, RawWorkbook
from bvreview.workbook.gate.references import Position, address
from bvreview.workbook.layout import context_line, plan_own_rows
from bvreview.workbook.matching import Named
from bvreview.workbook.plan import LABEL, Place, WorkbookPlan

NOWHERE = Address("", "", "")
CHANGED = "changed"
_SHOWN = 120  # letters


@dataclass(frozen=True, slots=True)
class Words:
    """What a remark says: what was found, what is wrong or was done, how to put it right."""

    found: str
    message: str
    put_right: str = ""


def short(text: str) -> str:
    """As much of a long text as a remark shows."""
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}\u2026"


@dataclass(slots=True)
class Desk:
    """One file on the desk. ``answers`` are those of the empty form it was sent out as.

    ``plan``: of such a form, of whatever organisation; ``context`` is the line on its sheets that tells.
    """

    framework: Framework
    raw: RawWorkbook
    identity: FileIdentity
    answers: Answers
    plan: WorkbookPlan
    names: Named
    cells: dict[Address, Cell] = field(default_factory=dict)
    rows: dict[str, tuple[str, ...]] = field(default_factory=dict)
    explanations: dict[ExplanationKey, Explanation] = field(default_factory=dict)
    evidence: dict[str, Evidence] = field(default_factory=dict)
    evidence_marks: dict[str, str] = field(default_factory=dict)
    links: dict[Address, tuple[str, ...]] = field(default_factory=dict)
    copies: dict[str, bytes] = field(default_factory=dict)
    places: dict[Address, Place] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    questions: dict[str, Question] = field(default_factory=dict)
    seen: dict[str, dict[Seen, None]] = field(default_factory=dict)
    given: Given = field(default_factory=dict)
    attached: dict[str, str] = field(default_factory=dict)
    days: dict[Address, date] = field(default_factory=dict)
    titles: dict[Address, str] = field(default_factory=dict)
    used: set[tuple[str, Position]] = field(default_factory=set)
    settled: set[Address] = field(default_factory=set)
    stopped: set[str] = field(default_factory=set)
    shown: dict[Address, Place] = field(default_factory=dict)

    def remark(
        self, rule: str, level: Level, words: Words, at: Place | str = "", of: Address = NOWHERE
    ) -> None:
        """Add a finding of the file at a cell, a sheet, or nowhere in particular."""
        sheet, cell = (at, "") if isinstance(at, str) else (at.sheet, address(at.row, at.column))
        where = locate(self.framework, of)
        label = where[2].label if where else ""
        self.findings.append(
            Finding(
                f"file.{rule}", level, of, words.found, words.message, words.put_right, label, sheet, cell
            )
        )
        if level is Level.STOP and of != NOWHERE and rule != CHANGED:
            self.settled.add(of)

    def ask(self, question_id: str, text: str, *ways: Choice, at: Place | str = "", found: str = "") -> str:
        """Add a question that must be answered before the file may enter; the answer, "" while it is open.

        Each is asked once a file. ``ways``: to read it, the first as it is read; otherwise yes or no.
        ``at``: a cell or sheet that it is about, and what stands there, added to those before.
        """
        made = one_of(question_id, text, *ways) if ways else take_it(question_id, text)
        return self.put(made, at, found)

    def put(self, question: Question, at: Place | str = "", found: str = "") -> str:
        """The same with a question that is made already."""
        if question.id not in self.questions:
            self.questions[question.id] = question.answered(self.given.get(question.id, ""))
        if at:
            sheet, cell = (at, "") if isinstance(at, str) else (at.sheet, address(at.row, at.column))
            self.seen.setdefault(question.id, {})[Seen(sheet, cell, short(found))] = None
        return self.questions[question.id].answer

    def asked(self) -> tuple[Question, ...]:
        """All questions, each with what it is about."""
        return tuple(replace(q, seen=tuple(self.seen.get(q.id, ()))) for q in self.questions.values())

    def answer(self, of: Address, answer: Answer, place: Place) -> None:
        """Put an answer down."""
        self.cells[of] = Cell(of, answer, revision=self.identity.head.revision)
        self.places[of] = place

    def stop_section(self, section: Section, rule: str, words: Words, sheet: str) -> None:
        """A section that cannot be trusted: one stop, and its answers stay out of every figure."""
        self.stopped.add(section.id)
        self.remark(rule, Level.STOP, words, sheet, Address(section.id, "", ""))

    @property
    def context(self) -> dict[int, str]:
        """Who, what, when, as it stands under the title of every sheet, by column."""
        return {LABEL: context_line(self.answers)}

    @property
    def is_older(self) -> bool:
        """Whether the file was made with another version of the pack: what is new in ours is not in it."""
        return self.identity.head.framework_version != self.framework.version

    def asks(self, section: str) -> bool:
        """Whether the file asks for a section: a hand-out does for some only."""
        handed = self.identity.handed
        return not handed or not handed.sections or section in handed.sections

    def ask_for_local(self) -> None:
        """Ask for the figures of the local volumes and measures that were read."""
        answers = Answers(self.framework, self.review())
        if answers.service != self.answers.service:
            self.answers = answers
            self.plan = plan_own_rows(answers, self.plan)

    def raw_value(self, of: Address) -> CellValue | None:
        """What stands in the file where an answer was read."""
        place = self.places.get(of)
        sheet = self.raw.sheet(place.sheet) if place else None
        return sheet.cells.get((place.row, place.column)) if place and sheet else None

    def review(self) -> Review:
        """What was read, as a review."""
        read = Review(self.identity.head, dict(self.cells), dict(self.rows), dict(self.explanations))
        return replace(read, evidence=dict(self.evidence), links=dict(self.links))
