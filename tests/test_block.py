"""Blocks on the clipboard are read and written as spreadsheets do it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.forms.block import format_block, parse_block

CELLS = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\r\x00"), max_size=12)
BLOCKS = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=5)
)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("", []),
        ("2\t41,200\r\n3.5\t34,050\r\n", [["2", "41,200"], ["3.5", "34,050"]]),
        ("one", [["one"]]),
        ('"two\nlines"\t5\n', [["two\nlines", "5"]]),
        ('say ""yes""', [['say ""yes""']]),
        ("\t\n\t", [["", ""], ["", ""]]),
    ],
)
def test_a_block_is_read_as_excel_copies_it(text: str, rows: list[list[str]]) -> None:
    assert parse_block(text) == rows


@given(BLOCKS)
def test_a_block_comes_back(rows: list[list[str]]) -> None:
    if rows != [[""]]:
        assert parse_block(format_block(rows)) == rows
