"""Owners and due dates on the screen, who owes what, reminders, and several people at one computer."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QDate, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from test_reliability_texts import rendered
from window_kit import (
    begin_review,
    choose,
    dialog,
    is_open,
    nothing_flashes,
    open_window,
    press,
    settled,
    type_keys,
    wait_for,
)

from bvreview.review.assignments import Assignment
from bvreview.review.wording import show_date
from bvreview.settings import Person, load_settings
from ui.dialogs.assign import AssignDialog
from ui.dialogs.person import PersonDialog
from ui.dialogs.reminder import LONGEST, ReminderDialog, mail_address
from ui.forms.calendar import DayPopup
from ui.pages.owing import OwingPage
from ui.pages.review import ReviewPage
from ui.pages.reviews import ReviewsPage
from ui.pages.settings import SettingsPage
from ui.people.switching import become
from ui.widgets.tasks import ENTRY
from ui.window import Window

TODAY = date.today()
LATE = Assignment("Ann Other", TODAY - timedelta(3))
SOON = Assignment("Bob Porter", TODAY + timedelta(2))


def first_sections(page: ReviewPage, count: int) -> list[str]:
    return [s.section for s in page.session.progress[:count]]


D = TypeVar("D", bound=QWidget)


def in_hand(qtbot: QtBot, kind: type[D]) -> D:
    """The open dialog of a kind, with the keyboard."""
    found = dialog(qtbot, kind)
    assert isinstance(found, kind)
    wait_for(qtbot, found.isActiveWindow)
    return found


def ask_to_assign(qtbot: QtBot, page: ReviewPage) -> AssignDialog:
    with nothing_flashes():
        page.stage.assign()
        return in_hand(qtbot, AssignDialog)


def owing(qtbot: QtBot, window: Window) -> OwingPage:
    window.show_page("owing")
    page = window.page("owing")
    assert isinstance(page, OwingPage)
    wait_for(qtbot, lambda: page.lists)
    return page


def words_of(page: OwingPage) -> list[tuple[str, ...]]:
    return [line.texts for made in page.lists for line in made.lines]


# owner and due date


def test_f7_gives_the_section_in_hand_to_somebody_by_keyboard(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window)
    (section,) = first_sections(page, 1)
    QTest.keySequence(window, "F7")
    found = in_hand(qtbot, AssignDialog)
    assert found.ticked() == [section]
    type_keys("Ann Other")
    found.due.setFocus()
    type_keys("12/05/2030")
    press(Qt.Key.Key_Return)
    review = settled(qtbot, page, window)
    assert review.assignments == {section: Assignment("Ann Other", date(2030, 5, 12))}
    view = page.stage.current()
    assert view
    assert view.owner.words() == "Ann Other \u00b7 due 12 May 2030"
    item = page.stage.tasks.item(0)
    assert item.data(ENTRY).under == "Ann Other \u00b7 due 12 May 2030"


def test_several_sections_are_given_at_once_and_undone_at_once(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window)
    found = ask_to_assign(qtbot, page)
    found.everything.click()
    found.owner.setEditText("  Ann   Other ")
    found.save.click()
    review = settled(qtbot, page, window)
    assert set(review.assignments.values()) == {Assignment("Ann Other")}
    assert len(review.assignments) == len(page.session.progress)
    page.undo()
    wait_for(qtbot, lambda: page.session.review.assignments == {})
    assert settled(qtbot, page, window).assignments == {}


def test_what_differs_stays_as_it_is_unless_it_is_typed(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window)
    one, two = first_sections(page, 2)
    page.session.assign({one: LATE, two: SOON})
    found = ask_to_assign(qtbot, page)
    found.boxes[two].setChecked(True)
    assert (found.owner.currentText(), found.due.text()) == ("", "")
    found.due.setFocus()
    type_keys("1 May 2030")
    found.save.click()
    day = date(2030, 5, 1)
    assert settled(qtbot, page, window).assignments == {
        one: Assignment(LATE.owner, day),
        two: Assignment(SOON.owner, day),
    }


def test_a_day_that_is_none_is_said_and_nothing_is_changed(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window)
    found = ask_to_assign(qtbot, page)
    found.due.setText("31 February")
    found.save.click()
    assert found.isVisible()
    assert found.due.hasFocus()
    assert page.session.review.assignments == {}


def test_an_owner_is_taken_away_by_emptying_the_lines(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window)
    (section,) = first_sections(page, 1)
    page.session.assign({section: LATE})
    found = ask_to_assign(qtbot, page)
    assert found.owner.currentText() == LATE.owner
    assert LATE.due
    assert found.due.text() == show_date(LATE.due)
    line = found.owner.lineEdit()
    assert line
    for box in (line, found.due):
        box.selectAll()
        QTest.keyClick(box, Qt.Key.Key_Backspace)
    found.save.click()
    assert settled(qtbot, page, window).assignments == {}


def test_the_list_says_overdue_in_words_and_shape_and_shows_only_mine(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window)
    one, two = first_sections(page, 2)
    assert not page.stage.mine.isVisible()
    page.session.assign({one: LATE, two: Assignment("jo bloggs", SOON.due)})
    shown = [page.stage.tasks.item(n).data(ENTRY) for n in range(2)]
    assert shown[0].under == "Ann Other \u00b7 \u25b2 3 days overdue"
    assert shown[0].under_tone == "stop"
    assert "3 days overdue" in shown[0].read_out
    assert shown[1].under == "jo bloggs \u00b7 \u25c6 due in 2 days"
    page.stage.mine.setChecked(True)
    ids = [page.stage.tasks.item(n).data(ENTRY).id for n in range(page.stage.tasks.count())]
    assert ids == [two]
    assert become(window, Person("Ann Other"))
    ids = [page.stage.tasks.item(n).data(ENTRY).id for n in range(page.stage.tasks.count())]
    assert ids == [one]


def test_a_review_that_was_signed_is_given_to_nobody(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window)
    assert window.actions_by_id["assign"].isEnabled()
    window.show_page("reviews")
    assert not window.actions_by_id["assign"].isEnabled()
    assert page is not None


def test_a_day_is_chosen_from_a_span_or_the_calendar(qtbot: QtBot, window: Window) -> None:
    found = ask_to_assign(qtbot, begin_review(window))
    next(b for b in found.findChildren(QPushButton) if b.text() == "In two weeks").click()
    assert found.due.text() == show_date(TODAY + timedelta(14))
    found.due.clear()
    found.due.setFocus()
    press(Qt.Key.Key_F4)
    calendar = in_hand(qtbot, DayPopup)
    calendar.calendar.activated.emit(QDate(2030, 5, 12))
    assert found.due.text() == "12 May 2030"


def takes_keys(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isEnabled() and widget.isVisible()


def assert_in_order(root: QWidget) -> None:
    """What takes keys has a name, nothing scrolls sideways, no button is cut."""
    inside = [w for w in (root, *root.findChildren(QWidget)) if takes_keys(w)]
    assert [w for w in inside if not (w.accessibleName() or getattr(w, "text", str)())] == []
    bars = [area.horizontalScrollBar() for area in root.findChildren(QAbstractScrollArea)]
    assert not any(bar.isVisible() for bar in bars)
    shown = [b for b in root.findChildren(QPushButton) if b.isVisible()]
    assert [b.text() for b in shown if b.width() < b.sizeHint().width()] == []
    assert root.width() <= 1366


@pytest.mark.parametrize("size", [100, 200])
def test_everything_that_takes_keys_has_a_name_and_fits(qtbot: QtBot, tmp_path: Path, size: int) -> None:
    with open_window(qtbot, tmp_path / "b.bvr", text_size=size) as window:
        page = begin_review(window)
        one, two = first_sections(page, 2)
        long_name = Assignment("Christina Featherstonehaugh-Llewellyn", SOON.due)
        page.session.assign({one: LATE, two: long_name})
        settled(qtbot, page, window)
        assert_in_order(ask_to_assign(qtbot, page))
        window.commands.switch_person()
        assert_in_order(in_hand(qtbot, PersonDialog))
        page_of_all = owing(qtbot, window)
        assert_in_order(page_of_all)
        next(b for b in page_of_all.findChildren(QPushButton) if b.text() == "Reminder\u2026").click()
        assert_in_order(in_hand(qtbot, ReminderDialog))


# who owes what


def test_the_page_groups_by_person_or_date_and_leads_to_the_section(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window)
    one, two = first_sections(page, 2)
    review = page.session.id
    page.session.assign({one: SOON, two: LATE})
    settled(qtbot, page, window)
    shown = owing(qtbot, window)
    names = [made.accessibleName() for made in shown.lists]
    assert names == ["Ann Other", "Bob Porter", "Without an owner"]
    assert words_of(shown)[0][-1] == "\u25b2 3 days overdue"
    choose(shown.by, "By date")
    names = [made.accessibleName() for made in shown.lists]
    assert names[:2] == ["Overdue", "In the next 7 days"]
    assert words_of(shown)[1][1] == "Bob Porter"
    shown.lists[0].opened.emit(shown.lists[0].lines[0].id)
    wait_for(qtbot, lambda: is_open(window))
    assert window.review
    assert window.review.session.id == review
    assert window.review.stage.tasks.current_id() == two


def test_the_grouping_is_as_it_was_left(qtbot: QtBot, tmp_path: Path) -> None:
    for expected in ("By person", "By date"):
        with open_window(qtbot, tmp_path / "c.bvr") as window:
            window.show_page("owing")
            page = window.page("owing")
            assert isinstance(page, OwingPage)
            assert page.by.currentText() == expected
            choose(page.by, "By date")


def test_only_mine_and_what_is_empty_says_so(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window)
    shown = owing(qtbot, window)
    assert [made.accessibleName() for made in shown.lists] == ["Without an owner"]
    assert not shown.copy.isEnabled()
    window.commands.show_mine()
    assert shown.lists == []
    window.open_review(page.session.id)
    assert window.review
    (section,) = first_sections(window.review, 1)
    window.review.session.assign({section: Assignment("Jo Bloggs")})
    settled(qtbot, window.review, window)
    assert len(words_of(owing(qtbot, window))) == 1


def test_sections_without_an_owner_are_given_away_from_the_page(qtbot: QtBot, window: Window) -> None:
    review = begin_review(window).session.id
    shown = owing(qtbot, window)
    shown.lists[0].opened.emit(shown.lists[0].lines[0].id)
    found = in_hand(qtbot, AssignDialog)
    assert len(found.ticked()) > 3
    found.owner.setEditText("Ann Other")
    found.save.click()
    wait_for(qtbot, lambda: [m.accessibleName() for m in shown.lists] == ["Ann Other"])
    owners = {a.owner for a in window.desk.workspace.review(review).assignments.values()}
    assert owners == {"Ann Other"}


def test_the_table_is_copied_as_excel_takes_it(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window)
    one, two = first_sections(page, 2)
    page.session.assign({one: SOON, two: LATE})
    settled(qtbot, page, window)
    shown = owing(qtbot, window)
    shown.copy.click()
    rows = [row.split("\t") for row in QGuiApplication.clipboard().text().split("\n")]
    assert rows[0] == ["Owner", "Section", "Review", "Standing", "Put right", "Due", "Overdue"]
    assert [row[0] for row in rows[1:]] == ["Ann Other", "Bob Porter"]
    assert [row[-1] for row in rows[1:]] == ["overdue", ""]
    assert {len(row) for row in rows} == {7}


def test_the_reviews_page_says_what_is_mine_and_leads_there(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window)
    one, two = first_sections(page, 2)
    page.session.assign({one: Assignment("Jo Bloggs", LATE.due), two: SOON})
    settled(qtbot, page, window)
    window.show_page("reviews")
    reviews = window.page("reviews")
    assert isinstance(reviews, ReviewsPage)
    wait_for(qtbot, reviews.mine.isVisible)
    assert reviews.mine.link.accessibleName() == "Yours to fill in: 1 section, 1 overdue"
    reviews.mine.link.click()
    shown = window.page("owing")
    assert isinstance(shown, OwingPage)
    wait_for(qtbot, lambda: len(words_of(shown)) == 1)
    assert become(window, Person("Bob Porter"))
    wait_for(qtbot, lambda: [line[0] for line in words_of(shown)] != [])
    window.show_page("reviews")
    wait_for(qtbot, lambda: reviews.mine.link.accessibleName() == "Yours to fill in: 1 section")


# reminders


@given(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=60),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), min_size=1, max_size=300),
)
def test_a_mail_address_carries_subject_and_text_whole(subject: str, text: str) -> None:
    address = mail_address(subject, text)
    parts = parse_qs(urlsplit(address).query, keep_blank_values=True, strict_parsing=True)
    assert parts == {"subject": [subject], "body": [text.replace("\n", "\r\n")]}
    assert address.isascii()


def test_a_reminder_is_copied_and_handed_over_only_when_asked(
    qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url)
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    page = begin_review(window)
    (section,) = first_sections(page, 1)
    page.session.assign({section: LATE})
    settled(qtbot, page, window)
    shown = owing(qtbot, window)
    (remind,) = (b for b in shown.findChildren(QPushButton) if b.accessibleName() == "Reminder for Ann Other")
    remind.click()
    found = in_hand(qtbot, ReminderDialog)
    text = found.text.toPlainText()
    assert "overdue since" in text
    assert text.endswith("Jo Bloggs, Finance lead")
    found.copy.click()
    assert QGuiApplication.clipboard().text() == text
    found.mail.click()
    box = in_hand(qtbot, QMessageBox)
    assert opened == []
    next(b for b in box.buttons() if b.text() == "Open the mail program").click()
    assert len(opened) == 1
    assert opened[0].scheme() == "mailto"
    found.text.setPlainText("word " * LONGEST)
    found.mail.click()
    box = in_hand(qtbot, QMessageBox)
    assert "too long" in box.text()
    next(b for b in box.buttons() if b.text() == "Open the mail program").click()
    assert QGuiApplication.clipboard().text() == "word " * LONGEST
    assert "body" not in opened[1].toString()


# several people at one computer


def test_somebody_else_takes_the_screen_and_what_was_typed_keeps_the_old_name(
    qtbot: QtBot, window: Window
) -> None:
    page = begin_review(window)
    one, two = first_sections(page, 2)
    page.session.assign({one: LATE})  # put, perhaps not committed yet
    QTest.keySequence(window, "Ctrl+Shift+P")
    found = in_hand(qtbot, PersonDialog)
    assert list(found.choices) == ["Jo Bloggs"]
    found.new.setChecked(True)
    type_keys("Ann Other")
    found.role.setText("HR lead")
    found.go.click()
    assert window.desk.workspace.person == Person("Ann Other", "HR lead")
    page.session.assign({two: SOON})
    settled(qtbot, page, window)
    authors = [entry.author for entry in window.desk.workspace.history(page.session.id)]
    assert authors[:2] == ["Ann Other, HR lead", "Jo Bloggs, Finance lead"]
    settings = load_settings().settings
    assert settings.person == Person("Ann Other", "HR lead")
    assert settings.people == (Person("Jo Bloggs", "Finance lead"),)


def test_a_known_name_is_chosen_and_another_forgotten(qtbot: QtBot, window: Window) -> None:
    assert become(window, Person("Ann Other"))
    assert become(window, Person("Bob Porter", "Chair"))
    window.commands.switch_person()
    found = in_hand(qtbot, PersonDialog)
    assert list(found.choices) == ["Bob Porter", "Ann Other", "Jo Bloggs"]
    forget = next(b for b in found.findChildren(QPushButton) if "Forget Ann" in b.accessibleName())
    forget.click()
    found.choices["Jo Bloggs"].setChecked(True)
    found.go.click()
    assert window.desk.workspace.person == Person("Jo Bloggs", "Finance lead")
    assert [p.name for p in load_settings().settings.known_people] == ["Jo Bloggs", "Bob Porter"]


def test_the_settings_follow_who_is_there_and_a_renamed_person_stays_one(window: Window) -> None:
    window.show_page("settings")
    settings = window.page("settings")
    assert isinstance(settings, SettingsPage)
    become(window, Person("Ann Other", "HR lead"))
    assert (settings.name.text(), settings.role.text()) == ("Ann Other", "HR lead")
    settings.role.editingFinished.emit()
    assert window.desk.workspace.person == Person("Ann Other", "HR lead")
    settings.name.setText("Anne Other")
    settings.name.editingFinished.emit()
    assert window.desk.workspace.person == Person("Anne Other", "HR lead")
    known = [p.name for p in load_settings().settings.known_people]
    assert known == ["Anne Other", "Jo Bloggs"]


def test_names_that_look_like_markup_are_shown_as_they_are(qtbot: QtBot, window: Window) -> None:
    name = "<b>Bob</b> & <img src=x> {0} %s"
    page = begin_review(window)
    assert become(window, Person(name, "<i>Chair</i>"))
    one, two = first_sections(page, 2)
    page.session.assign({one: Assignment(name, LATE.due), two: Assignment(f"{name} Junior")})
    settled(qtbot, page, window)
    assert rendered(window) == set()
    assert rendered(ask_to_assign(qtbot, page)) == set()
    shown = owing(qtbot, window)
    assert [made.accessibleName() for made in shown.lists][:2] == [name, f"{name} Junior"]
    remind = next(b for b in shown.findChildren(QPushButton) if b.text() == "Reminder\u2026")
    remind.click()
    assert f"Dear {name} Junior," in in_hand(qtbot, ReminderDialog).text.toPlainText()
    window.commands.switch_person()
    assert name in in_hand(qtbot, PersonDialog).choices
    assert rendered(window) == set()


def test_a_name_that_is_empty_is_not_taken(qtbot: QtBot, window: Window) -> None:
    window.commands.switch_person()
    found = in_hand(qtbot, PersonDialog)
    found.new.setChecked(True)
    found.name.setText("  ")
    found.go.click()
    assert found.isVisible()
    assert window.desk.workspace.person.name == "Jo Bloggs"


def test_nobody_takes_over_while_the_last_change_cannot_be_saved(
    qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window.desk.saver, "flush", lambda: False)
    assert not become(window, Person("Ann Other"))
    assert "stays until it is saved" in next(
        w.text() for w in window.findChildren(QMessageBox) if w.isVisible()
    )
    assert window.desk.workspace.person.name == "Jo Bloggs"
