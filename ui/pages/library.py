"""The library: what the pack and the workspace hold to look up; kinds, a list to search, and the details."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from bvreview.i18n import _, plural
from bvreview.review.compared.benchmarks import BenchmarkSet
from bvreview.store.packs import KeptPack
from bvreview.workspace import Workspace
from ui.desk import Desk
from ui.find.entries import entries_of
from ui.find.shelves import Entry, Shelf, find, titles
from ui.left.remembered import Key
from ui.look.text import Ground, button, label
from ui.reader import Reader
from ui.when_seen import WhenSeen
from ui.widgets.listing import Listing
from ui.widgets.listing_model import Column, Line
from ui.widgets.messages import ask, shower
from ui.widgets.panes import Folds, Panes
from ui.widgets.scroller import ScrollColumn
from ui.widgets.tasks import Task, TaskList

PLACE: Final = "library"
ICONS: Final = {
    Shelf.ORGANISATIONS: "users",
    Shelf.REGIONS: "map",
    Shelf.SERVICES: "list-checks",
    Shelf.VOLUMES: "database",
    Shelf.MEASURES: "target",
    Shelf.RULES: "shield",
    Shelf.CRITERIA: "circle-check",
    Shelf.BENCHMARKS: "chart-scatter",
    Shelf.PACKS: "file-spreadsheet",
}


class LibraryPage(Ground):
    """Typing searches the kind that is chosen; the first entry found is shown beside the list."""

    wants_table = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._entries = entries_of(desk.framework)
        self._shelf = Shelf.ORGANISATIONS
        self._expected = ""
        self.shelves = TaskList(desk.look, _("Kinds"))
        self.search = SearchLine()
        self.search.setPlaceholderText(_("Search"))
        self.search.setClearButtonEnabled(True)
        self.list = Listing(
            desk.look, _("Library"), (Column(_("Name"), 30, bold=True), Column(_("About"), 26, muted=True))
        )
        self._count = label("", "small")
        self._none = Empty(_("Nothing found"), _("Try fewer words, or another kind."))
        self._none.button.clicked.connect(self.search.clear)
        self.detail = Detail()
        self.detail.wants_removal.connect(self._ask_to_remove)
        self.add = button(_("Add a published table\u2026"))
        self.add.clicked.connect(self.wants_table)
        self._lay_out()
        self._reader = Reader()
        self._reader.answered.connect(self._take)
        self._reader.failed.connect(shower(self))
        self.search.textChanged.connect(lambda _text: self._show())
        self.search.went_down.connect(self.list.setFocus)
        self.list.chosen.connect(self._show_entry)
        self.list.opened.connect(lambda _id: self.panes.show_pane(2))
        self.shelves.chosen.connect(self._choose)
        desk.bus.changed.connect(WhenSeen(self, self.refresh, each_time=True).outdate)
        self._show_kinds()
        kept = desk.here.part(Key.CHOSEN, PLACE, "")
        self.shelves.choose(kept if kept in list(Shelf) else Shelf.ORGANISATIONS)

    def _lay_out(self) -> None:
        left, middle = Ground("side"), Ground()
        kinds = QVBoxLayout(left)
        kinds.setContentsMargins(0, 6, 0, 6)
        kinds.addWidget(self.shelves)
        column = QVBoxLayout(middle)
        column.setContentsMargins(16, 12, 16, 0)
        column.setSpacing(10)
        row = QHBoxLayout()
        row.addWidget(self.search, 1)
        row.addWidget(self._count)
        column.addLayout(row)
        column.addWidget(self.list, 1)
        column.addWidget(self._none)
        column.addStretch(0)
        self.list.end_with_rows()
        panes = ((_("Kinds"), left, 190), (_("List"), middle, 0), (_("Details"), self.detail, 360))
        self.panes = Panes(self._desk.look, panes)
        folds = Folds(self._desk.look)
        folds.follow(self.panes, _("kinds"), _("details"))
        head = QHBoxLayout()
        head.setContentsMargins(20, 20, 20, 12)
        head.addWidget(label(_("Library"), "title", wrap=False))
        head.addStretch(1)
        head.addWidget(self.add)
        head.addSpacing(10)
        head.addWidget(folds)
        bar = Ground("bar")
        bar.setLayout(head)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(bar)
        outer.addWidget(self.panes, 1)
        self.first = self.search  # a focus proxy would lead Tab past the panes

    # what there is

    def refresh(self) -> None:
        """Ask for the tables and packs that the workspace keeps."""
        workspace = self._desk.workspace
        self._reader.ask(lambda: workspace.later(_read_kept, workspace))

    def _take(self, kept: Kept) -> None:
        self._entries = entries_of(self._desk.framework, *kept)
        self._show_kinds()
        self._show()
        if self._expected and any(e.id == self._expected for e in self._entries):
            self.list.choose(self._expected)
            self._expected = ""

    def _show_kinds(self) -> None:
        counts = {shelf: len(find(self._entries, shelf, "")) for shelf in Shelf}
        names = titles()
        self.shelves.show_tasks(
            [Task(s, names[s], str(counts[s]) if counts[s] else "", f"icon:{ICONS[s]}") for s in Shelf]
        )

    # choosing

    def _choose(self, shelf: str) -> None:
        self._shelf = Shelf(shelf)
        self._desk.here.keep_part(Key.CHOSEN, PLACE, shelf)
        self.search.setAccessibleName(_("Search: {kind}").format(kind=titles()[self._shelf]))
        self._show()

    def expect(self, shelf: Shelf, entry_id: str) -> None:
        """Show an entry as soon as it is there, its kind until then; "": the first of its kind."""
        self._expected = entry_id
        self.look_up(shelf, entry_id)

    def look_up(self, shelf: Shelf, entry_id: str) -> None:
        """Show one entry."""
        self.search.clear()
        self.shelves.choose(shelf)
        self.list.choose(entry_id)

    def _show(self) -> None:
        found = find(self._entries, self._shelf, self.search.text())
        self.list.show_lines([Line(e.id, (e.title, e.about)) for e in found])
        self.list.setVisible(bool(found))
        self._none.setVisible(not found)
        self._say_none()
        self._count.setText(plural("{n} entry", "{n} entries", len(found)) if found else "")
        if found and self.list.current_id() not in [e.id for e in found]:
            self.list.choose(found[0].id)
        self._show_entry(self.list.current_id() if found else "")

    def _say_none(self) -> None:
        if self.search.text():
            self._none.say(_("Nothing found"), _("Try fewer words, or another kind."), _("Clear the search"))
        elif self._shelf is Shelf.PACKS:
            words = _("A benchmark pack comes in like any other file: import it, or drop it on the window.")
            self._none.say(_("No benchmark pack is kept yet"), words, "")
        else:
            words = _("Add one with the button above; reviews and benchmark workbooks bring theirs.")
            self._none.say(_("No table is kept yet"), words, "")

    def _show_entry(self, entry_id: str) -> None:
        entry = next((e for e in self._entries if (e.shelf, e.id) == (self._shelf, entry_id)), None)
        self.detail.show_entry(entry)

    # removing

    def _ask_to_remove(self, entry: Entry) -> None:
        words = _("Remove {name}? Comparisons are made without it then. The file itself is not touched.")
        ask(self, words.format(name=entry.title), _("Remove"), lambda: self._remove(entry))

    def _remove(self, entry: Entry) -> None:
        workspace = self._desk.workspace
        if entry.shelf is Shelf.BENCHMARKS:
            self._desk.saver.put(lambda: workspace.later(workspace.remove_benchmark_set, entry.id))
        else:
            pack, __, version = entry.id.rpartition(" ")
            self._desk.saver.put(lambda: workspace.later(workspace.remove_pack, pack, int(version)))


Kept = tuple[tuple[BenchmarkSet, ...], tuple[KeptPack, ...], tuple[BenchmarkSet, ...]]


def _read_kept(workspace: Workspace) -> Kept:
    sets = workspace.benchmark_sets()
    return sets, workspace.packs(), workspace.shipped_tables(sets)


class SearchLine(QLineEdit):
    """A line to search in; the arrow down goes on into what was found."""

    went_down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.went_down.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class Empty(QWidget):
    """Nothing to show: why, and what to do next."""

    def __init__(self, title: str, words: str) -> None:
        super().__init__()
        self._title, self._words = label(title, "heading"), label(words, "muted")
        self.button = button("")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 12)
        column.addWidget(self._title)
        column.addWidget(self._words)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def say(self, title: str, words: str, action: str) -> None:
        """Say something else; without an action there is no button."""
        self._title.setText(title)
        self._words.setText(words)
        self.button.setText(action)
        self.button.setAccessibleName(action)
        self.button.setVisible(bool(action))


class Detail(ScrollColumn):
    """Everything that is known of one entry; ``wants_removal`` of what the workspace keeps."""

    wants_removal = Signal(object)

    def __init__(self) -> None:
        super().__init__("side", 16)
        self.column.setSpacing(3)
        self.shown: Entry | None = None

    def show_entry(self, entry: Entry | None) -> None:
        """Show an entry, or that one can be chosen."""
        if entry == self.shown and self.column.count():
            return
        self.shown = entry
        while item := self.column.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        if not entry:
            self.column.addWidget(label(_("Choose an entry to read what it says."), "muted"))
        else:
            self.column.addWidget(label(entry.title, "heading"))
            for word, said in entry.facts:
                self.column.addSpacing(8)
                self.column.addWidget(label(word, "caps"))
                self.column.addWidget(label(said))
            if entry.is_kept:
                self._offer_removal(entry)
        self.column.addStretch(1)
        self.verticalScrollBar().setValue(0)

    def _offer_removal(self, entry: Entry) -> None:
        remove = button(_("Remove\u2026"), name=_("Remove {name}").format(name=entry.title))
        remove.clicked.connect(lambda: self.wants_removal.emit(entry))
        self.column.addSpacing(14)
        self.column.addWidget(remove, 0, Qt.AlignmentFlag.AlignLeft)
