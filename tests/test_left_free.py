"""What is opened and closed again is given free: pages, reviews and dialogs, counted by kind.

A count finds in seconds what the memory of a long day (test_reliability_soak) only hints at.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot
from walk import FILE_DIALOGS, NOT_OPENED, PAGES_OF_THEIR_OWN, copy_of_region, has_samples, settle
from window_kit import begin_review, open_window, wait_for

from ui.compare.views import VIEWS
from ui.places import PLACES, REVIEWS
from ui.window import Window

WARM, TIMES = 2, 3
SECTIONS = ("about", "costs")
Way = Callable[[], object]

pytestmark = pytest.mark.skipif(not has_samples(), reason="the sample region is not there")


def alive() -> Counter[str]:
    """What there is of ours and of Qt's widgets, by kind."""
    for __ in range(3):
        settle()
        gc.collect()
    kinds = Counter(type(widget).__name__ for widget in QApplication.allWidgets())
    all_of_them = (f"{type(o).__module__}.{type(o).__name__}" for o in gc.get_objects())
    kinds.update(name for name in all_of_them if name.startswith("ui."))
    return kinds


@pytest.fixture
def only_what_comes() -> None:
    """What is there already is neither looked through nor counted: the counts are of what comes."""
    gc.collect()
    gc.freeze()


def grown(do: Way) -> Mapping[str, int]:
    """How many more there are of a kind each time that something is done."""
    for __ in range(WARM):
        do()
    before = alive()
    for __ in range(TIMES):
        do()
    return {kind: n // TIMES for kind, n in (alive() - before).items() if n >= TIMES}


def pages(qtbot: QtBot, window: Window) -> Iterator[tuple[str, Way]]:
    """Every place, one review opened over the other, and every view of a comparison."""
    review = begin_review(window, "cumbria").session.id

    def open_review() -> None:
        window.open_review(review)
        assert window.review
        for section in SECTIONS:
            window.review.stage.go_to_section(section)
            settle()
        for n in range(window.review.stage.side.count()):
            window.review.stage.side.setCurrentIndex(n)
            settle()

    def over_review(action: str) -> None:
        window.open_review(review)
        window.actions_by_id[action].trigger()
        settle()
        window.show_page(REVIEWS)

    def show_place(key: str) -> None:
        window.show_page(key)
        settle()

    def compare() -> None:
        window.open_review(received)
        assert window.review
        window.review.tabs.setCurrentIndex(2)
        page = window.review.compare
        assert page
        wait_for(qtbot, page.comparisons)
        for view in (view for view in VIEWS if view.text):
            page.choose(view.key)
            settle()
        wait_for(qtbot, lambda: window.desk.jobs.is_idle)

    received = next(r.head.id for r in window.desk.workspace.reviews() if r.organisation_name == "Derbyshire")
    yield "comparison", compare
    yield "review", open_review
    for key in sorted(PAGES_OF_THEIR_OWN & set(window.actions_by_id)):
        yield key, lambda action=key: over_review(action)  # type: ignore[misc]
    for place in PLACES:
        yield place.key, lambda key=place.key: show_place(key)  # type: ignore[misc]


def dialogs(qtbot: QtBot, window: Window) -> Iterator[tuple[str, Way]]:
    """Every action that opens something over a review, opened and left again."""
    review = begin_review(window, "dorset")
    review.stage.go_to_section("about")

    def open_and_leave(open_it: Way) -> None:
        before = set(QApplication.topLevelWidgets())
        open_it()
        settle()
        for over in set(QApplication.topLevelWidgets()) - before:
            if isinstance(over, QDialog) and over.isVisible():
                over.reject()
        settle()
        wait_for(qtbot, lambda: window.desk.jobs.is_idle)

    for key, action in window.actions_by_id.items():
        if key not in NOT_OPENED | PAGES_OF_THEIR_OWN and not key.startswith("show_"):
            open_it = review.wants_submit.emit if key == "submit" else action.trigger
            yield key, lambda do=open_it: open_and_leave(do)  # type: ignore[misc]


@pytest.mark.usefixtures("only_what_comes")
@pytest.mark.parametrize("ways", [pages, dialogs])
def test_what_is_left_is_given_free(
    qtbot: QtBot,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    ways: Callable[[QtBot, Window], Iterator[tuple[str, Way]]],
) -> None:
    path = copy_of_region(tmp_path_factory.getbasetemp(), tmp_path / "region.bvr")
    with pytest.MonkeyPatch.context() as patch, open_window(qtbot, path) as window:
        for asks, nothing in FILE_DIALOGS.items():
            patch.setattr(QFileDialog, asks, lambda *_words, answer=nothing: answer)
        found = {name: grown(do) for name, do in ways(qtbot, window)}
    assert {name: kinds for name, kinds in found.items() if kinds} == {}
