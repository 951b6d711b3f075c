"""The pack as the last start found it: the same pack, or nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from test_architecture import ROOT, loaded_after

from bvreview.framework import loader
from bvreview.framework.kept import FILE, keep, read_kept
from bvreview.framework.loader import default_framework
from bvreview.settings import data_folder

TOLD = "the files of the pack"


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """The pack that ships, kept."""
    path = tmp_path / FILE
    keep(default_framework(), path, TOLD)
    return path


def test_what_was_kept_is_the_pack(kept: Path) -> None:
    assert read_kept(kept, TOLD) == default_framework()


def test_nothing_is_kept_of_other_files(kept: Path) -> None:
    assert read_kept(kept, "other files") is None


@pytest.mark.parametrize("at", [0, 31, 32, 4000, -1])
def test_a_damaged_byte_is_seen(kept: Path, at: int) -> None:
    data = bytearray(kept.read_bytes())
    data[at] ^= 1
    kept.write_bytes(data)
    assert read_kept(kept, TOLD) is None


@pytest.mark.parametrize("size", [0, 10, 32, 5000])
def test_half_of_it_is_nothing(kept: Path, size: int) -> None:
    kept.write_bytes(kept.read_bytes()[:size])
    assert read_kept(kept, TOLD) is None


def test_a_place_that_takes_nothing_stops_no_start(tmp_path: Path) -> None:
    path = tmp_path / "in the way" / FILE
    path.parent.write_text("no folder")
    keep(default_framework(), path, TOLD)
    assert read_kept(path, TOLD) is None


def test_code_that_changed_reads_anew(kept: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sys.executable", str(tmp_path / FILE))
    assert read_kept(kept, TOLD) is None


def test_the_second_start_does_not_read_the_texts(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    start = default_framework.__wrapped__
    first = start()
    assert (data_folder() / FILE).exists()
    monkeypatch.setattr(loader, "load_framework", lambda _folder: pytest.fail("read again"))
    assert start() == first
    assert "tomli" not in loaded_after("from bvreview.framework.loader import default_framework as f; f()")


def test_a_pack_that_was_changed_is_read(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    start = default_framework.__wrapped__
    folder = shutil.copytree(ROOT / "tests" / "data" / "tiny-pack", home.parent / "tiny-pack")
    monkeypatch.setattr(loader, "resource_path", lambda *_parts: folder)
    before = start()
    text = (folder / "framework.toml").read_text(encoding="utf-8")
    (folder / "framework.toml").write_text(text.replace(before.title, "Another title"), encoding="utf-8")
    assert (before.title, start().title) == (before.title, "Another title")
