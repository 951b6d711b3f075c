"""Starts on a bad day: a sentence, a way on, and nothing that was there is changed."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pace import Heart, allowed
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMessageBox
from pytestqt.qtbot import QtBot
from window_kit import dialog, wait_for
from window_process import PERSON, application, line_of, prepare

import ui.dialogs.missing
import ui.exchange.copies
import ui.exchange.rescue
from bvreview import resources
from bvreview.framework.loader import default_framework
from bvreview.review.cells import Answer, parse_address
from bvreview.settings import load_settings, settings_path
from bvreview.store.backup import Reason, list_backups
from bvreview.store.checksums import checksum
from bvreview.store.errors import NewerWorkspaceError
from bvreview.workspace import Workspace, salvage_workspace
from ui.application import Application, first_workspace
from ui.dialogs.missing import MissingDialog
from ui.dialogs.progress import ProgressDialog
from ui.dialogs.restore import RestoreDialog
from ui.pages.start import StartPage
from ui.window import Window

SCOPE = parse_address("about.scope")


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def answer(path: Path, review_id: str, text: str) -> None:
    with Workspace.open(path, person=PERSON, framework=default_framework()) as workspace:
        workspace.answer(review_id, SCOPE, Answer(text))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A workspace with an answer, which the next start opens, and a backup of it with an older answer."""
    path = tmp_path / "work" / "work.bvr"
    review_id = prepare(path)
    answer(path, review_id, "from the backup")
    with Workspace.open(path, person=PERSON, framework=default_framework()) as workspace:
        workspace.back_up(Reason.ASKED)
        workspace.answer(review_id, SCOPE, Answer("the last words"))
    return path


@pytest.fixture
def started(qtbot: QtBot) -> Iterator[Callable[[], Application]]:
    """Starts the application in this process; closed, with all its dialogs, afterwards."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    made = []

    def start(chosen: Path | None = None) -> Application:
        made.append(Application(app))
        made[-1].start(chosen)
        return made[-1]

    yield start
    for box in (w for w in app.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()):
        box.close()
    for application_ in made:
        application_.ring.release()
        if application_.window:
            application_.window.close()
            app.processEvents()
            application_.window.deleteLater()
    app.processEvents()


def box(qtbot: QtBot, title: str) -> QMessageBox:
    """The open message box of a title."""

    def find() -> QMessageBox | None:
        shown = [w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox) and w.isVisible()]
        return next((w for w in shown if w.windowTitle() == title), None)

    wait_for(qtbot, find)
    found = find()
    assert found
    return found


def take(asked: QMessageBox, words: str) -> None:
    """Take a way on."""
    next(b for b in asked.buttons() if b.text() == words).click()


def opened(application_: Application) -> Window:
    assert isinstance(application_.window, Window)
    return application_.window


def scope_in(window: Window) -> object:
    (summary,) = window.desk.workspace.reviews()
    return window.desk.workspace.review(summary.head.id).cells[SCOPE].answer.value


# another start


def test_a_second_start_says_who_has_it_and_writes_nothing(path: Path, tmp_path: Path) -> None:
    with application("hold") as first:
        assert line_of(first) == "open"
        wait = time.monotonic() + 10
        while len(list_backups(path)) < 2 and time.monotonic() < wait:
            time.sleep(0.05)  # the backup of the first start
        before = contents(tmp_path)
        with application("look") as second:
            line = line_of(second)
            assert line_of(second).startswith("no window")
            assert second.wait(10) == 0
        assert contents(tmp_path) == before
        assert line.startswith("dialog work.bvr is open already: ")
        assert f"({os.uname().nodename})" in line
        assert first.poll() is None, "it waited until the other had ended"


def test_a_workspace_that_is_named_opens_where_the_last_one_is_gone(
    path: Path, tmp_path: Path, started: Callable[..., Application]
) -> None:
    chosen = path.rename(tmp_path / "taken along.bvr")
    assert first_workspace([tmp_path / "return.xlsx", chosen]) == (chosen, [])
    assert opened(started(chosen)).desk.workspace.path == chosen


def test_a_start_makes_a_backup_when_something_has_changed(
    path: Path, qtbot: QtBot, started: Callable[[], Application]
) -> None:
    before = list_backups(path)
    window = opened(started())
    wait_for(qtbot, lambda: len(list_backups(path)) == len(before) + 1)
    assert list_backups(path)[0].reason is Reason.START
    window.close()
    window = opened(started())
    window.desk.workspace.reviews()
    assert len(list_backups(path)) == len(before) + 1


def test_a_backup_that_cannot_be_made_is_said_and_stops_nobody(
    path: Path, qtbot: QtBot, started: Callable[[], Application]
) -> None:
    folder = path.with_name("work.backups")
    shutil.rmtree(folder)
    folder.write_text("in the way")
    window = opened(started())
    assert "Your work is saved as usual." in box(qtbot, "No backup").text()
    assert scope_in(window) == "the last words"


# damaged workspaces


def halve(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def scratch(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for n in range(len(data) // 2, len(data), 997):
        data[n] ^= 0xFF
    path.write_bytes(data)


def alter(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as db:
        mark = ("yes", checksum("open", "yes"))  # as after a crash: the file is checked at the next start
        db.execute("update settings set value = ?, checksum = ? where name = 'open'", mark)
        db.execute("update cells set answer = replace(answer, 'last', 'lost')")
        db.commit()


DAMAGES = {"half of it": halve, "scratched": scratch, "altered": alter}


def put_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


OTHERS: dict[str, Callable[[Path], object]] = {
    "no workspace": lambda path: path.write_bytes(b"PK\x03\x04 something else"),
    "empty": lambda path: path.write_bytes(b""),
    "a folder": put_a_folder,
    "missing": lambda path: path.unlink(),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_workspace_is_said_and_a_backup_restored_to_a_new_file(
    name: str, path: Path, qtbot: QtBot, started: Callable[[], Application], monkeypatch: pytest.MonkeyPatch
) -> None:
    DAMAGES[name](path)
    spoiled, target = path.read_bytes(), path.with_name("new.bvr")
    monkeypatch.setattr(ui.exchange.rescue, "ask_for_new", lambda *words: target)
    application_ = started()
    asked = box(qtbot, "The workspace could not be opened")
    assert asked.text().startswith("work.bvr is damaged and was left as it is.")
    take(asked, "Restore a backup\u2026")
    chosen = dialog(qtbot, RestoreDialog)
    assert isinstance(chosen, RestoreDialog)
    assert chosen.view.list.lines[0].texts[1] == "by hand"
    wait_for(qtbot, lambda: (found := chosen.view.now()) and found.can_be_restored)
    said = [w.text() for w in chosen.view.inside.findChildren(QLabel)]
    assert "1 review, 1 answer, 0 received files" in said
    chosen.take()
    wait_for(qtbot, lambda: application_.window)
    window = opened(application_)
    assert window.desk.workspace.path == target
    assert scope_in(window) == "from the backup"
    assert path.read_bytes() == spoiled
    assert load_settings()[0].last_workspace == str(target)


def test_an_answer_that_was_altered_after_a_clean_close_is_not_shown_and_said(
    path: Path, qtbot: QtBot, started: Callable[[], Application]
) -> None:
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute("update cells set answer = replace(answer, 'last', 'lost')")
        db.commit()
    started()
    assert box(qtbot, "This was not done").text().startswith("work.bvr is damaged")


@pytest.mark.parametrize("name", ["scratched", "altered"])
def test_what_can_be_read_is_saved_to_a_new_file_and_what_is_missing_is_said(
    name: str, path: Path, qtbot: QtBot, started: Callable[[], Application], monkeypatch: pytest.MonkeyPatch
) -> None:
    DAMAGES[name](path)
    spoiled, target = path.read_bytes(), path.with_name("new.bvr")
    monkeypatch.setattr(ui.exchange.rescue, "ask_for_new", lambda *words: target)
    application_ = started()
    take(box(qtbot, "The workspace could not be opened"), "Save what can be read\u2026")
    shown = dialog(qtbot, MissingDialog)
    assert isinstance(shown, MissingDialog)
    said = shown.text()
    assert "work.bvr was left as it is." in said
    assert "issing, " in said or "brought back" in said
    monkeypatch.setattr(ui.dialogs.missing, "ask_where", lambda *words: path.with_name("list.txt"))
    shown.save()
    assert path.with_name("list.txt").read_text() == f"{said}\n"
    assert opened(application_).desk.workspace.verify().is_whole
    assert opened(application_).desk.workspace.reviews()
    assert path.read_bytes() == spoiled


def test_a_rescue_is_shown_and_can_be_stopped_while_the_window_goes_on(
    path: Path, qtbot: QtBot, started: Callable[[], Application], monkeypatch: pytest.MonkeyPatch
) -> None:
    alter(path)
    spoiled, target, threads = path.read_bytes(), path.with_name("new.bvr"), list[object]()
    monkeypatch.setattr(ui.exchange.rescue, "ask_for_new", lambda *words: target)

    def slowly(*words: object, tick: Callable[[int, int, str], None], **more: object) -> tuple[str, ...]:
        def wait(done: int, of: int, text: str) -> None:
            threads.append(threading.current_thread())
            time.sleep(0.1)
            tick(done, of, text)

        return salvage_workspace(*words, tick=wait, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(ui.exchange.copies, "salvage_workspace", slowly)
    started()
    take(box(qtbot, "The workspace could not be opened"), "Save what can be read\u2026")
    shown = dialog(qtbot, ProgressDialog)
    assert isinstance(shown, ProgressDialog)
    wait_for(qtbot, lambda: "Reading what a review is about" in shown.words())
    assert Heart().measure(lambda: qtbot.wait(300)) < allowed(qtbot, 0.1)
    shown.reject()
    again = box(qtbot, "The workspace could not be opened")
    assert again.text().startswith("work.bvr is damaged")
    assert threading.main_thread() not in threads
    assert not target.exists()
    assert path.read_bytes() == spoiled


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_no_workspace_is_said_and_left_alone(
    name: str, path: Path, tmp_path: Path, qtbot: QtBot, started: Callable[[], Application]
) -> None:
    OTHERS[name](path)
    before = contents(tmp_path)
    application_ = started()
    asked = box(qtbot, "The workspace could not be opened")
    assert asked.text() in (
        "work.bvr is not a workspace of this application. It was not changed.",
        f"There is no workspace work.bvr in {path.parent}. Choose another, or make a new one.",
    )
    assert "Choose another workspace\u2026" in [b.text() for b in asked.buttons()]
    assert asked.defaultButton().text() == "Close"
    assert contents(tmp_path) == before
    if name == "missing":
        take(asked, "Open the usual workspace")
        assert opened(application_).desk.workspace.path.name == "workspace.bvr"


def test_a_newer_workspace_is_said_and_left_alone(
    path: Path, tmp_path: Path, qtbot: QtBot, started: Callable[[], Application]
) -> None:
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute("pragma user_version = 999")
    before = contents(tmp_path)
    started()
    assert box(qtbot, "The workspace could not be opened").text() == str(NewerWorkspaceError(path))
    assert contents(tmp_path) == before


def test_another_workspace_is_opened_at_once_and_at_the_next_start(
    path: Path, started: Callable[[], Application]
) -> None:
    application_ = started()
    first = opened(application_)
    first.wants_workspace.emit(path.with_name("second.bvr"))
    second = opened(application_)
    assert second is not first
    assert second.desk.workspace.path.name == "second.bvr"
    second.close()
    assert opened(started()).desk.workspace.path.name == "second.bvr"


# settings and pack


@pytest.mark.parametrize("damage", [b"", b"{", b"\xff\xfe\x00", b"[1, 2]", b"[" * 100_000])
def test_damaged_settings_are_set_aside_said_and_asked_for_again(
    damage: bytes, path: Path, qtbot: QtBot, started: Callable[[], Application]
) -> None:
    settings_path().write_bytes(damage)
    application_ = started()
    assert application_.window
    assert isinstance(application_.window.centralWidget(), StartPage)
    assert "settings file was damaged" in box(qtbot, "Settings").text()
    assert settings_path().with_name("settings.json.damaged").read_bytes() == damage


def test_settings_that_cannot_be_saved_are_said_once(
    path: Path, qtbot: QtBot, started: Callable[[], Application], monkeypatch: pytest.MonkeyPatch
) -> None:
    application_ = started()

    def refuse(*words: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("ui.left.preferences.save_settings", refuse)
    application_.preferences.change(text_size=125)
    said = box(qtbot, "Settings")
    assert "No space left on device" in said.text()
    said.close()
    application_.preferences.change(text_size=100)
    assert not [w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox) and w.isVisible()]


@pytest.mark.parametrize(
    ("file", "damage", "said"),
    [
        ("lists.toml", b"[", "lists.toml: "),
        ("organisations.csv", b"\xff\xfe", "organisations.csv: the file is not UTF-8 text."),
        ("framework.toml", b'id = "x"\n', "framework.toml"),
    ],
)
def test_a_damaged_pack_is_named_by_file(
    file: str,
    damage: bytes,
    said: str,
    path: Path,
    tmp_path: Path,
    qtbot: QtBot,
    started: Callable[[], Application],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shutil.copytree(resources.root() / "resources", tmp_path / "root" / "resources")
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path / "root"), raising=False)
    place = tmp_path / "root" / "resources" / "frameworks" / "probation-2010" / file
    assert place.exists()
    place.write_bytes(damage)
    default_framework.cache_clear()
    try:
        started()
        text = box(qtbot, "The application cannot work").text()
    finally:
        default_framework.cache_clear()
    assert said in text
