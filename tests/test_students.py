"""Student's t beside published values, and the interval of a change that a form works out from it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from scipy.special import stdtrit

from bvreview.framework.loader import default_framework
from bvreview.framework.terms import Path
from bvreview.review.answers import Answers
from bvreview.review.cells import parse_address
from bvreview.review.examples import build_review
from bvreview.review.model import ReviewHead
from bvreview.review.periods import FinancialYear
from bvreview.review.rules import find_all
from bvreview.review.students import mean_margin, student_quantile

PACK = default_framework()
HEAD = ReviewHead("r", "DBS", "community-payback", FinancialYear(2009), Path.FULL, PACK.id, PACK.version)


# NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2, upper critical values of Student's t
@pytest.mark.parametrize(
    ("degrees", "probability", "published"),
    [
        (1, 0.975, 12.706), (2, 0.975, 4.303), (9, 0.975, 2.262), (10, 0.95, 1.812), (29, 0.975, 2.045),
        (60, 0.99, 2.390), (100, 0.975, 1.984), (100, 0.999, 3.174),
    ],
)  # fmt: skip
def test_the_quantile_agrees_with_nist(degrees: int, probability: float, published: float) -> None:
    assert round(student_quantile(probability, degrees), 3) == published


@pytest.mark.parametrize("degrees", [1, 2, 3, 7, 50, 199, 200, 1000, 100_000])
@pytest.mark.parametrize("probability", [0.9, 0.975, 0.999])
def test_the_quantile_agrees_with_scipy(degrees: int, probability: float) -> None:
    found = student_quantile(probability, degrees)
    assert found == pytest.approx(float(stdtrit(degrees, probability)), rel=1e-10)


def distance(**typed: str) -> Answers:
    at = "outcomes.distance:d1."
    return Answers(PACK, build_review(PACK, HEAD, {at + name: value for name, value in typed.items()}))


def figure(answers: Answers, name: str) -> Decimal | None:
    value = answers.figure(parse_address(f"outcomes.distance:d1.{name}"))
    assert value is None or isinstance(value, Decimal)
    return value


# PHEindicatormethods, testdata_Mean.xlsx, Area1: 8 values, mean 53.704345, s 20.975575257709
def test_the_interval_of_a_change_agrees_with_phe() -> None:
    answers = distance(people="8", before="0", after="53.70", spread="20.98")
    half = 20.98 * (71.240364758664 - 36.168325241337) / 2 / 20.975575257709
    assert float(figure(answers, "change_low") or 0) == pytest.approx(53.70 - half, rel=1e-9)
    assert float(figure(answers, "change_high") or 0) == pytest.approx(53.70 + half, rel=1e-9)
    assert mean_margin(20.975575257709, 8) == pytest.approx(53.704345 - 36.168325241337, rel=1e-9)


@pytest.mark.parametrize(
    "typed",
    [
        {"people": "1", "spread": "1.9"},
        {"people": "0", "spread": "1.9"},
        {"people": "88"},
        {"people": "88", "spread": "not collected"},
        {"spread": "1.9"},
    ],
)
def test_without_two_people_or_a_deviation_it_is_not_defined(typed: dict[str, str]) -> None:
    answers = distance(before="3.4", after="5.1", **typed)
    assert figure(answers, "change") == Decimal("1.7")
    assert (figure(answers, "change_low"), figure(answers, "change_high")) == (None, None)


def test_a_change_that_chance_could_make_is_said_to_be_one() -> None:
    found = {
        people: {f.rule for f in find_all(PACK, distance(**typed).review)}
        for people, typed in (
            (n, {"what": "Hope", "people": n, "before": "3.4", "after": "3.9", "spread": "1.9"})
            for n in ("9", "90")
        )
    }
    assert "change_within_chance" in found["9"]
    assert "change_within_chance" not in found["90"]
