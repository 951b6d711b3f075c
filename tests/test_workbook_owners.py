"""Who fills in which section stands in the workbook for colleagues, and in nothing that is submitted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from factories.hostile_texts import HOSTILE_TEXTS
from factories.review_files import answers_of, random_review, read, write
from openpyxl import load_workbook
from small_pack import PACK, small_head

from bvreview.review.assignments import Assignment
from bvreview.review.digests import content_digest
from bvreview.review.exchange.submission import FileKind
from bvreview.review.model import Review
from bvreview.workbook.gate.gate import Gate
from bvreview.workbook.writer import asked_of

ABOUT = "About this file"


def assigned(owner: str, due: date | None) -> Review:
    review = asked_of(PACK, random_review(PACK, small_head(), 7, 0.5))
    return replace(review, assignments={PACK.sections[0].id: Assignment(owner, due)})


def words_in(path: Path) -> list[str]:
    sheet = load_workbook(path)[ABOUT]
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_a_colleague_reads_who_and_by_when_and_the_answers_come_back(gate: Gate, tmp_path: Path) -> None:
    review = assigned("Ann Other", date(2010, 5, 12))
    path = write(PACK, review, tmp_path / "a.xlsx", FileKind.CANDIDATE)
    assert {"Who fills it in", "Ann Other, by 12 May 2010"} <= set(words_in(path))
    reading = read(PACK, gate, path)
    assert answers_of(reading.review) == answers_of(review)
    assert content_digest(reading.review) == content_digest(review)
    assert reading.review.assignments == {}


@pytest.mark.parametrize("owner", HOSTILE_TEXTS)
def test_any_name_is_a_text_and_changes_nothing(gate: Gate, tmp_path: Path, owner: str) -> None:
    review = assigned(owner, None)
    path = write(PACK, review, tmp_path / "a.xlsx", FileKind.CANDIDATE)
    cells = [c for row in load_workbook(path)[ABOUT].iter_rows() for c in row]
    assert [c.coordinate for c in cells if c.data_type == "f"] == []
    reading = read(PACK, gate, path)
    assert answers_of(reading.review) == answers_of(review)


@pytest.mark.parametrize("kind", [FileKind.SUBMISSION, FileKind.CANDIDATE])
def test_what_is_submitted_names_no_owner(tmp_path: Path, kind: FileKind) -> None:
    path = write(PACK, assigned("Zoltan Quux", date(2010, 5, 12)), tmp_path / "a.xlsx", kind)
    assert ("Zoltan" in " ".join(words_in(path))) is (kind is FileKind.CANDIDATE)
