"""A workspace where other computers write too: it is said once, with a way on."""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot
from window_kit import open_window

from bvreview.locations import is_on_network, synced_by, warning_of
from ui.warning import warn_of_place

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
//server/share /mnt/region cifs rw 0 0
nas:/pool /srv/our\\040files nfs4 rw 0 0
/dev/sdb1 /mnt/region/local ext4 rw 0 0
broken
"""


@pytest.mark.parametrize(
    ("path", "service"),
    [
        (PureWindowsPath(r"C:\Users\ann\OneDrive - Derbyshire Probation\work.bvr"), "OneDrive"),
        (PureWindowsPath(r"C:\Users\ann\Dropbox (Personal)\reviews\work.bvr"), "Dropbox"),
        (PurePosixPath("/home/ann/Google Drive/work.bvr"), "Google Drive"),
        (PurePosixPath("/Users/ann/Library/Mobile Documents/com~apple~CloudDocs/work.bvr"), "iCloud"),
        (PurePosixPath("/home/ann/reviews/onedrive.bvr"), ""),
        (PureWindowsPath(r"C:\Users\ann\Documents\work.bvr"), ""),
    ],
)
def test_a_synced_folder_is_known_by_its_name(path: PureWindowsPath | PurePosixPath, service: str) -> None:
    assert synced_by(path) == service


@pytest.mark.parametrize(
    ("path", "remote"),
    [
        ("/home/ann/work.bvr", False),
        ("/mnt/region/work.bvr", True),
        ("/mnt/region/local/work.bvr", False),
        ("/mnt/regional/work.bvr", False),
        ("/srv/our files/2010/work.bvr", True),
    ],
)
def test_the_nearest_mount_above_a_file_says_whether_it_is_remote(path: str, remote: bool) -> None:
    assert is_on_network(PurePosixPath(path), MOUNTS) is remote


def test_a_share_by_its_name_is_on_the_network() -> None:
    assert is_on_network(PureWindowsPath(r"\\server\share\work.bvr"), "")


def test_the_sentence_names_file_and_service_and_says_what_to_do(tmp_path: Path) -> None:
    assert warning_of(tmp_path / "work.bvr") == ""
    said = warning_of(tmp_path / "OneDrive" / "work.bvr")
    assert said.startswith("work.bvr is in a folder that OneDrive copies")
    assert "Keep the workspace on this computer" in said


def test_it_is_said_once_in_each_such_workspace(qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "Dropbox"
    folder.mkdir()
    with open_window(qtbot, folder / "a.bvr") as window:
        box = warn_of_place(window)
        assert isinstance(box, QMessageBox)
        assert "Dropbox" in box.text()
        assert [b.text() for b in box.buttons()] == ["Close", "Save it elsewhere\u2026"]
        box.close()
        assert warn_of_place(window) is None
    with open_window(qtbot, folder / "a.bvr") as window:
        assert warn_of_place(window) is None, "it was said at an earlier start"
    with open_window(qtbot, tmp_path / "b.bvr") as window:
        assert warn_of_place(window) is None, "an ordinary folder"
