"""What is about a whole review and not about one section: all its findings, its evidence and its history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from ui.desk import Desk
from ui.editing.session import Session
from ui.left.parts import make_part

if TYPE_CHECKING:
    from ui.pages.evidence import EvidencePage
    from ui.pages.findings import FindingsPage
    from ui.pages.history import HistoryPage


class Whole(QObject):
    """Pages over the sections, made when they are first looked at."""

    went = Signal(object)
    left = Signal()

    def __init__(self, desk: Desk, session: Session, stack: QStackedWidget) -> None:
        super().__init__(stack)
        self._desk, self._session, self._stack = desk, session, stack
        self.findings: FindingsPage | None = None
        self.history: HistoryPage | None = None
        self.evidence: EvidencePage | None = None

    def is_shown(self) -> bool:
        """Whether one of them is on the screen."""
        return self._stack.currentWidget() in (self.findings, self.history, self.evidence)

    def show_findings(self) -> FindingsPage:
        """Show every finding of the review."""
        from ui.pages.findings import FindingsPage

        if not self.findings:
            self.findings = FindingsPage(self._desk, self._session)
            self._add(self.findings)
        self._stack.setCurrentWidget(self.findings)
        self.findings.take_keys()
        return self.findings

    def show_history(self) -> HistoryPage:
        """Show the history of the review."""
        from ui.pages.history import HistoryPage

        if not self.history:
            self.history = HistoryPage(self._desk, self._session)
            self._add(self.history)
        self._stack.setCurrentWidget(self.history)
        self.history.take_keys()
        return self.history

    def show_evidence(self) -> EvidencePage:
        """Show all evidence of the review."""
        from ui.pages.evidence import EvidencePage

        if not self.evidence:
            self.evidence = EvidencePage(self._desk, self._session)
            self._add(self.evidence)
        self._stack.setCurrentWidget(self.evidence)
        self.evidence.take_keys()
        return self.evidence

    def _add(self, page: FindingsPage | HistoryPage | EvidencePage) -> None:
        page.went.connect(self.went)
        page.left.connect(self.left)
        self._stack.addWidget(page)
        make_part(page)

    def commit(self) -> None:
        """Keep what is being typed."""
        if self.findings:
            self.findings.commit()
