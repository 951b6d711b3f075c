"""Who owes what: every section that is not done, with owner and due date, over all reviews written here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QWidget

from bvreview.i18n import _
from bvreview.review.assignments import Assignment
from bvreview.review.owing import Owed, reminder
from ui.desk import Desk
from ui.dialogs.assign import Assignable, AssignDialog, Wanted
from ui.dialogs.reminder import ReminderDialog
from ui.exchange.out_list import OutList
from ui.left.remembered import Key
from ui.look.text import button, label
from ui.people.owed import Grouping, OwedGroup, copied, groups_of, split, unowned_lines
from ui.people.people import people_of
from ui.reader import Reader
from ui.when_seen import WhenSeen
from ui.widgets.combo import CalmCombo
from ui.widgets.flow import Flow
from ui.widgets.listing import Listing
from ui.widgets.listing_model import Column, Line
from ui.widgets.messages import shower
from ui.widgets.page_head import PageHead
from ui.widgets.scroller import ScrollColumn

GROUP: Final = "owing, group"


class OwingPage(ScrollColumn):
    """Groups by person or by date. ``opened`` tells the review and the section that were chosen."""

    opened = Signal(str, str)

    def __init__(self, desk: Desk) -> None:
        super().__init__("canvas", 20)
        self._desk = desk
        self._owed: tuple[Owed, ...] = ()
        self.lists: list[Listing] = []
        self.by, self.mine, self.done = (
            CalmCombo(),
            QCheckBox(_("Only mine")),
            QCheckBox(_("Also what is done")),
        )
        self.copy, self.out = button(_("Copy as a table")), OutList(desk)
        self._said = label("", "ok", wrap=False)
        self._reader = Reader()
        self._reader.answered.connect(self._take)
        self._reader.failed.connect(shower(self))
        self._lay_out()
        self._body: list[QWidget] = []
        seen = WhenSeen(self, self.refresh, each_time=True)  # the day may be another one
        desk.bus.changed.connect(seen.outdate)
        desk.preferences.changed.connect(self._show)

    def _lay_out(self) -> None:
        self.by.addItems([_("By person"), _("By date")])
        self.by.setAccessibleName(_("Group"))
        ways = Flow((self.by, self.mine, self.done), ends=(self._said, self.copy), spacing=16)
        self.column.addWidget(PageHead(self._desk.look, _("Who owes what")))
        self.column.addWidget(ways)
        self.column.addWidget(self.out)
        self.out.opened.connect(self.opened)
        self.done.toggled.connect(self.out.show_back)
        self.column.addStretch(1)
        shelf = self._desk.remembered.window
        self.by.setCurrentIndex(min(shelf.part(Key.TABS, GROUP, 0), self.by.count() - 1))
        self.by.activated.connect(lambda n: shelf.keep_part(Key.TABS, GROUP, n))
        self.by.activated.connect(lambda _n: self._show())
        self.mine.toggled.connect(lambda _on: self._show())
        self.done.toggled.connect(lambda _on: self._show())
        self.copy.clicked.connect(self.copy_table)

    def show_mine(self) -> None:
        """Show what whoever is at the screen owes."""
        self.mine.setChecked(True)

    # what is read

    def refresh(self) -> None:
        """Read it again."""
        workspace = self._desk.workspace
        self._reader.ask(lambda: workspace.later(workspace.owed))
        self.out.refresh()

    def _take(self, owed: tuple[Owed, ...]) -> None:
        self._owed = owed
        self._show()

    def shown(self) -> tuple[Owed, ...]:
        """What is shown, as it is filtered."""
        me = self._desk.preferences.now.person_name
        return tuple(
            o
            for o in self._owed
            if (self.done.isChecked() or not o.is_done)
            and (not self.mine.isChecked() or o.assignment.is_of(me))
        )

    def _grouping(self) -> Grouping:
        return Grouping.DATE if self.by.currentIndex() else Grouping.PERSON

    # what is shown

    def _show(self) -> None:
        had = self._line_in_hand()
        for widget in self._body:
            self.column.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._body, self.lists = [], []
        self._said.setText("")
        shown = self.shown()
        owned = [o for o in shown if not o.assignment.is_empty]
        today = date.today()
        groups = groups_of(owned, self._grouping(), today)
        lines = [line for group in groups for line in group.lines(today)]
        for group in groups:
            self._add_group(group, today).measure_with(lines)
        if not owned:
            self._add(label(self._why_empty(), "muted"))
        if not self.mine.isChecked():
            self._add_unowned([o for o in shown if not o.assignment.owner and not o.is_done])
        self.copy.setEnabled(bool(owned))
        if had:
            self._take_hand_to(had)

    def _add(self, widget: QWidget) -> None:
        self._body.append(widget)
        self.column.insertWidget(self.column.indexOf(self.out), widget)

    def _why_empty(self) -> str:
        if not self._owed:
            return _("There is no review of your own yet. Begin one under Reviews.")
        if self.mine.isChecked():
            return _("Nothing here is yours. A section becomes yours when you are chosen as its owner.")
        return _("No section has an owner yet. Choose a review to say who fills in what, and by when.")

    def _add_group(self, group: OwedGroup, today: date) -> Listing:
        said = (label(group.title, "heading", wrap=False), label(group.summary(today), "muted", wrap=False))
        ways = []
        if group.person and not Assignment(group.person).is_of(self._desk.preferences.now.person_name):
            words = _("Reminder for {name}").format(name=group.person)
            ask = button(_("Reminder\u2026"), name=words)
            ask.clicked.connect(lambda _checked, g=group: self.remind(g))
            ways.append(ask)
        head = Flow(said, ends=ways, spacing=12)
        head.setContentsMargins(0, 8, 0, 0)
        self._add(head)
        made = self._list(group.title, group.columns(), group.lines(today))
        made.opened.connect(self._open)
        return made

    def _list(self, name: str, columns: Sequence[Column], lines: Sequence[Line]) -> Listing:
        """A list as high as its lines; only the first on the page says what its columns are."""
        made = Listing(self._desk.look, name, columns)
        made.horizontalHeader().setVisible(not self.lists)
        made.show_whole()
        made.show_lines(lines)
        kept = f"{GROUP}, {len(columns)}"
        made.put_back(self._desk.remembered.window.part(Key.COLUMNS, kept, list[Any]()))
        made.widened.connect(lambda: self._widen(made, kept))
        self.lists.append(made)
        self._add(made)
        return made

    def _widen(self, first: Listing, kept: str) -> None:
        """All lists take the widths that somebody gave the columns of the first."""
        self._desk.remembered.window.keep_part(Key.COLUMNS, kept, first.shares())
        for other in self.lists[1:]:
            other.put_back(first.shares())

    def _add_unowned(self, owed: Sequence[Owed]) -> None:
        if not owed:
            return
        head = label(_("Without an owner"), "heading")
        head.setContentsMargins(0, 10, 0, 0)
        self._add(head)
        columns, lines = unowned_lines(owed)
        self._list(_("Without an owner"), columns, lines).opened.connect(self.assign)

    # the keyboard stays where it is when the lists are made anew

    def _line_in_hand(self) -> str:
        held = next((made for made in self.lists if made.hasFocus()), None)
        line = held.currentIndex().row() if held else -1
        return held.lines[line].id if held and line >= 0 else ""

    def _take_hand_to(self, line: str) -> None:
        there = next((m for m in self.lists if any(found.id == line for found in m.lines)), None)
        if there:
            there.choose(line)
            there.setFocus()
        elif self.lists:
            self.lists[0].setFocus()

    # what is done

    def _open(self, line: str) -> None:
        self.opened.emit(*split(line))

    def remind(self, group: OwedGroup) -> None:
        """Show the text of a reminder."""
        sender = str(self._desk.workspace.person)
        message = reminder(group.person, group.owed, sender, date.today())
        ReminderDialog(self, self._desk.look, group.person, message).open()

    def assign(self, line: str) -> None:
        """Give the sections of a review that nobody has to somebody."""
        review, __ = split(line)
        stages = {stage.id: stage.title for stage in self._desk.framework.stages}
        mine = [o for o in self._owed if o.head.id == review and not o.is_done]
        offered = [
            Assignable(o.standing.section, o.standing.title, stages.get(o.standing.stage, ""), o.assignment)
            for o in mine
        ]
        people = people_of(self._desk.preferences.now, (o.assignment for o in self._owed))
        ticked = [o.standing.section for o in mine if not o.assignment.owner]
        dialog = AssignDialog(self, self._desk.look, people, offered, ticked)
        dialog.assigned.connect(lambda wanted: self._put(review, wanted))
        dialog.open()

    def _put(self, review: str, wanted: Wanted) -> None:
        workspace = self._desk.workspace
        self._desk.saver.put(lambda: workspace.later(workspace.assign, review, wanted))

    def copy_table(self) -> None:
        """Put what is shown on the clipboard, a line a section, as Excel takes it."""
        owned = [o for o in self.shown() if not o.assignment.is_empty]
        QGuiApplication.clipboard().setText(copied(owned, date.today()))
        self._said.setText(_("\u2713 Copied"))
