"""A workspace that is read-only or gone under an open window: said at once, and nothing typed is lost."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from small_disk import make_read_only, small_disk
from unsaved_kit import (
    SAID_WITHIN,
    SCOPE,
    banner_of,
    banner_words,
    field_of,
    is_failed,
    message_boxes,
    put,
    said_by_boxes,
    try_again_soon,
)
from window_kit import PERSON, begin_review, open_window, settled, type_keys, wait_for

import ui.exchange.rescue
from bvreview.framework.loader import default_framework
from bvreview.framework.terms import Path as Depth
from bvreview.review.cells import Answer
from bvreview.review.periods import FinancialYear
from bvreview.settings import load_settings
from bvreview.workspace import Workspace
from ui.application import Application
from ui.window import Window


def on_disk(path: Path, review_id: str) -> object:
    """The answer as another start finds it in a copy."""
    copy = path.with_name("copy.bvr")
    copy.write_bytes(path.read_bytes())
    with Workspace.open(copy, person=PERSON, framework=default_framework()) as workspace:
        return workspace.review(review_id).cells[SCOPE].answer.value


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
