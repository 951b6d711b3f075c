"""Light and full: who chose which and why is kept and shown, and switching loses nothing, either way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from factories.reviews import random_review

from bvreview.framework.loader import default_framework
from bvreview.framework.terms import Asked
from bvreview.framework.terms import Path as Depth
from bvreview.report.remarks import method_blocks
from bvreview.review.answers import Answers, locate
from bvreview.review.cells import Address, Answer, parse_address
from bvreview.review.model import Review
from bvreview.review.periods import FinancialYear
from bvreview.settings import Person
from bvreview.workspace import Workspace

PACK = default_framework()
REASON = "One fifth of the budget, and completion fell two years running."
AT = parse_address("about.path_reason")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    opened = Workspace.open(tmp_path / "w.bvr", person=Person("Ann Other", "Lead"), framework=PACK)
    yield opened
    opened.close()


def filled(workspace: Workspace) -> str:
    """A full review with an answer in every question that only the full path asks, and others."""
    begun = workspace.create_review("DBS", "community-payback", FinancialYear(2009), Depth.FULL).id
    drawn = random_review(PACK, 5, answers=900, organisation="DBS")
    rows = ((name.split("."), keys) for name, keys in drawn.rows.items())
    for (section, part), keys in rows:
        for key in keys:
            workspace.add_row(begun, section, part, key=key)
    for at, cell in drawn.cells.items():
        workspace.answer(begun, at, cell.answer)
    return begun


def asked(review: Review) -> set[Address]:
    return set(Answers(PACK, review).addresses())


def is_full_only(at: Address) -> bool:
    place = locate(PACK, at)
    return place is not None and Asked.FULL in (place[0].asked, place[1].asked, place[2].asked)


def test_switching_there_and_back_loses_nothing(workspace: Workspace) -> None:
    review = filled(workspace)
    before = workspace.review(review)
    hidden = {at for at in before.cells if is_full_only(at)}
    assert len(hidden) > 20
    workspace.set_path(review, Depth.LIGHT)
    light = workspace.review(review)
    assert light.cells == before.cells
    assert light.rows == before.rows
    assert not hidden & asked(light)
    workspace.answer(review, Address("about", "", "review_lead"), Answer("Bob Porter"))
    workspace.set_path(review, Depth.FULL)
    after = workspace.review(review)
    assert hidden <= asked(after)
    assert {at: c for at, c in after.cells.items() if at.field != "review_lead"} == {
        at: c for at, c in before.cells.items() if at.field != "review_lead"
    }


def test_a_light_review_taken_further_keeps_all_of_its_answers(workspace: Workspace) -> None:
    review = workspace.create_review("DBS", "community-payback", FinancialYear(2009), Depth.LIGHT).id
    workspace.answer(review, Address("about", "", "review_lead"), Answer("Bob Porter"))
    before = workspace.review(review)
    workspace.set_path(review, Depth.FULL)
    assert workspace.review(review).cells == before.cells
    assert asked(before) < asked(workspace.review(review))
    workspace.set_path(review, Depth.LIGHT)
    assert workspace.review(review).cells == before.cells


def test_who_chose_the_path_is_told_from_the_first_day(workspace: Workspace) -> None:
    review = workspace.create_review("DBS", "community-payback", FinancialYear(2009), Depth.LIGHT).id
    workspace.answer(review, Address("about", "", "review_lead"), Answer("Bob Porter"))
    began = workspace.path_choice(review)
    assert began
    assert began.author.startswith("Ann Other")
    workspace.person = Person("Bob Porter", "Finance")
    workspace.answer(review, Address("about", "", "finance_lead"), Answer("Ann Other"))
    workspace.set_path(review, Depth.FULL, REASON)
    chosen = workspace.path_choice(review)
    assert chosen
    assert chosen.author.startswith("Bob Porter")
    assert (chosen.change.old, chosen.change.new) == ("light", "full")


def test_path_and_reason_are_one_step(workspace: Workspace) -> None:
    review = workspace.create_review("DBS", "community-payback", FinancialYear(2009), Depth.LIGHT).id
    workspace.set_path(review, Depth.FULL, REASON)
    now = workspace.review(review)
    assert (now.head.path, now.cells[AT].answer.value) == (Depth.FULL, REASON)
    workspace.undo(review)
    back = workspace.review(review)
    assert (back.head.path, AT in back.cells) == (Depth.LIGHT, False)


@pytest.mark.parametrize(("reason", "value"), [(None, "Small."), ("", None), ("  New. ", "New.")])
def test_a_reason_that_is_not_given_stays_and_a_blank_one_goes(
    workspace: Workspace, reason: str | None, value: str | None
) -> None:
    review = workspace.create_review("DBS", "community-payback", FinancialYear(2009), Depth.LIGHT).id
    workspace.answer(review, AT, Answer("Small."))
    workspace.set_path(review, Depth.FULL, reason)
    cell = workspace.review(review).cells.get(AT)
    assert (cell.answer.value if cell else None) == value


def test_the_plan_says_how_deep_and_why(workspace: Workspace) -> None:
    review = workspace.create_review("DBS", "community-payback", FinancialYear(2009), Depth.LIGHT).id
    workspace.set_path(review, Depth.FULL, REASON)
    told = str(list(method_blocks(Answers(PACK, workspace.review(review)), ())))
    assert "Full review." in told
    assert REASON in told
