"""One stage of a review: its sections as a task list, the section in hand, and what is said about it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QTabWidget, QVBoxLayout

from bvreview.framework.descriptors import Section
from bvreview.i18n import _
from bvreview.review.cells import Address
from bvreview.review.progress import Progress, SectionProgress
from ui.attending import attend
from ui.desk import Desk
from ui.dialogs.answer import AnswerDialog
from ui.forms.section import SectionView
from ui.panels.findings import FindingsPanel
from ui.panels.guidance import GuidancePanel
from ui.panels.history import HistoryPanel
from ui.panes import Panes, come_last
from ui.session import Session
from ui.tasks import Task, TaskList
from ui.text import Ground

COMPARE = "compare"
CHARTS = "?charts"


class StagePage(Ground):
    """Sections are built when they are first looked at."""

    section_changed = Signal(str)
    wants_charts = Signal()

    def __init__(self, desk: Desk, session: Session) -> None:
        super().__init__()
        self._desk, self.session = desk, session
        self._stage = ""
        self._views: dict[str, SectionView] = {}
        self._last: dict[str, str] = {}
        self.tasks = TaskList(desk.look, _("Sections"))
        self.tasks.chosen.connect(self.show_section)
        self._middle = QStackedWidget()
        self.findings = FindingsPanel(session)
        self.side = self._make_side()
        left = Ground("side")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 6, 0, 6)
        column.addWidget(self.tasks)
        panes = ((_("Sections"), left, 232), (_("Answers"), self._middle, 0), (_("About it"), self.side, 284))
        self.panes = Panes(desk.look, panes)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.panes)
        self.tasks.opened.connect(lambda: self.panes.show_pane(1))
        session.judged.connect(self._show_progress)
        attend(self, "review", desk.remembered.window)

    def _make_side(self) -> QTabWidget:
        side = QTabWidget()
        side.setDocumentMode(True)
        side.setObjectName("side")
        side.addTab(self.findings, _("Put right"))
        side.addTab(GuidancePanel(self.session), _("Guidance"))
        side.addTab(HistoryPanel(self.session), _("History"))
        side.tabBar().setAccessibleName(_("About the section"))
        self.findings.went.connect(self.go_to)
        self.findings.counted.connect(self._count)
        return side

    def _count(self, count: int) -> None:
        words = _("Put right {n}").format(n=count) if count else _("Put right")
        self.side.setTabText(0, words)
        self.panes.name_pane(2, words)

    def show_stage(self, stage: str) -> None:
        """Show the sections of a stage, with the one that was last looked at."""
        self._stage = stage
        self._show_progress()
        mine = [s.section for s in self._mine()]
        if mine and self.tasks.current_id() not in mine:
            self.tasks.choose(self._last.get(stage, mine[0]))

    def _mine(self) -> list[SectionProgress]:
        return [s for s in self.session.progress if s.stage == self._stage]

    def _show_progress(self) -> None:
        charts = [Task(CHARTS, _("Charts and tables"), "", "icon:chart-scatter")]
        ahead = charts if self._stage == COMPARE and self.session.framework.compare else []
        self.tasks.show_tasks([*ahead, *(task_of(s) for s in self._mine())])

    def show_section(self, section_id: str) -> None:
        """Show a section of this stage."""
        if section_id == CHARTS:
            self.wants_charts.emit()
            return
        self.commit()
        if section_id not in self._views:
            section = self.session.framework.section(section_id)
            assert isinstance(section, Section)
            view = SectionView(self.session, section, self._desk.look)
            view.about.connect(self.open_answer)
            self._views[section_id] = view
            self._middle.addWidget(view)
            come_last(self, self.side)
        self._last[self._stage] = section_id
        self._middle.setCurrentWidget(self._views[section_id])
        self.findings.show_section(section_id)
        self.section_changed.emit(section_id)

    def current(self) -> SectionView | None:
        """The section in hand."""
        view = self._middle.currentWidget()
        return view if isinstance(view, SectionView) else None

    def go_to_section(self, section_id: str) -> None:
        """Show a section of any stage."""
        section = self.session.framework.section(section_id)
        if section and section.stage != self._stage:
            self.show_stage(section.stage)
        self.tasks.choose(section_id)
        self.show_section(section_id)
        self.panes.show_pane(1)

    def go_to(self, address: Address) -> None:
        """Put the hand on an answer of any stage."""
        self.go_to_section(address.section)
        self._views[address.section].go_to(address)

    def open_answer(self, address: Address | None = None) -> None:
        """Ask for state, source and note of an answer, the one in hand unless another is named."""
        view = self.current()
        place = address or (view.place_of_hand() if view else None)
        if place and not self.session.is_read_only:
            if view:
                view.commit()
            AnswerDialog(self, self.session, place).open()

    def next_finding(self) -> None:
        """Go to the first finding that is open, of this section if it has any."""
        here = self.tasks.current_id()
        found = [f for f in self.session.findings if f.is_open]
        found.sort(key=lambda f: (f.address.section != here, f.is_unanswered))
        if found:
            self.go_to(found[0].address)

    def show_help(self) -> None:
        """Show the guidance."""
        self.side.setCurrentIndex(1)
        self.panes.show_pane(2)

    def commit(self) -> None:
        """Commit what is still being typed."""
        if view := self.current():
            view.commit()
        self.findings.commit()


def task_of(section: SectionProgress) -> Task:
    """A section as an entry of the task list."""
    words = "" if section.progress is Progress.DONE else section.words
    tone = "stop" if section.progress is Progress.PUT_RIGHT else "muted"
    return Task(section.section, section.title, words, section.progress.value, tone)
