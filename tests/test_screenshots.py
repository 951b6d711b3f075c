"""Every page as it stands on a laptop, in light, in dark and at 200 %: nothing cut, empty or sideways."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from screenshots.__main__ import FEW
from screenshots.faults import faults_in
from screenshots.longer import LONGER, longer
from screenshots.pages import FIRST
from screenshots.stage import LOOKS, SIZE, Look

from bvreview.resources import sample_path
from ui.look.text import label
from ui.widgets.charts import ChartView

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"


@pytest.mark.skipif(not sample_path("east-midlands").is_dir(), reason="the sample region is not there")
@pytest.mark.timeout(400)
@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_no_page_cuts_a_word_shows_an_empty_chart_or_scrolls_sideways(look: Look) -> None:
    assert told("--look", look.name) == ""


def test_a_picture_is_kept_under_the_name_of_its_page(tmp_path: Path) -> None:
    assert told("--look", "dark", "--out", str(tmp_path), FIRST) == ""
    (path,) = tmp_path.iterdir()
    assert path.name == f"dark-{FIRST}.png"
    with Image.open(path) as picture:
        assert picture.size == (SIZE.width(), SIZE.height())
        assert len(picture.getcolors() or []) > FEW


def told(*words: str) -> str:
    """What the command that takes pictures says."""
    command = [sys.executable, "-m", "screenshots", *words]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "tests"), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == bool(done.stdout), done.stderr
    return done.stdout


def shown(qtbot: QtBot, *widgets: QWidget) -> list[str]:
    """The faults of a window with some widgets in it."""
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    for widget in widgets:
        column.addWidget(widget)
    window.resize(300, 300)
    window.show()
    return list(faults_in(window))


def test_a_window_without_a_fault_has_none(qtbot: QtBot) -> None:
    assert (
        shown(qtbot, label("A sentence that is long enough to be broken into lines."), QPushButton("Go"))
        == []
    )


def test_words_that_are_cut_are_seen(qtbot: QtBot) -> None:
    narrow, low, small = label("Unmistakably"), label("One\ntwo\nthree"), QPushButton("Check and submit")
    narrow.setFixedWidth(20)
    low.setFixedHeight(10)
    small.setFixedWidth(30)
    found = " ".join(shown(qtbot, narrow, low, small))
    assert "'Unmistakably' cuts its longest word" in found
    assert "'One two three' is 10 high" in found
    assert "'Check and submit' is smaller than its words" in found


def test_what_stands_out_of_its_place_is_seen(qtbot: QtBot) -> None:
    holder = QWidget()
    holder.setFixedSize(50, 50)
    outside = QLabel("Outside", holder)
    outside.setGeometry(30, 0, 100, 20)
    assert any("stands out of what holds it" in fault for fault in shown(qtbot, holder))


def test_a_page_that_scrolls_sideways_is_seen(qtbot: QtBot) -> None:
    area, wide = QScrollArea(), QWidget()
    wide.setFixedSize(900, 20)
    area.setWidget(wide)
    area.setAccessibleName("Page")
    assert shown(qtbot, area) == ["QScrollArea 'Page' scrolls sideways"]


def test_an_empty_chart_is_seen(qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QApplication

    from ui.look.theme import Look as Theme

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    assert any("shows nothing" in fault for fault in shown(qtbot, ChartView(Theme(app))))


@pytest.mark.parametrize("text", ["Undo", "{n} of {of} findings", "Check and submit", "\u2026", ""])
def test_a_longer_text_says_the_same_places(text: str) -> None:
    made = longer(text)
    assert re.findall("{[^}]*}", made) == re.findall("{[^}]*}", text)
    bare = len(re.sub("{[^}]*}", "", text))
    if re.search("[aeiou]", text):
        assert len(made) - len(text) == round(bare * (LONGER - 1))


def test_the_pictures_of_the_readme_are_there_and_small() -> None:
    named = [
        line.split("(")[-1].rstrip(")")
        for line in (ROOT / "README.md").read_text("utf-8").splitlines()
        if line.startswith("![")
    ]
    assert len(named) == 5
    assert sorted(named) == sorted(f"docs/pictures/{path.name}" for path in PICTURES.glob("*.png"))
    assert all((ROOT / name).stat().st_size < 150_000 for name in named)
