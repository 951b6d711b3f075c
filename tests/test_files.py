"""Files are whole or not there."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bvreview.files import flush_file, replacing, write_atomically


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def umask() -> Iterator[None]:
    before = os.umask(0o027)
    yield
    os.umask(before)


@pytest.mark.skipif(sys.platform == "win32", reason="no modes there")
@pytest.mark.usefixtures("umask")
def test_what_is_written_for_others_may_be_read_as_any_other_file_of_the_person(tmp_path: Path) -> None:
    target = tmp_path / "new" / "a.xlsx"
    write_atomically(target, b"one")
    assert (mode(target), mode(target.parent)) == (0o640, 0o750)
    target.chmod(0o604)
    write_atomically(target, b"two")
    assert (mode(target), target.read_bytes()) == (0o604, b"two")


def test_bytes_arrive_whole_and_what_is_private_for_the_owner_only(tmp_path: Path) -> None:
    target = tmp_path / "new" / "folder" / "a.xlsx"
    write_atomically(target, b"one", private=True)
    assert target.read_bytes() == b"one"
    assert mode(target) == 0o600
    assert mode(tmp_path / "new") == mode(target.parent) == 0o700


def test_a_file_that_was_there_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_bytes(b"old")
    write_atomically(target, b"new")
    assert target.read_bytes() == b"new"
    assert [p.name for p in tmp_path.glob("*a*")] == ["a.txt"]


def stop_half_way(target: Path) -> None:
    with replacing(target) as temporary:
        temporary.write_bytes(b"half")
        raise KeyboardInterrupt


def test_an_error_in_the_block_keeps_the_old_file_and_leaves_no_other(tmp_path: Path) -> None:
    target = tmp_path / "out" / "a.txt"
    write_atomically(target, b"old")
    with pytest.raises(KeyboardInterrupt):
        stop_half_way(target)
    assert target.read_bytes() == b"old"
    assert list(target.parent.iterdir()) == [target]


def test_a_full_disk_at_the_flush_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "out" / "a.txt"
    write_atomically(target, b"old")

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_atomically(target, b"new")
    assert target.read_bytes() == b"old"
    assert list(target.parent.iterdir()) == [target]


def test_the_temporary_file_keeps_the_suffix_that_writers_look_at(tmp_path: Path) -> None:
    with replacing(tmp_path / "a.xlsx") as temporary:
        assert temporary.suffix == ".xlsx"
        assert temporary.parent == tmp_path


def test_flushing_what_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        flush_file(tmp_path / "nothing")
