"""Search everything on a real window: typed, chosen by keys, gone to, and back."""

from __future__ import annotations

import threading

import pytest
from factories.hostile_texts import HOSTILE_TEXTS
from pace import own_seconds, slowness
from palette_kit import choose, entries, hand, open_palette, press, search
from PySide6 import QtGui
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from window_kit import begin_review, dialog, wait_for

from bvreview.review.cells import Address, Answer, parse_address
from ui.dialogs.submit import SubmitDialog
from ui.find.palette import PaletteDialog
from ui.find.search import Entry, Kind, Target
from ui.forms.table import AnswerTable
from ui.left.remembered import Key
from ui.pages.library import LibraryPage
from ui.window import Window


def test_ctrl_k_opens_it_and_says_what_to_type(qtbot: QtBot, window: Window) -> None:
    palette = open_palette(qtbot, window)
    assert "Type part of a name" in palette.said.text()
    assert [e.target.kind for e in entries(palette)] == [Kind.PLACE] * len(entries(palette))
    assert palette.box.accessibleName()
    assert palette.results.accessibleName()


def test_a_review_and_a_section_are_found_from_the_first_page_and_opened(
    qtbot: QtBot, window: Window
) -> None:
    review = begin_review(window).session.id
    window.show_page("reviews")
    palette = open_palette(qtbot, window)
    (found,) = search(qtbot, palette, "derby", Kind.REVIEW)
    assert found.target == Target(Kind.REVIEW, "", review)
    section = next(e for e in search(qtbot, palette, "costs derby", Kind.SECTION) if e.title == "Costs")
    choose(qtbot, palette, section)
    wait_for(qtbot, lambda: window.review is not None)
    assert window.review
    wait_for(qtbot, lambda: window.review and window.review.stage.tasks.current_id() == "costs")


def test_a_question_is_gone_to_with_the_keyboard_on_it(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window)
    palette = open_palette(qtbot, window)
    found = search(qtbot, palette, "lead", Kind.QUESTION)[0]
    choose(qtbot, palette, found)
    wanted = parse_address(found.target.place)
    wait_for(qtbot, lambda: hand(page) == wanted)


def test_a_question_of_a_grid_is_gone_to_in_its_cell(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window)
    palette = open_palette(qtbot, window)
    found = next(e for e in search(qtbot, palette, "quarter 1", Kind.QUESTION) if "volumes" in e.target.place)
    choose(qtbot, palette, found)
    wait_for(qtbot, lambda: isinstance(QApplication.focusWidget(), AnswerTable))
    wait_for(qtbot, lambda: hand(page) == parse_address(found.target.place))


def test_a_measure_is_found_by_its_name_and_gone_to(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window)
    palette = open_palette(qtbot, window)
    found = search(qtbot, palette, "settled accommodation", Kind.QUESTION)[0]
    assert "measures" in found.target.place
    choose(qtbot, palette, found)
    wait_for(qtbot, lambda: hand(page) == parse_address(found.target.place))


def test_a_question_of_the_open_review_is_found_once(qtbot: QtBot, window: Window) -> None:
    palette = open_palette(qtbot, window)
    assert "Review lead" in [e.title for e in search(qtbot, palette, "review lead", Kind.MEANING)]
    palette.reject()
    begin_review(window)
    palette = open_palette(qtbot, window)
    assert "Review lead" in [e.title for e in search(qtbot, palette, "review lead", Kind.QUESTION)]
    assert "Review lead" not in [e.title for e in entries(palette, Kind.MEANING)]


def test_an_answer_is_found_by_its_words_and_without_accents(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window)
    address = parse_address("about.review_lead")
    page.session.set_answers({address: Answer("Siân Gŵyr")})
    wait_for(qtbot, lambda: window.desk.saver.is_idle)
    palette = open_palette(qtbot, window)
    (found,) = search(qtbot, palette, "gwyr", Kind.ANSWER)
    assert found.title == "Siân Gŵyr"
    choose(qtbot, palette, found)
    wait_for(qtbot, lambda: hand(page) == address)
    assert not any("Gŵyr" in kept for kept in window.desk.here.get(Key.FOUND, []))


def test_what_is_found_later_leaves_the_first_entry_chosen_until_somebody_goes_down(
    qtbot: QtBot, window: Window
) -> None:
    page = begin_review(window)
    page.session.set_answers({parse_address("about.review_lead"): Answer("Placement team")})
    wait_for(qtbot, lambda: window.desk.saver.is_idle)
    palette = open_palette(qtbot, window)
    search(qtbot, palette, "placement", Kind.ANSWER)
    assert palette.results.current() == entries(palette)[0]
    press(palette.box, Qt.Key.Key_Down)
    second = palette.results.current()
    assert second == entries(palette)[1]
    palette.add([Entry("Placement", Target(Kind.PLACE, "settings"))])
    assert palette.results.current() == second


def test_an_action_is_found_by_its_owner_and_called_by_what_is_done(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window)
    section = window.desk.framework.section("actions")
    assert section
    page.session.type_texts({}, section, section.parts[0], ("a1",))
    what, owner = (Address("actions", "actions:a1", field) for field in ("what", "owner"))
    page.session.set_answers({what: Answer("Share two vans"), owner: Answer("Zoë Quill")})
    wait_for(qtbot, lambda: window.desk.saver.is_idle)
    palette = open_palette(qtbot, window)
    (found,) = search(qtbot, palette, "zoe quill", Kind.ACTION)
    assert found.title == "Share two vans"
    assert found.detail.endswith("Owner: Zoë Quill")
    choose(qtbot, palette, found)
    wait_for(qtbot, lambda: hand(page) == what)


def test_a_command_runs_and_one_that_is_off_says_why(qtbot: QtBot, window: Window) -> None:
    palette = open_palette(qtbot, window)
    (off,) = search(qtbot, palette, "next to put", Kind.COMMAND)
    assert off.why_not
    choose(qtbot, palette, off)
    assert palette.isVisible()
    assert palette.said.text() == off.why_not
    before = window.desk.preferences.now.text_size
    choose(qtbot, palette, search(qtbot, palette, "larger", Kind.COMMAND)[0])
    wait_for(qtbot, lambda: window.desk.preferences.now.text_size > before)


def test_a_review_is_checked_from_the_search(qtbot: QtBot, window: Window) -> None:
    begin_review(window)
    palette = open_palette(qtbot, window)
    choose(qtbot, palette, search(qtbot, palette, "submit", Kind.COMMAND)[0])
    assert dialog(qtbot, SubmitDialog)


def test_what_was_chosen_stands_first_next_time(qtbot: QtBot, window: Window) -> None:
    palette = open_palette(qtbot, window)
    choose(qtbot, palette, search(qtbot, palette, "larger", Kind.COMMAND)[0])
    wait_for(qtbot, lambda: not any(isinstance(w, PaletteDialog) for w in QApplication.topLevelWidgets()))
    palette = open_palette(qtbot, window)
    assert entries(palette)[0].target == Target(Kind.COMMAND, "larger")


def test_nothing_found_is_said(qtbot: QtBot, window: Window) -> None:
    palette = open_palette(qtbot, window)
    palette.box.setText("zzqqxx")
    wait_for(qtbot, lambda: "Nothing is found" in palette.said.text())
    assert entries(palette) == []
    press(palette.box, Qt.Key.Key_Return)
    assert palette.isVisible()


def test_escape_gives_the_keyboard_back(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window)
    palette = open_palette(qtbot, window)
    choose(qtbot, palette, search(qtbot, palette, "lead", Kind.QUESTION)[0])
    wait_for(qtbot, lambda: hand(page))
    before = QApplication.focusWidget()
    palette = open_palette(qtbot, window)
    press(palette.box, Qt.Key.Key_Escape)
    wait_for(qtbot, lambda: QApplication.focusWidget() is before)


def test_a_click_elsewhere_closes_it_and_keeps_the_keyboard_there(qtbot: QtBot, window: Window) -> None:
    palette = open_palette(qtbot, window)
    gone: list[int] = []
    palette.finished.connect(gone.append)
    window.activateWindow()
    wait_for(qtbot, lambda: gone)
    assert QApplication.activeWindow() is window


def test_a_click_on_an_entry_goes_there(qtbot: QtBot, window: Window) -> None:
    palette = open_palette(qtbot, window)
    before = window.desk.preferences.now.text_size
    found = search(qtbot, palette, "larger", Kind.COMMAND)[0]
    row = palette.results.model().index(palette.results.rows.index(found), 0)
    where = palette.results.visualRect(row).center()
    QTest.mouseClick(palette.results.viewport(), Qt.MouseButton.LeftButton, pos=where)
    wait_for(qtbot, lambda: window.desk.preferences.now.text_size > before)


def test_the_arrows_go_round_the_entries_only(qtbot: QtBot, window: Window) -> None:
    palette = open_palette(qtbot, window)
    many = search(qtbot, palette, "re", Kind.COMMAND)
    assert many
    found = entries(palette)
    press(palette.box, Qt.Key.Key_Up)
    assert palette.results.current() == found[-1]
    press(palette.box, Qt.Key.Key_Down)
    assert palette.results.current() == found[0]
    press(palette.box, Qt.Key.Key_PageDown)
    assert palette.results.current() == found[min(6, len(found) - 1)]


def test_the_count_is_announced(qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    palette = open_palette(qtbot, window)
    monkeypatch.setattr(palette, "_say", said.append)
    palette.box.setText("larger")
    wait_for(qtbot, lambda: said and "result" in said[-1] and "Larger text" in said[-1])
    interface = QAccessible.queryAccessibleInterface(palette.box)
    assert interface.text(QAccessible.Text.Name) == "Search everything"


def test_a_thousand_reviews_are_looked_through_between_two_letters(qtbot: QtBot, window: Window) -> None:
    palette = open_palette(qtbot, window)
    qtbot.wait(100)
    palette.add(Entry(f"Community Payback, area {n}", Target(Kind.REVIEW, "", str(n))) for n in range(1050))
    times = [
        own_seconds(lambda words=words: palette.box.setText(words))  # type: ignore[misc]
        for words in ("c", "co", "com", "comm", "comm 10", "x y z")
    ]
    assert sorted(times)[len(times) // 2] < 0.1 * slowness()


def test_a_busy_workspace_keeps_nobody_from_typing(qtbot: QtBot, window: Window) -> None:
    busy = threading.Event()
    waits = window.desk.workspace.later(busy.wait, 10)
    palette = open_palette(qtbot, window)
    palette.box.setText("larger")
    assert entries(palette, Kind.COMMAND)
    palette.box.setText("zzqqxx")
    qtbot.wait(200)
    assert "Looking through the answers" in palette.said.text()
    assert not waits.done(), "the search waited for the workspace"
    busy.set()
    assert waits.result(10)
    wait_for(qtbot, lambda: "Nothing is found" in palette.said.text())


def test_no_text_is_taken_for_markup(qtbot: QtBot, window: Window) -> None:
    palette = open_palette(qtbot, window)
    targets = [Target(Kind.REVIEW, "", str(n)) for n in range(len(HOSTILE_TEXTS))]
    entries_ = [Entry(text, target, text, "zzz") for text, target in zip(HOSTILE_TEXTS, targets, strict=True)]
    for entry in entries_:
        palette.results.show_rows([entry])
        index = palette.results.currentIndex()
        assert index.data(Qt.ItemDataRole.DisplayRole) == entry.title
        told = index.data(Qt.ItemDataRole.ToolTipRole)
        assert not QtGui.Qt.mightBeRichText(told) or told.startswith('<p style="white-space: pre-wrap">')
        palette.box.setText(entry.title)
        assert palette.said.textFormat() is Qt.TextFormat.PlainText


def test_a_view_of_the_comparison_is_found_and_shown(qtbot: QtBot, window: Window) -> None:
    begin_review(window)
    palette = open_palette(qtbot, window)
    found = next(
        e for e in search(qtbot, palette, "stress test", Kind.SECTION) if e.target.place == "@stress"
    )
    choose(qtbot, palette, found)
    wait_for(qtbot, lambda: window.review and window.review.compare)
    assert window.review
    assert window.review.stack.currentWidget() is window.review.compare


@pytest.mark.parametrize(
    ("words", "about"),
    [("Derbyshire", "Organisations"), ("Victim Contact", "Services"), ("Requirements completed", "Measures")],
)
def test_organisations_services_and_measures_lead_into_the_library(
    qtbot: QtBot, window: Window, words: str, about: str
) -> None:
    palette = open_palette(qtbot, window)
    found = search(qtbot, palette, words, Kind.LIBRARY)
    assert found[0].detail.startswith(about)
    choose(qtbot, palette, found[0])
    page = window.page("library")
    assert isinstance(page, LibraryPage)
    wait_for(qtbot, lambda: window.stack.currentWidget() is page)
    assert page.list.current_id() == found[0].target.place.partition("/")[2]
    wait_for(qtbot, lambda: words in page.detail.findChildren(QLabel)[0].text())
