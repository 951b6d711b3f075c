"""Small numbers are withheld from what goes to others."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bvreview.framework.descriptors import Direction
from bvreview.review.standing import Comparison, Observation, Reading, Standing, Topic
from bvreview.review.withholding import is_small, withhold_small

TOPIC = Topic("t", "Completed", "%", Direction.UP)


@pytest.mark.parametrize(
    ("numerator", "denominator", "small"),
    [
        (4, 100, True),  # the numerator
        (5, 100, False),
        (96, 100, True),  # what is between them: 4
        (95, 100, False),
        (0, 100, False),  # nought is shown
        (100, 100, False),
        (0, 3, True),  # the denominator
        (None, 3, False),
    ],
)
def test_a_count_from_one_to_below_the_threshold_is_small(
    numerator: int | None, denominator: int, small: bool
) -> None:
    count = None if numerator is None else Decimal(numerator)
    assert is_small(Observation("Area", count, Decimal(denominator)), 5) is small


def compared(counts: dict[str, tuple[int, int]]) -> Comparison:
    """Shares of several organisations."""
    reading = next(iter(Reading))
    standings = tuple(
        Standing(Observation(name, Decimal(n), Decimal(of)), n / of, reading)
        for name, (n, of) in counts.items()
    )
    left_out = (("Z", "no figure"),)
    return Comparison(TOPIC, "proportion", "All", 0.3, standings, left_out, backdrop=standings)


def test_who_is_withheld_is_named_with_the_reason() -> None:
    comparison = compared({"A": (50, 100), "B": (2, 100), "D": (99, 100)})
    (kept,) = withhold_small([comparison], 5)
    assert [s.organisation for s in kept.standings] == ["A"]
    assert [s.organisation for s in kept.backdrop] == ["A"]
    why = "numbers below 5 are withheld"
    assert kept.left_out == (("Z", "no figure"), ("B", why), ("D", why))
    assert withhold_small([comparison], 0) == (comparison,)


def test_one_that_is_withheld_takes_the_next_smallest_with_it() -> None:
    (kept,) = withhold_small([compared({"A": (50, 100), "B": (2, 100), "C": (20, 40)})], 5)
    assert [s.organisation for s in kept.standings] == ["A"]
    assert [name for name, __ in kept.left_out] == ["Z", "B", "C"]
    assert "cannot be worked out" in dict(kept.left_out)["C"]
