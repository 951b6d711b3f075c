"""Small numbers are withheld from what goes to others."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bvreview.analysis.comparison import compare_proportion
from bvreview.framework.descriptors import Direction
from bvreview.review.standing import Comparison, Observation, PeerGroup, Topic
from bvreview.review.withholding import is_small, withhold_small

TOPIC = Topic("t", "Completed", "%", Direction.UP)
EVERYBODY = PeerGroup("All")


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


def compared(counts: dict[str, tuple[int, int]], group: PeerGroup = EVERYBODY) -> Comparison:
    """Shares of several organisations, and one without a figure."""
    observations = [Observation(name, Decimal(n), Decimal(of)) for name, (n, of) in counts.items()]
    return compare_proportion(TOPIC, [*observations, Observation("Z")], group)


def test_who_is_withheld_is_named_with_the_reason() -> None:
    comparison = compared({"A": (50, 100), "B": (2, 100), "D": (99, 100)})
    (kept,) = withhold_small([comparison], 5, compare_proportion)
    assert [s.organisation for s in kept.standings] == ["A"]
    why = "numbers below 5 are withheld"
    assert kept.left_out == (*comparison.left_out, ("B", why), ("D", why))
    assert [name for name, __ in comparison.left_out] == ["Z"]
    assert withhold_small([comparison], 0, compare_proportion) == (comparison,)


def test_one_that_is_withheld_takes_the_next_smallest_with_it() -> None:
    (kept,) = withhold_small(
        [compared({"A": (50, 100), "B": (2, 100), "C": (20, 40)})], 5, compare_proportion
    )
    assert [s.organisation for s in kept.standings] == ["A"]
    assert [name for name, __ in kept.left_out] == ["Z", "B", "C"]
    assert "cannot be worked out" in dict(kept.left_out)["C"]


def test_nothing_that_is_shown_moves_with_what_is_withheld() -> None:
    """Average, limits, ranks and method are the same whatever the withheld figures are."""
    shown = {f"A{n}": (30 + n, 100 + n) for n in range(12)}
    seen = [
        withhold_small([compared({**shown, "B": b, "C": (20, c)})], 5, compare_proportion)
        for b, c in (((1, 10), 90), ((4, 300), 70))
    ]
    assert seen[0] == seen[1]
    (kept,) = seen[0]
    assert "pooled over 12 organisations (426 of 1,266)" in kept.method


def test_a_group_that_is_withheld_whole_leaves_nothing_of_the_nation_behind_it() -> None:
    comparison = compared({"A": (50, 100), "B": (2, 100), "C": (3, 90)}, PeerGroup("Two", ("B", "C")))
    (kept,) = withhold_small([comparison], 5, compare_proportion)
    assert (kept.standings, kept.backdrop, kept.limits, kept.centre) == ((), (), (), None)
    assert {name for name, __ in kept.left_out} >= {"B", "C"}


def test_small_counts_behind_the_group_are_not_drawn() -> None:
    comparison = compared({"A": (50, 100), "B": (2, 100), "C": (3, 90)}, PeerGroup("One", ("A",)))
    (kept,) = withhold_small([comparison], 5, compare_proportion)
    assert [s.organisation for s in (*kept.standings, *kept.backdrop)] == ["A"]
    assert kept.left_out == comparison.left_out
