"""What stands beside the answers of a section: what to put right, guidance, evidence and history."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget

from bvreview.i18n import _
from bvreview.review.cells import Address
from bvreview.review.findings import Finding
from ui.desk import Desk
from ui.editing.evidence import EvidenceEdits
from ui.editing.session import Session
from ui.panels.evidence import EvidencePanel
from ui.panels.findings import FindingsPanel
from ui.panels.guidance import GuidancePanel
from ui.panels.history import HistoryPanel


class Beside(QTabWidget):
    """``went`` tells the address that is to be gone to, ``named`` what the panel in front is called."""

    went = Signal(object)
    named = Signal(str)

    def __init__(self, desk: Desk, session: Session) -> None:
        super().__init__()
        self.findings, self.guidance = FindingsPanel(session), GuidancePanel(session)
        self.evidence = EvidencePanel(desk, EvidenceEdits(session))
        self.history = HistoryPanel(session)
        self.setDocumentMode(True)
        self.setObjectName("side")
        self.addTab(self.findings, _("Put right"))
        self.addTab(self.guidance, _("Guidance"))
        self.addTab(self.evidence, _("Evidence"))
        self.addTab(self.history, _("History"))
        self.tabBar().setAccessibleName(_("About the section"))
        self.findings.went.connect(self.went)
        self.findings.counted.connect(self._count)
        self.evidence.counted.connect(self._count_evidence)
        self.currentChanged.connect(lambda _index: self._tell_name())

    def _count(self, count: int) -> None:
        words = _("Put right {n}").format(n=count) if count else _("Put right")
        self.setTabText(self.indexOf(self.findings), words)
        self._tell_name()

    def _count_evidence(self, count: int) -> None:
        words = _("Evidence {n}").format(n=count) if count else _("Evidence")
        self.setTabText(self.indexOf(self.evidence), words)
        self._tell_name()

    def _tell_name(self) -> None:
        self.named.emit(self.tabText(self.currentIndex()))

    def show_section(self, section: str) -> None:
        """Another section is looked at: what is said is about that one."""
        for panel in (self.findings, self.guidance, self.evidence, self.history):
            panel.show_section(section)

    def explain(self, finding: Finding) -> None:
        """Put the hand on the explanation of a finding."""
        self.setCurrentWidget(self.findings)
        self.findings.explain(finding.key)

    def show_evidence(self, address: Address | None) -> None:
        """Bring the evidence to the front, of another answer where one is named."""
        if address:
            self.evidence.show_address(address)
        self.setCurrentWidget(self.evidence)

    def show_guidance(self) -> None:
        """Bring the guidance to the front."""
        self.setCurrentWidget(self.guidance)
