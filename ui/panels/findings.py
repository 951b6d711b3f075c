"""Put right: a card for each finding, in the words of the rule, with the way on."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout

from bvreview.i18n import _, plural
from bvreview.review.findings import REQUIRED, Finding
from bvreview.review.model import ExplanationKey
from bvreview.review.owing import missing_words
from ui.editing.session import Session
from ui.look.text import button, label
from ui.panels.card import FindingCard
from ui.widgets.scroller import ScrollColumn

MOST_CARDS = 40


class FindingsPanel(ScrollColumn):
    """The findings of the section in hand, then those of the others. ``counted`` tells how many are open."""

    went = Signal(object)
    counted = Signal(int)
    wants_all = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._section = ""
        self._cards: dict[ExplanationKey, FindingCard] = {}
        self._first = label("", "muted")
        self._next = button(_("Go to the next question"), link=True)
        self._next.clicked.connect(self._go_to_missing)
        self._elsewhere = label(_("In other sections"), "caps")
        self.column.addWidget(self._first)
        self.column.addWidget(self._next)
        self._all = button("", link=True)
        self._all.clicked.connect(self.wants_all)
        self.column.addWidget(self._all)
        self._mine, self._others = QVBoxLayout(), QVBoxLayout()
        for box in (self._mine, self._others):
            box.setSpacing(12)
        self.column.addLayout(self._mine)
        self.column.addWidget(self._elsewhere)
        self.column.addLayout(self._others)
        self.column.addStretch(1)
        session.judged.connect(self.refresh)

    def cards(self) -> tuple[FindingCard, ...]:
        """The cards that are shown."""
        return tuple(self._cards.values())

    def said(self) -> str:
        """What stands at the head: how many answers are missing."""
        return self._first.text()

    def show_section(self, section: str) -> None:
        """Put the findings of a section first."""
        self._section = section
        self.refresh()

    def commit(self) -> None:
        """Keep the explanation that is still being typed."""
        for shown in self.cards():
            if shown.in_use():
                shown.commit()

    def explain(self, key: ExplanationKey) -> bool:
        """Put the hand on the explanation of a finding; False where it has no card."""
        shown = self._cards.get(key)
        if shown:
            shown.explain()
            QTimer.singleShot(0, shown, lambda: self.ensureWidgetVisible(shown))
        return shown is not None

    def refresh(self) -> None:
        """Show the findings as they are now; a card in use stays where it is."""
        found = [f for f in self._session.findings if self._has_card(f)]
        found.sort(key=lambda f: (f.address.section != self._section, not f.is_open))
        wanted = {f.key: f for f in found[:MOST_CARDS]}
        for key in [k for k in self._cards if k not in wanted]:
            gone = self._cards.pop(key)
            gone.hide()
            gone.deleteLater()
        for finding in wanted.values():
            self._place(finding)
        self._elsewhere.setVisible(any(f.address.section != self._section for f in wanted.values()))
        self._say(found)

    def _has_card(self, finding: Finding) -> bool:
        """Faults everywhere; of what is still to be filled in only the lines missing here."""
        if not finding.is_unanswered:
            return True
        return finding.rule != REQUIRED and finding.address.section == self._section

    def _place(self, finding: Finding) -> None:
        shown = self._cards.get(finding.key)
        if shown is None:
            shown = self._cards[finding.key] = FindingCard(self._session, finding)
            shown.went.connect(self.went)
            shown.used.connect(self.went)
        shown.update_finding(finding)
        if not shown.in_use():
            (self._mine if finding.address.section == self._section else self._others).addWidget(shown)

    def _say(self, found: list[Finding]) -> None:
        is_open = sum(f.is_open and not f.is_unanswered for f in found)
        mine = next((s for s in self._session.progress if s.section == self._section), None)
        words = missing_words(mine) if mine else ""
        if not words and not is_open:
            words = _("Nothing to put right here.")
        self._first.setText(words)
        self._first.setVisible(bool(words))
        self._next.setVisible(bool(self._missing()) and not self._session.is_read_only)
        everywhere = sum(f.is_open for f in self._session.findings)
        words = plural("All that is open: {n} finding", "All that is open: {n} findings", everywhere)
        self._all.setText(words)
        self._all.setToolTip(_("A table without a line is one finding, however many answers its lines ask."))
        self._all.setAccessibleName(self._all.text())
        self._all.setVisible(bool(everywhere))
        self.counted.emit(is_open)

    def _missing(self) -> list[Finding]:
        required = [f for f in self._session.findings if f.rule == REQUIRED]
        return [f for f in required if f.address.section == self._section]

    def _go_to_missing(self) -> None:
        """The press itself may have answered one: the rules say so a moment later."""
        answers = self._session.answers
        if address := next((f.address for f in self._missing() if not answers.answer(f.address)), None):
            self.went.emit(address)
