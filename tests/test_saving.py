"""What is shown as saved is committed; what could not be is kept and tried again."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

from pytestqt.qtbot import QtBot

from bvreview.errors import BvReviewError
from ui.saving import Saver, SaveState


def commits(*outcomes: object) -> Callable[[], Future[object]]:
    """A commit that ends in each of the outcomes in turn."""
    left = list(outcomes)

    def commit() -> Future[object]:
        outcome, future = left.pop(0), Future[object]()
        if isinstance(outcome, Exception):
            future.set_exception(outcome)
        else:
            future.set_result(outcome)
        return future

    return commit


def test_a_commit_is_told_and_then_everything_is_saved(qtbot: QtBot) -> None:
    saver = Saver()
    with qtbot.waitSignal(saver.committed) as told:
        saver.put(commits("done"))
    assert told.args == ["done"]
    qtbot.waitUntil(lambda: saver.last.state is SaveState.SAVED)
    assert saver.is_idle
    assert saver.last.sentence.startswith("All changes saved ")


def test_a_failed_save_says_why_keeps_the_edit_and_tries_again(qtbot: QtBot) -> None:
    saver = Saver()
    saver.put(commits(OSError(28, "No space left on device"), "done"))
    qtbot.waitUntil(lambda: saver.last.state is SaveState.FAILED)
    assert "The disk is full." in saver.last.sentence
    assert not saver.is_idle
    saver.try_again()
    qtbot.waitUntil(lambda: saver.last.state is SaveState.SAVED)


def test_edits_are_committed_in_order_after_a_failure(qtbot: QtBot) -> None:
    saver, order = Saver(), list[object]()
    saver.committed.connect(order.append)
    saver.put(commits(OSError(5, "Input/output error"), "first"))
    saver.put(commits("second"))
    qtbot.waitUntil(lambda: saver.last.state is SaveState.FAILED)
    assert saver.flush()
    assert order == ["first", "second"]


def test_flush_gives_up_when_it_fails_again(qtbot: QtBot) -> None:
    saver = Saver()
    saver.put(commits(OSError(5, "Input/output error"), OSError(5, "Input/output error"), "done"))
    assert not saver.flush()
    assert not saver.flush()
    assert saver.flush()


def test_a_refused_edit_is_told_and_not_tried_again(qtbot: QtBot) -> None:
    saver, refused = Saver(), list[object]()
    saver.refused.connect(refused.append)
    saver.put(commits(BvReviewError("This review came in as a file.")))
    qtbot.waitUntil(lambda: bool(refused))
    assert saver.is_idle
