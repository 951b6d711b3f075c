"""Evidence on a real window: added, linked, dropped, opened, unlinked, listed, by keys and with undo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from window_kit import (
    begin_review,
    dialog,
    fill,
    press,
    row_of,
    settled,
    table_of,
    type_keys,
    wait_for,
)

from bvreview.framework.terms import Path as Depth
from bvreview.review.cells import Address, parse_address
from bvreview.review.evidence import Evidence
from bvreview.review.model import Review, ReviewHead, Status
from bvreview.store.checksums import sha256
from bvreview.store.heads import write_head
from bvreview.workspace import Workspace
from ui.dialogs.evidence import EvidenceDialog
from ui.dialogs.link_evidence import LinkEvidenceDialog
from ui.editing.evidence import EvidenceEdits, new_evidence
from ui.exchange.evidence_files import url_of
from ui.pages.evidence import EvidencePage
from ui.pages.review import ReviewPage
from ui.panels.evidence import EvidencePanel
from ui.window import Window

STARTED = "about.started_on"
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(window: Window) -> ReviewPage:
    return begin_review(window, path=Depth.FULL)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[QUrl]:
    """What the system was asked to open."""
    asked: list[QUrl] = []

    def take(url: QUrl) -> bool:
        asked.append(url)
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", take)
    return asked


def form_address(page: ReviewPage) -> Address:
    """A question of a form."""
    return next(a for a in page.session.answers.addresses() if a.section == "about" and not a.row)


def panel(page: ReviewPage) -> EvidencePanel:
    return page.stage.evidence


def way(root: QWidget, name: str) -> QPushButton:
    """The button that a screen reader calls so."""
    return next(b for b in root.findChildren(QPushButton) if b.accessibleName() == name and b.isVisible())


def saved(qtbot: QtBot, page: ReviewPage, window: Window) -> Review:
    return settled(qtbot, page, window)


def add(qtbot: QtBot, page: ReviewPage, window: Window, title: str, at: Address | None = None) -> Evidence:
    evidence = new_evidence(title)
    EvidenceEdits(page.session).save(evidence, at)
    saved(qtbot, page, window)
    return evidence


def test_it_is_added_to_an_answer_by_keys_alone_and_undone(
    qtbot: QtBot, window: Window, page: ReviewPage
) -> None:
    address = form_address(page)
    row = row_of(window, str(address))
    row.go()
    press(Qt.Key.Key_L, CTRL)
    assert page.stage.side.currentWidget() is panel(page)
    assert QApplication.focusWidget() is panel(page).add
    press(Qt.Key.Key_Return)
    asked = dialog(qtbot, EvidenceDialog)
    assert isinstance(asked, EvidenceDialog)
    asked.activateWindow()
    qtbot.waitUntil(asked.title.hasFocus)
    type_keys("Board minutes")
    press(Qt.Key.Key_Tab)
    type_keys("Item 7")
    press(Qt.Key.Key_Tab)
    type_keys("3 Feb 2010")
    press(Qt.Key.Key_Return)
    review = saved(qtbot, page, window)
    (evidence,) = review.evidence.values()
    assert (evidence.title, evidence.reference, str(evidence.date)) == (
        "Board minutes",
        "Item 7",
        "2010-02-03",
    )
    assert review.links == {address: (evidence.id,)}
    assert row._sign.isVisible()
    assert row._sign.accessibleName().startswith("1 piece of evidence: Board minutes")
    assert page.stage.side.tabText(2) == "Evidence 1"
    window.activateWindow()
    page.undo()
    assert saved(qtbot, page, window).evidence == {}
    qtbot.waitUntil(lambda: not row._sign.isVisible())
    page.redo()
    assert saved(qtbot, page, window).links == {address: (evidence.id,)}
    qtbot.waitUntil(row._sign.isVisible)


def test_the_clip_at_an_answer_leads_to_its_evidence(qtbot: QtBot, window: Window, page: ReviewPage) -> None:
    address = form_address(page)
    add(qtbot, page, window, "Board minutes", address)
    row = row_of(window, str(address))
    qtbot.waitUntil(row._sign.isVisible)
    page.stage.panes.fold(2)
    assert not panel(page).isVisible()
    QTest.mouseClick(row._sign, Qt.MouseButton.LeftButton)
    assert panel(page).isVisible()
    assert page.stage.side.currentWidget() is panel(page)
    assert QApplication.focusWidget() is way(panel(page), "Change: Board minutes")


def test_a_very_long_note_is_refused_and_stays(qtbot: QtBot, window: Window, page: ReviewPage) -> None:
    page.go_to(form_address(page))
    panel(page).ask_for_new()
    asked = dialog(qtbot, EvidenceDialog)
    assert isinstance(asked, EvidenceDialog)
    asked.title.setText("A talk\u202e\x07 with  <b>us</b>" + "x" * 5000)
    asked.note.setPlainText("x" * 10_001)
    asked.accept()
    assert asked.problem.text().startswith("The note is longer than 10,000 characters.")
    assert len(asked.note.toPlainText()) == 10_001
    asked.note.setPlainText("Short.")
    asked.accept()
    (evidence,) = saved(qtbot, page, window).evidence.values()
    assert (len(evidence.title) <= 1000, "\x07" in evidence.title, evidence.note) == (True, False, "Short.")


def test_a_title_is_asked_for_and_a_day_is_read(qtbot: QtBot, window: Window, page: ReviewPage) -> None:
    page.go_to(form_address(page))
    panel(page).ask_for_new()
    asked = dialog(qtbot, EvidenceDialog)
    assert isinstance(asked, EvidenceDialog)
    asked.accept()
    assert asked.problem.text().startswith("Say what it is")
    asked.title.setText("A talk")
    asked.day.setText("yesterday")
    asked.accept()
    assert "is not a date" in asked.problem.text()
    assert asked.isVisible()
    asked.reject()
    assert saved(qtbot, page, window).evidence == {}


def drop(target: QWidget, path: Path) -> None:
    """A file let go of over a widget, as the system tells the window."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    at = QPointF(target.mapTo(target.window(), QPoint(target.width() // 2, target.height() // 2)))
    actions, buttons = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    event = QDropEvent(at, actions, data, buttons, Qt.KeyboardModifier.NoModifier)
    handle = target.window().windowHandle()
    assert handle
    if target.window()._drops.eventFilter(handle, event):  # type: ignore[attr-defined]
        return
    over = target.window().childAt(at.toPoint())
    while over and not over.acceptDrops():
        over = over.parentWidget()
    assert over
    inside = over.mapFrom(target.window(), at.toPoint())
    enter = QDragEnterEvent(QPointF(inside), actions, data, buttons, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(over, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(over, event)


def test_a_file_that_is_dropped_on_it_is_kept_and_opened_as_a_copy(
    qtbot: QtBot, window: Window, page: ReviewPage, tmp_path: Path, opened: list[QUrl]
) -> None:
    address = form_address(page)
    page.go_to(address)
    page.show_evidence()
    path = tmp_path / "ledger month 12.csv"
    path.write_bytes(b"a;b\n1;2\n")
    drop(panel(page), path)
    asked = dialog(qtbot, EvidenceDialog)
    assert isinstance(asked, EvidenceDialog)
    qtbot.waitUntil(asked.save.isEnabled)
    assert asked.title.text() == "ledger month 12"
    asked.accept()
    (evidence,) = saved(qtbot, page, window).evidence.values()
    assert evidence.file
    assert window.desk.workspace.submission_file(evidence.file.digest) == b"a;b\n1;2\n"
    assert evidence.file.digest == sha256(b"a;b\n1;2\n")
    path.unlink()
    way(panel(page), f"Open: {evidence.title}").click()
    box = dialog(qtbot, QMessageBox)
    assert isinstance(box, QMessageBox)
    assert not opened
    assert "can run commands" not in box.text()
    next(b for b in box.buttons() if b.text() == "Open it").click()
    qtbot.waitUntil(lambda: bool(opened))
    copy = Path(opened[0].toLocalFile())
    assert (copy.name, copy.read_bytes()) == ("ledger month 12.csv", b"a;b\n1;2\n")


def test_a_file_that_is_dropped_on_the_list_is_listed(
    qtbot: QtBot, window: Window, page: ReviewPage, tmp_path: Path
) -> None:
    listed = page.whole.show_evidence()
    path = tmp_path / "survey.pdf"
    path.write_bytes(b"%PDF")
    drop(listed, path)
    asked = dialog(qtbot, EvidenceDialog)
    assert isinstance(asked, EvidenceDialog)
    qtbot.waitUntil(asked.save.isEnabled)
    asked.accept()
    review = saved(qtbot, page, window)
    assert [e.title for e in review.evidence.values()] == ["survey"]
    assert review.links == {}


def test_what_can_run_is_warned_of_and_nothing_is_opened_unasked(
    qtbot: QtBot, page: ReviewPage, window: Window, tmp_path: Path, opened: list[QUrl]
) -> None:
    page.go_to(form_address(page))
    page.show_evidence()
    path = tmp_path / "costs.xlsm"
    path.write_bytes(b"PK")
    panel(page).ask_for_new(path)
    asked = dialog(qtbot, EvidenceDialog)
    assert isinstance(asked, EvidenceDialog)
    qtbot.waitUntil(asked.save.isEnabled)
    asked.accept()
    saved(qtbot, page, window)
    way(panel(page), "Open: costs").click()
    box = dialog(qtbot, QMessageBox)
    assert isinstance(box, QMessageBox)
    assert box.text().startswith("Files of this kind can run commands when they are opened.")
    box.reject()
    assert not opened


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda path: path.mkdir(), "is a folder"),
        (lambda path: path.symlink_to("/etc/hostname"), "is a shortcut"),
        (lambda path: path.write_bytes(b"x" * 5_000_001), "at most 5 MB are kept"),
        (lambda path: None, "is not there any more"),
    ],
)
def test_what_cannot_be_kept_is_said_and_its_place_is_offered(
    qtbot: QtBot, page: ReviewPage, tmp_path: Path, make: Callable[[Path], object], words: str
) -> None:
    page.go_to(form_address(page))
    path = tmp_path / "thing.pdf"
    make(path)
    panel(page).ask_for_new(path)
    asked = dialog(qtbot, EvidenceDialog)
    assert isinstance(asked, EvidenceDialog)
    qtbot.waitUntil(asked.problem.isVisible)
    assert words in asked.problem.text()
    assert asked.place.text() == str(path)
    assert asked.save.isEnabled()


def test_one_piece_supports_many_answers_and_is_unlinked_from_one(
    qtbot: QtBot, window: Window, page: ReviewPage
) -> None:
    first, second = [a for a in page.session.answers.addresses() if a.section == "about" and not a.row][:2]
    evidence = add(qtbot, page, window, "Board minutes", first)
    other = add(qtbot, page, window, "A talk")
    page.go_to(second)
    page.show_evidence()
    panel(page).ask_for_listed()
    asked = dialog(qtbot, LinkEvidenceDialog)
    assert isinstance(asked, LinkEvidenceDialog)
    asked.activateWindow()
    qtbot.waitUntil(asked.search.hasFocus)
    type_keys("board")
    assert [line.id for line in asked.list.lines] == [evidence.id]
    press(Qt.Key.Key_Return)
    assert saved(qtbot, page, window).links == {first: (evidence.id,), second: (evidence.id,)}
    way(panel(page), "Unlink: Board minutes").click()
    assert saved(qtbot, page, window).links == {first: (evidence.id,)}
    assert set(page.session.review.evidence) == {evidence.id, other.id}


def test_a_cell_of_a_table_shows_a_clip_and_says_it(qtbot: QtBot, window: Window, page: ReviewPage) -> None:
    table = table_of(window, "costs", "staff")
    table.stand_on(table.model().index(0, 0))
    QGuiApplication.clipboard().setText("Probation officer\t4")
    table.paste()
    saved(qtbot, page, window)
    table.stand_on(table.model().index(0, 0))
    place = table.current_place()
    assert place
    before = table.grab().toImage()
    window.activateWindow()
    table.setFocus()
    press(Qt.Key.Key_L, CTRL)
    assert panel(page).address == place.address
    add(qtbot, page, window, "Payroll", place.address)
    index = table.model().index(0, 0)
    assert "1 piece of evidence: Payroll" in str(index.data(Qt.ItemDataRole.AccessibleTextRole))
    assert "1 piece of evidence: Payroll" in str(index.data(Qt.ItemDataRole.ToolTipRole))
    assert table.grab().toImage() != before


def test_a_line_that_is_removed_takes_its_use_with_it_and_undo_brings_both_back(
    qtbot: QtBot, window: Window, page: ReviewPage
) -> None:
    table = table_of(window, "costs", "staff")
    table.stand_on(table.model().index(0, 0))
    QGuiApplication.clipboard().setText("Probation officer\t4")
    table.paste()
    saved(qtbot, page, window)
    address = next(a for a in page.session.review.cells if a.part == "staff")
    evidence = add(qtbot, page, window, "Payroll", address)
    edits = EvidenceEdits(page.session)
    section = page.session.framework.section("costs")
    part = section.part("staff") if section else None
    assert section
    assert part
    page.session.remove_rows(section, part, [address.key])
    saved(qtbot, page, window)
    assert (edits.uses(evidence.id), edits.count_uses(evidence.id)) == ([], 0)
    page.undo()
    saved(qtbot, page, window)
    qtbot.waitUntil(lambda: edits.uses(evidence.id) == [address])


def test_what_supports_a_shared_answer_is_shared(qtbot: QtBot, window: Window, page: ReviewPage) -> None:
    own = form_address(page)
    shared = next(a for a in page.session.answers.addresses() if a.section == "ledger" and not a.row)
    evidence = add(qtbot, page, window, "Ledger", own)
    EvidenceEdits(page.session).link(evidence.id, shared)
    review = saved(qtbot, page, window)
    assert review.evidence[evidence.id].shared
    assert review.links == {own: (evidence.id,), shared: (evidence.id,)}
    framework, workspace = window.desk.framework, window.desk.workspace
    head = review.head
    other = workspace.create_review(head.organisation, framework.services[1].id, head.period, head.path)
    assert set(workspace.review(other.id).evidence) == {evidence.id}
    page.undo()
    assert not saved(qtbot, page, window).evidence[evidence.id].shared
    assert workspace.review(other.id).evidence == {}


def test_all_evidence_is_one_list_with_jumps_and_a_question_before_it_goes(
    qtbot: QtBot, window: Window, page: ReviewPage
) -> None:
    address = form_address(page)
    kept = add(qtbot, page, window, "Board minutes", address)
    loose = add(qtbot, page, window, "A talk")
    row_of(window, str(address)).go()
    press(Qt.Key.Key_L, CTRL_SHIFT)
    listed = page.whole.evidence
    assert isinstance(listed, EvidencePage)
    assert page.stack.currentWidget() is listed
    assert listed.list.hasFocus()
    assert [(line.texts[0], line.texts[3]) for line in listed.list.lines] == [
        ("A talk", "Not linked yet"),
        ("Board minutes", "1 answer"),
    ]
    listed.remove(page.session.review.evidence[loose.id])
    assert set(saved(qtbot, page, window).evidence) == {kept.id}
    way(listed, "Remove: Board minutes").click()
    box = dialog(qtbot, QMessageBox)
    assert isinstance(box, QMessageBox)
    assert "It is linked to 1 answer." in box.text()
    box.reject()
    assert set(page.session.review.evidence) == {kept.id}
    jump = next(b for b in listed.findChildren(QPushButton) if b.accessibleName().startswith("Go to About"))
    jump.click()
    assert page.stack.currentWidget() is page.stage
    assert panel(page).address == address
    page.whole.show_evidence()
    way(listed, "Remove: Board minutes").click()
    box = dialog(qtbot, QMessageBox)
    assert isinstance(box, QMessageBox)
    next(b for b in box.buttons() if b.text() == "Remove the evidence").click()
    review = saved(qtbot, page, window)
    assert (review.evidence, review.links) == ({}, {})
    window.activateWindow()
    qtbot.waitUntil(listed.add.hasFocus)
    page.undo()
    assert saved(qtbot, page, window).links == {address: (kept.id,)}


def test_an_empty_list_says_what_to_do(page: ReviewPage) -> None:
    listed = page.whole.show_evidence()
    assert listed._empty.isVisible()
    assert listed._empty.text().startswith("Nothing is listed yet.")
    assert listed.add.hasFocus()


def test_what_is_signed_is_read_and_opened_but_not_changed(
    qtbot: QtBot, window: Window, page: ReviewPage
) -> None:
    address = form_address(page)
    evidence = add(qtbot, page, window, "Board minutes", address)
    head = page.session.review.head
    sign(window.desk.workspace, head)
    page.session.reread()
    wait_for(qtbot, lambda: window.review and window.review is not page)  # laid out anew
    assert window.review
    page = window.review
    page.go_to(address)
    page.show_evidence()
    names = [b.accessibleName() for b in panel(page).findChildren(QPushButton) if b.isVisible()]
    assert not [n for n in names if n.startswith(("Change", "Unlink", "Add", "Link"))]
    EvidenceEdits(page.session).remove(evidence.id)
    assert set(page.session.review.evidence) == {evidence.id}
    assert set(window.desk.workspace.review(head.id).evidence) == {evidence.id}


def sign(workspace: Workspace, head: ReviewHead) -> None:
    """Sign a review that is not ready, as no person could."""

    def write() -> None:
        with workspace.writing() as db:
            write_head(db, replace(head, status=Status.SUBMITTED, revision=1, signed_on="2010-06-01"))

    workspace.later(write).result()


@pytest.mark.parametrize(
    ("place", "url"),
    [
        ("https://www.example.org/a?b=1", "https://www.example.org/a?b=1"),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("shelf 4, box 2", None),
    ],
)
def test_only_web_addresses_and_whole_paths_are_opened(place: str, url: str | None) -> None:
    found = url_of(place)
    assert (found.toString() if found else None) == url


def test_a_whole_path_is_a_file(tmp_path: Path) -> None:
    found = url_of(str(tmp_path / "a b.pdf"))
    assert found
    assert Path(found.toLocalFile()) == tmp_path / "a b.pdf"


def test_the_history_and_the_answer_stay_apart(qtbot: QtBot, window: Window, page: ReviewPage) -> None:
    fill(page.session, {STARTED: "12 April 2009"})
    add(qtbot, page, window, "Board minutes", parse_address(STARTED))
    page.undo()
    review = saved(qtbot, page, window)
    assert review.evidence == {}
    assert review.cells[parse_address(STARTED)].answer.value == date(2009, 4, 12)
