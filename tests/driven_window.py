"""The real application in a process of its own, driven by a script: what a test started it for is its word.

``type``    opens the first review and types into its first long question without end; at each look it says
            how many letters were typed, and whether they are said to be saved
``look``    says what stands there once the window can be used, with the dialogs that are open, then leaves
``hold``    opens the workspace and stays
``fail=``   makes mistakes with the words named after it, in slots and in a thread, then says what is shown
``import=`` takes in the folder that is named after it, and stays
"""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtCore import QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMessageBox

import ui.application
from bvreview.review.cells import parse_address
from ui.widgets.text_boxes import GrowingText
from ui.window import Window

QUESTION = parse_address("about.scope")
LOOK_EVERY = 40  # milliseconds


def say(*words: object) -> None:
    """One line, written at once and whole."""
    os.write(1, (" ".join(str(word) for word in words) + "\n").encode())


def window() -> Window | None:
    """The window of the workspace, if it is open."""
    return next((w for w in QApplication.topLevelWidgets() if isinstance(w, Window) and w.isVisible()), None)


def dialogs() -> list[str]:
    """What the dialogs that are open say."""
    shown = [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
    return [w.text() if isinstance(w, QMessageBox) else w.windowTitle() for w in shown]


def question(opened: Window) -> GrowingText:
    """The field of the first review, with the keyboard on it."""
    (summary, *__) = opened.desk.workspace.reviews()
    opened.open_review(summary.head.id)
    assert opened.review
    opened.review.go_to(QUESTION)
    opened.activateWindow()
    rows = opened.review.stage.current().views[0].rows  # type: ignore[union-attr]
    row = next(r for r in rows if r.address == QUESTION)
    field = row.editor.inputs()[0]
    assert isinstance(field, GrowingText)
    return field


class Typist:
    """Types letter after letter, and tells what the header says of them."""

    def __init__(self, opened: Window) -> None:
        self._window = opened
        self._field = question(opened)
        self._field.moveCursor(QTextCursor.MoveOperation.End)
        self._timer = QTimer(interval=LOOK_EVERY)
        self._timer.timeout.connect(self._type)
        self._timer.start()

    def _type(self) -> None:
        letters = len(self._field.toPlainText())
        QTest.keyClicks(self._field, "abcdefghij"[letters % 10])
        saved = self._window.header.saved_words().startswith("All changes saved")
        say("saved" if saved else "typed", letters + 1, time.monotonic())
        if letters % 60 == 59:  # a pause, as people make it
            self._timer.stop()
            QTimer.singleShot(1100, self._rest)

    def _rest(self) -> None:
        saved = self._window.header.saved_words().startswith("All changes saved")
        say("saved" if saved else "typed", len(self._field.toPlainText()), time.monotonic())
        self._timer.start()


def look() -> None:
    """Say what is there, then leave as a person does."""
    opened = window()
    for text in dialogs():
        say("dialog", text.replace("\n", " "))
    if opened:
        say("ready", question(opened).toPlainText())
        opened.close()
    else:
        labels = [
            w for top in QApplication.topLevelWidgets() if top.isVisible() for w in top.findChildren(QLabel)
        ]
        say("no window", " | ".join(label.text().replace("\n", " ") for label in labels))
        QApplication.closeAllWindows()


class Mistakes:
    """A flood of mistakes: a timer that never works, a thread, and what nobody waits for."""

    def __init__(self, words: str) -> None:
        self._words = words
        self._timer = QTimer(interval=5)
        self._timer.timeout.connect(self._fail)
        self._timer.start()
        threading.Thread(target=self._fail_elsewhere).start()
        QTimer.singleShot(1000, self._tell)

    def _fail(self) -> None:
        raise ValueError(self._words)

    def _fail_elsewhere(self) -> None:
        raise LookupError(self._words)

    def _tell(self) -> None:
        self._timer.stop()
        for box in [
            w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox) and w.isVisible()
        ]:
            say("dialog", f"{box.text()} {box.informativeText()} {box.detailedText()}".replace("\n", " "))
        say("end")
        QApplication.closeAllWindows()


def give_up(*error: Any) -> None:
    """A mistake here ends the process at once: nobody is there to close a box."""
    sys.__excepthook__(*error)
    os._exit(1)


def begin() -> None:
    """Do what this was started for."""
    word = sys.argv[1]
    opened = window()
    if word.startswith("fail="):
        assert opened
        opened.mistakes = Mistakes(word.partition("=")[2])  # type: ignore[attr-defined]
        return
    sys.excepthook = give_up
    if word == "type":
        assert opened
        opened.typist = Typist(opened)  # type: ignore[attr-defined]  # as long as the window is there
    elif word.startswith("import="):
        assert opened
        opened.commands.arrivals.import_paths([Path(word.partition("=")[2])])
        say("importing")
    elif word == "hold":
        say("open" if opened else "no window")
    else:
        look()


if __name__ == "__main__":
    ui.application.when_usable = begin
    sys.exit(ui.application.run(sys.argv[:1]))
