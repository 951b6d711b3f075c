"""Evidence beside the form: what supports the answer in hand, and the ways to add, link, open and unlink."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from bvreview.i18n import _, plural
from bvreview.review.cells import Address
from bvreview.review.evidence import Evidence, about_words
from bvreview.review.retelling import place_words
from ui.announcing import announce
from ui.desk import Desk
from ui.dialogs.evidence import EvidenceDialog
from ui.dialogs.link_evidence import LinkEvidenceDialog
from ui.drops import TAKES_FILES, files_in
from ui.editing.evidence import EvidenceEdits
from ui.editing.shown import EvidenceWay
from ui.exchange.evidence_files import EvidenceOpener, can_open
from ui.look.text import button, card, label
from ui.widgets.scroller import ScrollColumn
from ui.wording import size_words

Shown = tuple[Address | None, tuple[tuple[Evidence, int], ...], int, bool]
NOTHING: Final[Shown] = (Address("", "", "?"), (), -1, False)


class EvidencePanel(ScrollColumn):
    """Follows the answer in hand. ``wants_all`` asks for the list of all, ``counted`` tells how many."""

    wants_all = Signal()
    counted = Signal(int)

    def __init__(self, desk: Desk, edits: EvidenceEdits) -> None:
        super().__init__()
        self._desk, self.edits = desk, edits
        self._opener = EvidenceOpener(self, desk.workspace)
        self.address: Address | None = None
        self._shown = NOTHING
        self._cards = QVBoxLayout()
        self._cards.setSpacing(12)
        self.place, self._empty = label("", "caps"), label("", "muted")
        self.add = button(_("Add evidence\u2026"))
        self.link = button(_("Link evidence that is listed\u2026"), link=True)
        self._all = button("", link=True)
        self.add.clicked.connect(lambda _checked: self.ask_for_new())
        self.link.clicked.connect(lambda _checked: self.ask_for_listed())
        self._all.clicked.connect(self.wants_all)
        for part in (self.place, self._empty):
            self.column.addWidget(part)
        self.column.addLayout(self._cards)
        for way in (self.add, self.link, self._all):
            self.column.addWidget(way, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)
        self.viewport().setAcceptDrops(True)
        edits.session.focused.connect(self.show_address)
        edits.session.edited.connect(self.refresh)
        self.refresh()

    # what is shown

    def show_address(self, address: Address | None) -> None:
        """Show what supports another answer."""
        self.address = address
        self.refresh()

    def show_section(self, section: str) -> None:
        """Another section is looked at: the answer in hand was elsewhere."""
        if self.address and self.address.section != section:
            self.show_address(None)

    def refresh(self) -> None:
        """Show it as it is now; nothing moves where nothing has changed."""
        session = self.edits.session
        there = self.edits.at(self.address) if self.address else []
        uses = tuple((e, self.edits.count_uses(e.id)) for e in there)
        shown: Shown = (self.address, uses, len(session.review.evidence), session.is_read_only)
        if shown == self._shown:
            return
        self._shown = shown
        self.setProperty(TAKES_FILES, not session.is_read_only)
        had_hand = self._has_hand_in_cards()
        self._clear()
        for evidence, count in uses:
            self._cards.addWidget(self._card(evidence, count))
        self._say(bool(there))
        self.counted.emit(len(there))
        if had_hand:
            self.take_keys()

    def _say(self, has_some: bool) -> None:
        session, fixed = self.edits.session, self.edits.session.is_read_only
        here = self.address is not None
        self.place.setText(place_words(session.answers, self.address) if self.address else "")
        self.place.setVisible(here)
        self._empty.setText(self._nothing(here=here, fixed=fixed))
        self._empty.setVisible(not has_some)
        self.add.setVisible(here and not fixed)
        listed = len(session.review.evidence)
        self.link.setVisible(here and not fixed and listed > 0)
        words = plural("The {n} piece of evidence of the review", "All {n} pieces of evidence", listed)
        self._all.setText(words)
        self._all.setAccessibleName(words)
        self._all.setVisible(listed > 0)

    @staticmethod
    def _nothing(*, here: bool, fixed: bool) -> str:
        if not here:
            return _("Go to an answer to see what supports it.")
        if fixed:
            return _("No evidence is linked to this answer.")
        return _(
            "No evidence is linked to this answer yet. Add a document, data or what somebody said, or drop "
            "a file here."
        )

    def _clear(self) -> None:
        while (item := self._cards.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()

    def _card(self, evidence: Evidence, count: int) -> QWidget:
        frame, inner = card()
        inner.addWidget(label(evidence.title, "strong"))
        for words in (about_words(self._desk.framework, evidence), evidence.note, file_words(evidence)):
            if words:
                inner.addWidget(label(words, "small"))
        if count > 1:
            others = plural("Also linked to {n} other answer", "Also linked to {n} other answers", count - 1)
            inner.addWidget(label(others, "small"))
        ways = QHBoxLayout()
        ways.setSpacing(14)
        for way in self._ways(evidence):
            ways.addWidget(way)
        ways.addStretch(1)
        inner.addLayout(ways)
        return frame

    def _ways(self, evidence: Evidence) -> list[QPushButton]:
        ways: list[QPushButton] = []

        def add(words: str, do: Callable[[], object]) -> None:
            way = button(words, link=True, name=f"{words}: {evidence.title}")
            way.clicked.connect(lambda _checked: do())
            ways.append(way)

        if can_open(evidence):
            add(_("Open"), lambda: self._opener.open(evidence))
        if not self.edits.session.is_read_only:
            add(_("Change"), lambda: self._ask(evidence))
            add(_("Unlink"), lambda: self._unlink(evidence))
        return ways

    # what is done

    def ask_for_new(self, path: Path | None = None) -> None:
        """Ask for evidence that is not listed yet, of a file where one is at hand."""
        dialog = self._ask(None)
        if path:
            dialog.read(path)

    def _ask(self, evidence: Evidence | None) -> EvidenceDialog:
        dialog = EvidenceDialog(self, self._desk, self.edits, evidence, None if evidence else self.address)
        dialog.open()
        return dialog

    def ask_for_listed(self) -> None:
        """Ask which of the listed evidence supports this answer too."""
        assert self.address
        dialog = LinkEvidenceDialog(self, self._desk.look, self.edits, self.address)
        dialog.wants_new.connect(self.ask_for_new)
        dialog.open()

    def serve(self, address: Address, way: EvidenceWay, number: str) -> None:
        """Do what is wanted at an answer that asks for evidence."""
        self.show_address(address)
        if way is EvidenceWay.CHOOSE:
            self.ask_for_listed()
        elif way is EvidenceWay.ADD:
            self.ask_for_new()
        elif evidence := self.edits.session.review.evidence.get(number):
            self._opener.open(evidence)

    def _unlink(self, evidence: Evidence) -> None:
        if self.address:
            self.edits.unlink(evidence.id, self.address)
            words = _("{title} is not linked to this answer any more. It stays in the list of all.")
            announce(self, words.format(title=evidence.title))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._welcome(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._welcome(event)

    def _welcome(self, event: QDragMoveEvent) -> None:
        if files_in(event.mimeData()) and not self.edits.session.is_read_only:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = files_in(event.mimeData())
        if paths and not self.edits.session.is_read_only:
            event.acceptProposedAction()
            self.ask_for_new(paths[0])

    # keys

    def take_keys(self) -> None:
        """Put the hand on the first thing that can be done here."""
        for way in (*self._in_cards(), self.add, self.link, self._all):
            if not way.isHidden():
                way.setFocus(Qt.FocusReason.OtherFocusReason)
                QTimer.singleShot(0, way, partial(self._bring_into_sight, way))
                return

    def _bring_into_sight(self, way: QPushButton) -> None:
        """Show the panel from its top on, as far as the hand stays in sight."""
        self.verticalScrollBar().setValue(0)
        self.ensureWidgetVisible(way, 0, 8)

    def _in_cards(self) -> list[QPushButton]:
        items = (self._cards.itemAt(n) for n in range(self._cards.count()))
        shown = [widget for item in items if item and (widget := item.widget())]
        return [way for widget in shown for way in widget.findChildren(QPushButton)]

    def _has_hand_in_cards(self) -> bool:
        return any(way.hasFocus() for way in self._in_cards())


def file_words(evidence: Evidence) -> str:
    """The copy that is kept with its size, else the place where it is."""
    if kept := evidence.file:
        return f"{kept.name}, {size_words(kept.size)}"
    return evidence.place
