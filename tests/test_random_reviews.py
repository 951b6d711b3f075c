"""Random reviews of any size are whole: what is in them is what a form can hold, and comes back from it."""

from __future__ import annotations

from pathlib import Path

import pytest
from factories.reviews import random_review
from small_pack import PACK

from bvreview import work
from bvreview.framework.loader import default_framework
from bvreview.review.exchange.submission import FileReading
from bvreview.review.rules import RANGE, UNREADABLE, find_all

FRAMEWORK = default_framework()


@pytest.mark.parametrize("answers", [50, 400, 2000])
@pytest.mark.parametrize("service", ["community-payback", "victim-contact"])
def test_a_random_review_has_as_many_answers_as_asked_for(answers: int, service: str) -> None:
    review = random_review(FRAMEWORK, 7, answers=answers, service=service)
    assert len(review.cells) == answers
    assert review.head.service == service


def test_the_same_seed_gives_the_same_review() -> None:
    assert random_review(FRAMEWORK, 3, answers=300) == random_review(FRAMEWORK, 3, answers=300)
    assert random_review(FRAMEWORK, 3, answers=300) != random_review(FRAMEWORK, 4, answers=300)


def test_every_answer_is_one_that_its_field_takes() -> None:
    review = random_review(FRAMEWORK, 11)
    assert {f.rule for f in find_all(FRAMEWORK, review)} & {RANGE, UNREADABLE} == set()


def test_a_pack_of_another_service_will_do() -> None:
    assert random_review(PACK, 1, answers=60).cells


def test_a_submission_of_two_thousand_answers_comes_back(tmp_path: Path) -> None:
    review = random_review(FRAMEWORK, 42, organisation="DBS")
    path = tmp_path / "large.xlsx"
    work.write_submission(FRAMEWORK, review, path, signed=True)
    reading = work.read_file(FRAMEWORK, path)
    assert isinstance(reading, FileReading)
    assert {a: c.answer for a, c in reading.review.cells.items()} == {
        a: c.answer for a, c in review.cells.items()
    }
    assert reading.review.rows == review.rows
    assert [f.rule for f in reading.findings if f.rule.startswith("file.")] == []
