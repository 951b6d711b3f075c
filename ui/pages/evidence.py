"""All evidence of a review, each piece once, with every answer that it supports."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from bvreview.i18n import _, plural
from bvreview.review.cells import Address
from bvreview.review.evidence import Evidence, about_words, matching, reliability_words
from bvreview.review.retelling import place_words
from bvreview.review.wording import show_date
from ui.desk import Desk
from ui.dialogs.evidence import EvidenceDialog
from ui.drops import TAKES_FILES, files_in
from ui.editing.evidence import EvidenceEdits
from ui.editing.session import Session
from ui.exchange.evidence_files import EvidenceOpener, can_open
from ui.look.text import Elided, Ground, button, card, label
from ui.panels.evidence import file_words
from ui.when_seen import WhenSeen
from ui.widgets.listing import Listing
from ui.widgets.listing_model import Column, Line
from ui.widgets.messages import ask
from ui.widgets.scroller import ScrollColumn

MOST_PLACES: Final = 40


class EvidencePage(Ground):
    """``went`` tells the address of an answer that is to be gone to; ``left`` that the page is done with."""

    went = Signal(object)
    left = Signal()

    def __init__(self, desk: Desk, session: Session) -> None:
        super().__init__()
        self._desk, self._session = desk, session
        self.edits = EvidenceEdits(session)
        self._opener = EvidenceOpener(self, desk.workspace)
        self._card: QFrame | None = None
        self._card_of: tuple[object, ...] = ()
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Search title, reference, note or file"))
        self.search.setAccessibleName(_("Search the evidence"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _text: self._show_lines())
        self.count = Elided("", "muted")
        columns = (
            Column(_("Title"), 26, bold=True),
            Column(_("Date"), 11, spare=True),
            Column(_("Reliability"), 18, spare=True),
            Column(_("Supports"), 12),
        )
        self.list = Listing(desk.look, _("Evidence of the review"), columns)
        self.list.chosen.connect(self._show_card)
        self.list.opened.connect(self._change)
        self.list.end_with_rows()
        self._empty = label("", "muted")
        self.add = button(_("Add evidence\u2026"))
        self.add.clicked.connect(lambda _checked: self._ask(None))
        self._back = button(_("Back to the section"))
        self._back.clicked.connect(self.left)
        self._side = ScrollColumn()
        self._side.column.addStretch(1)
        self._lay_out()
        self.setAcceptDrops(True)
        self.setProperty(TAKES_FILES, not session.is_read_only)
        session.edited.connect(WhenSeen(self, self._show_lines).outdate)

    def _lay_out(self) -> None:
        head, tools, body = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        head.addWidget(label(_("Evidence"), "title", wrap=False))
        head.addStretch(1)
        head.addWidget(self.add)
        head.addWidget(self._back)
        tools.setSpacing(12)
        tools.addWidget(self.search, 3)
        tools.addWidget(self.count, 2)
        body.setSpacing(16)
        left = QVBoxLayout()
        left.addWidget(self._empty)
        left.addWidget(self.list, 1)
        left.addStretch(0)
        body.addLayout(left, 3)
        body.addWidget(self._side, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 12)
        column.setSpacing(10)
        for row in (head, tools):
            column.addLayout(row)
        column.addLayout(body, 1)

    # what is shown

    def _show_lines(self) -> None:
        everything = self.edits.all()
        found = matching(self._session.framework, everything, self.search.text())
        now = self.list.current_id()
        lines = [self._line(evidence) for evidence in found]
        if lines != list(self.list.lines):
            self.list.show_lines(lines)
        numbers = [evidence.id for evidence in found]
        if numbers:
            self.list.choose(now if now in numbers else numbers[0])
        self._show_card(self.list.current_id() if numbers else "")
        self.list.setVisible(bool(found))
        self.search.setEnabled(bool(everything))
        self.add.setVisible(not self._session.is_read_only)
        words = _("{n} of {of}").format(n=len(found), of=len(everything))
        self.count.set_text(words if everything else "")
        self._empty.setText(self._nothing(bool(everything)))
        self._empty.setVisible(not found)

    def _nothing(self, has_some: bool) -> str:
        if has_some:
            return _("No evidence holds these words.")
        if self._session.is_read_only:
            return _("No evidence came with this review.")
        return _(
            "Nothing is listed yet. Add a document, data or what somebody said here, or beside the answer "
            "that it supports: go to the answer and choose Evidence in the panel on the right."
        )

    def _line(self, evidence: Evidence) -> Line:
        used = self.edits.count_uses(evidence.id)
        words = plural("{n} answer", "{n} answers", used) if used else _("Not linked yet")
        day = show_date(evidence.date) if evidence.date else ""
        reliable = reliability_words(self._session.framework, evidence.reliability)
        return Line(evidence.id, (evidence.title, day, reliable, words))

    def _show_card(self, number: str) -> None:
        evidence = self._session.review.evidence.get(number)
        uses = self.edits.uses(number) if evidence else []
        now = (evidence, tuple(uses), self._session.is_read_only)
        if now == self._card_of:
            return
        self._card_of = now
        if self._card:
            self._card.hide()
            self._card.deleteLater()
            self._card = None
        if evidence:
            self._card = self._make_card(evidence, uses)
            self._side.column.insertWidget(0, self._card, 0, Qt.AlignmentFlag.AlignTop)

    def _make_card(self, evidence: Evidence, uses: list[Address]) -> QFrame:
        frame, inner = card()
        inner.addWidget(label(evidence.title, "strong"))
        shared = _("Shared by the reviews of the organisation year") if evidence.shared else ""
        about = about_words(self._session.framework, evidence)
        for words in (about, evidence.note, file_words(evidence), shared):
            if words:
                inner.addWidget(label(words, "small"))
        inner.addLayout(self._ways(evidence))
        inner.addSpacing(4)
        inner.addWidget(label(_("Supports") if uses else _("It is not linked to an answer yet."), "caps"))
        for address in uses[:MOST_PLACES]:
            inner.addLayout(self._way_to(address))
        if len(uses) > MOST_PLACES:
            left = len(uses) - MOST_PLACES
            inner.addWidget(label(plural("and {n} more answer", "and {n} more answers", left), "small"))
        return frame

    def _ways(self, evidence: Evidence) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(14)
        ways: list[tuple[str, Callable[[], object]]] = []
        if can_open(evidence):
            ways = [(_("Open"), lambda: self._opener.open(evidence))]
        if not self._session.is_read_only:
            ways += [(_("Change"), lambda: self._ask(evidence)), (_("Remove"), lambda: self.remove(evidence))]
        for words, do in ways:
            way = button(words, link=True, name=f"{words}: {evidence.title}")
            way.clicked.connect(lambda _checked, do=do: do())
            row.addWidget(way)
        row.addStretch(1)
        return row

    def _way_to(self, address: Address) -> QHBoxLayout:
        """A place in words, and the way to it."""
        section = self._session.framework.section(address.section)
        place = place_words(self._session.answers, address)
        words = ", ".join(w for w in (section.title if section else "", place) if w)
        way = button(_("Go to it"), link=True, name=_("Go to {place}").format(place=words))
        way.clicked.connect(lambda _checked: self.went.emit(address))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(label(words), 1)
        row.addWidget(way, 0, Qt.AlignmentFlag.AlignTop)
        return row

    # what is done

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if files_in(event.mimeData()) and not self._session.is_read_only:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if paths := files_in(event.mimeData()):
            event.acceptProposedAction()
            self._ask(None).read(paths[0])

    def _change(self, number: str) -> None:
        evidence = self._session.review.evidence.get(number)
        if evidence and not self._session.is_read_only:
            self._ask(evidence)

    def _ask(self, evidence: Evidence | None) -> EvidenceDialog:
        dialog = EvidenceDialog(self, self._desk, self.edits, evidence, None)
        dialog.open()
        return dialog

    def remove(self, evidence: Evidence) -> None:
        """Take evidence off the list, after asking where answers are linked to it."""
        used = self.edits.count_uses(evidence.id)
        if not used and not evidence.shared:
            self._take_away(evidence)
            return
        said = [plural("It is linked to {n} answer.", "It is linked to {n} answers.", used)] if used else []
        if evidence.shared:
            said.append(_("The other reviews of the organisation year lose it too."))
        said.append(_("The answers stay as they are. Undo brings it back with its links."))
        question = f"{evidence.title}\n\n{' '.join(said)}"
        ask(self, question, _("Remove the evidence"), lambda: self._take_away(evidence))

    def _take_away(self, evidence: Evidence) -> None:
        if evidence.id in self._session.review.evidence:
            self.edits.remove(evidence.id)
            QTimer.singleShot(0, self, self.take_keys)  # after the question has given the keyboard back

    def take_keys(self) -> None:
        """Put the hand on the list, or on what begins one."""
        first = self.list if self._session.review.evidence else self.add
        (first if not self._session.is_read_only or first is self.list else self._back).setFocus()
