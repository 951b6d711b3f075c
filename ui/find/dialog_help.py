"""F1 in a dialog: the page of the guide that fits, in a window that the dialog does not lock."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QWidget

if TYPE_CHECKING:
    from ui.find.guide import Guide
    from ui.window import Window

ASKS: Final = "asks for help"
PAGE_OF_DIALOG: Final = {
    "AnswerDialog": "first-review#when-you-do-not-have-a-figure",
    "AreaPayDialog": "comparing#area-pay",
    "AssignDialog": "people#who-does-what-by-when",
    "EvidenceDialog": "evidence",
    "ImportReportDialog": "region#see-what-was-found",
    "LedgerDialog": "first-review#paste-a-ledger-extract",
    "LinkEvidenceDialog": "evidence#link-evidence-to-an-answer",
    "MissingDialog": "safety#when-a-workspace-does-not-open",
    "NewReviewDialog": "first-review#begin-the-review",
    "OutcomesDialog": "region#see-what-was-found",
    "PeerListsDialog": "comparing#whom-to-compare-with",
    "PersonDialog": "people#take-turns-at-one-computer",
    "PreviewDialog": "first-review#see-the-plan-on-paper",
    "ReminderDialog": "people#who-does-what-by-when",
    "RestoreDialog": "safety#backups",
    "SubmitDialog": "first-review#plan-and-submit",
    "WrittenDialog": "workbook",
}
"""Where the guide tells of what a dialog asks; of others the contents are shown."""


class DialogHelp(QObject):
    """A dialog keeps the keys of its window away, so that each is given F1 once the keyboard is in it."""

    def __init__(self, window: Window, guide: Callable[[], Guide]) -> None:
        super().__init__(window)
        self._window, self._guide = window, guide
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        over = now.window() if now else None
        if isinstance(over, QDialog) and not over.property(ASKS) and self._is_mine(over):
            over.setProperty(ASKS, True)
            asked = QShortcut(self._window.actions_by_id["help"].shortcut(), over)
            asked.activated.connect(lambda: self.show_over(over))

    def _is_mine(self, over: QWidget) -> bool:
        above: QWidget | None = over
        while above and above is not self._window:
            above = above.parentWidget()
        return above is not None

    def show_over(self, over: QDialog) -> None:
        """Show the page of a dialog; what belongs to the dialog can be read and scrolled beside it."""
        from ui.find.guide import CONTENTS
        from ui.find.guide_window import HelpWindow

        told = over.findChild(HelpWindow) or HelpWindow(over, self._window.desk, self._guide())
        told.open_at(PAGE_OF_DIALOG.get(type(over).__name__, CONTENTS))
