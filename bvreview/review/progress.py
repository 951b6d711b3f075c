"""How far a review has come: by section and by stage, against what its path requires."""

from __future__ import annotations

from collections.abc import Container, Iterable
from enum import StrEnum

from msgspec import Struct, structs

from bvreview.framework.descriptors import Framework
from bvreview.framework.sections import PartKind, Section
from bvreview.framework.terms import Path
from bvreview.i18n import _
from bvreview.review.answers import Answers, row_address
from bvreview.review.cells import Address, State
from bvreview.review.findings import Finding
from bvreview.review.model import Review, ReviewHead
from bvreview.review.periods import FinancialYear


class Progress(StrEnum):
    """Where a section stands."""

    NOT_STARTED = "not started"
    LOOKED_AT = "looked at"
    INCOMPLETE = "incomplete"
    PUT_RIGHT = "put right"
    DONE = "done"


class SectionProgress(Struct, frozen=True):
    """A section's standing: answered of required, and how many findings are open.

    ``looked_at``: it was opened, whether or not anything was answered in it.
    """

    section: str
    stage: str
    title: str
    required: int
    answered: int
    entered: int
    open_findings: int
    looked_at: bool = False

    @property
    def progress(self) -> Progress:
        """One word for it; findings of a section that is not yet filled do not count as faults."""
        if not self.entered:
            if self.open_findings and not self.required:
                return Progress.PUT_RIGHT
            return Progress.LOOKED_AT if self.looked_at else Progress.NOT_STARTED
        if self.answered < self.required:
            return Progress.INCOMPLETE
        return Progress.PUT_RIGHT if self.open_findings else Progress.DONE

    @property
    def words(self) -> str:
        """What the task list says beside the title; of what is incomplete a shape says the word."""
        match self.progress:
            case Progress.NOT_STARTED if not self.required:
                return _("optional")
            case Progress.INCOMPLETE:
                return _("{answered} of {required}").format(answered=self.answered, required=self.required)
            case Progress.PUT_RIGHT:
                return _("{n} to put right").format(n=self.open_findings)
        return progress_word(self.progress)

    @property
    def short_words(self) -> str:
        """The same where there is little room; "" where it is short."""
        return _("{n} open").format(n=self.open_findings) if self.progress is Progress.PUT_RIGHT else ""

    @property
    def read_out(self) -> str:
        """The word for it and the count, where the shape that stands beside the count is not seen."""
        word = progress_word(self.progress)
        return word if word in self.words else f"{word}, {self.words}"


def progress_word(progress: Progress) -> str:
    """The word shown for a standing."""
    return {
        Progress.NOT_STARTED: _("not started"),
        Progress.LOOKED_AT: _("looked at"),
        Progress.INCOMPLETE: _("incomplete"),
        Progress.PUT_RIGHT: _("put right"),
        Progress.DONE: _("done"),
    }[progress]


def progress_of_all(sections: Iterable[SectionProgress]) -> Progress:
    """The standing of a stage or a whole review: as far as its sections, and no further than the last."""
    standings = [s.progress for s in sections if s.required or s.entered or s.open_findings]
    if not standings:
        return Progress.NOT_STARTED
    if all(s is Progress.DONE for s in standings):
        return Progress.DONE
    left = {s for s in standings if s is not Progress.DONE}
    if left == {Progress.PUT_RIGHT}:
        return Progress.PUT_RIGHT
    if Progress.DONE in standings or left & {Progress.INCOMPLETE, Progress.PUT_RIGHT}:
        return Progress.INCOMPLETE
    return Progress.LOOKED_AT if Progress.LOOKED_AT in left else Progress.NOT_STARTED


def section_progress(
    answers: Answers, findings: Iterable[Finding], looked_at: Container[str] = ()
) -> tuple[SectionProgress, ...]:
    """The standing of every section asked, in screen order; ``looked_at`` are those that were opened."""
    open_at: dict[str, int] = {}
    for finding in findings:
        if finding.is_open and not finding.is_unanswered:
            open_at[finding.address.section] = open_at.get(finding.address.section, 0) + 1
    return tuple(
        structs.replace(
            _progress_of(answers, section, open_at.get(section.id, 0)), looked_at=section.id in looked_at
        )
        for section in answers.sections()
    )


def _progress_of(answers: Answers, section: Section, open_findings: int) -> SectionProgress:
    required = _required_in(answers, section)
    answered = sum(_is_answered(answers, address) for address in required)
    entered = sum(
        row_address(section, part, key, field) in answers.review.cells
        for __, part, key, field in answers.places_in(section)
    )
    return SectionProgress(
        section.id, section.stage, section.title, len(required), answered, entered, open_findings
    )


def _is_answered(answers: Answers, address: Address) -> bool:
    """Whether something is said there that can be read."""
    answer = answers.answer(address)
    return answer is not None and answer.state is not State.PENDING


def _required_in(answers: Answers, section: Section) -> list[Address]:
    """The cells that must be answered; a table counts at least its least number of lines."""
    required = [
        row_address(section, part, key, field)
        for __, part, key, field in answers.places_in(section)
        if answers.is_required(part, key, field)
    ]
    for part in answers.parts(section):
        missing = part.at_least - len(answers.row_keys(section, part)) if part.kind is PartKind.TABLE else 0
        keys = [f"missing{n}" for n in range(missing)]
        fields = [f for f in answers.fields(part) if answers.is_required(part, "", f)]
        required += [row_address(section, part, key, field) for key in keys for field in fields]
    return required


def required_addresses(framework: Framework, service: str, path: Path) -> tuple[Address, ...]:
    """Every answer that an empty review of the service must give on the path."""
    head = ReviewHead("", "", service, FinancialYear(2009), path, framework.id, framework.version)
    answers = Answers(framework, Review(head))
    return tuple(a for section in answers.sections() for a in _required_in(answers, section))


def stage_share(sections: Iterable[SectionProgress], stage: str) -> float:
    """How much of a stage's required answers is there, 0 to 1; 0 where nothing is asked."""
    mine = [s for s in sections if s.stage == stage]
    required = sum(s.required for s in mine)
    return sum(s.answered for s in mine) / required if required else 0.0
