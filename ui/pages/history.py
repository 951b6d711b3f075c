"""The history of a whole review: who, when, from what, to what; a moment compared with now; values back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout

from bvreview.i18n import _, plural
from bvreview.review.changes import Change
from bvreview.store.history import HistoryEntry, HistoryFilter, HistoryOutline
from ui.bus import Changed
from ui.desk import Desk
from ui.editing.history import STEP, HistoryModel, Row, as_table, change_of, is_clock_turned_back
from ui.editing.session import Session
from ui.look.text import Elided, Ground, button, label
from ui.panels.entry import EntryView
from ui.panels.history_table import HistoryTable
from ui.reader import Reader
from ui.widgets.combo import CalmCombo
from ui.widgets.messages import shower
from ui.widgets.page_head import PageHead
from ui.widgets.scroller import ScrollColumn
from ui.widgets.tabs import LARGE
from ui.wording import moment


class HistoryPage(Ground):
    """``went`` tells the address of an entry that is to be gone to; ``left`` that the page is done with."""

    went = Signal(object)
    left = Signal()

    def __init__(self, desk: Desk, session: Session) -> None:
        super().__init__()
        self._desk, self._session = desk, session
        self._workspace = desk.workspace
        self._since: HistoryEntry | None = None
        self.model = HistoryModel(session)
        self.table = HistoryTable(desk.look, self.model)
        self.entry = EntryView(session)
        self.person, self.section = CalmCombo(), CalmCombo()
        self.said, self._clock = Elided("", "muted"), label("", "explain")
        self._captions: list[QLabel] = []
        self._copy = button(_("Copy as a table"))
        self._whole = button(_("Back to all changes"), link=True)
        self._back = button(_("Back to the section"))
        self._readers = {name: Reader() for name in ("outline", "first", "older", "newer", "since", "copy")}
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        head = PageHead(self._desk.look, _("History of the review"), (self._copy, self._back))
        filters = QHBoxLayout()
        filters.setSpacing(12)
        for words, combo in ((_("Person"), self.person), (_("Section"), self.section)):
            title = label(words, "caps", wrap=False)
            title.setBuddy(combo)
            combo.setAccessibleName(words)
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            everything = _("Everybody") if combo is self.person else _("All sections")
            combo.setMinimumContentsLength(len(everything))
            combo.addItem(everything, "")
            filters.addWidget(title)
            filters.addWidget(combo, 2)
            self._captions.append(title)
        filters.addWidget(self.said, 3)
        filters.addWidget(self._whole)
        page = ScrollColumn("canvas")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(page)
        column = page.column
        column.setContentsMargins(20, 14, 20, 12)
        column.setSpacing(10)
        column.addWidget(head)
        column.addLayout(filters)
        column.addWidget(self._clock)
        column.addWidget(self.table, 1)
        column.addWidget(self.entry)
        self._whole.hide()
        self._clock.hide()

    def _connect(self) -> None:
        readers = self._readers
        readers["outline"].answered.connect(self._offer)
        readers["first"].answered.connect(self._show)
        readers["older"].answered.connect(self.model.add_older)
        readers["newer"].answered.connect(self.model.add_newer)
        readers["since"].answered.connect(self._show_differences)
        readers["copy"].answered.connect(self._take_copy)
        for reader in readers.values():
            reader.failed.connect(shower(self))
        self.model.wants_more.connect(self._ask_older)
        for told in (self.model.modelReset, self.model.rowsInserted):
            told.connect(self._say)
        self.table.chosen.connect(self._show_entry)
        self.table.opened.connect(self._go)
        self.entry.went.connect(lambda change: self._go(change))
        self.entry.compares.connect(self.compare)
        self.entry.used.connect(self.take_keys)
        for combo in (self.person, self.section):
            combo.currentIndexChanged.connect(lambda _n: self.read())
        self._copy.clicked.connect(lambda _checked: self.copy_all())
        self._whole.clicked.connect(lambda _checked: self._read_all())
        self._back.clicked.connect(self.left)
        self._desk.bus.changed.connect(self._follow)
        self._desk.look.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        """Where text is large the room is for the changes: the boxes say themselves what they choose."""
        for caption in self._captions:
            caption.setVisible(self._desk.look.factor < LARGE)

    # reading

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.read()

    def _filter(self, before: int = 0) -> HistoryFilter:
        author, section = self.person.currentData() or "", self.section.currentData() or ""
        return HistoryFilter(author=author, section=section, before=before)

    def read(self) -> None:
        """Read the changes from the last one on."""
        self._since = None
        self._whole.hide()
        self._ask("outline", self._workspace.history_outline, self._session.id)
        self._ask("first", self._workspace.history_page, self._session.id, self._filter(), STEP)

    def _read_all(self) -> None:
        self.take_keys()
        self.read()

    def _ask(self, name: str, question: Callable[..., object], *about: object) -> None:
        self._readers[name].ask(lambda: self._workspace.later(question, *about))

    def _ask_older(self, before: int) -> None:
        self._ask("older", self._workspace.history_page, self._session.id, self._filter(before), STEP)

    def _follow(self, _change: Changed) -> None:
        if not self.isVisible():
            return
        if self._since:
            self.compare(self._since)
        else:
            self._ask("newer", self._workspace.history_page, self._session.id, self._filter(), STEP)

    def compare(self, since: HistoryEntry) -> None:
        """Show what is not now as it was right after an entry."""
        self._since = since
        self._ask("since", self._workspace.differences, self._session.id, since.seq)

    # showing

    def _offer(self, outline: HistoryOutline) -> None:
        _fill(self.person, [(author, author) for author in outline.authors])
        titles = {s.id: s.title for s in self._session.framework.sections}
        there = [s.id for s in self._session.framework.sections if s.id in outline.sections]
        _fill(self.section, [(section, titles[section]) for section in there])

    def _show(self, entries: tuple[HistoryEntry, ...]) -> None:
        self.model.start(entries)
        self.table.stand_on_first()

    def _show_differences(self, changes: tuple[Change, ...]) -> None:
        wanted = self.section.currentData() or ""
        order = {s.id: n for n, s in enumerate(self._session.framework.sections)}
        shown = [c for c in changes if not wanted or c.section == wanted]
        shown.sort(key=lambda c: order.get(c.section, len(order)))
        self.model.start(shown, compared=True)
        self._whole.show()
        self.table.stand_on_first()

    def _say(self) -> None:
        rows = self.model.rows
        if self._since:
            words = plural("{n} difference", "{n} differences", len(rows)) if rows else _("No difference")
            then = moment(self._since.time)
            self.said.set_text(_("{count} between {then} and now").format(count=words, then=then))
        elif rows:
            more = _("; more when you scroll down") if self.model.canFetchMore() else ""
            count = plural("{n} change", "{n} changes", len(rows))
            self.said.set_text(count + more, count)
        else:
            self.said.set_text(_("Nothing has been changed yet."))
        turned = is_clock_turned_back(rows)
        self._clock.setVisible(turned)
        if turned:
            words = _("This computer's clock was turned back at some time. The order is that of the changes.")
            self._clock.setText(words)
        self._show_entry(self.table.current())

    def _show_entry(self, row: Row | None) -> None:
        self.entry.show_row(row)

    def _go(self, row: Row) -> None:
        change = change_of(row)
        if change.section:
            self.went.emit(change.address)

    # copying

    def copy_all(self) -> None:
        """Copy everything that the filters let through, read or not."""
        answers = self._session.answers
        if self.model.compared:
            self._take_copy(as_table(answers, self.model.rows))
            return
        review, wanted, page = self._session.id, self._filter(), self._workspace.history_page
        self._ask("copy", lambda: as_table(answers, page(review, wanted, 1_000_000)))

    def _take_copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        lines = text.count("\n") - 1
        self.said.set_text(plural("{n} line copied", "{n} lines copied", lines))

    def take_keys(self) -> None:
        """Put the hand on the table."""
        self.table.setFocus()


def _fill(combo: QComboBox, entries: list[tuple[str, str]]) -> None:
    """Offer entries after the first one; the chosen one stays chosen."""
    chosen = combo.currentData()
    combo.blockSignals(True)
    while combo.count() > 1:
        combo.removeItem(combo.count() - 1)
    for key, words in entries:
        combo.addItem(words, key)
    combo.setCurrentIndex(max(0, combo.findData(chosen)))
    combo.blockSignals(False)
