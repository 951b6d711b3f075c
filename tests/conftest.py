"""What every test stands on: a home of its own, no display, and counts that grow with ``--deep``."""

from __future__ import annotations

import gc
import itertools
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

import pytest
from hypothesis import settings
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog

import ui.constants  # noqa: F401 - as the application does, before anything of Qt runs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from bvreview.workbook.gate.gate import Gate
    from ui.window import Window

BLOCKS = 20  # of a long count
TESTS_A_SWEEP = 50
MEMORY: Final = Path("/dev/shm")
ROOM: Final = 4 * 2**30
"""Bytes: the files of all tests take a quarter of it."""
_ran = itertools.count(1)

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
settings.register_profile("every change", deadline=None, derandomize=True)
settings.register_profile("deep", deadline=None, max_examples=2000, print_blob=True)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--deep``."""
    parser.addoption("--deep", action="store_true", help="run the long counts too")


def pytest_configure(config: pytest.Config) -> None:
    """Choose how many examples hypothesis draws, and who looks for cycles."""
    settings.load_profile("deep" if config.getoption("--deep") else "every change")
    gc.disable()  # as in the window: what is found on another thread would end there (ui.pace)
    if not config.getoption("--deep") and "TMPDIR" not in os.environ and has_room():
        keep_files_in_memory(config)


def has_room() -> bool:
    """Whether this system has a folder in memory, large enough for the files of all tests."""
    return os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free >= ROOM


def keep_files_in_memory(config: pytest.Config) -> None:
    """Spare the waits for a disk, which hold up most of the suite and prove nothing.

    What a commit survives is proved by ending the process and by cutting what was written (see
    ``test_reliability_power``), never by this machine's disk. The long counts go to the disk, and so does
    every run that ``TMPDIR`` tells where to.
    """
    os.environ["TMPDIR"] = tempfile.tempdir = tempfile.mkdtemp(prefix="bvreview-", dir=MEMORY)
    config.add_cleanup(lambda: shutil.rmtree(os.environ["TMPDIR"], ignore_errors=True))


def pytest_collection_finish() -> None:
    """What is loaded by now stays, and is not looked through for cycles again."""
    gc.collect()
    gc.freeze()


def pytest_runtest_logfinish() -> None:
    """Look for cycles here, on the thread of all windows."""
    gc.collect(1 if next(_ran) % TESTS_A_SWEEP else 2)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give ``seeds`` to a test marked ``counts(every change, in all)``: the long count in twenty blocks.

    The blocks are tests of their own, so that several workers share them (``run.py test --deep -n 2``).
    """
    marker = metafunc.definition.get_closest_marker("counts")
    if marker:
        few, many = marker.args
        size = max(many // BLOCKS, 1)
        blocks = [range(n, min(n + size, many)) for n in range(0, many, size)]
        chosen = blocks if metafunc.config.getoption("--deep") else [range(few)]
        metafunc.parametrize("seeds", chosen, ids=lambda block: f"{block.start}-{block.stop}")


@pytest.fixture(scope="module")
def gate() -> Iterator[Gate]:
    """The gate with its reading child, for the tests of one file."""
    from bvreview.workbook.gate.gate import Gate

    with Gate() as opened:
        yield opened


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    """A window on a new workspace."""
    from window_kit import open_window

    with open_window(qtbot, tmp_path / "work.bvr") as opened:
        yield opened


@pytest.fixture(scope="session")
def region_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the sample region, made once."""
    from window_kit import PERSON

    from bvreview import work
    from bvreview.framework.loader import default_framework
    from bvreview.resources import sample_path
    from bvreview.workspace import Workspace

    path = tmp_path_factory.mktemp("region") / "region.bvr"
    with Workspace.open(path, person=PERSON, framework=default_framework()) as workspace:
        files = work.find_workbooks([sample_path("east-midlands")])
        workspace.import_files(files, read_many=work.read_files)
    return path


@pytest.fixture
def region_window(qtbot: QtBot, region_file: Path, tmp_path: Path) -> Iterator[Window]:
    """A window on the sample region."""
    from window_kit import open_window

    copy = tmp_path / "region.bvr"
    copy.write_bytes(region_file.read_bytes())
    with open_window(qtbot, copy) as opened:
        yield opened


@pytest.fixture
def deep(request: pytest.FixtureRequest) -> bool:
    """Whether this is a deep run, for tests that choose their own counts."""
    return bool(request.config.getoption("--deep"))


@pytest.fixture(autouse=True)
def nobody_is_there(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The system's own dialogs wait for a person: a test that opens one fails; any left open is closed."""

    def wait(*_words: object) -> NoReturn:
        pytest.fail("a dialog of the system was opened, and nobody is there")

    for name in ("getOpenFileName", "getOpenFileNames", "getSaveFileName", "getExistingDirectory"):
        monkeypatch.setattr(QFileDialog, name, wait)
    yield
    app = QApplication.instance()
    for left in app.topLevelWidgets() if isinstance(app, QApplication) else ():
        if isinstance(left, QDialog) and left.isVisible():
            left.close()


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep settings, logs and workspaces of this test in a folder of its own."""
    folder = tmp_path / "home"
    monkeypatch.setenv("BVREVIEW_HOME", str(folder))
    return folder
