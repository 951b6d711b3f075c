"""Columns share the room: exactly, nobody below what it needs while there is room."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
