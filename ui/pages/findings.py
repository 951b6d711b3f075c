"""Everything to put right, explain or answer in a review, in one list, with the way on beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout

from bvreview.framework.rules import Level
from bvreview.i18n import _
from bvreview.review.findings import Finding
from ui.desk import Desk
from ui.editing.session import Session
from ui.look.text import Elided, Ground, button, label
from ui.panels.card import FindingCard
from ui.panels.finding_list import FindingList, group
from ui.when_seen import WhenSeen
from ui.widgets.combo import CalmCombo
from ui.widgets.page_head import PageHead
from ui.widgets.scroller import ScrollColumn
from ui.widgets.tabs import LARGE

NOBODY: Final = "\0"
LEVELS: Final[dict[str, Callable[[Finding], bool]]] = {
    "open": lambda f: f.is_open,
    "stop": lambda f: f.level is Level.STOP and not f.is_unanswered,
    "explain": lambda f: f.level is Level.EXPLAIN and f.is_open,
    "unanswered": lambda f: f.is_unanswered,
    "explained": lambda f: f.explanation is not None,
    "note": lambda f: f.level is Level.NOTE,
    "all": lambda f: True,
}


class FindingsPage(Ground):
    """``went`` tells the address of a finding that is to be gone to; ``left`` that the page is done with."""

    went = Signal(object)
    left = Signal()

    def __init__(self, desk: Desk, session: Session) -> None:
        super().__init__()
        self._session, self._look = session, desk.look
        self._card: FindingCard | None = None
        self.level, self.section, self.owner = CalmCombo(), CalmCombo(), CalmCombo()
        self.count, self.nothing = Elided("", "muted"), label("", "muted")
        self._captions: list[QLabel] = []
        self.list = FindingList(desk.look, _("Findings of the review"))
        self.list.chosen.connect(self._show_card)
        self.list.opened.connect(lambda finding: self.went.emit(finding.address))
        self._side = ScrollColumn()
        self._side.column.addStretch(1)
        self._back = button(_("Back to the section"))
        self._back.clicked.connect(self.left)
        self._lay_out()
        self._fit(owned=bool(session.review.assignments))
        for combo in (self.level, self.section, self.owner):
            combo.currentIndexChanged.connect(self._show_lines)
        self._seen = WhenSeen(self, self._refresh)
        session.judged.connect(self._seen.outdate)
        desk.look.changed.connect(self._seen.outdate)

    def _lay_out(self) -> None:
        self._filters = QGridLayout()
        self._filters.setHorizontalSpacing(12)
        self._filters.setVerticalSpacing(2)
        named = ((_("Which"), self.level), (_("Section"), self.section), (_("Owner"), self.owner))
        for n, (words, combo) in enumerate(named):
            title = label(words, "caps", wrap=False)
            title.setBuddy(combo)
            combo.setAccessibleName(words)
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(9)
            self._filters.addWidget(title, 0, n)
            self._filters.addWidget(combo, 1, n)
            self._filters.setColumnStretch(n, 2)
            self._captions.append(title)
        self._filters.addWidget(self.count, 1, len(named))
        body = QHBoxLayout()
        body.setSpacing(16)
        body.addWidget(self.list, 3)
        body.addWidget(self._side, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 12)
        column.setSpacing(10)
        column.addWidget(PageHead(self._look, _("To put right and explain"), (self._back,)))
        column.addLayout(self._filters)
        column.addWidget(self.nothing)
        column.addLayout(body, 1)
        column.addStretch(0)  # where there is no list

    def _refresh(self) -> None:
        """Show the findings as they are now."""
        self._offer()
        self._show_lines()

    def _offer(self) -> None:
        """What can be chosen, with how many there are of each."""
        found = self._session.findings
        words = {
            "open": _("All open"),
            "stop": _("Put right"),
            "explain": _("Explain"),
            "unanswered": _("Not answered yet"),
            "explained": _("Explained"),
            "note": _("Notes"),
            "all": _("All findings"),
        }
        levels = [(key, f"{text} ({sum(map(LEVELS[key], found))})") for key, text in words.items()]
        _fill(self.level, levels)
        sections = [(s.section, s.title) for s in self._session.progress]
        there = {f.address.section for f in found}
        _fill(self.section, [("", _("All sections")), *((k, t) for k, t in sections if k in there)])
        owners = sorted({a.owner for a in self._session.review.assignments.values() if a.owner})
        _fill(self.owner, [("", _("Everybody")), *((o, o) for o in owners), (NOBODY, _("Nobody yet"))])
        self._fit(owned=bool(owners))

    def _fit(self, *, owned: bool) -> None:
        """Where text is large the room is for the list: boxes and headings say what is chosen, how many."""
        self.owner.setVisible(owned)
        self._filters.setColumnStretch(2, 2 if owned else 0)
        is_large = self._look.factor >= LARGE
        self.count.setVisible(not is_large)
        self._filters.setColumnStretch(len(self._captions), 0 if is_large else 1)
        for n, caption in enumerate(self._captions):
            caption.setVisible(not is_large and (owned or n < 2))

    def _is_wanted(self, finding: Finding) -> bool:
        section, owner = self.section.currentData() or "", self.owner.currentData() or ""
        if section and finding.address.section != section:
            return False
        if owner and not self.owner.isHidden():
            assignment = self._session.review.assignments.get(finding.address.section)
            if (assignment.owner if assignment else "") != ("" if owner == NOBODY else owner):
                return False
        return LEVELS[self.level.currentData() or "open"](finding)

    def shown(self) -> tuple[Finding, ...]:
        """The findings in the list."""
        return tuple(line.finding for line in self.list.lines() if line.finding)

    def _show_lines(self) -> None:
        order = {s.section: n for n, s in enumerate(self._session.progress)}
        found = [f for f in self._session.findings if self._is_wanted(f)]
        found.sort(key=lambda f: (order.get(f.address.section, len(order)), f.is_unanswered))
        titles = {s.section: s.title for s in self._session.progress}
        self.list.show_lines(group(found, titles))
        n, of = len(found), len(self._session.findings)
        self.count.set_text(_("{n} of {of} findings").format(n=n, of=of), _("{n} of {of}").format(n=n, of=of))
        self.nothing.setText("" if found else self._nothing())
        self.nothing.setVisible(not found)
        self.list.setVisible(bool(found))
        self._side.setVisible(bool(found))

    def _nothing(self) -> str:
        if not any(f.is_open for f in self._session.findings):
            return _("Nothing is open. The review can be checked and submitted.")
        return _("No finding is like that. Choose other words above.")

    def _show_card(self, finding: Finding | None) -> None:
        now = self._card
        if now and finding and now.finding.key == finding.key:
            now.update_finding(finding)
            return
        if now:
            now.commit()
            now.hide()
            now.deleteLater()
            self._card = None
        if finding:
            self._card = FindingCard(self._session, finding)
            self._card.went.connect(self.went)
            self._card.used.connect(lambda _address: self.take_keys())
            self._card.update_finding(finding)
            self._side.column.insertWidget(0, self._card, 0, Qt.AlignmentFlag.AlignTop)

    @property
    def card(self) -> FindingCard | None:
        """The card of the finding that is looked at."""
        return self._card

    def commit(self) -> None:
        """Keep the explanation that is still being typed."""
        if self._card and self._card.in_use():
            self._card.commit()

    def take_keys(self) -> None:
        """Put the hand on the list; where there is none, on the way back."""
        (self._back if self.list.isHidden() else self.list).setFocus()


def _fill(combo: QComboBox, entries: list[tuple[str, str]]) -> None:
    """Offer entries (id, words); the chosen one stays chosen."""
    chosen = combo.currentData()
    combo.blockSignals(True)
    combo.clear()
    for key, words in entries:
        combo.addItem(words, key)
    combo.setCurrentIndex(max(0, combo.findData(chosen)))
    combo.blockSignals(False)
