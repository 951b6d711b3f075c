"""The diary: kinds of errors and lines of code, and nothing of the person, the files or the answers."""

from __future__ import annotations

import logging
import sqlite3
import stat
import sys
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest
from window_process import application, prepare

from bvreview.diary import FILE, details_of, note, open_diary, place_of

CANARY = "Xanthippe Quillfeather"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """The folder of an open diary; it bears the name too."""
    folder = tmp_path / CANARY / "data"
    handler = open_diary(folder)
    yield folder
    logging.getLogger().removeHandler(handler)
    handler.close()


def raised(error: Exception) -> Exception:
    """An error as it is caught, with one that led to it."""
    try:
        try:
            raise OSError(28, CANARY)
        except OSError as first:
            raise error from first
    except type(error) as caught:
        return caught


def text_of(folder: Path) -> str:
    return (folder / FILE).read_text(encoding="utf-8")


def test_it_says_what_runs_and_where_it_went_wrong(folder: Path) -> None:
    note(raised(ValueError(CANARY)))
    text = text_of(folder)
    assert "error bvreview 0" in text
    assert "ValueError" in text
    assert "because of OSError 28" in text
    assert "tests/test_diary.py:" in text
    assert CANARY not in text


def test_a_file_elsewhere_is_named_without_its_folders(folder: Path, tmp_path: Path) -> None:
    script = tmp_path / CANARY / "mine.py"
    script.parent.mkdir(exist_ok=True)
    script.write_text("raise ValueError('x')")
    try:
        exec(compile(script.read_text(), str(script), "exec"))
    except ValueError as error:
        note(error)
    assert "mine.py:1" in text_of(folder)
    assert CANARY not in text_of(folder)


def test_what_a_library_reports_is_noted_without_its_words(folder: Path) -> None:
    ended: Future[None] = Future()
    ended.add_done_callback(lambda _f: 1 / 0)
    ended.set_result(None)
    logging.getLogger("a.library").warning("read %s", CANARY)
    logging.getLogger("a.library").error("not read", exc_info=raised(KeyError(CANARY)))
    text = text_of(folder)
    assert "ZeroDivisionError" in text
    assert "a.library:" in text
    assert "KeyError" in text
    assert CANARY not in text


def test_an_error_of_sqlite_is_told_by_its_code() -> None:
    error = sqlite3.OperationalError(CANARY)
    error.sqlite_errorname = "SQLITE_BUSY"
    assert "OperationalError SQLITE_BUSY" in details_of(error)


def test_one_place_is_told_from_another() -> None:
    one, same, other = (raised(kind("x")) for kind in (ValueError, ValueError, KeyError))
    assert place_of(one) == place_of(same) != place_of(other)
    assert place_of(ValueError("never raised")) == "ValueError"


def test_it_starts_anew_when_it_is_full(folder: Path) -> None:
    error, full = raised(ValueError("x")), 256 * 1024
    note(error)
    for _file in range(5):
        with (folder / FILE).open("ab") as nearly_full:
            nearly_full.write(b"-" * (full - nearly_full.tell() - 1))
        note(error)
    files = sorted(folder.iterdir())
    assert len(files) == 4
    assert all(f.stat().st_size <= full for f in files)


@pytest.mark.skipif(sys.platform == "win32", reason="no modes there")
def test_it_is_for_its_owner_only(folder: Path) -> None:
    note(raised(ValueError("x")))
    assert stat.S_IMODE((folder / FILE).stat().st_mode) == 0o600


def test_one_that_cannot_be_written_stops_nobody(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "data").write_text("a file where the folder would be")
    handler = open_diary(tmp_path / "data")
    try:
        note(raised(ValueError(CANARY)))
    finally:
        logging.getLogger().removeHandler(handler)
        handler.close()
    assert CANARY not in capsys.readouterr().err


def test_a_flood_in_the_real_application_is_one_box_and_one_note_each(home: Path, tmp_path: Path) -> None:
    prepare(tmp_path / "work.bvr")
    with application(f"fail={CANARY}") as process:
        out, err = process.communicate(timeout=30)
    (shown, end) = out.splitlines()
    assert end == "end"
    assert shown.startswith("dialog Something went wrong in the application. What is shown as saved is safe.")
    assert "more times." in shown
    text = text_of(home)
    assert text.count("ValueError") == text.count("LookupError") == 1
    assert "tests/driven_window.py:" in text
    assert "ValueError" in err
    for said in (out, err, text):
        assert CANARY not in said
        assert str(tmp_path) not in said
