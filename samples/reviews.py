"""The samples as reviews: an area's content, put into the pack's cells with sources, notes, explanations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from msgspec import structs

from bvreview.framework.descriptors import Framework
from bvreview.framework.terms import Path
from bvreview.review.answers import Answers, locate
from bvreview.review.cells import Address, State, parse_address
from bvreview.review.examples import build_review
from bvreview.review.findings import Finding
from bvreview.review.model import Explanation, ExplanationKey, Review, ReviewHead, Status
from bvreview.review.periods import FinancialYear
from bvreview.review.rules import find_all
from samples.content import AREAS, Content, load_content, typed
from samples.figures import OWN, PUBLISHED_MEASURE, read_content

YEAR: Final = FinancialYear(2009)
ACCOMMODATION: Final = "Published: Commons written answers, 16 September 2009"
BUDGET: Final = (
    "Total of the lines published: Commons written answers, 21 April 2009; the split is illustrative"
)


def sample_reviews(framework: Framework) -> Iterator[tuple[str, Review]]:
    """File name and review of every submission of the region, revisions in order."""
    for area in AREAS:
        for content in load_content(area):
            yield content["file"], make_review(framework, content)


def sample_review(framework: Framework, area: str, revision: int = 1) -> Review:
    """The review that an area sent."""
    found = next(c for c in load_content(area) if c["revision"] == revision)
    return make_review(framework, found)


def make_review(framework: Framework, content: Content) -> Review:
    """The review in an area's content.

    Raises:
        KeyError: when the content names a place, a rule or a row that is not there.
    """
    head = _head(framework, content)
    asked = Answers(framework, Review(head))
    answers = {a: text for a, text in read_content(content).items() if _is_asked(asked, a)}
    review = build_review(framework, head, answers)
    cells = dict(review.cells)
    for address, source in _sources(content):
        answer = structs.replace(cells[address].answer, source=source)
        cells[address] = structs.replace(cells[address], answer=answer)
    for text, note in content.get("notes", {}).items():
        cell = cells[parse_address(text)]
        cells[cell.address] = structs.replace(cell, answer=structs.replace(cell.answer, note=note))
    unread = [str(a) for a, c in cells.items() if c.answer.state is State.PENDING]
    if unread:
        raise KeyError(unread)
    return _explain(framework, replace(review, cells=cells), content)


def _head(framework: Framework, content: Content) -> ReviewHead:
    organisation = content["organisation"]
    return ReviewHead(
        f"{organisation}-{OWN}-{YEAR.id}-sample".lower(),
        organisation,
        OWN,
        YEAR,
        Path(content["path"]),
        framework.id,
        framework.version,
        revision=content["revision"],
        status=Status.SUBMITTED,
        provisional=False,
        illustrative=True,
        signed_by=content["signed_by"],
        signed_on=typed(content["signed_on"]),
    )


def _is_asked(answers: Answers, address: str) -> bool:
    place = locate(answers.framework, parse_address(address))
    if not place:
        raise KeyError(address)
    section, part, field = place
    return part in answers.parts(section) and field in answers.fields(part)


def _sources(content: Content) -> Iterator[tuple[Address, str]]:
    for field in ("numerator", "denominator", "target"):
        yield Address("measures", f"results:{PUBLISHED_MEASURE}", field), ACCOMMODATION
    for line in content["grids"]["ledger.lines"]:
        yield Address("ledger", f"lines:{line}", "budget"), BUDGET


def _explain(framework: Framework, review: Review, content: Content) -> Review:
    """The explanations, bound to what the rules find now."""
    findings = find_all(framework, review)
    explanations: dict[ExplanationKey, Explanation] = {}
    for given in content.get("explanations", []):
        finding = _the_finding(findings, given["rule"], given.get("at", ""))
        explanations[finding.key] = Explanation(finding.key, finding.found, given["text"])
    return replace(review, explanations=explanations)


def _the_finding(findings: Iterable[Finding], rule: str, at: str) -> Finding:
    """The one finding of a rule, at a place where the rule finds several."""
    matching = [f for f in findings if f.rule == rule and at in ("", str(f.address))]
    if len(matching) != 1:
        raise KeyError(rule, [str(f.address) for f in findings if f.rule == rule])
    return matching[0]
