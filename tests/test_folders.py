"""What is in a folder that was chosen, and how what is passed over is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from bvreview.folders import passed_over, passed_over_words

FEW = tuple("abcde")


def test_what_is_no_workbook_is_passed_over_and_a_file_that_was_chosen_by_itself_is_not(
    tmp_path: Path,
) -> None:
    (tmp_path / "deeper").mkdir()
    for name in ("b.txt", "deeper/a.png", "c.xlsx", ".hidden", "~$c.xlsx"):
        (tmp_path / name).touch()
    assert passed_over([tmp_path]) == ("a.png", "b.txt")
    assert passed_over([tmp_path / "b.txt"]) == ()
    assert passed_over([tmp_path], lambda: True) == ()


def test_of_very_many_no_more_are_counted_than_it_takes_to_say_so(tmp_path: Path) -> None:
    for number in range(120):
        (tmp_path / f"{number:03}.jpg").touch()
    found = passed_over([tmp_path])
    assert len(found) == 100
    assert passed_over_words(found).startswith("100 files or more that are no workbooks were passed over")


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ((), ""),
        (("a",), "1 file that is no workbook was passed over: a."),
        (FEW, "5 files that are no workbooks were passed over: a, b, c, d, e."),
        ((*FEW, "f", "g"), "7 files that are no workbooks were passed over: a, b, c, d, e and 2 more."),
    ],
)
def test_the_first_are_named_and_the_others_counted(names: tuple[str, ...], words: str) -> None:
    assert passed_over_words(names) == words
