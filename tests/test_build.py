"""The standalone build, where one was made: it starts, checks itself, and reads what trusts send."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bvreview.resources import sample_path
from bvreview.settings import Settings, save_settings

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "dist" / "bvreview"
SUFFIX = ".exe" if os.name == "nt" else ""
PROGRAM, READER = FOLDER / f"bvreview{SUFFIX}", FOLDER / f"bvreview-reader{SUFFIX}"
SAMPLE = next(sample_path("east-midlands").rglob("*.xlsx"))

pytestmark = pytest.mark.skipif(
    not PROGRAM.exists(), reason="there is no dist/bvreview: `python3 run.py build` makes it"
)


def bare(home: Path) -> dict[str, str]:
    """An environment in which nothing of a Python can be found."""
    kept = {key: os.environ[key] for key in ("SYSTEMROOT", "TEMP") if key in os.environ}
    return kept | {"PATH": "", "BVREVIEW_HOME": str(home), "HOME": str(home)}


def run(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(PROGRAM), *words], env=bare(home), capture_output=True, text=True, check=False, timeout=60
    )


def test_a_build_checks_itself(home: Path) -> None:
    checked = run(home, "--self-check")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert checked.stderr == ""


def test_a_build_reads_a_submission_as_the_source_does(home: Path) -> None:
    built = run(home, "read", str(SAMPLE), "--json")
    words = [sys.executable, "-m", "ui", "read", str(SAMPLE), "--json"]
    source = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    assert json.loads(built.stdout) == json.loads(source.stdout)


def test_a_build_works_with_the_sample_region(home: Path, tmp_path: Path) -> None:
    done = run(home, "demo", "--out", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "benchmarks.xlsx").stat().st_size > 10_000
    assert list((tmp_path / "out" / "plans").glob("*.pdf"))


def test_the_reading_child_is_a_program_of_its_own() -> None:
    ended = subprocess.run([str(READER)], input=b"", capture_output=True, check=False, timeout=20)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, b"", b"")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_the_reading_child_holds_nothing_of_the_window() -> None:
    with subprocess.Popen([str(READER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdin
        time.sleep(1)
        mapped = Path(f"/proc/{child.pid}/maps").read_text()
        child.stdin.close()
    assert "python_calamine" in mapped or "pyexpat" in mapped
    assert not [name for name in ("PySide6", "numpy", "openpyxl") if name in mapped]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="an offscreen window is only certain here")
def test_a_build_opens_its_window(home: Path) -> None:
    save_settings(Settings(person_name="Jo Bloggs"))
    with subprocess.Popen(
        [str(PROGRAM)], env=bare(home) | {"QT_QPA_PLATFORM": "offscreen"}, stderr=subprocess.PIPE, text=True
    ) as window:
        try:
            deadline = time.monotonic() + 30
            while not (home / "workspace.bvr.open").exists() and time.monotonic() < deadline:
                time.sleep(0.1)
            assert (home / "workspace.bvr").exists()
            time.sleep(1)
            assert window.poll() is None
        finally:
            window.terminate()


def test_what_no_page_needs_is_left_out() -> None:
    names = {path.name for path in FOLDER.rglob("*")}
    unwanted = ("Qt6Qml", "Qt6Quick", "Qt6Sql", "qgtk3", "qeglfs", "qtbase_", "tkinter", "pytest")
    assert not [name for name in names if any(part in name for part in unwanted)]


def test_nothing_of_this_machine_is_in_the_folder() -> None:
    texts = [path for path in FOLDER.rglob("*") if path.suffix in {".toml", ".csv", ".md", ".json", ".py"}]
    assert texts
    for path in texts:
        assert str(Path.home()).encode() not in path.read_bytes(), path
