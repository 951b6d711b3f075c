"""One stage of a review: its sections as a task list, the section in hand, and what is said about it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QStackedWidget, QVBoxLayout

from bvreview.framework.sections import Section
from bvreview.i18n import _
from bvreview.review.assignments import Assignment
from bvreview.review.cells import Address
from bvreview.review.exchange.outgoing import Outgoing, out_by_section
from bvreview.review.findings import Finding
from bvreview.review.progress import SectionProgress
from ui.announcing import announce
from ui.desk import Desk
from ui.dialogs.answer import AnswerDialog
from ui.editing.next_finding import next_finding
from ui.editing.section_task import task_of
from ui.editing.session import Session
from ui.finding_words import in_one_line
from ui.forms.section import SectionView
from ui.ledger.opening import paste_ledger
from ui.left.attending import attend
from ui.left.tab_order import come_after
from ui.look.text import Ground
from ui.panels.beside import Beside
from ui.people.people import owner_of, people_of
from ui.widgets.panes import Panes
from ui.widgets.tasks import Task, TaskList

if TYPE_CHECKING:  # a dialog is loaded when it is asked for
    from ui.dialogs.assign import AssignDialog

D = TypeVar("D", bound="AssignDialog")

COMPARE = "compare"
CHARTS = "?charts"


class StagePage(Ground):
    """Sections are built when they are first looked at."""

    section_changed = Signal(str)
    wants_charts = Signal()
    wants_hand_out = Signal(object)
    wants_out = Signal(str)

    def __init__(self, desk: Desk, session: Session) -> None:
        super().__init__()
        self._desk, self.session = desk, session
        self._stage = ""
        self._views: dict[str, SectionView] = {}
        self._assignments: Mapping[str, Assignment] = {}
        self._outgoing: Mapping[str, Outgoing] = {}
        self._last: dict[str, str] = {}
        self._went_to: Address | None = None
        self.tasks = TaskList(desk.look, _("Sections"))
        self.tasks.chosen.connect(self.show_section)
        self._middle = QStackedWidget()
        self.side = Beside(desk, session)
        self.findings, self.evidence = self.side.findings, self.side.evidence
        self.history = self.side.history
        self.side.went.connect(self.go_to)
        left = Ground("side")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 6, 0, 6)
        self.mine = QCheckBox(_("Only mine"))
        self.mine.toggled.connect(self._show_progress)
        session.edited.connect(self._show_owners)
        desk.preferences.changed.connect(self._show_progress)  # somebody else is at the screen
        filters = QHBoxLayout()
        filters.setContentsMargins(16, 4, 12, 0)
        filters.addWidget(self.mine)
        column.addLayout(filters)
        column.addWidget(self.tasks)
        panes = ((_("Sections"), left, 232), (_("Answers"), self._middle, 0), (_("About it"), self.side, 296))
        self.panes = Panes(desk.look, panes)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.panes)
        self.tasks.opened.connect(lambda: self.panes.show_pane(1))
        self.side.named.connect(lambda name: self.panes.name_pane(2, name))
        session.progressed.connect(self._show_progress)
        session.explains.connect(self._explain)
        session.shows_evidence.connect(self.show_evidence)
        session.wants_evidence.connect(self.evidence.serve)
        attend(self, "review", desk.remembered.window)

    def show_stage(self, stage: str) -> None:
        """Show the sections of a stage, with the one that was last looked at."""
        self._stage = stage
        self._show_progress()
        mine = [s.section for s in self._mine()]
        if mine and self.tasks.current_id() not in mine:
            self.tasks.choose(self._last.get(stage, mine[0]))

    def _mine(self) -> list[SectionProgress]:
        """The sections of the stage, or those of whoever is at the screen."""
        here = [s for s in self.session.progress if s.stage == self._stage]
        if not self.mine.isChecked():
            return here
        me, owners = self._desk.workspace.person.name, self.session.review.assignments
        return [s for s in here if s.section in owners and owners[s.section].is_of(me)]

    def _show_owners(self) -> None:
        """Show the list anew where a section was given to somebody else."""
        review = self.session.review
        if (review.assignments, review.outgoing) != (self._assignments, self._outgoing):
            self._show_progress()

    def _show_progress(self) -> None:
        self._assignments = self.session.review.assignments
        self._outgoing = self.session.review.outgoing
        self.mine.setVisible(bool(self._assignments) or self.mine.isChecked())
        charts = [Task(CHARTS, _("Charts and tables"), "", "icon:chart-scatter")]
        ahead = charts if self._stage == COMPARE and self.session.framework.compare else []
        today = date.today()
        out = out_by_section(self.session.review.outgoing.values())
        owned = {s.section: owner_of(self._assignments, out, s.section, short=True) for s in self._mine()}
        tasks = [task_of(s, owned[s.section], today) for s in self._mine()]
        self.tasks.show_tasks([*ahead, *tasks])

    def show_section(self, section_id: str) -> None:
        """Show a section of this stage."""
        if section_id == CHARTS:
            self.wants_charts.emit()
            return
        self.commit()
        if section_id not in self._views:
            section = self.session.framework.section(section_id)
            assert isinstance(section, Section)
            view = SectionView(self.session, section, self._desk.look, self._desk.remembered.window)
            view.about.connect(self.open_answer)
            view.wants_out.connect(self.wants_out)
            view.wants_owner.connect(lambda section: self.assign([section]))
            view.wants_ledger.connect(self.paste_ledger)
            view.wants_local.connect(self.take_local)
            view.wants_last_year.connect(self.take_last_year)
            self._views[section_id] = view
            self._middle.addWidget(view)
            come_after(view, self.side)
        self._last[self._stage] = section_id
        self.session.look_at(section_id)
        self._middle.setCurrentWidget(self._views[section_id])
        self.side.show_section(section_id)
        self.section_changed.emit(section_id)

    def current(self) -> SectionView | None:
        """The section in hand."""
        view = self._middle.currentWidget()
        return view if isinstance(view, SectionView) else None

    def go_to_section(self, section_id: str) -> None:
        """Show a section of any stage."""
        section = self.session.framework.section(section_id)
        if section and section.stage != self._stage:
            self._last[section.stage] = section_id
            self.show_stage(section.stage)
        self.tasks.choose(section_id)
        self.show_section(section_id)
        self.panes.show_pane(1)

    def go_to(self, address: Address) -> None:
        """Put the hand on an answer of any stage."""
        self.go_to_section(address.section)
        self.evidence.show_address(address)
        self._views[address.section].go_to(address)

    def assign(self, ticked: Collection[str] = ()) -> None:
        """Ask for owner and due date of sections, of the one in hand unless others are named."""
        from ui.dialogs.assign import AssignDialog

        if dialog := self._ask_who(AssignDialog, ticked):
            dialog.assigned.connect(self.session.assign)

    def hand_out(self) -> None:
        """Ask which sections go out to whom as a workbook."""
        from ui.dialogs.hand_out import HandOutDialog

        if dialog := self._ask_who(HandOutDialog):
            dialog.handed.connect(self.wants_hand_out)

    def _ask_who(self, kind: type[D], ticked: Collection[str] = ()) -> D | None:
        from ui.dialogs.assign import assignable

        if self.session.is_read_only:
            return None
        self.commit()
        people = people_of(self._desk.preferences.now, self.session.review.assignments.values())
        meant = ticked or (self.tasks.current_id(),)
        dialog = kind(self, self._desk.look, people, assignable(self.session), meant)
        dialog.open()
        return dialog

    def paste_ledger(self) -> None:
        """Ask for a ledger extract to fill in the figures of the organisation year."""
        if not self.session.is_read_only:
            self.commit()
            paste_ledger(self, self._desk, self.session)

    def take_last_year(self) -> None:
        """Offer what the review of the year before says already."""
        from ui.dialogs.take_last_year import TakeLastYearDialog

        if not self.session.is_read_only:
            self.commit()
            TakeLastYearDialog(self, self._desk, self.session).open()

    def take_local(self) -> None:
        """Offer the local lines of other reviews of the service."""
        from ui.dialogs.take_over import TakeOverDialog

        if not self.session.is_read_only:
            self.commit()
            TakeOverDialog(self, self._desk, self.session).open()

    def open_answer(self, address: Address | None = None) -> None:
        """Ask for state, source and note of an answer, the one in hand unless another is named."""
        view = self.current()
        place = address or (view.place_of_hand() if view else None)
        if place and not self.session.is_read_only:
            if view:
                view.commit()
            AnswerDialog(self, self.session, place).open()

    def beside(self, step: int) -> Address | None:
        """Where the open finding is that comes after the hand, or before it (-1)."""
        self.commit()
        view = self.current()
        hand = (view.place_of_hand() if view else None) or self._went_to
        found = next_finding(self.session, hand, self.tasks.current_id(), step)
        if not found:
            announce(self, _("Nothing is to be put right."))
            return None
        self._went_to = found.finding.address
        count = _("{n} of {of}").format(n=found.number, of=found.of)
        announce(self, f"{count}. {found.finding.label}. {in_one_line(found.finding)}")
        return found.finding.address

    def _explain(self, finding: Finding) -> None:
        """Put the hand on the explanation of a finding, in the side panel."""
        self.panes.show_pane(2)
        self.side.explain(finding)

    def show_evidence(self, address: Address | None = None) -> None:
        """Put the hand on the evidence of an answer, of the one in hand unless another is named."""
        view = self.current()
        place = address or (view.place_of_hand() if view else None)
        if place:
            self.commit()
        self.side.show_evidence(place)
        if self.panes.is_folded(2) and not self.panes.is_narrow:
            self.panes.fold(2)
        self.panes.show_pane(2)
        self.evidence.take_keys()

    def show_help(self) -> None:
        """Show the guidance."""
        self.side.show_guidance()
        self.panes.show_pane(2)

    def commit(self) -> None:
        """Commit what is still being typed."""
        if view := self.current():
            view.commit()
        self.findings.commit()
