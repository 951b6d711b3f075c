"""The sample region: real where published, coherent everywhere, and no two areas alike."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

import pytest

from bvreview.framework.loader import default_framework
from bvreview.framework.rules import Level
from bvreview.framework.sections import Kind
from bvreview.framework.terms import Path
from bvreview.review.answers import Answers, locate
from bvreview.review.cells import Address, State, parse_address
from bvreview.review.findings import Verdict, verdict_of
from bvreview.review.model import Review
from bvreview.review.rules import find_all
from samples.content import AREAS
from samples.reviews import ACCOMMODATION, sample_review, sample_reviews

FRAMEWORK = default_framework()
REVIEWS = dict(sample_reviews(FRAMEWORK))
NORTHAMPTONSHIRE = "northants_cp_0910_for DOM.xlsx"
WORDS = (Kind.TEXT, Kind.LONG_TEXT)
LONGEST_PHRASE = 25  # characters; a shorter text is a word or two that anybody uses


def figure(review: Review, address: str) -> Decimal:
    value = Answers(FRAMEWORK, review).figure(parse_address(address))
    assert isinstance(value, Decimal), address
    return value


def sentences(review: Review) -> Iterator[str]:
    texts = [e.text for e in review.explanations.values()]
    for address, cell in review.cells.items():
        place = locate(FRAMEWORK, address)
        if place and place[2].kind in WORDS and isinstance(cell.answer.value, str):
            texts.append(cell.answer.value)
        texts.append(cell.answer.note)
    for text in texts:
        yield text
        yield from re.split(r"(?<=[.;:])\s+", text)


@pytest.mark.parametrize("name", REVIEWS)
def test_nothing_stands_in_the_way_of_a_sample(name: str) -> None:
    findings = find_all(FRAMEWORK, REVIEWS[name])
    assert [f for f in findings if f.level is Level.STOP] == []
    ready = name != NORTHAMPTONSHIRE
    assert (verdict_of(findings) is Verdict.READY) is ready
    assert sum(f.is_open for f in findings) == (0 if ready else 2)


@pytest.mark.parametrize("name", REVIEWS)
def test_every_sample_says_that_it_is_illustrative(name: str) -> None:
    review = REVIEWS[name]
    path_reason = review.cells[parse_address("about.path_reason")].answer.value
    assert review.head.illustrative
    assert re.search("illustrat|example|made up|invented", str(path_reason))


def test_no_sentence_stands_in_two_areas() -> None:
    seen: dict[str, str] = {}
    named = {m.label.casefold() for service in FRAMEWORK.services for m in service.measures}
    for review in REVIEWS.values():
        area = review.head.organisation
        for sentence in sentences(review):
            text = " ".join(sentence.casefold().split()).rstrip(".;:")
            if len(text) > LONGEST_PHRASE and text not in named:
                assert seen.setdefault(text, area) == area, text


# Commons written answers, 16 September 2009: settled accommodation at termination, April to July 2009
PUBLISHED = {
    "DBS": (450, 524, 80),
    "LTS": (437, 504, 80),
    "LNS": (199, 253, 80),
    "NTS": (275, 325, 75),
    "NHS": (536, 673, 76),
}


@pytest.mark.parametrize("name", REVIEWS)
def test_accommodation_is_what_was_published(name: str) -> None:
    review = REVIEWS[name]
    at = "measures.results:settled_accommodation"
    for field, number in zip(
        ("numerator", "denominator", "target"), PUBLISHED[review.head.organisation], strict=True
    ):
        answer = review.cells[parse_address(f"{at}.{field}")].answer
        assert answer.value == Decimal(number)
        assert answer.source == ACCOMMODATION
    assert review.cells[parse_address(f"{at}.covers")].answer.value == "April to July 2009"
    assert review.cells[parse_address(f"{at}.last_numerator")].answer.state is State.NOT_COLLECTED


# Commons written answers, 21 April 2009: planned budget 2009-10, thousand pounds
BUDGETS = {"DBS": 13_945, "LTS": 15_129, "LNS": 9_373, "NTS": 9_320, "NHS": 19_176}


@pytest.mark.parametrize("name", REVIEWS)
def test_the_budget_adds_up_to_what_was_published(name: str) -> None:
    review = REVIEWS[name]
    lines = [
        cell.answer
        for address, cell in review.cells.items()
        if address.section == "ledger" and address.part == "lines" and address.field == "budget"
    ]
    total = sum(a.value for a in lines if isinstance(a.value, Decimal))
    assert total == BUDGETS[review.head.organisation] * 1000
    assert all("Commons written answers, 21 April 2009" in a.source for a in lines)


def test_only_published_figures_name_a_source() -> None:
    for review in REVIEWS.values():
        named = {a for a, c in review.cells.items() if c.answer.source}
        assert {(a.section, a.field) for a in named} == {
            *(("measures", f) for f in ("numerator", "denominator", "target")),
            ("ledger", "budget"),
        }


def test_the_areas_differ_like_life() -> None:
    by_area = {r.head.organisation: r for r in REVIEWS.values()}
    hour = {o: figure(r, "costs.unit_full") for o, r in by_area.items()}
    completed = {o: figure(r, "measures.results:completed.value") for o, r in by_area.items()}
    ended = {o: figure(r, "measures.results:completed.denominator") for o, r in by_area.items()}
    assert min(hour, key=lambda o: hour[o]) == min(completed, key=lambda o: completed[o]) == "NTS"
    assert min(ended, key=lambda o: ended[o]) == "LNS"
    assert {o: r.head.path for o, r in by_area.items() if r.head.path is Path.LIGHT} == {"LNS": Path.LIGHT}
    assert all(6 <= pounds <= 12 for pounds in hour.values())
    assert all(65 <= share <= 80 for share in completed.values())


def test_derbyshire_explains_what_the_ledger_cannot_place() -> None:
    findings = find_all(FRAMEWORK, sample_review(FRAMEWORK, "derbyshire"))
    ledger = next(f for f in findings if f.rule == "ledger_reconciles")
    assert ledger.explanation
    assert "£96,100" in ledger.explanation.text


def test_leicestershire_is_full_of_estimates() -> None:
    review = sample_review(FRAMEWORK, "leicestershire")
    qualities = Counter(c.answer.value for a, c in review.cells.items() if a.field == "quality")
    assert qualities["C"] + qualities["D"] > qualities["A"] + qualities["B"]
    assert sum(bool(c.answer.note) for c in review.cells.values()) >= 8


def test_nottinghamshire_was_sent_twice_and_says_what_changed() -> None:
    first, second = (sample_review(FRAMEWORK, "nottinghamshire", n) for n in (1, 2))
    changed = {a for a in {*first.cells, *second.cells} if first.cells.get(a) != second.cells.get(a)}
    assert first.head.id == second.head.id
    assert {
        parse_address("measures.results:completed.denominator"),
        parse_address("costs.nonstaff:equipment.amount"),
        parse_address("consultation.groups:police.people"),
        parse_address("reading.summary"),
        parse_address("actions.actions:a5.due"),
    } <= changed
    assert len(changed) < 25
    assert figure(first, "measures.results:completed.value") > figure(
        second, "measures.results:completed.value"
    )


@pytest.mark.parametrize("area", AREAS)
def test_a_plan_has_at_least_eight_actions(area: str) -> None:
    review = sample_review(FRAMEWORK, area)
    actions = review.rows["actions.actions"]
    assert len(actions) >= 8
    for key in actions:
        due = review.cells[Address("actions", f"actions:{key}", "due")].answer.value
        assert 2010 <= int(str(due)[:4]) <= 2012
