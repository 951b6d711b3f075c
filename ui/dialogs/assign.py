"""Owner and due date of one section or of several at once: people already known, or a name that is typed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from bvreview.i18n import _
from bvreview.review.assignments import Assignment, common, named
from bvreview.review.dates import read_date
from bvreview.review.wording import show_date
from ui.dialogs.foot import foot
from ui.dialogs.head import column_of, name_dialog
from ui.editing.session import Session
from ui.forms.calendar import DayButton
from ui.look.text import button, label, plain
from ui.look.theme import Look
from ui.people.people import People, owner_words
from ui.widgets.combo import CalmCombo, search
from ui.widgets.flow import Flow
from ui.widgets.scroller import ScrollColumn

Wanted = dict[str, Assignment | None]
_SPANS: Final = (("In a week", 7), ("In two weeks", 14), ("In four weeks", 28))


@dataclass(frozen=True, slots=True)
class Assignable:
    """A section that can be given to somebody: its id, title and stage, and who has it now."""

    id: str
    title: str
    stage: str
    assignment: Assignment | None = None


def assignable(session: Session) -> list[Assignable]:
    """The sections of every stage of a review, with who has them now."""
    stages = {stage.id: stage.title for stage in session.framework.stages}
    owners = session.review.assignments
    return [
        Assignable(s.section, s.title, stages.get(s.stage, ""), owners.get(s.section))
        for s in session.progress
    ]


@dataclass(frozen=True, slots=True)
class Said:
    """What the dialog says: its title, what it is for, what name and day are called, and its button."""

    title: str
    hint: str
    name: str
    day: str
    go: str


class AssignDialog(QDialog):
    """``assigned`` tells the sections that were ticked with what they are to have."""

    assigned = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        look: Look,
        people: People,
        sections: Sequence[Assignable],
        ticked: Collection[str],
    ) -> None:
        super().__init__(parent)
        self._words = self.words()
        name_dialog(self, self._words.title)
        self._people = people
        self._sections = {section.id: section for section in sections}
        self._offered = ("", "")
        self.owner, self.due = _owner_box(people, self._words.name), QLineEdit()
        self.boxes: dict[str, QCheckBox] = {}
        self._problem = label("", "stop")
        self.owner.editTextChanged.connect(self._problem.hide)
        self._problem.hide()
        column = column_of(self, self._words.title)
        column.addWidget(label(self._words.hint, "muted"))
        self._add_owner(column)
        self._add_due(look, column)
        column.addWidget(self._problem)
        column.addSpacing(4)
        column.addLayout(self._list_head())
        self.sections = self._list(look, ticked)
        column.addWidget(self.sections, 1)
        column.addLayout(self._foot())
        self.resize(look.room_for(520, 600))
        self._offer_common()
        self.owner.setFocus()

    def words(self) -> Said:
        """What it says."""
        hint = _("Who fills these sections in, and by when. It is a name to ask, not a lock.")
        return Said(_("Owner and due date"), hint, _("Owner"), _("Due"), _("Save"))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if meant := next((self.boxes[section] for section in self.ticked()), None):
            self.sections.ensureWidgetVisible(meant)

    # what is asked

    def _add_owner(self, column: QVBoxLayout) -> None:
        me = button(_("Me"), link=True, name=_("Me: {name}").format(name=self._people.me))
        me.clicked.connect(lambda _checked: self.owner.setEditText(self._people.me))
        row = QHBoxLayout()
        row.addWidget(self.owner, 1)
        row.addWidget(me)
        if not self._people.me:
            me.hide()
        column.addWidget(label(self._words.name, "strong"))
        column.addLayout(row)

    def _add_due(self, look: Look, column: QVBoxLayout) -> None:
        self.due.setAccessibleName(self._words.day)
        self.due.textChanged.connect(self._problem.hide)
        calendar = DayButton(self.due, look, date.today())
        calendar.chosen.connect(self.due.setText)
        row = QHBoxLayout()
        row.addWidget(self.due)
        row.addWidget(calendar)
        spans = []
        for words, days in _SPANS:
            made = button(_(words), link=True)
            made.clicked.connect(
                lambda _checked, n=days: self.due.setText(show_date(date.today() + timedelta(n)))
            )
            spans.append(made)
        row.addWidget(Flow(spans), 1, Qt.AlignmentFlag.AlignVCenter)
        column.addWidget(label(self._words.day, "strong"))
        column.addLayout(row)

    def _list(self, look: Look, ticked: Collection[str]) -> ScrollColumn:
        holder = ScrollColumn("surface", 12)
        holder.column.setSpacing(4)
        stage = ""
        for section in self._sections.values():
            if section.stage != stage:
                stage = section.stage
                holder.column.addWidget(label(stage, "caps"))
            box = QCheckBox(plain(section.title))
            box.setChecked(section.id in ticked)
            box.toggled.connect(self._offer_common)
            self.boxes[section.id] = box
            holder.column.addWidget(box)
            if words := owner_words(section.assignment, date.today()):
                box.setAccessibleDescription(words)
                owned = label(words, "small")
                owned.setIndent(look.px(24))
                holder.column.addWidget(owned)
        holder.column.addStretch(1)
        holder.setAccessibleName(_("Sections"))
        holder.setMinimumHeight(look.px(30))  # it scrolls: where there is little room, words come first
        return holder

    def _list_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.everything = _link(_("Tick all"), lambda: self._tick(self.boxes))
        self.unowned = _link(_("Tick those without an owner"), lambda: self._tick(self._unowned()))
        row.addWidget(label(_("Sections"), "strong", wrap=False))
        row.addStretch(1)
        row.addWidget(self.everything)
        row.addWidget(self.unowned)
        return row

    def _foot(self) -> QHBoxLayout:
        self.save = button(self._words.go, primary=True)
        return foot(self, self.save)

    def _unowned(self) -> list[str]:
        return [s.id for s in self._sections.values() if not (s.assignment and s.assignment.owner)]

    def _tick(self, ids: Collection[str]) -> None:
        for section, box in self.boxes.items():
            box.setChecked(section in ids)

    # what is answered

    def ticked(self) -> list[str]:
        """The sections that are meant."""
        return [section for section, box in self.boxes.items() if box.isChecked()]

    def _is_typed(self) -> tuple[bool, bool]:
        """Whether owner, and day, are others than were offered."""
        now = (self.owner.currentText(), self.due.text())
        return now[0] != self._offered[0], now[1] != self._offered[1]

    def _offer_common(self) -> None:
        """Show what the ticked sections have in common where nothing was typed."""
        owner, due = common(self._sections[section].assignment for section in self.ticked())
        several = _("Several: left as they are")
        owner_typed, due_typed = self._is_typed()
        offered = (owner or "", show_date(due) if isinstance(due, date) else "")
        if not owner_typed:
            self.owner.setEditText(offered[0])
        if not due_typed:
            self.due.setText(offered[1])
        self._offered = offered
        if line := self.owner.lineEdit():
            line.setPlaceholderText(_("A name") if owner is not None else several)
        self.due.setPlaceholderText(_("For example 12 May 2010") if due is not False else several)
        asked = f"{self.due.placeholderText()}0000"
        self.due.setMinimumWidth(self.due.fontMetrics().horizontalAdvance(asked))
        self.save.setEnabled(bool(self.ticked()))

    def accept(self) -> None:
        text = self.due.text().strip()
        day, why_not = read_date(text) if text else (None, "")
        if why_not:
            self.say_problem(why_not, self.due)
        elif self.give(self.owner.currentText(), day):
            super().accept()

    def say_problem(self, words: str, at: QWidget) -> None:
        """Say what is wrong, and put the hand there."""
        self._problem.setText(words)
        self._problem.show()
        at.setFocus()

    def give(self, owner: str, day: date | None) -> bool:
        """Tell what was answered; says whether it is enough."""
        self.assigned.emit(self._wanted(owner, day))
        return True

    def _wanted(self, owner: str, day: date | None) -> Wanted:
        """What stands in the lines; where they stand for several that differ, what each has."""
        shared_owner, shared_day = common(self._sections[s].assignment for s in self.ticked())
        owner_typed, day_typed = self._is_typed()
        keeps_owner = not owner_typed and shared_owner is None
        keeps_day = not day_typed and shared_day is False
        wanted: Wanted = {}
        for section in self.ticked():
            now = self._sections[section].assignment or Assignment()
            wanted[section] = named(now.owner if keeps_owner else owner, now.due if keeps_day else day)
        return wanted


def _owner_box(people: People, name: str) -> CalmCombo:
    combo = CalmCombo()
    combo.setEditable(True)
    combo.setInsertPolicy(CalmCombo.InsertPolicy.NoInsert)
    combo.addItems(["", *people.names])
    combo.setAccessibleName(name)
    if line := combo.lineEdit():
        line.setAccessibleName(name)
    search(combo)
    return combo


def _link(words: str, do: Callable[[], object]) -> QPushButton:
    made = button(words, link=True)
    made.clicked.connect(lambda _checked: do())
    return made
