"""What every test stands on: a home of its own, no display, and counts that grow with ``--deep``."""

from __future__ import annotations

import gc
import itertools
import os
from typing import TYPE_CHECKING, NoReturn

import pytest
from hypothesis import settings
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog

import ui.constants  # noqa: F401 - as the application does, before anything of Qt runs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BLOCKS = 20  # of a long count
TESTS_A_SWEEP = 50
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
