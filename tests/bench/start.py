"""Process start to first usable window with the sample workspace, against a bare window with a table."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from bench.figure import Figure

ROOT = Path(__file__).resolve().parents[2]
TIMES = 7
BARE = """
import os, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget
app = QApplication(sys.argv)
window = QMainWindow()
window.setCentralWidget(QTableWidget(42, 8))
window.resize(1366, 768)
window.show()
QTimer.singleShot(0, lambda: (print("shown", flush=True), os._exit(0)))
app.exec()
"""
OURS = """
import sys
sys.argv = ["bvreview"]
from ui.__main__ import load_application
application = load_application()
application.when_usable = lambda: (print("shown", flush=True), application.QApplication.quit())
application.run(sys.argv)
"""


def measure_start(folder: Path) -> Iterator[Figure]:
    """Median of runs in turn; the workspace holds the sample region, and a start came before."""
    environment = prepare(folder)
    _until_shown(OURS, environment), _until_shown(BARE, environment)
    pairs = [(_until_shown(OURS, environment), _until_shown(BARE, environment)) for __ in range(TIMES)]
    ours, bare = median(p[0] for p in pairs), median(p[1] for p in pairs)
    yield Figure("start", ours, bare, "s", "to the first window; reference: bare PySide6 window with a table")


def prepare(folder: Path) -> dict[str, str]:
    """A home with the sample region open, and the environment of a start from it."""
    environment = os.environ | {"BVREVIEW_HOME": str(folder / "home"), "QT_QPA_PLATFORM": "offscreen"}
    environment |= {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
    command = [sys.executable, "-m", "ui", "demo", "--out", str(folder / "demo")]
    subprocess.run(command, check=True, cwd=ROOT, env=environment, capture_output=True)
    workspace = str(next((folder / "demo").glob("*.bvr")))
    settings = {"person_name": "Bench", "last_workspace": workspace, "recent_workspaces": [workspace]}
    (folder / "home").mkdir(exist_ok=True)
    (folder / "home" / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
    return environment


def _until_shown(code: str, environment: dict[str, str]) -> float:
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
    with process:
        assert process.stdout
        line = process.stdout.readline()
        taken = time.perf_counter() - begun
    if line.strip() != "shown":
        raise RuntimeError("the window did not appear")
    return taken
