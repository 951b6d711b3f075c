"""From a review to what its plan says on paper: chapters in the pack's order, none of them empty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bvreview.framework.descriptors import Framework
from bvreview.framework.names import organisation_name
from bvreview.framework.report_map import BlockKind, ReportBlock, ReportChapter, ReportFigure
from bvreview.i18n import _
from bvreview.report.actions import ActionPages
from bvreview.report.document import (
    Ask,
    Block,
    Chapter,
    Figure,
    Figures,
    Heading,
    PlanDocument,
    plain,
)
from bvreview.report.evidence import evidence_blocks
from bvreview.report.grounds import has_grounds
from bvreview.report.plain_map import plain_map
from bvreview.report.remarks import (
    coverage_blocks,
    explanation_blocks,
    method_blocks,
    needed_blocks,
    open_finding_blocks,
    predicted_blocks,
    quality_blocks,
    sign_off_blocks,
)
from bvreview.report.said import listing_blocks, say, table_blocks, text_blocks
from bvreview.report.standing import (
    chart_blocks,
    charted,
    open_flag_blocks,
    standing_blocks,
    words_of,
)
from bvreview.report.withheld import ShownAnswers
from bvreview.review.answers import locate
from bvreview.review.cells import parse_address
from bvreview.review.codes import code_of
from bvreview.review.compared.flags import NO_QUESTIONS, Questions
from bvreview.review.compared.standing import Comparison
from bvreview.review.digests import content_digest, short_digest
from bvreview.review.findings import Finding
from bvreview.review.model import Review, ReviewHead, Status
from bvreview.settings import USUAL_NUMBERS, SmallNumbers

YEARS_OF_A_PLAN = 3


@dataclass(frozen=True, slots=True)
class PlanInput:
    """What a plan is made of: a review through its pack, what was found in it and what it compares with.

    ``as_at``: the day printed on every page. ``findings``: of this review, with their explanations.
    ``comparisons``: those in which the organisation has no figure are left out. ``small``: which counts of
    people are withheld from those who read it. ``questions``: what the figures ask beside every group that
    the review is compared with.
    """

    framework: Framework
    review: Review
    as_at: date
    findings: Sequence[Finding] = ()
    comparisons: Sequence[Comparison] = ()
    small: SmallNumbers = USUAL_NUMBERS
    questions: Questions = NO_QUESTIONS


def tell_plan(given: PlanInput) -> PlanDocument:
    """The document of one review's improvement plan."""
    return _Teller(given).document()


class _Teller:
    """One review looked at while its document is put together."""

    def __init__(self, given: PlanInput) -> None:
        self._given = given
        self._report = given.framework.report or plain_map(given.framework)
        self._answers = ShownAnswers(given.framework, given.review, self._report.small, given.small)
        self._own = organisation_name(given.framework, given.review.head.organisation)
        roles = self._report.actions
        self._actions = ActionPages(self._answers, roles, self._date(self._report.starts)) if roles else None

    def document(self) -> PlanDocument:
        head, service = self._answers.head, self._answers.service
        illustrative = head.illustrative or any(c.illustrative for c in self._given.comparisons)
        name = service.name if service else head.service
        return PlanDocument(
            title=_("{service}: improvement plan {years}").format(service=name, years=self._years()),
            subtitle=self._subtitle(),
            owner=_("{organisation} \u00b7 Best Value review").format(organisation=self._own),
            status=status_words(head),
            as_at=self._given.as_at,
            digest=short_digest(content_digest(self._given.review)),
            mark=_("Illustrative figures") if illustrative else "",
            front=tuple(self._front()),
            chapters=tuple(self._chapters()),
        )

    def _subtitle(self) -> str:
        head, service = self._answers.head, self._answers.service
        path = _("full path") if head.path.value == "full" else _("light path")
        parts = [_("Review of {period}, {path}").format(period=head.period.label, path=path)]
        if service:
            parts.append(service.specification)
        return " \u00b7 ".join([self._own, *parts])

    def _years(self) -> str:
        first, last = self._date(self._report.starts), self._date(self._report.ends)
        start = first.year if first else self._answers.head.period.start + 1
        end = last.year if last else start + YEARS_OF_A_PLAN
        return _("{first} to {last}").format(first=start, last=end)

    def _date(self, address: str) -> date | None:
        value = self._answers.figure(parse_address(address)) if address else None
        return value if isinstance(value, date) else None

    # the first page

    def _front(self) -> Iterator[Block]:
        asked = say(self._answers, parse_address(self._report.asked)) if self._report.asked else ""
        if asked:
            otherwise = self._report.otherwise and say(self._answers, parse_address(self._report.otherwise))
            yield Ask(self._report.ask_title, asked, otherwise)
        elif self._report.asked:
            yield plain(_("The review does not say yet what is to be decided."))
        figures = tuple(f for figure in self._report.figures if (f := self._figure(figure)))
        if figures:
            yield Figures(figures)
        for block in self._report.front:
            yield from self._blocks(block)

    def _figure(self, figure: ReportFigure) -> Figure | None:
        answers, address = self._answers, parse_address(figure.address)
        place = locate(answers.framework, address)
        value = answers.answer(address)
        wanted = not figure.services or self._answers.head.service in figure.services
        if not place or not wanted or not value or not value.is_figure or not has_grounds(answers, address):
            return None
        label = figure.label or self._label(figure)
        words = ", ".join(w for w in (label, self._standing_words(figure.topic)) if w)
        return Figure(say(answers, address), words, code_of(answers, address))

    def _label(self, figure: ReportFigure) -> str:
        """The field's label, or the row's where one column holds the figures of many rows."""
        address = parse_address(figure.address)
        place = locate(self._given.framework, address)
        assert place
        section, part, field = place
        if address.row:
            return self._answers.row_label(section, part, address.key)
        costs, service = self._given.framework.compare, self._answers.service
        if costs and service and figure.address in {c.address for c in costs.unit_costs}:
            return _("{cost} for each {unit}").format(cost=field.label, unit=service.unit_name)
        return field.label

    def _standing_words(self, topic: str) -> str:
        comparison = next((c for c in self._given.comparisons if topic and c.topic.id == topic), None)
        standing = comparison.standing_of(self._own) if comparison else None
        return words_of(comparison, standing) if comparison and standing else ""

    # the chapters

    def _chapters(self) -> Iterator[Chapter]:
        for chapter in self._report.chapters:
            blocks = tuple(self._chapter_blocks(chapter))
            if any(not isinstance(block, Heading) for block in blocks):
                yield Chapter(chapter.id, chapter.title, blocks)
        if annex := tuple(evidence_blocks(self._answers)):
            yield Chapter("evidence", _("Annex: evidence"), annex)

    def _chapter_blocks(self, chapter: ReportChapter) -> Iterator[Block]:
        for block in chapter.blocks:
            yield from self._blocks(block)

    def _blocks(self, block: ReportBlock) -> Iterator[Block]:
        match block.kind:
            case BlockKind.TEXT:
                yield from text_blocks(self._answers, block)
            case BlockKind.TABLE:
                yield from table_blocks(self._answers, block)
            case BlockKind.ACTIONS if self._actions:
                yield from self._actions.action_blocks()
            case BlockKind.BENEFITS if self._actions:
                yield from self._actions.benefit_blocks()
            case BlockKind.LISTING:
                yield from listing_blocks(self._answers, block)
            case BlockKind.STANDING:
                yield from standing_blocks(self._given.comparisons, self._own)
                yield from open_flag_blocks(self._given.questions)
            case BlockKind.CHARTS:
                yield from chart_blocks(self._given.comparisons, self._own)
            case _:
                yield from self._remarks(block)

    def _remarks(self, block: ReportBlock) -> Iterator[Block]:
        answers = self._answers
        findings = answers.without_small(self._given.findings)
        match block.kind:
            case BlockKind.PREDICTED:
                yield from predicted_blocks(answers)
            case BlockKind.COVERAGE:
                yield from coverage_blocks(answers)
            case BlockKind.NEEDED:
                yield from needed_blocks(answers, block)
            case BlockKind.OPEN_FINDINGS:
                yield from _titled(block, open_finding_blocks(answers, findings))
            case BlockKind.EXPLANATIONS:
                yield from _titled(block, explanation_blocks(answers, findings))
            case BlockKind.QUALITY:
                yield from quality_blocks(answers, block)
            case BlockKind.METHODS:
                shown = charted(self._given.comparisons, self._own)
                yield from method_blocks(answers, [c for c in self._given.comparisons if c not in shown])
            case BlockKind.SIGN_OFF:
                yield from sign_off_blocks(answers, self._report.sign_off)


def _titled(block: ReportBlock, blocks: Iterator[Block]) -> Iterator[Block]:
    found = tuple(blocks)
    if found and block.title:
        yield Heading(block.title)
    yield from found


def status_words(head: ReviewHead) -> str:
    """How far the review has come and who signed, for the head of each page."""
    signed = not head.provisional and head.signed_by
    words = {
        Status.DRAFT: _("Draft"),
        Status.CANDIDATE: _("Candidate of revision {n}"),
        Status.SUBMITTED: _("Submitted, revision {n}"),
        Status.RECEIVED: _("Received, revision {n}"),
    }[head.status].format(n=head.revision)
    return f"{words} \u00b7 {_('signed off') if signed else _('not signed off')}"
