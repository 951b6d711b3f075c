"""The second step: where each account belongs, and what that makes of the extract, to the penny."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from typing import Final

from msgspec import structs
from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from bvreview.i18n import _, plural
from bvreview.review.ledger.allotment import NOWHERE, Entry, Pair, Place, Targets, add_all, with_place
from bvreview.review.ledger.extract import Kind
from bvreview.review.ledger.extract_columns import Role, role_words
from bvreview.review.ledger.proposals import Proposal, propose
from ui.ledger.low_list import LowList
from ui.ledger.place_box import PlaceBox
from ui.ledger.reading import Read
from ui.ledger.sums import SumsGrid
from ui.ledger.words import money, place_words, standing
from ui.look.text import label
from ui.look.theme import Look
from ui.widgets.combo import CalmCombo
from ui.widgets.listing_model import Column, Line

MOST: Final = 400
"""Pairs that are shown at a time; others are found by what stands above the list."""


class _Only(StrEnum):
    """Which accounts are listed."""

    ALL = "all"
    UNMAPPED = "unmapped"
    PROPOSED = "proposed"
    UNUSED = "unused"
    LEFT_OUT = "left out"


def _kind_words() -> dict[_Only, str]:
    return {
        _Only.ALL: _("All accounts"),
        _Only.UNMAPPED: _("Not mapped"),
        _Only.PROPOSED: _("Proposed"),
        _Only.UNUSED: _("Without a service or pool"),
        _Only.LEFT_OUT: _("Left out"),
    }


class PairList(LowList):
    """Several lines can be chosen; Enter goes on to what is done with them."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class MappingPage(QWidget):
    """``changed`` says that something was mapped otherwise."""

    changed = Signal()

    def __init__(self, look: Look, targets: Targets) -> None:
        super().__init__()
        self._targets = targets
        self._read: Read | None = None
        self._entries: tuple[Entry, ...] = ()
        self._proposals: dict[Pair, Proposal] = {}
        self._by_hand: dict[Pair, Place] = {}
        self._lines_by_hand: set[Pair] = set()
        self._kinds: dict[Pair, frozenset[_Only]] = {}
        self.places: dict[Pair, Place] = {}
        self.whole = add_all((), {})
        self._is_listing = False
        self.sums = SumsGrid()
        self.show_only = CalmCombo()
        self.show_only.setAccessibleName(_("Accounts to show"))
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Search by code or words"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.search.setClearButtonEnabled(True)
        self.count = label("", "muted")
        self.list = PairList(look, _("Accounts and where they belong"), _columns())
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.place = PlaceBox(targets)
        self._lay_out()
        self.show_only.currentIndexChanged.connect(self._list)
        self.search.textChanged.connect(self._list)
        self.list.entered.connect(self.place.line.setFocus)
        self.list.selectionModel().selectionChanged.connect(self._follow)
        self.place.put.connect(self._put)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.sums)
        bar = QHBoxLayout()
        bar.setSpacing(10)
        bar.addWidget(self.show_only)
        bar.addWidget(self.search, 1)
        bar.addWidget(self.count, 1)
        column.addLayout(bar)
        column.addWidget(self.list, 1)
        column.addWidget(self.place)

    # what is shown

    def show_read(self, read: Read) -> None:
        """Show an extract; what was mapped by hand meanwhile stays."""
        self._read = read
        self._entries, self._proposals = read.entries, dict(read.proposals)
        self.sums.show_unread(len(read.extract.of_kind(Kind.UNREAD)))
        self._refresh()

    @property
    def columns(self) -> tuple[str, ...]:
        """Which figures the extract has."""
        of = self._read.columns.of if self._read else {}
        has = (("budget", Role.BUDGET), ("actual", Role.ACTUAL), ("actual", Role.CREDIT))
        return tuple(dict.fromkeys(name for name, role in has if role in of))

    def _refresh(self) -> None:
        """Work out where each pair belongs, what that makes of the extract, and show it."""
        self.places = {e.pair: self._place(e.pair) for e in self._entries}
        self._kinds = {pair: frozenset(self._kinds_of(pair, place)) for pair, place in self.places.items()}
        self.whole = add_all(self._entries, self.places)
        self.sums.show_whole(self.whole, self.columns)
        self._offer_kinds()
        self._list()

    def _place(self, pair: Pair) -> Place:
        proposal = self._proposals.get(pair)
        return self._by_hand.get(pair) or (proposal.place if proposal else NOWHERE)

    def _is_by_hand(self, pair: Pair) -> bool:
        """Whether somebody said where it belongs; a service alone leaves a proposed line proposed."""
        is_line_sure = pair in self._lines_by_hand or self._proposals[pair].is_sure
        return pair in self._by_hand and is_line_sure

    @property
    def is_begun(self) -> bool:
        """Whether something was mapped by hand."""
        return bool(self._by_hand)

    def _kinds_of(self, pair: Pair, place: Place) -> Iterator[_Only]:
        yield _Only.ALL
        if not place.is_mapped:
            yield _Only.UNMAPPED
        elif not (self._is_by_hand(pair) or self._proposals[pair].is_sure):
            yield _Only.PROPOSED
        if place.left_out:
            yield _Only.LEFT_OUT
        elif place.line and not place.use:
            yield _Only.UNUSED

    def _offer_kinds(self) -> None:
        now = max(0, self.show_only.currentIndex())
        self.show_only.blockSignals(True)
        self.show_only.clear()
        counts = Counter(kind for kinds in self._kinds.values() for kind in kinds)
        for kind, what in _kind_words().items():
            self.show_only.addItem(_("{what} ({n:,})").format(what=what, n=counts[kind]), kind)
        self.show_only.setCurrentIndex(now)
        self.show_only.blockSignals(False)

    def _list(self) -> None:
        kind = self.show_only.currentData() or _Only.ALL
        words = self.search.text().casefold().split()
        there = (e for e in self._entries if kind in self._kinds[e.pair])
        found = [e for e in there if not words or all(w in _all_words(e) for w in words)]
        kept = set(self._chosen())
        self._is_listing = True  # what is chosen is chosen again: the keyboard stays where it is
        self.list.show_lines([self._row(entry) for entry in found[:MOST]])
        shown = plural("{n} account", "{n} accounts", len(found))
        limited = _("The first {most} of {all}; search for the others.").format(most=MOST, all=shown)
        self.count.setText(limited if len(found) > MOST else shown)
        self._choose(kept)

    def _row(self, entry: Entry) -> Line:
        place, proposal = self.places[entry.pair], self._proposals[entry.pair]
        word, kind = standing(place, proposal, by_hand=self._is_by_hand(entry.pair))
        sums = entry.sums
        amounts = (money(sums.budget) if sums.budgets else "", money(sums.actual) if sums.actuals else "")
        texts = (*entry.pair, entry.words, *amounts, *place_words(self._targets, place), word)
        return Line("\t".join(entry.pair), texts, kind)

    # what is done

    def _chosen(self) -> list[Pair]:
        rows = sorted(index.row() for index in self.list.selectionModel().selectedRows())
        return [_pair(self.list.lines[row].id) for row in rows if row < len(self.list.lines)]

    def _choose(self, pairs: set[Pair]) -> None:
        model, selection = self.list.model(), self.list.selectionModel()
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        selection.clearSelection()
        for row, line in enumerate(self.list.lines):
            if _pair(line.id) in pairs:
                selection.select(model.index(row, 0), flags)
        self._is_listing = False
        self._follow()

    def _follow(self) -> None:
        """Show where the chosen accounts belong."""
        if self._is_listing:
            return
        pairs = self._chosen()
        self.place.show_places(len(pairs), {self.places[pair] for pair in pairs})

    def _put(self, part: str, key: str) -> None:
        for pair in self._chosen():
            now = self.places[pair]
            if part == "line":
                self._lines_by_hand.add(pair)
            elif now.left_out:  # it takes no service: choosing one says nothing of it
                continue
            self._by_hand[pair] = with_place(now, **{part: key})
        self._propose_more()
        self._refresh()
        self.changed.emit()

    def _propose_more(self) -> None:
        """What was mapped by hand is proposed where the same account or cost centre has no place yet."""
        if not self._read:
            return
        blank = [e for e in self._entries if e.pair not in self._by_hand and _is_blank(self.places[e.pair])]
        known = self._read.known
        found = propose(known.framework, blank, {**known.places, **self._by_hand})
        for pair, proposal in found.items():
            now = self.places[pair]
            place = structs.replace(now, use=proposal.place.use) if now.is_mapped else proposal.place
            if place != now:
                self._proposals[pair] = structs.replace(proposal, place=place)


def _is_blank(place: Place) -> bool:
    return not place.is_mapped or bool(place.line and not place.use)


def _pair(text: str) -> Pair:
    centre, __, account = text.partition("\t")
    return centre, account


def _all_words(entry: Entry) -> str:
    return " ".join((*entry.pair, entry.name, entry.centre_name)).casefold()


def _columns() -> tuple[Column, ...]:
    words = role_words()
    return (
        Column(_("Centre"), 11),
        Column(_("Code"), 11),
        Column(words[Role.NAME], 22),
        Column(words[Role.BUDGET], 13, right=True, spare=True),
        Column(words[Role.ACTUAL], 13, right=True),
        Column(_("Ledger line"), 20),
        Column(_("Service or pool"), 22),
        Column(_("Standing"), 14),
    )
