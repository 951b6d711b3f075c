"""What every test stands on: a home of its own, no display, and counts that grow with ``--deep``."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
settings.register_profile("every change", deadline=None, derandomize=True)
settings.register_profile("deep", deadline=None, max_examples=2000, print_blob=True)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--deep``."""
    parser.addoption("--deep", action="store_true", help="run the long counts too")


def pytest_configure(config: pytest.Config) -> None:
    """Choose how many examples hypothesis draws."""
    settings.load_profile("deep" if config.getoption("--deep") else "every change")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip tests marked ``deep`` in a short run."""
    if not config.getoption("--deep"):
        for item in items:
            if item.get_closest_marker("deep"):
                item.add_marker(pytest.mark.skip(reason="long count: run with --deep"))


@pytest.fixture
def deep(request: pytest.FixtureRequest) -> bool:
    """Whether this is a deep run, for tests that choose their own counts."""
    return bool(request.config.getoption("--deep"))


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep settings, logs and workspaces of this test in a folder of its own."""
    folder = tmp_path / "home"
    monkeypatch.setenv("BVREVIEW_HOME", str(folder))
    return folder
