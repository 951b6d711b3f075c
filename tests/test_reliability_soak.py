"""A long day in one window: what is opened, typed, compared and closed again leaves no memory behind."""

from __future__ import annotations

import gc
import itertools
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from window_kit import PERSON, fill, open_window, settled, wait_for

from bvreview import work
from bvreview.framework.loader import default_framework
from bvreview.framework.terms import Path as Depth
from bvreview.resources import sample_path
from bvreview.workspace import Workspace
from ui.places import REGION, REVIEWS
from ui.window import Window

HOURS = 8
HALF_HOUR = 30 * 60  # seconds
REST = 2_000  # milliseconds between two rounds of the long day: what waits for a quiet moment has one
PATIENCE = 600  # seconds: a day beside other work, at the lowest priority, waits for its turn now and then
WARM = 5
FEW = 12
MIB = 2**20
GROWTH = 50 * MIB  # reliability.md figure 22
COMPARE = 2  # the third stage
SECTIONS = ("about", "costs", "volumes", "measures")

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is read from /proc")


def memory() -> int:
    """What this process holds, in bytes."""
    gc.collect()
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) * 1024


def round_of_work(qtbot: QtBot, window: Window, review: str, number: int) -> None:
    """Open, type, take back, look about, compare, leave."""
    window.open_review(review)
    page = window.review
    assert page
    for section in SECTIONS:
        page.stage.go_to_section(section)
        QApplication.processEvents()
    fill(page.session, {"about.lead": f"Name {number}", "about.scope": "Scope. " * 40 + str(number)})
    page.undo()
    settled(qtbot, page, window, PATIENCE)
    page.tabs.setCurrentIndex(COMPARE)
    compare = page.compare
    assert compare
    wait_for(qtbot, lambda: compare.measure.charts and compare.measure.charts[0].scene, PATIENCE)
    for place in (REGION, REVIEWS):
        window.show_page(place)
        qtbot.wait(20)  # what is left is deleted in the event loop


def long_day(qtbot: QtBot) -> Iterator[int]:
    """The numbers of the rounds of eight hours; each half hour a line says what is held."""
    begun = said = time.monotonic()
    for number in itertools.count(WARM):
        now = time.monotonic()
        if now >= said + HALF_HOUR:
            said = now
            print(f"{(now - begun) / 3600:.1f} h, {number} rounds, {memory() / MIB:.1f} MiB", flush=True)
        if now >= begun + HOURS * 3600:
            return
        yield number
        qtbot.wait(REST)


@pytest.mark.timeout((HOURS + 1) * 3600)
def test_a_long_day_holds_no_more_memory_than_its_morning(qtbot: QtBot, tmp_path: Path, deep: bool) -> None:
    path = tmp_path / "day.bvr"
    framework = default_framework()
    with Workspace.open(path, person=PERSON, framework=framework) as workspace:
        workspace.import_files(sorted(sample_path("east-midlands").glob("*.xlsx")), read_many=work.read_files)
        own = workspace.create_review(
            "derbyshire", framework.services[0].id, workspace.reviews()[0].head.period, Depth.LIGHT
        )
    with open_window(qtbot, path) as window:
        for number in range(WARM):
            round_of_work(qtbot, window, own.id, number)
        morning = memory()
        print(f"morning: {morning / MIB:.1f} MiB", flush=True)
        for number in long_day(qtbot) if deep else range(WARM, FEW):
            round_of_work(qtbot, window, own.id, number)
            assert memory() - morning < (GROWTH if deep else GROWTH / 4), f"after {number} rounds"
