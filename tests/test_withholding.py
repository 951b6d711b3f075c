"""Small numbers are withheld from what goes to others."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from pack_kit import pack_of

from bvreview.analysis.collated import compare_pack
from bvreview.analysis.comparison import compare_proportion, compare_unit_cost
from bvreview.analysis.disclosure import find_exposed, hide_rows
from bvreview.framework.services import Direction
from bvreview.review.compared.audiences import Audience, Release
from bvreview.review.compared.letters import letters_for
from bvreview.review.compared.standing import Comparison, Observation, PeerGroup, Topic
from bvreview.review.compared.withholding import is_small

TOPIC = Topic("t", "Completed", "%", Direction.UP)
EVERYBODY = PeerGroup("All")
TO_TRUSTS = Release()


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


def shown(comparison: Comparison, release: Release = TO_TRUSTS) -> Comparison:
    """What others get of it."""
    (found,) = compare_pack(pack_of([comparison], release))
    return found


def names(comparison: Comparison) -> list[str]:
    return [s.organisation for s in comparison.standings]


def test_who_is_withheld_is_named_with_the_reason() -> None:
    comparison = compared({"A": (50, 100), "B": (2, 100), "D": (99, 100)})
    kept = shown(comparison)
    assert names(kept) == ["A"]
    why = "numbers below 5 are withheld"
    assert kept.left_out == (*comparison.left_out, ("B", why), ("D", why))
    assert [name for name, __ in comparison.left_out] == ["Z"]
    assert names(shown(comparison, Release(threshold=0))) == ["A", "B", "D"]


def test_the_director_gets_true_counts() -> None:
    kept = shown(compared({"A": (50, 100), "B": (2, 100)}), Release(Audience.DIRECTOR))
    assert names(kept) == ["A", "B"]


def test_one_that_is_withheld_takes_the_next_smallest_with_it() -> None:
    kept = shown(compared({"A": (50, 100), "B": (2, 100), "C": (20, 40)}))
    assert names(kept) == ["A"]
    assert [name for name, __ in kept.left_out] == ["Z", "B", "C"]
    assert "cannot be worked out" in dict(kept.left_out)["C"]


def test_two_withheld_take_a_third_where_their_total_gives_them_away() -> None:
    """1 of 2 and 1 of 2: whoever knows that they have 2 of 4 together knows each."""
    kept = shown(compared({"A": (50, 100), "B": (1, 2), "C": (1, 2), "D": (20, 50)}))
    assert names(kept) == ["A"]


def test_no_row_that_is_hidden_follows_from_the_totals() -> None:
    table = [(1, 1), (1, 1), (30, 60), (40, 50), (2, 90)]
    small, further = hide_rows(table, 5)
    assert small == {0, 1, 4}
    whole = [[*row, sum(row)] for row in [*table, [sum(c) for c in zip(*table, strict=True)]]]
    hidden = {(n, column) for n in small | further for column in range(3)}
    assert not find_exposed(whole, hidden)


def test_nothing_that_is_shown_moves_with_what_is_withheld() -> None:
    """Average, limits, ranks and method are the same whatever the withheld figures are."""
    there = {f"A{n}": (30 + n, 100 + n) for n in range(12)}
    seen = [shown(compared({**there, "B": b, "C": (20, c)})) for b, c in (((1, 10), 90), ((4, 300), 70))]
    assert seen[0] == seen[1]


def test_a_group_of_which_all_are_withheld_says_so_and_shows_nobody() -> None:
    group = PeerGroup("Two", ("A", "B"))
    kept = shown(compared({"A": (2, 100), "B": (1, 100), "C": (50, 100)}, group))
    assert not kept.standings
    assert not kept.backdrop
    assert {name for name, __ in kept.left_out} >= {"A", "B"}


def test_what_is_confidential_goes_to_the_director_alone() -> None:
    marked = Observation("P", Decimal(50), Decimal(100), marks=("confidential",))
    plain = [Observation(n, Decimal(60), Decimal(100)) for n in "AB"]
    comparison = compare_proportion(TOPIC, [marked, *plain], EVERYBODY)
    assert names(shown(comparison, Release(Audience.DIRECTOR))) == ["P", "A", "B"]
    for audience in (Audience.TRUSTS, Audience.PROVIDERS, Audience.PUBLIC):
        kept = shown(comparison, Release(audience))
        assert names(kept) == ["A", "B"]
        assert "confidential" in dict(kept.left_out)["P"]


def test_what_is_provisional_does_not_go_to_the_public() -> None:
    early = Observation("P", Decimal(50), Decimal(100), marks=("provisional",))
    comparison = compare_proportion(TOPIC, [early, Observation("A", Decimal(60), Decimal(100))], EVERYBODY)
    assert names(shown(comparison, Release(Audience.TRUSTS))) == ["P", "A"]
    assert names(shown(comparison, Release(Audience.PUBLIC))) == ["A"]


@pytest.mark.parametrize(("rounding", "counts"), [(0, (52, 103)), (5, (50, 105)), (10, (50, 100))])
def test_counts_that_are_shown_are_rounded(rounding: int, counts: tuple[int, int]) -> None:
    kept = shown(compared({"A": (52, 103), "B": (60, 100)}), Release(rounding=rounding))
    seen = kept.standings[0].observation
    assert [seen.numerator, seen.denominator] == [Decimal(count) for count in counts]
    assert kept.standings[0].value == pytest.approx(counts[0] / counts[1])


def test_letters_say_nothing_of_the_names_and_keep_the_one_that_is_named() -> None:
    there = {f"Area {n}": (30 + n, 100 + n) for n in range(30)}
    comparison = replace(compared(there), caveats=("Area 7 counts otherwise.",))
    kept = shown(comparison, Release(anonymous=True, named="Area 7", seed="s"))
    text = repr(kept)
    assert text.count("Area 7") > 0
    assert not [n for n in range(30) if n != 7 and f"'Area {n}'" in text]
    assert {s.organisation for s in kept.standings} > {"Area 7", "Organisation A", "Organisation AC"}
    # the order on the page is that of the letters, not that of the names
    same = {s.observation.numerator: s.organisation for s in kept.standings}
    assert [same[Decimal(30 + n)] for n in range(7)] != sorted(same[Decimal(30 + n)] for n in range(7))


def test_letters_follow_from_the_seed() -> None:
    some = [f"Area {n}" for n in range(30)]
    assert letters_for(some, "s") == letters_for(reversed(some), "s")
    assert letters_for(some, "s") != letters_for(some, "t")
    assert len(set(letters_for(some, "s").values())) == 30


def test_a_cost_is_not_small_and_one_without_counts_is_passed_over() -> None:
    topic = Topic("unit_full", "Full unit cost", "hour", Direction.NEUTRAL)
    costs = [Observation(n, value=Decimal(v)) for n, v in (("A", "3.50"), ("B", "4.10"))]
    assert names(shown(compare_unit_cost(topic, costs, EVERYBODY))) == ["A", "B"]
