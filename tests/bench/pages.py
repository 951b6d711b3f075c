"""From page to page of the sample region, each until it is painted; and what the process holds then.

``python -m bench.pages`` is the process that is measured: it opens the window as a start does, goes
everywhere three times and prints one JSON object.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.figure import Figure, seconds
from bench.start import ROOT, prepare

if TYPE_CHECKING:
    from ui.pages.compare import ComparePage
    from ui.window import Window

Change = tuple[str, Callable[[], object]]
"""What a change of page is called, and how it is made."""
CHART = "chart "
"""How the changes within the comparison begin."""
ROUNDS = 3
REST = 250
"""Milliseconds between two pages in which what was asked of the workspace comes in."""


def measure_pages(folder: Path) -> Iterator[Figure]:
    """Every place, section, side panel and chart, the first visit included."""
    taken: dict[str, float] = _walked(folder)["taken"]
    values, slowest = sorted(taken.values()), max(taken, key=taken.__getitem__)
    note = f"95th percentile of {len(values)} changes until painted; the slowest: {slowest}; reference: none"
    yield Figure("page change", values[int(len(values) * 0.95)] * 1000, None, "ms", note)


def measure_charts(folder: Path) -> Iterator[Figure]:
    """Every entry and every tab of the comparison, once its figures are there, the first visit included."""
    found = {name: taken for name, taken in _walked(folder)["taken"].items() if name.startswith(CHART)}
    values, slowest = sorted(found.values()), max(found, key=found.__getitem__)
    most = f"the slowest: {slowest.removeprefix(CHART)} with {values[-1] * 1000:.0f} ms"
    note = f"95th percentile of {len(values)} charts until painted; {most}; aim 200 ms; reference: none"
    yield Figure("chart page", values[int(len(values) * 0.95)] * 1000, None, "ms", note)


def measure_memory(folder: Path) -> Iterator[Figure]:
    """Resident memory of the window's own process; the reading child is another."""
    told = _walked(folder)
    rounds = ", ".join(f"{held:.0f}" for held in told["rounds"])
    note = f"the sample open, its first list shown; after all pages, once, twice and thrice: {rounds} MiB"
    yield Figure("memory", told["opened"], None, "MiB", note)


@cache
def _walked(folder: Path) -> dict[str, Any]:
    environment = prepare(folder) | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])}
    command = [sys.executable, "-m", "bench.pages"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def _serve() -> None:
    gc.disable()  # as ui.__main__ does
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from ui import application
    from ui.places import PLACES

    told: dict[str, Any] = {"taken": {}, "rounds": []}

    def begin() -> None:
        window = next(w for w in QApplication.topLevelWidgets() if w.isVisible())
        told["opened"] = resident()
        step(_walk(window))  # type: ignore[arg-type]

    def step(walk: Iterator[Change]) -> None:
        """One change; the next comes from the event loop, where what was left is deleted."""
        change = next(walk, None)
        if change is None:
            told["rounds"].append(resident())
            print(json.dumps(told), flush=True)
            QApplication.quit()
            return
        name, go = change
        if name == f"{PLACES[0].key} {len(told['rounds']) + 1}":
            told["rounds"].append(resident())
        taken = seconds(lambda: (go(), QApplication.processEvents()))
        if name:
            told["taken"][name] = taken
        QTimer.singleShot(REST, lambda: step(walk))

    application.when_usable = begin
    application.run(["bvreview"])


def _walk(window: Window) -> Iterator[Change]:
    from ui.places import PLACES

    for n in range(ROUNDS):
        for place in PLACES:
            yield f"{place.key} {n}", partial(window.show_page, place.key)
        review = window.desk.workspace.reviews()[n].head.id
        yield f"review {n}", partial(window.open_review, review)
        yield from _walk_review(window, n)


def _walk_review(window: Window, n: int) -> Iterator[Change]:
    page = window.review
    assert page
    for section in page.session.answers.sections():
        yield f"{section.id} {n}", partial(page.stage.go_to_section, section.id)
    for side in range(page.stage.side.count()):
        yield f"side {side} {n}", partial(page.stage.side.setCurrentIndex, side)
    yield f"compare {n}", partial(page.tabs.setCurrentIndex, 2)
    assert page.compare
    yield from _walk_charts(page.compare, n)


def _walk_charts(page: ComparePage, n: int) -> Iterator[Change]:
    while not page.common.history:
        yield "", lambda: None  # what is not named is not measured
    entries = [task.id for task in page.entries() if task.id and not task.id.startswith("?")]
    for entry in entries:
        yield f"{CHART}{entry} {n}", partial(page.choose, entry)
    topics = [entry for entry in entries if not entry.startswith("@")]
    for topic in (topics[0], topics[-1]):
        yield "", partial(page.choose, topic)
        for tab in range(page.measure.tabs.count()):
            words = page.measure.tabs.tabText(tab)
            yield f"{CHART}{topic}, {words} {n}", partial(page.measure.tabs.setCurrentIndex, tab)


def resident() -> float:
    """What this process holds, in MiB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


if __name__ == "__main__":
    _serve()
