"""A whole day in a process of its own: the demo, then the window; it tells what it connects to and writes.

Words: the folder of the day, and the text that must not be found outside. Lines: ``net EVENT ARGUMENTS``,
``write PATH``, ``error WORDS`` for a dialog that nobody expected, and ``done`` at the end.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from driven_window import question
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from watched import say

import ui.application
import ui.exchange.exports
from bvreview.cli import main
from bvreview.resources import sample_path
from ui.dialogs.outcomes import OutcomesDialog
from ui.editing.session import Session
from ui.places import REGION, SETTINGS
from ui.window import Window

DAY, CANARY = Path(sys.argv[1]), sys.argv[2]


class Day:
    """One step after the other, each when the dialogs of the one before are closed."""

    def __init__(self, opened: Window) -> None:
        self._window = opened
        self._steps = [
            *(self._type, self._explain, self._take_back, self._make_again, self._look, self._import),
            *(self._export_workbook, self._export_plan, self._go_wrong, self._leave),
        ]
        self._timer = QTimer(interval=200)
        self._timer.timeout.connect(self._go_on)
        self._timer.start()

    def _go_on(self) -> None:
        shown = [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
        if not shown and self._window.desk.saver.is_idle:
            self._steps.pop(0)()
        for box in shown:
            if isinstance(box, OutcomesDialog) or box.windowTitle() in ("Written", "Something went wrong"):
                box.close()
            elif box.windowTitle() == "This was not done":
                say("error", getattr(box, "text", str)())
                box.close()

    @property
    def _session(self) -> Session:
        assert self._window.review
        return self._window.review.session

    def _type(self) -> None:
        QTest.keyClicks(question(self._window), f"Told by {CANARY}, who asked not to be named")
        self._window.review.stage.commit()  # type: ignore[union-attr]

    def _explain(self) -> None:
        found = [f for f in self._session.findings if f.level == "explain"]
        for finding in found[:1]:
            self._session.explain(finding, CANARY)

    def _take_back(self) -> None:
        self._window.actions_by_id["undo"].trigger()

    def _make_again(self) -> None:
        self._window.actions_by_id["redo"].trigger()

    def _look(self) -> None:
        self._window.review.stage.side.setCurrentIndex(2)  # type: ignore[union-attr]
        self._window.show_page(SETTINGS)
        self._window.show_page(REGION)
        self._window.desk.preferences.change(text_size=125)
        self._window.desk.workspace.search(CANARY)

    def _import(self) -> None:
        names = ("everything.xlsx", "Kent VC see note.xlsx", "Wiltshire VC.ods")
        self._window.commands.arrivals.import_paths([sample_path("bad-day", name) for name in names])

    def _export(self, name: str, what: str) -> None:
        ui.exchange.exports.ask_where = lambda *_words: DAY / "exports" / name  # type: ignore[attr-defined]
        own = next(s.head.id for s in self._window.desk.workspace.reviews() if s.own)
        self._window.open_review(own)
        self._window.commands.export(what)

    def _export_workbook(self) -> None:
        self._export("review.xlsx", "workbook")

    def _export_plan(self) -> None:
        self._export("plan.pdf", "plan")

    def _go_wrong(self) -> None:
        try:
            raise ValueError(CANARY)
        except ValueError as error:
            sys.excepthook(type(error), error, error.__traceback__)

    def _leave(self) -> None:
        self._timer.stop()
        self._window.close()
        say("done")


def begin() -> None:
    """Begin the day once the window is there."""
    opened = next(w for w in QApplication.topLevelWidgets() if isinstance(w, Window))
    opened.day = Day(opened)  # type: ignore[attr-defined]  # as long as the window is there


if __name__ == "__main__":
    sys.stdout = sys.stderr
    main(["demo", "--out", str(DAY / "exports" / "demo")])
    ui.application.when_usable = begin
    sys.exit(ui.application.run(sys.argv[:1]))
