"""How the columns of a list share its width: no word cut, no text broken while there is room."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ui.widgets.listing_widths import at_least, lend

WIDTHS = st.lists(st.tuples(st.integers(10, 300), st.integers(10, 300)), min_size=1, max_size=8)


def test_a_text_that_would_break_takes_what_others_do_not_use() -> None:
    widths = [100, 100, 100]
    lend(widths, [120, 60, 90])
    assert widths == [120, 90, 90], "blank space goes first where it is at the end"


def test_where_there_is_not_room_for_all_those_that_lack_least_are_whole() -> None:
    widths = [100, 100, 100]
    lend(widths, [190, 110, 70])
    assert widths == [120, 110, 70]


@given(WIDTHS)
def test_what_is_lent_is_taken_and_nobody_lends_what_is_used(pairs: list[tuple[int, int]]) -> None:
    before, wanted = [list(side) for side in zip(*pairs, strict=True)]
    widths = list(before)
    lend(widths, wanted)
    assert sum(widths) == sum(before)
    for width, was, want in zip(widths, before, wanted, strict=True):
        assert min(was, want) <= width <= max(was, want)


@given(WIDTHS)
def test_no_column_is_below_its_least_where_that_can_be(pairs: list[tuple[int, int]]) -> None:
    widths, least = [list(side) for side in zip(*pairs, strict=True)]
    shared = at_least(least, widths)
    assert bool(shared) == (sum(least) <= sum(widths))
    assert all(width >= need - 1 for width, need in zip(shared, least, strict=False)), "pixels are whole"
