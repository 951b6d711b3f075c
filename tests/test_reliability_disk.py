"""A disk that is full, read-only or gone under an open window: said at once, and nothing typed is lost."""

from __future__ import annotations

import contextlib
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot
from small_disk import make_read_only, small_disk
from window_kit import PERSON, begin_review, dialog, fill, open_window, settled, type_keys, wait_for

import ui.exchange.rescue
from bvreview import work
from bvreview.framework.loader import default_framework
from bvreview.framework.terms import Path as Depth
from bvreview.resources import sample_path
from bvreview.review.cells import Answer, parse_address
from bvreview.review.periods import FinancialYear
from bvreview.settings import load_settings
from bvreview.workspace import Workspace
from ui.application import Application
from ui.bus import Changed
from ui.dialogs.outcomes import OutcomesDialog
from ui.forms.editors import GrowingText
from ui.frame import Banner
from ui.pages.review import ReviewPage
from ui.saving import SaveState
from ui.window import Window

SCOPE = parse_address("about.scope")
FURTHER = (
    *("about.path_reason", "about.out_of_scope", "costs.basis_note", "consultation.summary"),
    *("equality.disparity_note", "reading.summary", "plan.ask", "plan.if_nothing"),
)
LONG = "Every word of this must be there when there is space again. " * 530
PAGE = 4096
STEPS = 64  # pages of free space; a long text takes sixteen, of which eight may be free in the file already
SAID_WITHIN = 2  # seconds


def field_of(page: ReviewPage) -> GrowingText:
    page.go_to(SCOPE)
    view = page.stage.current()
    assert view
    row = next(r for r in view.views[0].rows if r.address == SCOPE)  # type: ignore[union-attr]
    text = row.editor.inputs()[0]
    assert isinstance(text, GrowingText)
    return text


def put(text: GrowingText, words: str) -> None:
    """Paste words in place of what stands there."""
    text.selectAll()
    text.insertPlainText(words)


def is_failed(window: Window) -> bool:
    return window.desk.saver.last.state is SaveState.FAILED


def banner_of(window: Window) -> Banner:
    (banner,) = window.findChildren(Banner)
    return banner


def banner_words(window: Window) -> str:
    return " ".join(label.text() for label in banner_of(window).findChildren(QLabel))


def on_disk(path: Path, review_id: str) -> object:
    """The answer as another start finds it in a copy."""
    copy = path.with_name("copy.bvr")
    copy.write_bytes(path.read_bytes())
    with Workspace.open(copy, person=PERSON, framework=default_framework()) as workspace:
        return workspace.review(review_id).cells[SCOPE].answer.value


def message_boxes() -> list[QMessageBox]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox) and w.isVisible()]


def said_by_boxes() -> list[str]:
    return [box.text() for box in message_boxes()]


def steps(deep: bool) -> range:
    return range(STEPS if deep else 8)


def try_again_soon(window: Window) -> None:
    window.desk.saver._retry.setInterval(150)


def full_then_space(
    qtbot: QtBot, window: Window, leave: Callable[[int], object], free: Callable[[], object], pages: range
) -> None:
    """At each step: no space, said within two seconds, kept, and saved by itself when there is space."""
    page = begin_review(window)
    text = field_of(page)
    put(text, "before")
    settled(qtbot, page, window)
    try_again_soon(window)
    for step in pages:
        leave(step)
        words = f"{step} {LONG}".strip()
        put(text, words)
        page.stage.commit()
        fill(page.session, dict.fromkeys(FURTHER, words))
        wait_for(qtbot, lambda: is_failed(window), SAID_WITHIN)
        assert banner_of(window).isVisible()
        assert "Your text is kept and saved as soon as it can be." in banner_words(window)
        assert window.header.saved_words() == "Not saved"
        assert text.toPlainText() == words
        free()
        cells = settled(qtbot, page, window).cells
        assert {cells[a].answer.value for a in (SCOPE, *map(parse_address, FURTHER))} == {words}
        assert window.header.saved_words().startswith("All changes saved")
        assert not banner_of(window).isVisible()
    assert window.desk.workspace.verify().is_whole


@pytest.mark.timeout(7200)  # the long count takes its time
def test_a_disk_that_is_full_at_each_page(qtbot: QtBot, tmp_path: Path, deep: bool) -> None:
    with small_disk(tmp_path / "disk", 64 * 2**20) as disk, open_window(qtbot, disk / "work.bvr") as window:
        filler = disk / "filler"

        def leave(pages: int) -> None:
            filler.write_bytes(bytes(shutil.disk_usage(disk).free - pages * PAGE))

        full_then_space(qtbot, window, leave, filler.unlink, steps(deep))


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files")
def test_files_that_may_not_grow(qtbot: QtBot, tmp_path: Path, deep: bool) -> None:
    import resource

    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    path = tmp_path / "work.bvr"
    try:
        with open_window(qtbot, path) as window:
            full_then_space(
                qtbot,
                window,
                lambda step: resource.setrlimit(resource.RLIMIT_FSIZE, (step * PAGE, usual[1])),
                lambda: resource.setrlimit(resource.RLIMIT_FSIZE, usual),
                steps(deep),
            )
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
        signal.signal(signal.SIGXFSZ, ignored)


def test_a_full_disk_while_closing_asks_and_keeps(qtbot: QtBot, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 2 * 2**20) as disk, open_window(qtbot, disk / "work.bvr") as window:
        page = begin_review(window)
        text = field_of(page)
        try_again_soon(window)
        settled(qtbot, page, window)
        (disk / "filler").write_bytes(bytes(shutil.disk_usage(disk).free))
        put(text, LONG)
        window.close()
        assert window.isVisible()
        (asked,) = message_boxes()
        assert "The disk is full" in asked.text()
        assert asked.defaultButton().text() == asked.escapeButton().text() == "Keep as it is"
        asked.close()
        (disk / "filler").unlink()
        assert settled(qtbot, page, window).cells[SCOPE].answer.value == LONG


def test_a_disk_that_fills_up_during_an_import_is_said_and_whole_files_are_in(
    qtbot: QtBot, tmp_path: Path
) -> None:
    samples = work.find_workbooks([sample_path("east-midlands")])
    with small_disk(tmp_path / "disk", 16 * 2**20) as disk, open_window(qtbot, disk / "work.bvr") as window:
        window.desk.workspace.reviews()
        (disk / "filler").write_bytes(bytes(shutil.disk_usage(disk).free - 1_100_000))
        told: list[Changed] = []
        window.desk.bus.changed.connect(told.append)
        window.commands.arrivals.import_paths(samples)
        wait_for(qtbot, said_by_boxes)
        assert said_by_boxes() == [
            "The disk is full, so the last change is not saved in work.bvr. Make space, then try again."
        ]
        assert 0 < len(window.desk.workspace.reviews()) < 5
        assert told == [Changed()]
        assert window.desk.workspace.verify().is_whole
        (disk / "filler").unlink()
        for box in message_boxes():
            box.close()
        window.commands.arrivals.import_paths(samples)
        outcomes = dialog(qtbot, OutcomesDialog)
        assert outcomes.isVisible()
        assert len(window.desk.workspace.reviews()) == 5


def renamed(path: Path) -> None:
    path.rename(path.with_name("renamed.bvr"))


def deleted(path: Path) -> None:
    path.unlink()


def folder_deleted(path: Path) -> None:
    shutil.rmtree(path.parent)


def replaced(path: Path) -> None:
    path.unlink()
    path.write_bytes(b"something else")


AWAY = [renamed, deleted, folder_deleted, replaced]


@pytest.mark.parametrize("go_away", AWAY)
def test_a_file_that_goes_away_is_said_and_work_goes_on_elsewhere(
    go_away: Callable[[Path], None], qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, elsewhere = tmp_path / "work" / "work.bvr", tmp_path / "elsewhere" / "new.bvr"
    monkeypatch.setattr(ui.exchange.rescue, "ask_for_new", lambda *words: elsewhere)
    with open_window(qtbot, path) as window:
        page = begin_review(window)
        text = field_of(page)
        put(text, "before")
        settled(qtbot, page, window)
        go_away(path)
        put(text, "typed after it was gone")
        wait_for(qtbot, lambda: is_failed(window), SAID_WITHIN)
        assert "it was moved or deleted while open. Save it elsewhere." in banner_words(window)
        assert text.toPlainText() == "typed after it was gone"
        buttons = {b.text(): b for b in banner_of(window).findChildren(QPushButton)}
        buttons["Save elsewhere\u2026"].click()
        assert settled(qtbot, page, window).cells[SCOPE].answer.value == "typed after it was gone"
        wait_for(qtbot, lambda: window.desk.workspace.path == elsewhere)
        window.activateWindow()
        wait_for(qtbot, window.isActiveWindow)
        field_of(page)
        type_keys("And more. ")
        settled(qtbot, page, window)
    assert load_settings()[0].last_workspace == str(elsewhere)
    with open_window(qtbot, elsewhere) as window:
        review = window.desk.workspace.review(page.session.id)
        assert "And more." in str(review.cells[SCOPE].answer.value)
        assert window.desk.workspace.verify().is_whole
    if go_away is replaced:
        assert path.read_bytes() == b"something else"


def test_a_file_that_was_deleted_can_be_saved_where_it_was(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "work.bvr"
    monkeypatch.setattr(ui.exchange.rescue, "ask_for_new", lambda *words: path)
    with open_window(qtbot, path) as window:
        page = begin_review(window)
        text = field_of(page)
        path.unlink()
        put(text, "typed after")
        wait_for(qtbot, lambda: is_failed(window), SAID_WITHIN)
        window.commands.save_elsewhere()
        assert settled(qtbot, page, window).cells[SCOPE].answer.value == "typed after"
        assert path.with_name("work.bvr.open").exists()
    assert on_disk(path, page.session.id) == "typed after"


def test_saving_elsewhere_takes_nobodys_place(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other.bvr"
    other.write_bytes(b"of somebody else")
    monkeypatch.setattr(ui.exchange.rescue, "ask_for_new", lambda *words: other)
    with open_window(qtbot, tmp_path / "work.bvr") as window:
        begin_review(window)
        window.commands.save_elsewhere()
        wait_for(qtbot, said_by_boxes)
        assert said_by_boxes() == [f"There is a file other.bvr in {tmp_path} already. Choose another name."]
        assert window.desk.workspace.path == tmp_path / "work.bvr"
        assert window.desk.workspace.verify().is_whole
    assert other.read_bytes() == b"of somebody else"


def test_a_workspace_that_becomes_read_only_is_said_and_saved_when_it_is_not(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with open_window(qtbot, tmp_path / "work.bvr") as window:
        page = begin_review(window)
        text = field_of(page)
        workspace = window.desk.workspace
        try_again_soon(window)

        def read_only(on: bool) -> None:
            workspace.later(lambda: workspace._db.conn.execute(f"pragma query_only = {on}")).result()

        read_only(True)
        put(text, "typed meanwhile")
        wait_for(qtbot, lambda: is_failed(window), SAID_WITHIN)
        assert "read-only. Save it elsewhere." in banner_words(window)
        read_only(False)
        assert settled(qtbot, page, window).cells[SCOPE].answer.value == "typed meanwhile"


@contextlib.contextmanager
def read_only_place(folder: Path) -> Iterator[Path]:
    """A workspace with an answer in a place that cannot be written to."""
    with small_disk(folder, 2 * 2**20) as disk:
        path = disk / "work.bvr"
        with Workspace.open(path, person=PERSON, framework=default_framework()) as workspace:
            service = workspace.framework.services[0].id
            head = workspace.create_review("DBS", service, FinancialYear(2009), Depth.LIGHT)
            workspace.answer(head.id, SCOPE, Answer("read only"))
        make_read_only(disk)
        yield path


def test_a_read_only_workspace_is_said_and_copied_to_where_it_can_be_written(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "mine.bvr"
    monkeypatch.setattr(ui.exchange.rescue, "ask_for_new", lambda *words: target)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    with read_only_place(tmp_path / "disk") as path:
        application = Application(app)
        application.open_workspace(path)
        (asked,) = message_boxes()
        assert asked.text().endswith("read-only. Save it elsewhere.")
        next(b for b in asked.buttons() if b.text() == "Save it elsewhere\u2026").click()
        wait_for(qtbot, lambda: application.window)
        assert isinstance(application.window, Window)
        (summary,) = application.window.desk.workspace.reviews()
        review = application.window.desk.workspace.review(summary.head.id)
        assert review.cells[SCOPE].answer.value == "read only"
        application.ring.release()
        application.window.close()
        app.processEvents()
        application.window.deleteLater()
        app.processEvents()
