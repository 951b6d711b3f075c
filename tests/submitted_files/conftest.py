"""A small review in its workbook, and a workspace that takes it in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from factories.costs_file import costs_review, write_candidate
from small_pack import PACK

from bvreview.review.model import Review
from bvreview.settings import Person
from bvreview.workspace import Workspace


@pytest.fixture
def review() -> Review:
    """A review whose costs are filled in."""
    return costs_review()


@pytest.fixture
def path(tmp_path: Path, review: Review) -> Path:
    """The workbook of the review, not signed."""
    return write_candidate(review, tmp_path / "costs.xlsx")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """An empty workspace."""
    person = Person("A Tester")
    with Workspace.open(tmp_path / "w.bvr", person=person, framework=PACK) as opened:
        yield opened
