"""A file from the file manager goes to the window that is open already."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot
from window_kit import PERSON, dialog

from bvreview.framework.loader import default_framework
from bvreview.settings import Settings, default_workspace, save_settings
from bvreview.workspace import Workspace
from ui.application import Application
from ui.dialogs.outcomes import OutcomesDialog
from ui.exchange.handing import Reception, server_name
from ui.pages.start import StartPage
from ui.window import Window

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def reception(home: Path, qtbot: QtBot) -> Iterator[Reception]:
    """What is open already."""
    made = Reception()
    assert made.open()
    yield made
    made.close()


def start(*words: str) -> subprocess.Popen[str]:
    """A second start, as the file manager makes it."""
    command = [sys.executable, "-m", "ui", *words]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=ROOT, env=dict(os.environ), stdout=pipe, stderr=pipe, text=True)


def test_a_second_start_hands_its_file_over_and_ends(
    qtbot: QtBot, reception: Reception, tmp_path: Path
) -> None:
    file = tmp_path / "return \u00e9 <b>.xlsx"
    file.write_bytes(b"")
    with qtbot.waitSignal(reception.came, timeout=20_000) as came:
        second = start(str(file))
    assert came.args == [[file]]
    out, err = second.communicate(timeout=20)
    assert (second.returncode, out, err) == (0, "", "")


def test_nobody_else_is_disturbed(reception: Reception) -> None:
    assert not Reception().open(), "one window takes the files, the others leave them to it"


def test_what_a_killed_start_left_is_cleared_away(home: Path, qtbot: QtBot) -> None:
    script = (
        "import os; from PySide6.QtCore import QCoreApplication; app = QCoreApplication([]);"
        "from ui.exchange.handing import Reception; print(Reception().open(), flush=True); os._exit(9)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.stdout.strip() == "True"
    again = Reception()
    assert again.open()
    again.close()


@pytest.mark.parametrize("said", [b"nonsense\n", b"{}\n", b"[1, null]\n", b"\xff\n"])
def test_nonsense_is_taken_for_nothing(qtbot: QtBot, reception: Reception, said: bytes) -> None:
    socket = QLocalSocket()
    socket.connectToServer(server_name())
    assert socket.waitForConnected(1000)
    with qtbot.waitSignal(reception.came) as came:
        socket.write(said)
        socket.flush()
    assert came.args == [[]]


def test_a_file_opens_in_the_window_when_it_is_there(qtbot: QtBot, home: Path, tmp_path: Path) -> None:
    web = tmp_path / "return.xlsx"
    web.write_text("<html>not a workbook</html>")
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    application = Application(app)
    application.start()
    assert application.window
    page = application.window.centralWidget()
    assert isinstance(page, StartPage)
    application.take([web])
    assert isinstance(application.window.centralWidget(), StartPage), "first it must be known who is there"
    page.ready.emit("Jo Bloggs", "")
    window = application.window
    assert isinstance(window, Window)

    def shown() -> OutcomesDialog | None:
        found = [w for w in app.topLevelWidgets() if isinstance(w, OutcomesDialog) and w.isVisible()]
        return found[0] if found else None

    qtbot.waitUntil(lambda: shown() is not None, timeout=20_000)
    outcome = shown()
    assert outcome
    assert outcome.list.lines[0].texts[:2] == ("return.xlsx", "Refused")
    outcome.close()
    window.close()


def test_a_second_start_on_the_same_workspace_offers_the_window_that_has_it(qtbot: QtBot, home: Path) -> None:
    save_settings(Settings(person_name=PERSON.name))
    with Workspace.open(default_workspace(), person=PERSON, framework=default_framework()):
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        application = Application(app)
        application.start()
        box = dialog(qtbot, QMessageBox)
        assert isinstance(box, QMessageBox)
        assert "is open already" in box.text()
        assert [b.text() for b in box.buttons()][1:] == [
            "Show the window that has it open",
            "Choose another workspace\u2026",
        ]
        box.close()


def test_a_file_that_the_system_hands_over_as_an_event_is_taken(qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "return \u00e9.xlsx"
    words = (
        "import sys; from pathlib import Path; from PySide6.QtCore import QUrl; "
        "from PySide6.QtGui import QFileOpenEvent; from ui.application import Program; "
        "app = Program([]); came = []; app.handed.connect(came.extend); "
        "app.sendEvent(app, QFileOpenEvent(sys.argv[1])); "
        "app.sendEvent(app, QFileOpenEvent(QUrl('https://example.org/a.xlsx'))); "
        "assert came == [Path(sys.argv[1])], came"
    )
    command = [sys.executable, "-c", words, str(file)]
    done = subprocess.run(
        command, cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
