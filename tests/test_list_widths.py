"""How the columns of a list share its width: no word cut, no text broken while there is room."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.look.theme import Look
from ui.widgets.listing import Listing
from ui.widgets.listing_measure import SOFT_HYPHEN, broken
from ui.widgets.listing_model import Column, Line, ListingModel
from ui.widgets.listing_widths import at_least, lend, level

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


@given(WIDTHS, st.data())
def test_the_widest_that_may_break_give_way_to_one_width(
    pairs: list[tuple[int, int]], data: st.DataObject
) -> None:
    least = [need for need, __ in pairs]
    may = data.draw(st.lists(st.booleans(), min_size=len(least), max_size=len(least)))
    room = data.draw(st.integers(1, sum(least) - 1))
    widths = level(least, room, may, 10)
    fixed = sum(need for need, breaks in zip(least, may, strict=True) if not breaks)
    if not widths:
        assert not any(may) or room - fixed < 10 * len(least), "the floor is reached"
        return
    assert sum(widths) <= room
    narrow = {width for width, need in zip(widths, least, strict=True) if width < need}
    assert len(narrow) == 1, "one width for all that give way"
    for width, need, breaks in zip(widths, least, may, strict=True):
        assert width == need or (breaks and width == max(widths[n] for n, b in enumerate(may) if b))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Organisation", "Organi-sation"),
        ("in the neighbourhoods", "in the neighb-ourho-ods"),
        ("short words stay", "short words stay"),
        ("\u00a31,234,567.89", "\u00a31,234,567.89"),
        ("put\nright", "put\nright"),
    ],
)
def test_a_word_without_room_breaks_and_a_figure_never(text: str, shown: str) -> None:
    made = broken(text, len, 7)
    assert made.replace(SOFT_HYPHEN, "-") == shown
    assert made.replace(SOFT_HYPHEN, "") == text


def test_a_list_without_room_breaks_its_words_and_reads_them_out_whole(qtbot: QtBot) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    columns = (Column("Organisation", 10), Column("Neighbourhood", 10), Column("Cost", 6, right=True))
    shown = Listing(Look(app), "Reviews", columns)
    qtbot.addWidget(shown)
    shown.show_lines([Line("a", ("Derbyshire", "Unmistakably", "1,234"))])
    letter = shown.fontMetrics().horizontalAdvance("n")
    shown.resize(26 * letter, 200)
    shown.show()
    model = shown.model()
    assert isinstance(model, ListingModel)
    across = Qt.Orientation.Horizontal
    assert SOFT_HYPHEN in model.headerData(1, across)
    assert model.headerData(1, across, Qt.ItemDataRole.AccessibleTextRole) == "Neighbourhood"
    assert SOFT_HYPHEN in model.text(0, 1)
    assert model.index(0, 1).data() == "Unmistakably"
    assert model.text(0, 2) == "1,234"
    shown.resize(100 * letter, 200)
    shown.fit()
    assert model.headerData(1, across) == "Neighbourhood"
    assert model.text(0, 1) == "Unmistakably"
