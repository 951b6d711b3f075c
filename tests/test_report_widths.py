"""Columns share the room: exactly, nobody below what it needs while there is room."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bvreview.report.blocks import set_blocks
from bvreview.report.document import Block, Note, Run, Text
from bvreview.report.facts import is_fact, set_facts
from bvreview.report.fonts import register_fonts
from bvreview.report.styles import WIDTH
from bvreview.report.widths import Need, fit_columns

NEEDED = st.builds(lambda least, more: Need(least, least + more), st.floats(5, 120), st.floats(0, 900))
NEEDS = st.lists(NEEDED, min_size=1, max_size=12)


@given(NEEDS)
def test_the_widths_are_the_room(needs: list[Need]) -> None:
    widths = fit_columns(needs, 505.0)
    assert sum(widths) == pytest.approx(505.0)
    assert min(widths) > 0


@given(NEEDS)
def test_nobody_goes_short_while_there_is_room(needs: list[Need]) -> None:
    widths = fit_columns(needs, 505.0)
    if sum(need.least for need in needs) <= 505:
        assert all(w >= n.least - 1e-6 for w, n in zip(widths, needs, strict=True))


def test_long_texts_take_the_rest() -> None:
    number, text = fit_columns([Need(40, 40), Need(60, 2000)], 500)
    assert number == pytest.approx(40)
    assert text == pytest.approx(460)


def test_what_cannot_fit_is_cut_back_from_the_widest() -> None:
    assert fit_columns([Need(30, 30), Need(400, 400), Need(300, 300)], 430) == pytest.approx([30, 200, 200])


def test_a_column_that_is_mostly_blank_leaves_its_room_to_others() -> None:
    """Both have a text as long; the one has it in nine rows, the other in one."""
    full, blank = fit_columns([Need(60, 300, 9), Need(60, 300, 1)], 400)
    assert full > 2 * blank


def test_short_facts_stand_two_by_two() -> None:
    register_fonts()
    facts = [Text((Run("Prices of: ", strong=True), Run("2009-10"))) for __ in range(3)]
    long = Text((Run("Why: ", strong=True), Run("word " * 40)))
    blocks: tuple[Block, ...] = (*facts, long, Note("Prices"))
    assert [is_fact(block) for block in blocks] == [True, True, True, False, False]
    (table,) = set_blocks(facts)
    one = set_facts(facts[:1])
    assert table.wrap(WIDTH, 999)[1] == pytest.approx(2 * one.wrap(WIDTH, 999)[1])
