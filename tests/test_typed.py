"""What is typed into an answer that may be there already: its value, and what is said of how it was read."""

from __future__ import annotations

import pytest
from small_pack import PACK, small_head

from bvreview.review.answers import Answers
from bvreview.review.cells import parse_address
from bvreview.review.model import Review
from ui.editing.typed import read_typed


@pytest.mark.parametrize("typed", ["1234.5", "1,234.5", "\u00a31,234.50", " \u00a31,234.5 "])
def test_a_number_that_is_written_as_usual_needs_no_word(typed: str) -> None:
    answers = Answers(PACK, Review(small_head()))
    answer, said = read_typed(PACK, answers, parse_address("costs.other"), typed)
    assert answer
    assert (str(answer.value), said) == ("1234.5", "")


@pytest.mark.parametrize("typed", ["1 234", "12 (estimate)", "1.005", "(34)"])
def test_how_any_other_number_was_read_is_said(typed: str) -> None:
    answers = Answers(PACK, Review(small_head()))
    assert "was read as" in read_typed(PACK, answers, parse_address("costs.other"), typed)[1]
