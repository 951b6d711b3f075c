"""The second step: where each account belongs, and what that makes of the extract, to the penny."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from bvreview.i18n import _, plural
from bvreview.review.allotment import NOWHERE, Entry, Pair, Place, Targets, Whole, add_all, with_place
from bvreview.review.extract import Kind
from bvreview.review.extract_columns import Role, role_words
from bvreview.review.proposals import Proposal
from ui.forms.choices import CalmCombo
from ui.ledger.low_list import LowList
from ui.ledger.reading import Read
from ui.ledger.sums import SumsGrid
from ui.ledger.words import money, place_words, standing
from ui.listing_model import Column, Line
from ui.text import label
from ui.theme import Look

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
        self._entries: tuple[Entry, ...] = ()
        self._proposals: Mapping[Pair, Proposal] = {}
        self._by_hand: dict[Pair, Place] = {}
        self._columns: frozenset[Role] = frozenset()
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
        self.chosen = label("", "small", wrap=False)
        self.used = label(_("Service or pool"), "small", wrap=False)
        self.line, self.use = self._line_combo(), self._use_combo()
        self._lay_out()
        self.show_only.currentIndexChanged.connect(self._list)
        self.search.textChanged.connect(self._list)
        self.list.entered.connect(self.line.setFocus)
        self.list.selectionModel().selectionChanged.connect(self._follow)
        self.line.activated.connect(self._take_line)
        self.use.activated.connect(self._take_use)

    def _line_combo(self) -> CalmCombo:
        combo = CalmCombo()
        combo.setAccessibleName(_("Ledger line of the chosen accounts"))
        combo.addItem(_("Not mapped"), "")
        for key, words in self._targets.lines.items():
            combo.addItem(words, key)
        combo.insertSeparator(combo.count())
        for key, words in self._targets.reasons.items():
            combo.addItem(_("Left out: {reason}").format(reason=words), f"?{key}")
        return combo

    def _use_combo(self) -> CalmCombo:
        combo = CalmCombo()
        combo.setAccessibleName(_("Service or pool of the chosen accounts"))
        combo.addItem(_("None"), "")
        before = ""
        for key, words in self._targets.uses.items():
            group = key.partition(":")[0] if ":" in key else "form"
            if group != before:
                combo.insertSeparator(combo.count())
            before = group
            combo.addItem(words, key)
        return combo

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
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(2)
        for n, (words, combo) in enumerate(((self.chosen, self.line), (self.used, self.use))):
            combo.setSizeAdjustPolicy(CalmCombo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(18)
            grid.addWidget(words, 0, n)
            grid.addWidget(combo, 1, n)
            grid.setColumnStretch(n, 1)
        column.addLayout(grid)

    # what is shown

    def show_read(self, read: Read) -> None:
        """Show an extract; what was mapped by hand meanwhile stays."""
        self._entries, self._proposals = read.entries, read.proposals
        self._columns = frozenset(read.columns.of)
        self.sums.show_unread(len(read.extract.of_kind(Kind.UNREAD)))
        self._refresh()

    @property
    def places(self) -> dict[Pair, Place]:
        """Where each pair of the extract belongs."""
        return {entry.pair: self._place(entry) for entry in self._entries}

    @property
    def whole(self) -> Whole:
        """What becomes of the extract."""
        return add_all(self._entries, self.places)

    @property
    def columns(self) -> tuple[str, ...]:
        """Which figures the extract has."""
        has = (("budget", Role.BUDGET), ("actual", Role.ACTUAL), ("actual", Role.CREDIT))
        return tuple(dict.fromkeys(name for name, role in has if role in self._columns))

    def _place(self, entry: Entry) -> Place:
        if entry.pair in self._by_hand:
            return self._by_hand[entry.pair]
        proposal = self._proposals.get(entry.pair)
        return proposal.place if proposal else NOWHERE

    def _refresh(self) -> None:
        self.sums.show_whole(self.whole, self.columns)
        self._offer_kinds()
        self._list()

    def _offer_kinds(self) -> None:
        now = max(0, self.show_only.currentIndex())
        self.show_only.blockSignals(True)
        self.show_only.clear()
        for kind, what in _kind_words().items():
            count = sum(self._fits(entry, kind) for entry in self._entries)
            self.show_only.addItem(_("{what} ({n:,})").format(what=what, n=count), kind)
        self.show_only.setCurrentIndex(now)
        self.show_only.blockSignals(False)

    def _list(self) -> None:
        kind = self.show_only.currentData() or _Only.ALL
        words = self.search.text().casefold().split()
        found = [e for e in self._entries if self._fits(e, kind) and all(w in _all_words(e) for w in words)]
        kept = set(self._chosen())
        self._is_listing = True  # what is chosen is chosen again: the keyboard stays where it is
        self.list.show_lines([self._row(entry) for entry in found[:MOST]])
        shown = plural("{n} account", "{n} accounts", len(found))
        limited = _("The first {most} of {all}; search for the others.").format(most=MOST, all=shown)
        self.count.setText(limited if len(found) > MOST else shown)
        self._choose(kept)

    def _fits(self, entry: Entry, kind: str) -> bool:
        place = self._place(entry)
        match kind:
            case _Only.UNMAPPED:
                return not place.is_mapped
            case _Only.PROPOSED:
                proposal = self._proposals.get(entry.pair)
                sure = entry.pair in self._by_hand or (proposal is not None and proposal.is_sure)
                return place.is_mapped and not sure
            case _Only.UNUSED:
                return bool(place.line and not place.use)
            case _Only.LEFT_OUT:
                return bool(place.left_out)
        return True

    def _row(self, entry: Entry) -> Line:
        place = self._place(entry)
        proposal = self._proposals.get(entry.pair, Proposal(NOWHERE))
        word, kind = standing(place, proposal, by_hand=entry.pair in self._by_hand)
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
        words = plural(
            "Ledger line of the chosen account", "Ledger line of the {n} chosen accounts", len(pairs)
        )
        self.chosen.setText(words if pairs else _("Ledger line: choose accounts above"))
        known = {entry.pair: self._place(entry) for entry in self._entries}
        places = {known[pair] for pair in pairs if pair in known}
        lines = {f"?{place.left_out}" if place.left_out else place.line for place in places}
        uses = {place.use for place in places}
        for combo, values in ((self.line, lines), (self.use, uses)):
            combo.setEnabled(bool(pairs))
            combo.setCurrentIndex(combo.findData(values.pop()) if len(values) == 1 else -1)
        self.use.setEnabled(any(not place.left_out for place in places))

    def _take_line(self) -> None:
        self._put(line=self.line.currentData() or "")

    def _take_use(self) -> None:
        self._put(use=self.use.currentData() or "")

    def _put(self, *, line: str | None = None, use: str | None = None) -> None:
        known = {entry.pair: self._place(entry) for entry in self._entries}
        for pair in self._chosen():
            self._by_hand[pair] = with_place(known[pair], line=line, use=use)
        self._refresh()
        self.changed.emit()


def _pair(text: str) -> Pair:
    centre, __, account = text.partition("\t")
    return centre, account


def _all_words(entry: Entry) -> str:
    return " ".join((*entry.pair, entry.name, entry.centre_name)).casefold()


def _columns() -> tuple[Column, ...]:
    words = role_words()
    return (
        Column(_("Centre"), 11),
        Column(_("Account"), 13),
        Column(words[Role.NAME], 23),
        Column(words[Role.BUDGET], 13, right=True, spare=True),
        Column(words[Role.ACTUAL], 13, right=True),
        Column(_("Ledger line"), 20),
        Column(_("Service or pool"), 22),
        Column(_("Standing"), 15, pill=True),
    )
