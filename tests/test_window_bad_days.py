"""Bad days at the open window: what is dropped by mistake, full and read-only disks, kills, wrong clocks."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from clock import turn_clock
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox
from pytestqt.qtbot import QtBot
from small_disk import make_read_only, small_disk
from window_kit import PERSON, begin_review, dialog, fill, open_window, settled, stopped_at, wait_for
from window_process import application, line_of, prepare

import ui.exchange.exports
from bvreview import work
from bvreview.errors import TooManyFilesError
from bvreview.files import disk_sentence
from bvreview.framework.loader import default_framework
from bvreview.resources import sample_path
from bvreview.settings import SmallNumbers, settings_path
from bvreview.store import backup
from bvreview.workspace import Workspace
from ui.dialogs.outcomes import OutcomesDialog
from ui.dialogs.written import WrittenDialog
from ui.exchange.exports import export_all_plans
from ui.jobs import Job
from ui.window import Window

SAMPLES = sample_path("east-midlands")
has_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not there")


def drop(window: Window, *paths: Path) -> None:
    """What the system sends when files are dropped."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window.windowHandle(), QDropEvent(QPointF(400, 400), copy, data, left, none))


def shown_outcomes(qtbot: QtBot) -> list[tuple[str, str, str]]:
    shown = dialog(qtbot, OutcomesDialog)
    assert isinstance(shown, OutcomesDialog)
    lines = [(line.texts[0], line.texts[1], line.texts[2]) for line in shown.list.lines]
    shown.close()
    return lines


def boxes() -> list[QMessageBox]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox) and w.isVisible()]


# what is dropped


def windows_shortcut(path: Path) -> None:
    path.write_bytes(b"L\x00\x00\x00\x01\x14\x02\x00" + bytes(120))


def web_shortcut(path: Path) -> None:
    path.write_text("[InternetShortcut]\nURL=https://example.org/return.xlsx\n")


def sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(3 * 2**30)


def broken_link(path: Path) -> None:
    path.symlink_to(path.with_name("nowhere.xlsx"))


def link_to_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def pipe(path: Path) -> None:
    os.mkfifo(path)


def deleted(path: Path) -> None:
    path.write_bytes(b"PK")
    path.unlink()


SHORTCUT = "This is a shortcut to a file, not the file itself."
DROPPED: dict[str, tuple[Callable[[Path], None], str]] = {
    "return.xlsx.lnk": (windows_shortcut, SHORTCUT),
    "return.url": (web_shortcut, SHORTCUT),
    "large.xlsx": (sparse, "larger than"),
    "broken.xlsx": (broken_link, SHORTCUT),
    "zero.xlsx": (link_to_device, SHORTCUT),
    "pipe.xlsx": (pipe, "This is a device, not a file."),
    "gone.xlsx": (deleted, ""),
}


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes and links there")
def test_what_is_no_workbook_is_said_by_name_and_nothing_comes_in(qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "dropped"
    folder.mkdir()
    for name, (put, __) in DROPPED.items():
        put(folder / name)
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        drop(window, *(folder / name for name in DROPPED), Path("/dev/null"))
        lines = shown_outcomes(qtbot)
        assert [line[:2] for line in lines] == [(name, "Refused") for name in (*DROPPED, "null")]
        for line, (_put, words) in zip(lines, DROPPED.values(), strict=False):
            assert words in line[2]
            assert line[2].endswith(".")
        assert window.desk.workspace.reviews() == ()
        assert window.isVisible()


@has_samples
def test_a_folder_is_looked_through_and_links_in_it_lead_nowhere(qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "post"
    (folder / "deeper").mkdir(parents=True)
    (file, *__) = sorted(SAMPLES.glob("*.xlsx"))
    shutil.copy(file, folder / "deeper")
    (folder / "deeper" / "notes.txt").write_text("not looked at")
    with contextlib.suppress(OSError):
        (folder / "deeper" / "round").symlink_to(folder, target_is_directory=True)
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        drop(window, folder)
        shown = dialog(qtbot, OutcomesDialog)
        said = [words.text() for words in shown.findChildren(QLabel)]
        assert "1 file that is no workbook was passed over: notes.txt." in said
        assert [line[:2] for line in shown_outcomes(qtbot)] == [(file.name, "Imported")]


def test_an_empty_folder_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        drop(window, tmp_path / "empty")
        box = dialog(qtbot, QMessageBox)
        assert isinstance(box, QMessageBox)
        assert box.text() == "There is no workbook in what was chosen."
        box.close()


def test_a_disk_dropped_by_mistake_is_not_read_from_end_to_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(30):
        (tmp_path / f"{number}.xlsx").touch()
    assert len(work.find_workbooks([tmp_path])) == 30
    assert work.find_workbooks([tmp_path], lambda: True) == []
    monkeypatch.setattr(work, "MOST_FILES", 20)
    with pytest.raises(TooManyFilesError, match=r"more than 20 workbooks .* Choose a smaller folder\."):
        work.find_workbooks([tmp_path])


# disks


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "The disk is full."),
        (errno.EDQUOT, "The disk is full."),
        (errno.EACCES, "read-only, or the file is open in another program."),
        (errno.EROFS, "read-only"),
        (errno.ENOENT, "no longer there"),
        (errno.EIO, "does not answer"),
    ],
)
def test_each_trouble_with_a_disk_has_its_sentence(number: int, words: str) -> None:
    sentence = disk_sentence(OSError(number, "in the system's words", "/home/ann/secret.xlsx"))
    assert words in sentence
    assert sentence.endswith(".")
    assert "ann" not in sentence


def exported(qtbot: QtBot, window: Window, what: str) -> str:
    """Export the open review; gives what is said when that fails."""
    window.commands.export(what)
    wait_for(qtbot, lambda: boxes() or written())
    said = " ".join(box.text() for box in boxes())
    for shown in (*boxes(), *written()):
        shown.close()
    return said


def written() -> list[WrittenDialog]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, WrittenDialog) and w.isVisible()]


@pytest.mark.parametrize("what", ["workbook", "plan"])
def test_an_export_to_a_full_or_read_only_disk_leaves_no_half_file(
    qtbot: QtBot, tmp_path: Path, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with small_disk(tmp_path / "disk", 256 * 1024) as disk, open_window(qtbot, tmp_path / "a.bvr") as window:
        target = disk / "out.file"
        monkeypatch.setattr(ui.exchange.exports, "ask_where", lambda *words: target)
        page = begin_review(window)
        fill(page.session, {"about.review_lead": "Ann"})
        settled(qtbot, page, window)
        target.write_bytes(b"the one before")
        (disk / "filler").write_bytes(bytes(shutil.disk_usage(disk).free - 8192))
        assert "The disk is full." in exported(qtbot, window, what)
        assert target.read_bytes() == b"the one before"
        assert sorted(p.name for p in disk.iterdir()) == ["filler", "out.file"]
        (disk / "filler").unlink()
        assert exported(qtbot, window, what) == ""
        whole = target.read_bytes()
        assert len(whole) > 1000
        make_read_only(disk)
        assert "read-only" in exported(qtbot, window, what)
        assert target.read_bytes() == whole


def test_settings_that_cannot_be_written_are_said_and_hold(qtbot: QtBot, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 64 * 1024) as disk, open_window(qtbot, tmp_path / "a.bvr") as window:
        shutil.move(settings_path(), disk)
        settings_path().parent.joinpath("other").mkdir(exist_ok=True)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("BVREVIEW_HOME", str(disk))
            make_read_only(disk)
            failed = list[str]()
            window.desk.preferences.failed.connect(failed.append)
            window.desk.preferences.change(theme="dark")
            window.desk.preferences.change(theme="light")
            window.desk.preferences.change(text_size=125)
            assert len(failed) == 1
            assert failed[0].startswith("The settings hold until you close, and could not be saved")
            assert window.desk.look.in_use == ("light", 125)


# clocks and kills


def test_a_clock_that_is_turned_back_ten_years_changes_no_order(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        page = begin_review(window)
        for year in (2026, 2016, 2036):
            now = f"{year}-11-20T06:00:00+00:00"
            turn_clock(monkeypatch, now)
            monkeypatch.setattr(backup, "utc_now", lambda now=now: now)
            fill(page.session, {"about.review_lead": f"Ann in {year}"})
            settled(qtbot, page, window)
            window.desk.workspace.back_up()
        history = window.desk.workspace.history(page.session.id)
        values = [entry.change.new for entry in history if entry.change.field == "review_lead"]
        assert [str(value)[-6:] for value in values if value] == ['2036"}', '2016"}', '2026"}']
        assert [b.day[:4] for b in window.desk.workspace.backups()] == ["2036", "2016", "2026"]
        page.undo()
        settled(qtbot, page, window)
        lead = page.session.review.cells
        assert any(cell.answer.value == "Ann in 2016" for cell in lead.values())
        assert window.desk.workspace.verify().is_whole
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        assert window.desk.workspace.verify().is_whole
        assert boxes() == []


@has_samples
@pytest.mark.parametrize("after", [0.15, 0.45, 0.9])
def test_killed_while_importing_whole_files_are_in_and_the_rest_comes_later(
    tmp_path: Path, after: float
) -> None:
    path = tmp_path / "work.bvr"
    prepare(path)
    with application(f"import={SAMPLES}") as process:
        assert line_of(process) == "importing"
        time.sleep(after)
        process.kill()
    with application("look") as process:
        assert line_of(process).startswith("ready")
        assert process.wait(10) == 0
    files = work.find_workbooks([SAMPLES])
    with Workspace.open(path, person=PERSON, framework=default_framework()) as workspace:
        assert workspace.verify().is_whole
        came = {s.head.id for s in workspace.reviews() if not s.own}
        assert {s.review for s in workspace.submissions()} == came
        workspace.import_files(files, read_many=work.read_files)
        assert len([s for s in workspace.reviews() if not s.own]) == 5


# results


def test_what_was_written_is_listed_with_a_way_to_it(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = list[str]()

    def look_at(url: QUrl) -> bool:
        opened.append(url.toLocalFile())
        return True

    monkeypatch.setattr("ui.dialogs.written.QDesktopServices.openUrl", look_at)
    paths = [tmp_path / name for name in ("one.xlsx", "two <b>.pdf")]
    for path in paths:
        path.write_bytes(bytes(12_000))
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        shown = WrittenDialog(window, window.desk.look, paths)
        assert [line.texts for line in shown.list.lines] == [("one.xlsx", "12 kB"), ("two <b>.pdf", "12 kB")]
        shown.list.choose("1")
        shown.open_chosen()
        assert opened == [str(paths[1])]
        shown.deleteLater()


def test_of_plans_that_were_stopped_it_is_said_how_many_are_missing(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, window: Window
) -> None:
    (tmp_path / "one.pdf").write_bytes(b"%PDF")
    monkeypatch.setattr("ui.exchange.exports.ask_for_folder", lambda *__: tmp_path)
    stopped = Job("Writing", lambda job: [tmp_path / "one.pdf"])
    monkeypatch.setattr("ui.exchange.exports.export_plans", lambda *__: stopped)
    export_all_plans(window, window.desk, ["a", "b", "c"])
    shown = dialog(qtbot, WrittenDialog)
    assert "Stopped: 2 plans were not written." in [label.text() for label in shown.findChildren(QLabel)]
    shown.close()


@has_samples
def test_plans_that_are_stopped_are_whole_and_listed(tmp_path: Path) -> None:
    from ui.operations import export_plans

    path, out = tmp_path / "work.bvr", tmp_path / "out"
    with Workspace.open(path, person=PERSON, framework=default_framework()) as workspace:
        workspace.import_files(work.find_workbooks([SAMPLES]), read_many=work.read_files)
        ids = [s.head.id for s in workspace.reviews()]
        job = export_plans(workspace, ids, out, SmallNumbers())
        word, written = stopped_at(job, 2)
        assert word == "finished"
        assert isinstance(written, list)
        assert written == sorted(out.iterdir(), key=written.index)
        assert len(written) == 2
        assert all(
            p.read_bytes().startswith(b"%PDF") and b"%%EOF" in p.read_bytes()[-64:] for p in out.iterdir()
        )
