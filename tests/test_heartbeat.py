"""The window never stands still; and the memory is looked through when the hands rest."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from window_kit import wait_for

from bvreview.resources import sample_path
from ui.pace import ALL, Sweeper

HERE = Path(__file__).parent


@pytest.mark.timeout(900)
@pytest.mark.skipif(not sample_path("east-midlands").is_dir(), reason="the samples are not there")
def test_no_step_of_a_day_takes_the_beat_away(request: pytest.FixtureRequest) -> None:
    deep = ["--deep"] if request.config.getoption("--deep") else []
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    command = [sys.executable, "-m", "pytest", "-q", "-n", "0", *deep, str(HERE / "beat_of_a_day.py")]
    done = subprocess.run(command, cwd=HERE.parent, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert "1 passed" in done.stdout


def test_all_of_the_memory_is_looked_through_when_the_hands_rest(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = list[int]()
    monkeypatch.setattr("ui.pace.gc.collect", looked.append)
    watched = QObject()
    sweeper = Sweeper(watched, rest=1)
    sweeper._timer.stop()
    where, button = QPointF(1, 1), Qt.MouseButton.LeftButton
    move = QMouseEvent(QEvent.Type.MouseMove, where, where, button, button, Qt.KeyboardModifier(0))
    QApplication.sendEvent(watched, move)
    assert sweeper._timer.isActive(), "the rest begins anew with each move"
    assert ALL not in looked
    wait_for(qtbot, lambda: ALL in looked)
    assert not sweeper._timer.isActive()
    assert looked.count(ALL) == 1
    sweeper.deleteLater()
