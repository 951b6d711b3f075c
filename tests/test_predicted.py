"""Observed against predicted: the published interval, and what is said of it."""

from __future__ import annotations

import pytest

from bvreview.analysis.predicted import predicted_ratios, ratio_among
from bvreview.framework.loader import default_framework
from bvreview.framework.rules import Example
from bvreview.review.answers import Answers
from bvreview.review.cells import parse_address
from bvreview.review.compared.standing import Reading
from bvreview.review.examples import build_example

PACK = default_framework()


def _answers(observed: str, expected: str) -> Answers:
    typed = {"outcomes.reoffended": observed, "outcomes.predicted": expected}
    return Answers(PACK, build_example(PACK, Example(answers={a: t for a, t in typed.items() if t})))


def test_the_interval_is_the_published_one() -> None:
    # PHEindicatormethods, indirectly standardised ratio: 895 observed, 835.9 expected
    (ratio,) = predicted_ratios(_answers("895", "835.9"))
    assert ratio.interval.value == pytest.approx(107.0702, abs=1e-3)
    assert ratio.interval.lower == pytest.approx(100.1695, abs=1e-3)
    assert ratio.interval.upper == pytest.approx(114.3211, abs=1e-3)
    assert ratio.words.startswith("107.1, where 100 is as predicted; 95% interval 100.2 to 114.3: ")


@pytest.mark.parametrize(
    ("observed", "expected", "reading"),
    [
        ("128", "137.4", Reading.WITHIN),
        ("895", "835.9", Reading.WORTH_A_LOOK_WORSE),
        ("900", "700", Reading.CLEARLY_WORSE),
        ("700", "900", Reading.CLEARLY_BETTER),
        ("4", "12", Reading.WORTH_A_LOOK_BETTER),
    ],
)
def test_what_may_be_said_follows_from_both_intervals(observed: str, expected: str, reading: Reading) -> None:
    (ratio,) = predicted_ratios(_answers(observed, expected))
    assert ratio.reading is reading
    assert reading.word in ratio.words


def test_a_small_count_has_exact_limits() -> None:
    (ratio,) = predicted_ratios(_answers("0", "5"))
    assert ratio.interval.lower == 0
    assert ratio.interval.upper == pytest.approx(3.688879454 / 5 * 100, rel=1e-9)  # chi-squared, 95%
    assert "exact Poisson" in ratio.words


@pytest.mark.parametrize(("observed", "expected"), [("", "10"), ("10", ""), ("10", "0")])
def test_what_is_not_defined_says_nothing(observed: str, expected: str) -> None:
    assert list(predicted_ratios(_answers(observed, expected))) == []


def test_it_stands_where_the_ratio_is_worked_out_and_nowhere_else() -> None:
    answers = _answers("128", "137.4")
    assert ratio_among(answers, [parse_address("outcomes.ratio")])
    assert ratio_among(answers, [parse_address("costs.full")]) is None
