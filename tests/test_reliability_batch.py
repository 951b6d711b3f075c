"""A batch as it comes: 45 submissions among 15 files that nobody should send, with stops at any moment."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from factories.odd_files import REFUSED
from factories.reviews import random_review
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid
from window_kit import begin_review, dialog, open_window, type_keys, wait_for

from bvreview import work
from bvreview.framework.loader import default_framework
from bvreview.framework.terms import Path as Depth
from bvreview.review.cells import Address, Answer, parse_address
from bvreview.review.exchange.submission import ImportOutcome, Outcome
from bvreview.review.model import Review
from bvreview.settings import Person
from bvreview.workspace import Workspace
from ui.dialogs.outcomes import OutcomesDialog
from ui.dialogs.progress import ProgressDialog

FRAMEWORK = default_framework()
GOOD, HOSTILE = 45, 15
SEED = 2009


@pytest.fixture(scope="module")
def submissions(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, Review]:
    """Workbooks of 45 reviews: all areas for one service, three for another."""
    folder, made = tmp_path_factory.mktemp("good"), {}
    areas = FRAMEWORK.organisations_in("2009-10")
    for number in range(GOOD):
        service = FRAMEWORK.services[number // len(areas)].id
        area = areas[number % len(areas)].id
        review = random_review(
            FRAMEWORK, number, answers=40, service=service, organisation=area, path=Depth.LIGHT
        )
        path = folder / f"{service} {area}.xlsx"
        work.write_submission(FRAMEWORK, review, path, signed=True)
        made[path] = review
    return made


@pytest.fixture(scope="module")
def batch(submissions: dict[Path, Review], tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """All 60 in an order that nobody chose."""
    folder, dice = tmp_path_factory.mktemp("hostile"), random.Random(SEED)
    paths = list(submissions)
    for number, kind in enumerate(dice.sample(sorted(REFUSED), HOSTILE)):
        paths.append(folder / f"hostile {number}.xlsx")
        paths[-1].write_bytes(REFUSED[kind][0]())
    dice.shuffle(paths)
    return paths


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    person = Person("A Tester", "Analyst")
    with Workspace.open(tmp_path / "batch.bvr", person=person, framework=FRAMEWORK) as made:
        yield made


def answers(review: Review) -> dict[Address, Answer]:
    return {address: cell.answer for address, cell in review.cells.items()}


def all_answers(workspace: Workspace) -> dict[str, dict[Address, Answer]]:
    return {s.head.id: answers(workspace.review(s.head.id)) for s in workspace.reviews()}


def counts(outcomes: tuple[ImportOutcome, ...]) -> tuple[int, int]:
    """How many came in, and how many were refused with a sentence."""
    came = sum(o.outcome is Outcome.IMPORTED for o in outcomes)
    explained = [o.reason for o in outcomes if o.outcome is Outcome.REFUSED]
    assert all(reason.endswith(".") and "Traceback" not in reason for reason in explained)
    return came, len(explained)


def assert_whole(workspace: Workspace, submissions: dict[Path, Review]) -> int:
    """Every review that is there has all the answers of its file, and its file; gives how many there are."""
    sent = {review.head.id: answers(review) for review in submissions.values()}
    there = all_answers(workspace)
    for review_id, found in there.items():
        assert found == sent[review_id]
    assert {s.review for s in workspace.submissions()} == set(there)
    assert workspace.verify().is_whole
    return len(there)


def test_a_batch_of_sixty_and_a_repeat(
    workspace: Workspace, batch: list[Path], submissions: dict[Path, Review]
) -> None:
    assert counts(workspace.import_files(batch, read_many=work.read_files)) == (GOOD, HOSTILE)
    assert assert_whole(workspace, submissions) == GOOD
    before, files = all_answers(workspace), workspace.submissions()
    again = workspace.import_files(batch, read_many=work.read_files)
    assert counts(again) == (0, HOSTILE)
    assert sum(o.outcome is Outcome.ALREADY_THERE for o in again) == GOOD
    assert (all_answers(workspace), workspace.submissions()) == (before, files)


@pytest.mark.parametrize("number", range(4))
def test_stopped_at_any_moment_whole_files_are_in_and_the_rest_comes_later(
    number: int, workspace: Workspace, batch: list[Path], submissions: dict[Path, Review], deep: bool
) -> None:
    part = batch if deep else batch[number * 12 : number * 12 + 12]
    stop, dice = threading.Event(), random.Random(number)
    timer = threading.Timer(dice.uniform(0.05, 0.3 * len(part) / 12), stop.set)
    timer.start()
    outcomes = workspace.import_files(part, read_many=work.read_files, cancelled=stop.is_set)
    timer.join()
    assert stop.is_set()
    assert assert_whole(workspace, submissions) == counts(outcomes)[0]
    workspace.import_files(part, read_many=work.read_files)
    assert assert_whole(workspace, submissions) == sum(path in submissions for path in part)


def is_open(shown: QWidget) -> bool:
    return isValid(shown) and shown.isVisible()


def test_the_window_goes_on_while_forty_two_come_in(
    qtbot: QtBot, tmp_path: Path, submissions: dict[Path, Review]
) -> None:
    """Typing goes on during the import, and nothing typed is lost; test_heartbeat.py judges the gaps."""
    with open_window(qtbot, tmp_path / "work.bvr") as window:
        page = begin_review(window)
        scope = parse_address("about.scope")
        page.go_to(scope)
        others = [path for path, review in submissions.items() if review.head.organisation != "DBS"]
        window.commands.arrivals.import_paths(others[:42])
        progress = dialog(qtbot, ProgressDialog)
        page.go_to(scope)
        type_keys("While files come in")
        page.stage.commit()
        wait_for(qtbot, lambda: not is_open(progress), 60)
        shown = dialog(qtbot, OutcomesDialog)
        assert isinstance(shown, OutcomesDialog)
        assert [line.texts[1] for line in shown.list.lines] == ["Imported"] * 42
        own = next(s.head.id for s in window.desk.workspace.reviews() if s.own)
        assert window.desk.workspace.review(own).cells[scope].answer.value == "While files come in"


def test_closed_during_an_import_whole_files_are_in_and_what_is_typed_too(
    qtbot: QtBot, tmp_path: Path, submissions: dict[Path, Review]
) -> None:
    with open_window(qtbot, tmp_path / "work.bvr") as window:
        window.commands.arrivals.import_paths(list(submissions))
        dialog(qtbot, ProgressDialog)
        qtbot.wait(500)
        window.close()
        assert not window.isVisible()
    person = Person("A Tester", "Analyst")
    with Workspace.open(tmp_path / "work.bvr", person=person, framework=FRAMEWORK) as workspace:
        assert assert_whole(workspace, submissions) < GOOD


def test_stopped_in_the_window_whole_files_are_in(
    qtbot: QtBot, tmp_path: Path, submissions: dict[Path, Review]
) -> None:
    with open_window(qtbot, tmp_path / "work.bvr") as window:
        window.commands.arrivals.import_paths(list(submissions))
        progress = dialog(qtbot, ProgressDialog)
        assert isinstance(progress, ProgressDialog)
        qtbot.wait(600)
        progress.reject()
        wait_for(qtbot, lambda: not is_open(progress), 10)
        assert assert_whole(window.desk.workspace, submissions) < GOOD
