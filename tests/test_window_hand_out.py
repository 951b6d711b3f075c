"""Handing sections out and taking them back at the screen: the dialogs, what the lists say, one undo step."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from factories.review_files import edited
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from window_kit import begin_review, dialog, fill, is_open, nothing_flashes, open_window, settled, wait_for

from bvreview.review.cells import parse_address
from bvreview.review.exchange.outgoing import Outgoing
from bvreview.review.wording import show_date
from ui.dialogs.coming_back import ComingBackDialog
from ui.dialogs.hand_out import HandOutDialog
from ui.dialogs.held import HeldDialog
from ui.dialogs.outcomes import OutcomesDialog
from ui.dialogs.returns import ReturnsDialog
from ui.dialogs.written import WrittenDialog
from ui.pages.review import ReviewPage
from ui.widgets.tasks import ENTRY, Task
from ui.window import Window

SECTION = "about"


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    with open_window(qtbot, tmp_path / "here.bvr") as opened:
        yield opened


def hand_out(
    qtbot: QtBot, window: Window, path: Path, monkeypatch: pytest.MonkeyPatch, due: date | None = None
) -> None:
    """Hand the first section to Bob Porter, as a person does."""
    monkeypatch.setattr("ui.exchange.hand_outs.ask_where", lambda *_a: path)
    page = window.review
    assert page
    page.stage.go_to_section(SECTION)
    window.actions_by_id["hand_out"].trigger()
    asked = dialog(qtbot, HandOutDialog)
    assert isinstance(asked, HandOutDialog)
    assert asked.ticked() == [SECTION]
    asked.save.click()
    assert asked.isVisible(), "a name is needed"
    asked.owner.setEditText("Bob Porter")
    asked.due.setText(show_date(due) if due else "")
    asked.save.click()
    dialog(qtbot, WrittenDialog).close()


def change_in_excel(path: Path, key: str, value: Any) -> None:
    with edited(path) as workbook:
        for sheet in workbook.worksheets:
            for row in sheet.iter_rows(max_col=1):
                if row[0].value == key:
                    sheet.cell(row[0].row, 3).value = value


def come_back(qtbot: QtBot, window: Window, path: Path) -> ComingBackDialog:
    with nothing_flashes():
        window.commands.arrivals.import_paths([path])
        found = dialog(qtbot, ComingBackDialog)
    assert isinstance(found, ComingBackDialog)
    return found


def click(found: ComingBackDialog, column: int) -> None:
    where = found.list.visualRect(found.list.model().index(0, column)).center()
    QTest.mouseClick(found.list.viewport(), Qt.MouseButton.LeftButton, pos=where)


def text_field(page: ReviewPage) -> str:
    """The address of the first text that is asked in the section."""
    section = next(s for s in page.session.answers.sections() if s.id == SECTION)
    field = next(f for f in section.parts[0].fields if f.kind.value in ("text", "long_text", "person"))
    return f"{SECTION}.{field.id}"


def test_a_section_goes_out_is_filled_in_and_comes_back_as_one_step(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, path = begin_review(window), tmp_path / "bob.xlsx"
    name = text_field(page)
    address = parse_address(name)
    fill(page.session, {name: "As it was"})
    settled(qtbot, page, window)
    hand_out(qtbot, window, path, monkeypatch, date.today() - timedelta(3))
    assert path.exists()
    wait_for(qtbot, lambda: section_task(page).under.startswith("\u2192 Bob Porter"))
    assert "3 days overdue" in section_task(page).under
    assert page.stage.current().owner.words().startswith("Out with Bob Porter")  # type: ignore[union-attr]
    change_in_excel(path, name, "As Bob has it")
    found = come_back(qtbot, window, path)
    assert [line.texts[3:6] for line in found.list.lines] == [("As it was", "As it was", "As Bob has it")]
    assert found.go.isEnabled()
    found.go.click()
    wait_for(qtbot, lambda: value_of(window, name) == "As Bob has it")
    wait_for(qtbot, lambda: is_open(window))
    assert window.review
    wait_for(qtbot, lambda: window.review and "\u2192" not in section_task(window.review).under)
    settled(qtbot, window.review, window)
    change_in_excel(path, name, "As Bob has it now")
    again = come_back(qtbot, window, path)
    (line,) = again.list.lines
    assert line.texts[3:6] == ("As Bob has it", "As Bob has it", "As Bob has it now")
    again.go.click()
    wait_for(qtbot, lambda: value_of(window, name) == "As Bob has it now")
    undo_to(qtbot, window, name, "As Bob has it")
    undo_to(qtbot, window, name, "As it was")
    review = settled(qtbot, window.review, window)
    assert review.cells[address].answer.value == "As it was"
    assert next(iter(review.outgoing.values())).is_out


def test_what_both_changed_is_decided_before_anything_is_taken(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, path = begin_review(window), tmp_path / "post" / "bob.xlsx"
    path.parent.mkdir()
    path.with_suffix(".txt").touch()
    name = text_field(page)
    fill(page.session, {name: "As it was"})
    settled(qtbot, page, window)
    hand_out(qtbot, window, path, monkeypatch)
    fill(page.session, {name: "As we have it"})
    settled(qtbot, page, window)
    change_in_excel(path, name, "As Bob has it")
    found = come_back(qtbot, window, path.parent)
    beside = dialog(qtbot, OutcomesDialog)
    assert any("passed over: bob.txt." in words.text() for words in beside.findChildren(QLabel))
    beside.close()
    (line,) = found.list.lines
    assert line.texts[3:] == ("As it was", "As we have it", "As Bob has it", "changed here too")
    assert not found.go.isEnabled()
    assert (found.keep_all.text(), found.take_all.text()) == (
        "Keep ours where undecided (1)",
        "Take theirs where undecided (1)",
    )
    click(found, column=2)
    assert found.decided == {}, "a line is looked at, not decided"
    click(found, column=0)
    assert found.decided == {0: True}
    QTest.keyClick(found.list, Qt.Key.Key_Space)
    assert found.decided == {0: False}
    assert found.take_all.text() == "Take all of theirs"
    found.take_all.click()
    assert found.decided == {0: True}
    found.keep_all.click()
    assert found.go.isEnabled()
    assert found.go.text() == "It came back"
    found.turn(0)
    assert found.go.text() == "Take 1 change over"
    found.turn(0)
    found.go.click()
    wait_for(qtbot, lambda: not any(o.is_out for __, o in window.desk.workspace.outgoing()))
    assert value_of(window, name) == "As we have it"


def test_the_colleague_fills_it_in_here_and_sends_it_back(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, back = tmp_path / "bob.xlsx", tmp_path / "back.xlsx"
    with open_window(qtbot, tmp_path / "here.bvr") as ours:
        name = text_field(begin_review(ours))
        hand_out(qtbot, ours, path, monkeypatch, date.today() + timedelta(3))
    with open_window(qtbot, tmp_path / "theirs.bvr") as theirs:
        theirs.commands.arrivals.import_paths([path])
        dialog(qtbot, OutcomesDialog).close()
        wait_for(qtbot, lambda: is_open(theirs))
        opened = theirs.review
        assert opened
        assert opened.stage.current().section.id == SECTION  # type: ignore[union-attr]
        assert opened.head.why().startswith("Handed to Bob Porter by Jo Bloggs")
        assert opened.head.send_back.isVisible()
        assert not opened.head.submit.isVisible()
        fill(opened.session, {name: "Typed by Bob"})
        settled(qtbot, opened, theirs)
        monkeypatch.setattr("ui.exchange.hand_outs.ask_where", lambda *_a: back)
        opened.head.send_back.click()
        dialog(qtbot, WrittenDialog).close()
        wait_for(qtbot, lambda: "sent back" in opened.head.why())
    with open_window(qtbot, tmp_path / "here.bvr") as ours:
        found = come_back(qtbot, ours, back)
        found.go.click()
        wait_for(qtbot, lambda: value_of(ours, name) == "Typed by Bob")


def undo_to(qtbot: QtBot, window: Window, name: str, before: str) -> None:
    wait_for(qtbot, lambda: is_open(window))
    assert window.review
    settled(qtbot, window.review, window)
    window.actions_by_id["undo"].trigger()
    wait_for(qtbot, lambda: value_of(window, name) == before)


def section_task(page: ReviewPage) -> Task:
    """The section that is handed out, in the list of its stage."""
    tasks: list[Task] = [page.stage.tasks.item(n).data(ENTRY) for n in range(page.stage.tasks.count())]
    return next(task for task in tasks if task.id == SECTION)


def outgoing_in(window: Window) -> list[Outgoing]:
    return list(window.review.session.review.outgoing.values()) if window.review else []


def value_of(window: Window, name: str) -> object:
    cell = window.review.session.cell(parse_address(name)) if window.review else None
    return cell.answer.value if cell else None


def test_a_provider_gets_a_return_and_can_be_shown_what_is_held(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, path = begin_review(window), tmp_path / "return.xlsx"
    asked = window.desk.framework.returns[0]
    section, __, part = asked.table.partition(".")
    key = window.desk.workspace.add_row(page.session.id, section, part)
    page.session.reread()
    settled(qtbot, page, window)
    fill(page.session, {f"{section}.{part}:{key}.{asked.name}": "St Giles Works"})
    settled(qtbot, page, window)
    monkeypatch.setattr("ui.exchange.returns.ask_where", lambda *_a: path)
    window.actions_by_id["returns"].trigger()
    found = dialog(qtbot, ReturnsDialog)
    assert isinstance(found, ReturnsDialog)
    assert [line.texts for line in found.list.lines] == [("St Giles Works", "", "", "not sent")]
    found.due.setText("the day after")
    found.send.click()
    assert not path.exists()
    found.due.setText(show_date(date.today() + timedelta(3)))
    found.send.click()
    dialog(qtbot, WrittenDialog).close()
    wait_for(qtbot, lambda: found.list.lines[0].texts[3].endswith("in 3 days"))
    assert found.remind.isEnabled()
    found.close()
    change_in_excel(path, "return_costs.staff", 84200)
    window.commands.arrivals.import_paths([path])
    dialog(qtbot, OutcomesDialog).close()
    wait_for(qtbot, lambda: any(o.came for o in outgoing_in(window)))
    assert window.review
    window.review.open_out("returns")
    again = dialog(qtbot, ReturnsDialog)
    assert isinstance(again, ReturnsDialog)
    assert "back" in again.list.lines[0].texts[3]
    again.show_held.click()
    shown = dialog(qtbot, HeldDialog)
    assert isinstance(shown, HeldDialog)
    assert ("Staff", "\u00a384,200") in [line.texts[1:3] for line in shown.list.lines]
    monkeypatch.setattr("ui.exchange.returns.ask_where", lambda *_a: tmp_path / "held.txt")
    shown.saves.emit("txt")
    dialog(qtbot, WrittenDialog).close()
    assert "St Giles Works" in (tmp_path / "held.txt").read_text(encoding="utf-8")
