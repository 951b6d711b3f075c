"""What last year's review says is taken, not typed again: only into blanks, and with where it is from."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from bvreview.framework.loader import default_framework
from bvreview.framework.rules import Example
from bvreview.framework.terms import Path
from bvreview.review.answers import Answers
from bvreview.review.carried import Carried, carried_over, review_before, words_of
from bvreview.review.cells import Address, Cell, parse_address
from bvreview.review.examples import build_example, build_review
from bvreview.review.model import Review, ReviewHead, Status
from bvreview.review.periods import FinancialYear
from samples.reviews import sample_review

PACK = default_framework()
LAST_YEAR = sample_review(PACK, "derbyshire")
HOURS = Address("volumes", "outputs:hours_worked", "last_year")


def _now(path: Path = Path.FULL, typed: dict[str, str] | None = None) -> Review:
    head = replace(
        build_example(PACK, Example(answers={}, path=path)).head,
        organisation="DBS",
        period=FinancialYear(2010),
    )
    return build_review(PACK, head, typed or {})


def _taken(now: Review) -> tuple[Carried, Review]:
    """What is taken, and the review with it."""
    carried = carried_over(PACK, now, LAST_YEAR)
    more = {address: Cell(address, answer) for address, answer in carried.answers.items()}
    return carried, replace(now, cells={**now.cells, **more}, rows={**now.rows, **carried.rows})


def test_volumes_measures_and_costs_of_the_year_before() -> None:
    carried, review = _taken(_now())
    then, answers = Answers(PACK, LAST_YEAR), Answers(PACK, review)
    assert carried.answers[HOURS].value == Decimal(158_420)
    assert carried.answers[HOURS].source == "Review of 2009-10, revision 1 (illustrative)"
    assert answers.figure(parse_address("volumes.before:hours_worked.year")) == Decimal(158_420)
    assert answers.figure(parse_address("measures.results:completed.last_value")) == then.figure(
        parse_address("measures.results:completed.value")
    )
    assert answers.figure(parse_address("costs.last_full")) == then.figure(parse_address("costs.full"))
    assert answers.figure(parse_address("costs.last_unit_full")) == then.figure(
        parse_address("costs.unit_full")
    )
    assert answers.figure(parse_address("pools.pools:it.last_year")) == Decimal(612_450)


def test_earlier_years_get_a_line_each_and_none_twice() -> None:
    __, review = _taken(_now())
    answers = Answers(PACK, review)
    lines = [f"costs.earlier:{key}.year" for key in review.rows["costs.earlier"]]
    years = [answers.figure(parse_address(line)) for line in lines]
    assert years == ["2008-09", "2007-08", "2006-07"]
    assert answers.figure(parse_address("costs.earlier:from-2008-09.units")) == Decimal(154_910)
    assert answers.figure(parse_address("volumes.earlier:from-2008-09.total")) == Decimal(154_910)
    again = carried_over(PACK, review, LAST_YEAR)
    assert again == Carried({}, {})


def test_what_was_typed_stays() -> None:
    typed = {str(HOURS): "158,000", "costs.earlier:r1.year": "2008-09", "costs.earlier:r1.full": "1"}
    carried, __ = _taken(_now(typed=typed))
    assert HOURS not in carried.answers
    assert "from-2008-09" not in carried.rows["costs.earlier"]
    assert carried.rows["costs.earlier"][0] == "r1"


def test_the_light_path_takes_only_what_it_asks() -> None:
    carried, review = _taken(_now(Path.LIGHT))
    asked = set(Answers(PACK, review).addresses())
    assert carried.answers.keys() <= asked
    assert HOURS in carried.answers
    assert not carried.rows


def test_each_figure_can_be_looked_at_before() -> None:
    now = _now()
    shown = list(words_of(PACK, now, carried_over(PACK, now, LAST_YEAR)))
    assert ("Volumes", "Hours worked: Last year", "158,420") in [(s.section, s.where, s.value) for s in shown]
    assert ("Costs", "2008-09: Full cost", "£1,334,700") in [(s.section, s.where, s.value) for s in shown]


def _head(organisation: str, year: int, status: Status, revision: int = 1) -> ReviewHead:
    return replace(
        LAST_YEAR.head,
        id=f"{organisation}-{year}-{revision}",
        organisation=organisation,
        period=FinancialYear(year),
        status=status,
        revision=revision,
    )


def test_a_signed_review_counts_before_a_draft_and_a_later_revision_before_an_earlier() -> None:
    now = _head("DBS", 2010, Status.DRAFT)
    heads = [
        _head("DBS", 2009, Status.DRAFT, 3),
        _head("DBS", 2009, Status.SUBMITTED, 1),
        _head("DBS", 2009, Status.SUBMITTED, 2),
        _head("NHS", 2009, Status.SUBMITTED, 9),
        _head("DBS", 2008, Status.SUBMITTED, 9),
    ]
    found = review_before(PACK, now, heads)
    assert found
    assert found.id == "DBS-2009-2"
    assert review_before(PACK, now, heads[3:]) is None


def _trust_with(areas: int) -> tuple[str, str]:
    """A trust that followed so many areas, and one of them."""
    for trust in (o for o in PACK.organisations if o.kind == "trust"):
        before = [o.id for o in PACK.organisations if o.successor == trust.id]
        if len(before) == areas:
            return trust.id, before[0]
    raise AssertionError(areas)


@pytest.mark.parametrize(("areas", "is_found"), [(1, True), (2, False)])
def test_a_trust_has_the_figures_of_the_only_area_it_followed(areas: int, is_found: bool) -> None:
    trust, area = _trust_with(areas)
    heads = [_head(area, 2009, Status.SUBMITTED)]
    assert bool(review_before(PACK, _head(trust, 2010, Status.DRAFT), heads)) is is_found
