"""One table of words: what a band says, which way is better, and when nothing may be said."""

from __future__ import annotations

import pytest

from bvreview.analysis.intervals import Interval
from bvreview.analysis.words import reading_of, spread_of, too_small
from bvreview.framework.services import Direction
from bvreview.review.compared.standing import Band, Reading


@pytest.mark.parametrize(
    ("band", "direction", "word", "shape"),
    [
        ("within", Direction.UP, "not distinguishable", "dash"),
        ("high_95", Direction.UP, "worth a look, better side", "flag"),
        ("low_95", Direction.UP, "worth a look, worse side", "flag"),
        ("high_998", Direction.UP, "clearly better", "tick"),
        ("low_998", Direction.UP, "clearly worse", "triangle"),
        ("high_998", Direction.DOWN, "clearly worse", "triangle"),
        ("low_95", Direction.DOWN, "worth a look, better side", "flag"),
        ("high_998", Direction.NEUTRAL, "clearly higher", "up"),
        ("low_998", Direction.NEUTRAL, "clearly lower", "down"),
        ("low_95", Direction.NEUTRAL, "worth a look, lower side", "flag"),
        (None, Direction.UP, "no data", "blank"),
    ],
)
def test_the_words(band: Band | None, direction: Direction, word: str, shape: str) -> None:
    reading = reading_of(band, direction)
    assert (reading.word, reading.shape) == (word, shape)


def test_too_small_goes_before_every_band() -> None:
    reading = reading_of("low_998", Direction.UP, small=True)
    assert (reading.word, reading.shape, reading.flagged) == ("too small to tell", "hatched", False)


def test_every_reading_has_a_word_and_a_shape() -> None:
    assert all(reading.word and reading.shape for reading in Reading)


def test_small_is_an_interval_wider_than_the_comparators_spread() -> None:
    spread = spread_of([i / 10 for i in range(11)])  # 10th to 90th percentile of 0, 0.1 .. 1
    assert spread == pytest.approx(0.8)
    assert too_small(Interval(0.5, 0.05, 0.95, ""), spread)
    assert not too_small(Interval(0.5, 0.2, 0.8, ""), spread)


def test_equal_comparators_say_nothing_about_size() -> None:
    assert not too_small(Interval(0.5, 0.1, 0.9, ""), spread_of([0.5, 0.5]))
    assert spread_of([0.5]) == 0
