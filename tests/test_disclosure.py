"""Small numbers are withheld from what goes to others."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bvreview.framework.descriptors import Direction
from bvreview.review.disclosure import is_small, withhold_small
from bvreview.review.standing import Comparison, Observation, Reading, Standing, Topic

TOPIC = Topic("t", "Completed", "%", Direction.UP)


def seen(numerator: int | None, denominator: int | None) -> Observation:
    """A share of counts."""
    return Observation(
        "Area",
        None if numerator is None else Decimal(numerator),
        None if denominator is None else Decimal(denominator),
    )


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
    numerator: int | None, denominator: int | None, small: bool
) -> None:
    assert is_small(seen(numerator, denominator), 5) is small


def test_who_is_withheld_is_named_with_the_reason() -> None:
    reading = next(iter(Reading))
    standings = tuple(
        Standing(Observation(name, Decimal(n), Decimal(100)), n / 100, reading)
        for name, n in (("A", 50), ("B", 2))
    )
    comparison = Comparison(
        TOPIC, "proportion", "All", 0.3, standings, (("C", "no figure"),), backdrop=standings
    )
    (kept,) = withhold_small([comparison], 5)
    assert [s.organisation for s in kept.standings] == ["A"]
    assert [s.organisation for s in kept.backdrop] == ["A"]
    assert kept.left_out == (("C", "no figure"), ("B", "numbers below 5 are withheld"))
    assert withhold_small([comparison], 0) == (comparison,)
