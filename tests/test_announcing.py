"""Changes are said to those who do not see them: at rest, in one sentence, and failures at once."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from window_kit import begin_review, fill, settled, wait_for

from ui.announcing import Announcer, announce
from ui.saving import Saved, SaveState
from ui.window import Window

REST = 60  # milliseconds, of the tests
SAVED, SAVING = Saved(SaveState.SAVED, "All changes saved 10:42"), Saved(SaveState.SAVING, "Saving")
FAILED = Saved(SaveState.FAILED, "Not saved yet: the disk is full. Your text is kept.")


class Spy:
    """What was said, and whether at once."""

    def __init__(self) -> None:
        self.said: list[tuple[str, bool]] = []

    def __call__(self, widget: QWidget, text: str, *, at_once: bool = False) -> None:
        self.said.append((text, at_once))


@pytest.fixture
def spy() -> Spy:
    return Spy()


@pytest.fixture
def announcer(qtbot: QtBot, spy: Spy) -> Announcer:
    widget = QWidget()
    qtbot.addWidget(widget)
    return Announcer(widget, spy, REST)


def test_hours_of_typing_are_said_once_when_the_hand_rests(
    qtbot: QtBot, announcer: Announcer, spy: Spy
) -> None:
    for __ in range(200):
        announcer.show_saved(SAVING)
        announcer.show_saved(SAVED)
    assert spy.said == []
    qtbot.waitUntil(lambda: bool(spy.said))
    qtbot.wait(3 * REST)
    assert spy.said == [("Saved.", False)]


def test_nothing_is_said_while_it_is_still_being_saved(qtbot: QtBot, announcer: Announcer, spy: Spy) -> None:
    announcer.show_saved(SAVING)
    qtbot.wait(3 * REST)
    assert spy.said == []


def test_a_failure_is_said_at_once_and_not_with_every_try(
    qtbot: QtBot, announcer: Announcer, spy: Spy
) -> None:
    for __ in range(5):
        announcer.show_saved(FAILED)
    assert spy.said == [(FAILED.sentence, True)]
    announcer.show_saved(SAVED)
    qtbot.waitUntil(lambda: len(spy.said) == 2)
    assert spy.said[1] == ("Saved again.", False)


def test_the_count_of_findings_is_said_when_it_has_changed(
    qtbot: QtBot, announcer: Announcer, spy: Spy
) -> None:
    announcer.count(5)
    qtbot.wait(2 * REST)
    assert spy.said == []
    announcer.count(4)
    announcer.count(3)
    announcer.show_saved(SAVED)
    qtbot.waitUntil(lambda: bool(spy.said))
    announcer.count(2)
    announcer.count(3)
    qtbot.wait(3 * REST)
    assert spy.said == [("Saved. 3 things are still open.", False)]
    announcer.count(0)
    qtbot.waitUntil(lambda: len(spy.said) == 2)
    assert spy.said[1] == ("Nothing is open any more.", False)


def test_another_review_is_no_change(qtbot: QtBot, announcer: Announcer, spy: Spy) -> None:
    announcer.count(5)
    announcer.count(None)
    announcer.count(90)
    qtbot.wait(3 * REST)
    assert spy.said == []


def test_it_is_said_through_qts_announcements(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    events: list[tuple[str, QAccessible.AnnouncementPoliteness]] = []

    class Told:
        AnnouncementPoliteness = QAccessible.AnnouncementPoliteness

        @staticmethod
        def updateAccessibility(event: QAccessibleAnnouncementEvent) -> None:  # noqa: N802
            events.append((event.message(), event.politeness()))

    monkeypatch.setattr("PySide6.QtGui.QAccessible", Told)
    widget = QWidget()
    qtbot.addWidget(widget)
    announce(widget, "Saved.")
    announce(widget, "Not saved.", at_once=True)
    kinds = QAccessible.AnnouncementPoliteness
    assert events == [("Saved.", kinds.Polite), ("Not saved.", kinds.Assertive)]


def test_the_window_says_what_was_saved_and_what_is_open(qtbot: QtBot, window: Window, spy: Spy) -> None:
    window.announcer._say = spy
    window.announcer._timer.setInterval(REST)
    page = begin_review(window)
    before = sum(f.is_open for f in page.session.findings)
    fill(page.session, {"about.review_lead": "Ann Other"})
    settled(qtbot, page, window)
    wait_for(qtbot, lambda: any("still open" in text for text, __ in spy.said))
    words = " ".join(text for text, __ in spy.said)
    assert "Saved." in words
    assert f"{before - 1} things are still open." in words
    assert len(spy.said) <= 2
