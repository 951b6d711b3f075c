"""Whatever is typed, wherever: not saved is said with the reason, kept on the screen, and saved by itself."""

from __future__ import annotations

import errno
from collections.abc import Callable

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot
from window_kit import begin_review, fill, row_of, settled, table_of, type_keys, wait_for

from bvreview.review.cells import Answer, State, parse_address
from ui.frame import Banner
from ui.pages.review import ReviewPage
from ui.saving import SaveState
from ui.window import Window

LEAD, STARTED = "about.review_lead", "about.started_on"


def in_a_field(page: ReviewPage, window: Window) -> Callable[[], object]:
    row = row_of(window, LEAD)
    type_keys("Ann Other")
    row.commit()
    return row.editor.raw


def in_a_table(page: ReviewPage, window: Window) -> Callable[[], object]:
    table = table_of(window, "costs", "staff")
    table.stand_on(table.model().index(0, 0))
    QGuiApplication.clipboard().setText("Administrator\t2")
    table.paste()
    return lambda: [table.model().index(0, column).data() for column in (0, 1)]


def in_an_explanation(page: ReviewPage, window: Window) -> Callable[[], object]:
    finding = next(f for f in page.session.findings if f.rule == "review_starts_before_year")
    row_of(window, STARTED).ways.way("Explain it").click()
    type_keys("Began early.")
    card = next(c for c in page.stage.findings.cards() if c.finding.key == finding.key)
    card.commit()
    return lambda: card.text.toPlainText() if card.text else None


def in_a_state(page: ReviewPage, window: Window) -> Callable[[], object]:
    page.session.set_answers({parse_address(LEAD): Answer(state=State.NOT_COLLECTED)})
    return row_of(window, LEAD).under_words


WAYS = (in_a_field, in_a_table, in_an_explanation, in_a_state)


@pytest.mark.parametrize("way", WAYS, ids=[way.__name__ for way in WAYS])
def test_what_cannot_be_saved_is_said_kept_and_saved_when_it_can_be(
    qtbot: QtBot,
    window: Window,
    monkeypatch: pytest.MonkeyPatch,
    way: Callable[[ReviewPage, Window], Callable[[], object]],
) -> None:
    page = begin_review(window)
    fill(page.session, {STARTED: "12 April 2007"})
    settled(qtbot, page, window)
    window.activateWindow()
    wait_for(qtbot, window.isActiveWindow)
    workspace = window.desk.workspace
    before = workspace.history(page.session.id)
    apply, is_full = workspace.apply, [True]

    def on_a_full_disk(changes: object, label: str = "", **how: object) -> object:
        if is_full[0]:
            raise OSError(errno.ENOSPC, "No space left on device")
        return apply(changes, label, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(workspace, "apply", on_a_full_disk)
    shown = way(page, window)
    typed = shown()
    assert typed
    wait_for(qtbot, lambda: window.desk.saver.last.state is SaveState.FAILED)
    (banner,) = window.findChildren(Banner)
    assert banner.isVisible()
    assert "The disk is full." in window.desk.saver.last.sentence
    assert window.header.saved_words() == "Not saved"
    assert workspace.history(page.session.id) == before
    window.actions_by_id["next_finding"].trigger()  # going elsewhere loses nothing
    assert shown() == typed
    is_full[0] = False
    window.desk.saver.try_again()
    settled(qtbot, page, window)
    assert window.header.saved_words().startswith("All changes saved")
    assert not banner.isVisible()
    assert shown() == typed
    assert len(workspace.history(page.session.id)) > len(before)
    window.open_review(page.session.id)
    assert window.review
    assert window.review.session.review.cells == workspace.review(page.session.id).cells
