"""The window on 1,050 submissions: until the overview of one stands there, and what the process holds then.

``python -m bench.many`` is the process that is measured: the application as it starts, on the framework
and the workspace of ``bench.compare``; it goes where the figure asks and prints one JSON object.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.compare import FIRST_YEAR, PERSON, fill, wide
from bench.figure import Figure
from bench.pages import resident
from bench.start import ROOT

if TYPE_CHECKING:
    from ui.window import Window

STEP = 10
"""Milliseconds between two looks whether something is there; the window runs as always in between."""


def measure_many(folder: Path) -> Iterator[Figure]:
    """From the click to the values on the screen, nothing having been read before; and memory."""
    home, path = folder / "home", folder / "many.bvr"
    count = fill(path, wide())
    home.mkdir()
    settings = {"person_name": PERSON.name, "last_workspace": str(path), "recent_workspaces": [str(path)]}
    (home / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
    places = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    environment = os.environ | {"BVREVIEW_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-m", "bench.many"],
        cwd=ROOT,
        env=environment | {"PYTHONPATH": places},
        capture_output=True,
        text=True,
        check=True,
    )
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    steps = ", ".join(f"{name} {taken:.2f} s" for name, taken in told["taken"].items())
    rows, groups = told["shape"]
    note = f"{rows} rows x {groups} groups on the screen, {count} submissions in the store; {steps}; aim 2 s"
    taken, worked = (sum(parts) for parts in zip(*told["overview"], strict=True))
    yield Figure("overview of many", taken, None, "s", f"{note}; {worked:.2f} s of a processor")
    held = ", ".join(f"{name} {mib:.0f}" for name, mib in told["held"].items())
    yield Figure("memory of many", told["peak"], None, "MiB", f"the most it held; then: {held}; aim 400 MiB")


def _serve() -> None:
    gc.disable()  # as ui.__main__ does
    from PySide6.QtWidgets import QApplication

    from ui import application

    application.default_framework = wide  # type: ignore[attr-defined]
    told: dict[str, Any] = {"taken": {}, "held": {}}

    def walk() -> None:
        window = next(w for w in QApplication.topLevelWidgets() if w.isVisible())
        _walk(window, told)  # type: ignore[arg-type]
        told["peak"] = _peak()
        print(json.dumps(told), flush=True)
        QApplication.quit()

    application.when_usable = walk
    application.run(["bvreview"])


def _walk(window: Window, told: dict[str, Any]) -> None:
    """The region's list; then a review of the middle year, and its overview."""

    def step(name: str, go: Callable[[], object], is_there: Callable[[], object]) -> tuple[float, float]:
        worked = time.process_time()
        taken = told["taken"][name] = _until(go, is_there)
        told["held"][name] = resident()
        return taken, time.process_time() - worked

    told["held"]["opened"] = resident()
    region: Any = window.page("region")
    step("region", lambda: window.show_page("region"), lambda: region.table.lines)
    heads = window.desk.workspace.heads()
    head = next(head for head in heads if head.period.id.startswith(str(FIRST_YEAR + 1)))
    step("review", lambda: window.open_review(head.id), lambda: window.review)
    page: Any = window.review
    told["overview"] = [
        step("compared", lambda: page.tabs.setCurrentIndex(2), lambda: page.compare.comparisons()),
        step("overview", lambda: page.compare.choose("@overview"), lambda: _shape(page.compare)[0]),
    ]
    told["shape"] = _shape(page.compare)
    step("years", lambda: None, lambda: page.compare.common.history)


def _shape(page: Any) -> tuple[int, int]:
    """Rows and groups of the table as it is shown."""
    table = page.view("@overview").table
    return (len(table.rows), len(table.columns)) if table else (0, 0)


def _until(go: Callable[[], object], is_there: Callable[[], object]) -> float:
    """Seconds from a click until what it asks for is there and painted."""
    from PySide6.QtCore import QEventLoop, QTimer
    from PySide6.QtWidgets import QApplication

    begun, loop, timer = time.perf_counter(), QEventLoop(), QTimer(interval=STEP)
    timer.timeout.connect(lambda: loop.quit() if is_there() else None)
    go()
    timer.start()
    loop.exec()
    QApplication.processEvents()
    return time.perf_counter() - begun


def _peak() -> float:
    """The most that this process has held, in MiB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 2**10


if __name__ == "__main__":
    _serve()
