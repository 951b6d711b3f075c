"""Pasting a ledger extract in the window: read, mapped, filled in, undone, pasted again; and rubbish."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from factories.ledger import as_text, ledger_rows
from PySide6.QtCore import QEvent, QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QMessageBox, QWidget
from pytestqt.qtbot import QtBot
from window_kit import begin_review, dialog, open_window, settled, wait_for

from bvreview.framework.terms import Path as Depth
from bvreview.review.cells import parse_address
from bvreview.review.ledger.allotment import Place
from bvreview.review.ledger.extract_columns import Role
from bvreview.review.periods import FinancialYear
from ui.announcing import Announcer
from ui.ledger.dialog import LedgerDialog
from ui.window import Window

LINE, POOL = "ledger.lines:other", "pools.pools:finance"
STAFF = parse_address("ledger.lines:staff.actual")


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    with open_window(qtbot, tmp_path / "work.bvr") as opened:
        begin_review(opened)
        yield opened


def put(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def put_at(combo: QComboBox, target: str) -> None:
    combo.setCurrentIndex(combo.findData(target))
    combo.activated.emit(combo.currentIndex())


def leave(qtbot: QtBot, found: LedgerDialog) -> None:
    """Close a dialog in which something was mapped by hand: it asks first."""
    found.reject()
    asked = dialog(qtbot, QMessageBox)
    assert isinstance(asked, QMessageBox)
    next(b for b in asked.buttons() if b.text() == "Close the extract").click()
    assert found.isHidden()


def opened(qtbot: QtBot, window: Window) -> LedgerDialog:
    """The dialog, opened by its command."""
    window.actions_by_id["paste_ledger"].trigger()
    found = dialog(qtbot, LedgerDialog)
    assert isinstance(found, LedgerDialog)
    return found


def read(qtbot: QtBot, window: Window) -> LedgerDialog:
    found = opened(qtbot, window)
    wait_for(qtbot, lambda: found.steps.currentIndex() == 1 and found.go.isEnabled())
    return found


def fill_in(qtbot: QtBot, window: Window) -> None:
    found = read(qtbot, window)
    found.go.click()
    found.go.click()
    page = window.review
    assert page
    settled(qtbot, page, window)


def labels_of(widget: QWidget) -> list[QLabel]:
    return widget.findChildren(QLabel)


def value(window: Window) -> str:
    assert window.review
    cell = window.review.session.cell(STAFF)
    return str(cell.answer.value) if cell else ""


def test_an_extract_is_one_step_that_is_undone_and_made_again(qtbot: QtBot, window: Window) -> None:
    put(as_text(ledger_rows()))
    page = window.review
    assert page
    fill_in(qtbot, window)
    filled = settled(qtbot, page, window)
    answer = filled.cells[STAFF].answer
    assert answer.source.startswith("Ledger extract, clipboard, ")
    staff = [row for row in ledger_rows()[1:] if row[2] in ("1000", "1010", "1020")]
    assert answer.value == sum(Decimal(row[5].replace(",", "")) for row in staff)
    wait_for(qtbot, lambda: window.actions_by_id["undo"].text() == "Undo: Ledger extract, clipboard")
    page.undo()
    wait_for(qtbot, lambda: not value(window))
    assert not settled(qtbot, page, window).cells
    page.redo()
    wait_for(qtbot, lambda: value(window))
    assert settled(qtbot, page, window).cells.keys() == filled.cells.keys()


def test_the_same_extract_again_is_mapped_already_and_changes_nothing(qtbot: QtBot, window: Window) -> None:
    put(as_text(ledger_rows()))
    fill_in(qtbot, window)
    found = read(qtbot, window)
    found.go.click()
    assert found.effect.text() == "These figures stand in the review already: nothing changes."
    assert {line.texts[-1] for line in found.mapping.list.lines} == {"\u2713\u00a0As before"}
    found.reject()


def test_another_extract_says_what_it_replaces(qtbot: QtBot, window: Window) -> None:
    put(as_text(ledger_rows()))
    fill_in(qtbot, window)
    put(as_text([row for row in ledger_rows(2) if row[0] not in ("9100", "9100 Total") and row[2] != "5000"]))
    found = read(qtbot, window)
    found.go.click()
    assert "replacing those of an earlier extract" in found.effect.text()
    assert "3 of an earlier extract taken out" in found.effect.text()  # contracted, twice, and the pool
    assert found.reading.remarks[0].text().startswith("\u25c6 The lines differ from the total of the extract")
    found.reject()


def test_accounts_are_mapped_together_by_keys_and_remembered(qtbot: QtBot, window: Window) -> None:
    put("Account\tDescription\tActual\n1\tQuirk\t10.00\n2\tWhim\t20.00\n3\tSalaries\t30.00\n")
    found = read(qtbot, window)
    QTest.keyClick(found.reading.list, Qt.Key.Key_Return)
    assert found.steps.currentIndex() == 2
    assert [line.texts[-1] for line in found.mapping.list.lines][:2] == ["\u25c6\u00a0Not mapped"] * 2
    assert found.mapping.whole.unmapped.actual == 30
    QTest.keyClick(found.mapping.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(found.mapping.list, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is found.mapping.place.line
    for __ in range(6):
        QTest.keyClick(found.mapping.place.line, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is found.mapping.place.line
    assert found.mapping.places["", "1"] == found.mapping.places["", "2"] == Place("ledger.lines:other")
    assert found.mapping.whole.unmapped.lines == 0
    found.go.click()
    assert window.review
    settled(qtbot, window.review, window)
    kept = window.desk.workspace.ledger_mapping(window.review.session.review.head.organisation)
    assert kept["", "2"] == Place("ledger.lines:other")


def test_what_is_mapped_once_is_proposed_for_the_same_account_elsewhere(qtbot: QtBot, window: Window) -> None:
    put("CC\tAccount\tDescription\tActual\n10\t1\tQuirk\t10\n20\t1\tQuirk\t20\n10\t2\tSalaries\t30\n")
    found = read(qtbot, window)
    found.go.click()
    found.mapping.list.selectRow(0)
    put_at(found.mapping.place.line, LINE)
    put_at(found.mapping.place.use, POOL)
    assert found.mapping.places == {
        ("10", "1"): Place(LINE, POOL),
        ("20", "1"): Place(LINE),  # the account as elsewhere
        ("10", "2"): Place("ledger.lines:staff", POOL),  # the cost centre as elsewhere
    }
    words = [line.texts[-1] for line in found.mapping.list.lines]
    assert words == ["\u2713\u00a0Mapped", "\u25cb\u00a0Proposed", "\u25cb\u00a0Proposed"]
    leave(qtbot, found)


def test_a_service_alone_confirms_no_line_that_was_proposed(qtbot: QtBot, window: Window) -> None:
    put("CC\tAccount\tDescription\tActual\n1\t3\tSalaries\t30\n1\t9\tRecharge between services\t11\n")
    found = read(qtbot, window)
    found.go.click()
    page = found.mapping
    page.list.selectAll()
    put_at(page.place.use, POOL)
    assert page.places["1", "3"] == Place("ledger.lines:staff", POOL)
    assert page.places["1", "9"].left_out
    assert page.place.use.currentData() == POOL  # of all that can take one
    assert [line.texts[-1] for line in page.list.lines] == ["\u25cb\u00a0Proposed"] * 2
    assert page.show_only.itemText(2) == "Proposed (2)"
    page.list.selectRow(0)
    put_at(page.place.line, "ledger.lines:staff")  # the same line, chosen: that confirms it
    assert [line.texts[-1] for line in page.list.lines] == ["\u2713\u00a0Mapped", "\u25cb\u00a0Proposed"]
    QTest.keyClick(found, Qt.Key.Key_Escape)
    asked = dialog(qtbot, QMessageBox)
    assert isinstance(asked, QMessageBox)
    assert "Where you put its accounts is forgotten" in asked.text()
    QTest.keyClick(asked, Qt.Key.Key_Escape)  # keeps
    assert found.isVisible()
    assert page.places["1", "3"] == Place("ledger.lines:staff", POOL)
    wait_for(qtbot, lambda: not asked.isVisible())
    leave(qtbot, found)


def test_what_is_not_mapped_stays_in_sight_while_the_extract_stands(qtbot: QtBot, window: Window) -> None:
    page = window.review
    assert page
    page.stage.go_to_section("ledger")
    view = page.stage.current()
    assert view
    assert view.ledger.rest.isHidden()
    put("Account\tDescription\tActual\n1\tQuirk\t10.00\n3\tSalaries\t30.00\n")
    fill_in(qtbot, window)
    wait_for(qtbot, lambda: "\u00a310.00 of it is not mapped" in view.ledger.rest.text())
    assert not view.ledger.rest.isHidden()
    page.undo()
    wait_for(qtbot, view.ledger.rest.isHidden)


def test_what_is_left_out_takes_no_service(qtbot: QtBot, window: Window) -> None:
    put("Account\tDescription\tActual\n1\tQuirk\t10.00\n")
    found = read(qtbot, window)
    found.go.click()
    put_at(found.mapping.place.line, "?capital")
    assert not found.mapping.place.use.isEnabled()
    assert found.mapping.whole.left_out["capital"].actual == 10
    leave(qtbot, found)


def test_other_columns_are_read_at_once(qtbot: QtBot, window: Window) -> None:
    put(as_text(ledger_rows()))
    found = read(qtbot, window)
    combo = found.reading.combos[Role.ACTUAL]
    combo.setCurrentIndex(4)  # the descriptions
    combo.activated.emit(4)
    wait_for(qtbot, lambda: "No line could be read" in found.reading.remarks[0].text())
    assert not found.go.isEnabled()
    assert found.reading.show_only.itemText(1) == "Could not be read (60)"
    combo.setCurrentIndex(6)
    combo.activated.emit(6)
    wait_for(qtbot, found.go.isEnabled)
    found.reject()


@pytest.mark.parametrize("what", ["nothing", "blank", "picture", "file"])
def test_a_clipboard_without_cells_says_what_to_do(qtbot: QtBot, window: Window, what: str) -> None:
    data = QMimeData()
    if what == "picture":
        data.setImageData(QImage(8, 8, QImage.Format.Format_RGB32))
    elif what == "file":
        data.setUrls([QUrl("file:///home/ledger.xlsx")])
        data.setText("file:///home/ledger.xlsx")
    elif what == "blank":
        data.setText(" \t\n ")
    QGuiApplication.clipboard().setMimeData(data)
    found = opened(qtbot, window)
    words = {"picture": "holds a picture", "file": "A file was copied"}.get(what, "nothing on the clipboard")
    wait_for(qtbot, lambda: words in found.said.text())
    assert not found.go.isEnabled()
    put(as_text(ledger_rows()))
    QTest.keyClick(found, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    wait_for(qtbot, lambda: found.go.isEnabled())
    found.reject()


def test_rubbish_leaves_everything_as_it_was(qtbot: QtBot, window: Window) -> None:
    put('\u202e{}[]\x07 lorem ipsum\ndolor\tsit\tamet\n\n"unclosed\tquote\n' * 20)
    found = opened(qtbot, window)
    wait_for(qtbot, lambda: found.steps.currentIndex() == 1)
    assert not found.go.isEnabled()
    found.reject()
    assert window.review
    assert not settled(qtbot, window.review, window).cells


def test_ten_thousand_lines_are_read_while_the_window_goes_on(qtbot: QtBot, window: Window) -> None:
    rows = [row for row in ledger_rows()[1:] if "otal" not in row[0]]
    put(as_text([ledger_rows()[0], *([f"{n}{row[0]}", *row[1:]] for n in range(170) for row in rows)]))
    found = read(qtbot, window)
    assert found.reading.count.text().startswith("10200 lines")
    found.go.click()
    assert len(found.mapping.list.lines) == 400
    assert "search for the others" in found.mapping.count.text()
    found.mapping.search.setText("169 victim")
    assert len(found.mapping.list.lines) == 10
    found.go.click()
    assert window.review
    settled(qtbot, window.review, window)
    assert value(window)


def test_a_file_is_read_by_its_sheets(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.create_sheet("Short").append(["CC", "Account", "Actual"])
    sheet = book.create_sheet("Ledger")
    for row in (["CC", "Account", "Actual"], [10, 1000, 20.5], [10, 2000, 7]):
        sheet.append(row)
    book.save(tmp_path / "ledger.xlsx")
    QGuiApplication.clipboard().clear()
    found = opened(qtbot, window)
    found.open_file(tmp_path / "ledger.xlsx")
    wait_for(qtbot, found.go.isEnabled)
    assert found.said.text() == "From: ledger.xlsx"
    assert found.reading.sheets.currentText() == "Ledger"
    assert found.reading.count.text() == "2 lines, ledger £27.50"
    (tmp_path / "none.xlsx").write_bytes(b"%PDF-1.4")
    found.open_file(tmp_path / "none.xlsx")
    wait_for(qtbot, lambda: "PDF" in found.said.text())
    assert found.reading.count.text() == "2 lines, ledger £27.50"
    found.reject()


def test_a_mapping_to_what_is_gone_is_asked_for_anew(qtbot: QtBot, window: Window) -> None:
    assert window.review
    organisation = window.review.session.review.head.organisation
    gone = {("", "1"): Place("ledger.lines:agency")}
    window.desk.workspace.keep_ledger_mapping(organisation, gone)
    put("Account\tDescription\tActual\n1\tQuirk\t10.00\n")
    found = read(qtbot, window)
    found.go.click()
    assert found.mapping.list.lines[0].texts[-1] == "\u25c6\u00a0Its line is gone"
    found.reject()


def test_a_change_of_the_year_names_the_reviews_it_counts_in(qtbot: QtBot, window: Window) -> None:
    workspace, page = window.desk.workspace, window.review
    assert page
    head = page.session.review.head
    other = workspace.create_review(head.organisation, "victim-contact", FinancialYear(2009), Depth.LIGHT)
    window.open_review(head.id)
    page = window.review
    assert page
    page.stage.go_to_section("ledger")
    view = page.stage.current()
    assert view
    assert view.shared.words() == "Shared by 2 reviews: Community Payback, Victim Contact."
    said: list[str] = []
    announcer = Announcer(window, lambda _widget, text, **_how: said.append(text), rest=0)
    announcer.follow(page.session)
    window.desk.saver.changed.connect(announcer.show_saved)
    page.session.set_answers({STAFF: page.session.read(STAFF, "12")})
    wait_for(qtbot, lambda: any("It counts in Victim Contact too." in text for text in said))
    assert "this counts in Victim Contact too" in view.shared.words()
    settled(qtbot, page, window)
    page.stage.side.setCurrentWidget(page.stage.history)
    wait_for(qtbot, lambda: any("also in Victim Contact" in x.text() for x in labels_of(page.stage.history)))
    last = {summary.head.id: summary.is_shared_change for summary in workspace.reviews()}
    assert last == {head.id: True, other.id: True}


def test_a_dialog_that_was_closed_is_given_free(qtbot: QtBot, window: Window) -> None:
    put(as_text(ledger_rows()))
    seen = []
    for __ in range(3):
        found = read(qtbot, window)
        seen.append(weakref.ref(found))
        found.go.click()
        found.reject()
        del found
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    wait_for(qtbot, lambda: gc.collect() >= 0 and not any(ref() for ref in seen))
