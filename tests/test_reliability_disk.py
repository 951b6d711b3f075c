"""A disk that is full under an open window: said at once, and nothing typed is lost."""

from __future__ import annotations

import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from small_disk import small_disk
from unsaved_kit import (
    SAID_WITHIN,
    SCOPE,
    banner_of,
    banner_words,
    field_of,
    is_failed,
    message_boxes,
    put,
    said_by_boxes,
    try_again_soon,
)
from window_kit import begin_review, dialog, fill, open_window, settled, wait_for

from bvreview import work
from bvreview.resources import sample_path
from bvreview.review.cells import parse_address
from ui.bus import Changed
from ui.dialogs.outcomes import OutcomesDialog
from ui.window import Window

FURTHER = (
    *("about.path_reason", "about.out_of_scope", "costs.basis_note", "consultation.summary"),
    *("equality.disparity_note", "reading.summary", "plan.ask", "plan.if_nothing"),
)
LONG = "Every word of this must be there when there is space again. " * 530
PAGE = 4096
STEPS = 64  # pages of free space; a long text takes sixteen, of which eight may be free in the file already


def steps(deep: bool) -> range:
    return range(STEPS if deep else 8)


def full_then_space(
    qtbot: QtBot, window: Window, leave: Callable[[int], object], free: Callable[[], object], pages: range
) -> None:
    """At each step: no space, said within two seconds, kept, and saved by itself when there is space."""
    page = begin_review(window)
    text = field_of(page)
    put(text, "before")
    settled(qtbot, page, window)
    try_again_soon(window)
    for step in pages:
        leave(step)
        words = f"{step} {LONG}".strip()
        put(text, words)
        page.stage.commit()
        fill(page.session, dict.fromkeys(FURTHER, words))
        wait_for(qtbot, lambda: is_failed(window), SAID_WITHIN)
        assert banner_of(window).isVisible()
        assert "Your text is kept and saved as soon as it can be." in banner_words(window)
        assert window.header.saved_words() == "Not saved"
        assert text.toPlainText() == words
        free()
        cells = settled(qtbot, page, window).cells
        assert {cells[a].answer.value for a in (SCOPE, *map(parse_address, FURTHER))} == {words}
        assert window.header.saved_words().startswith("All changes saved")
        assert not banner_of(window).isVisible()
    assert window.desk.workspace.verify().is_whole


@pytest.mark.timeout(7200)  # the long count takes its time
def test_a_disk_that_is_full_at_each_page(qtbot: QtBot, tmp_path: Path, deep: bool) -> None:
    with small_disk(tmp_path / "disk", 64 * 2**20) as disk, open_window(qtbot, disk / "work.bvr") as window:
        filler = disk / "filler"

        def leave(pages: int) -> None:
            filler.write_bytes(bytes(shutil.disk_usage(disk).free - pages * PAGE))

        full_then_space(qtbot, window, leave, filler.unlink, steps(deep))


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files")
def test_files_that_may_not_grow(qtbot: QtBot, tmp_path: Path, deep: bool) -> None:
    import resource

    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    path = tmp_path / "work.bvr"
    try:
        with open_window(qtbot, path) as window:
            full_then_space(
                qtbot,
                window,
                lambda step: resource.setrlimit(resource.RLIMIT_FSIZE, (step * PAGE, usual[1])),
                lambda: resource.setrlimit(resource.RLIMIT_FSIZE, usual),
                steps(deep),
            )
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
        signal.signal(signal.SIGXFSZ, ignored)


def test_a_full_disk_while_closing_asks_and_keeps(qtbot: QtBot, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 2 * 2**20) as disk, open_window(qtbot, disk / "work.bvr") as window:
        page = begin_review(window)
        text = field_of(page)
        try_again_soon(window)
        settled(qtbot, page, window)
        (disk / "filler").write_bytes(bytes(shutil.disk_usage(disk).free))
        put(text, LONG)
        window.close()
        assert window.isVisible()
        (asked,) = message_boxes()
        assert "The disk is full" in asked.text()
        assert asked.defaultButton().text() == asked.escapeButton().text() == "Keep as it is"
        asked.close()
        (disk / "filler").unlink()
        assert settled(qtbot, page, window).cells[SCOPE].answer.value == LONG


def test_a_disk_that_fills_up_during_an_import_is_said_and_whole_files_are_in(
    qtbot: QtBot, tmp_path: Path
) -> None:
    samples = work.find_workbooks([sample_path("east-midlands")])
    with small_disk(tmp_path / "disk", 16 * 2**20) as disk, open_window(qtbot, disk / "work.bvr") as window:
        window.desk.workspace.reviews()
        (disk / "filler").write_bytes(bytes(shutil.disk_usage(disk).free - 1_100_000))
        told: list[Changed] = []
        window.desk.bus.changed.connect(told.append)
        window.commands.arrivals.import_paths(samples)
        wait_for(qtbot, said_by_boxes)
        assert said_by_boxes() == [
            "The disk is full, so the last change is not saved in work.bvr. Make space, then try again."
        ]
        assert 0 < len(window.desk.workspace.reviews()) < 5
        assert told == [Changed()]
        assert window.desk.workspace.verify().is_whole
        (disk / "filler").unlink()
        for box in message_boxes():
            box.close()
        window.commands.arrivals.import_paths(samples)
        outcomes = dialog(qtbot, OutcomesDialog)
        assert outcomes.isVisible()
        assert len(window.desk.workspace.reviews()) == 5
