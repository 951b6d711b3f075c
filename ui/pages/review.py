"""One review: what it is about, its stages, and the way out to workbook and plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from bvreview.i18n import _
from bvreview.review.cells import Address
from bvreview.review.model import Status
from bvreview.review.progress import progress_of_all, stage_share
from bvreview.store.log import Committed
from ui.announcing import announce
from ui.desk import Desk
from ui.editing.session import Session
from ui.editing.shown import Opened
from ui.editing.undoing import TAKEN_BACK, place_of, words_of
from ui.exchange.going_out import GoingOut
from ui.exchange.papers import Paper, review_papers
from ui.left.hand import describe_hand, go_back
from ui.left.parts import make_part
from ui.left.remembered import Key
from ui.look.text import Ground, rule
from ui.pages.stage import COMPARE, StagePage
from ui.pages.whole import Whole
from ui.panels.head import HeadBar
from ui.widgets.messages import shower
from ui.widgets.panes import Folds, Panes
from ui.widgets.tabs import StageTabs

if TYPE_CHECKING:
    from ui.pages.compare import ComparePage


class ReviewPage(Ground):
    """Header, stages and the stage in hand."""

    wants_export = Signal(str)
    prints_together = False
    wants_submit = Signal()
    wants_revision = Signal()
    wants_region = Signal()
    froze_or_thawed = Signal()

    def __init__(self, desk: Desk, opened: Opened) -> None:
        super().__init__()
        self._desk = desk
        self.session = Session(desk.workspace, desk.framework, desk.saver, opened)
        self.session.setParent(self)  # it goes with its page
        self._stages = desk.framework.stages
        self.compare: ComparePage | None = None
        self.hand: Address | None = None
        self._done: Committed | None = None
        self.tabs, self.folds = StageTabs(desk.look), Folds(desk.look)
        self.stage = StagePage(desk, self.session)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.stage)
        self.whole = Whole(desk, self.session, self.stack)
        self.head = HeadBar(desk.look, self.session)
        self.going_out = GoingOut(self, desk, self.session)
        self._laid_out_for = self._kind()
        self._outgoing = self.session.review.outgoing
        self._listen()
        self._lay_out()
        self._show_progress()
        self._follow_panes()
        self.stack.currentChanged.connect(self._follow_panes)  # from here on it is not the page that chooses
        self.tabs.currentChanged.connect(self._show_stage)
        self.stage.section_changed.connect(self._follow_section)
        self.session.progressed.connect(self._show_progress)

    def _listen(self) -> None:
        """To its head, its stage, the whole of it, and the review itself."""
        self.head.exports.connect(self._export)
        self.head.submit.clicked.connect(self.wants_submit)
        self.head.send_back.clicked.connect(self._send_back)
        self.head.revise.clicked.connect(self.wants_revision)
        self.head.back.clicked.connect(self.wants_region)
        self.tabs.tabBarClicked.connect(self._come_back)
        self.stage.wants_charts.connect(lambda: self.stack.setCurrentWidget(self._comparison()))
        self.stage.wants_hand_out.connect(self.going_out.hand_out)
        self.stage.wants_out.connect(self.open_out)
        self.stage.findings.wants_all.connect(self.whole.show_findings)
        self.stage.history.wants_all.connect(self.whole.show_history)
        self.stage.evidence.wants_all.connect(self.whole.show_evidence)
        self.whole.went.connect(self.go_to)
        self.whole.left.connect(lambda: self._show_stage(self.tabs.currentIndex()))
        self.session.focused.connect(self._keep_hand)
        self.session.edited.connect(self._follow_status)
        self.session.caught_up.connect(self._show_done)
        self.session.unread.connect(shower(self))

    def _lay_out(self) -> None:
        bar, column = Ground("bar"), QVBoxLayout(self)
        make_part(self.head)
        make_part(bar)
        row = QHBoxLayout(bar)
        row.setContentsMargins(20, 0, 20, 0)
        row.addWidget(self.tabs, 1)
        row.addWidget(self.folds)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for one in (self.head, bar, rule()):
            column.addWidget(one)
        column.addWidget(self.stack, 1)

    def _export(self, what: str) -> None:
        if what == "hand_out":
            self.stage.hand_out()
        else:
            self.wants_export.emit(what)

    def _send_back(self) -> None:
        self.stage.commit()
        self.going_out.send_back()

    def open_out(self, what: str) -> None:
        """List what goes out: returns, or questionnaires."""
        self.stage.commit()
        self.going_out.open(what)

    def papers(self) -> tuple[Paper, ...]:
        """What can be printed of the review as it is shown; what is looked at leads."""
        self.stage.commit()
        shown = self.stack.currentWidget()
        first = "comparison" if shown is self.compare else "open" if shown is self.whole.findings else "plan"
        page = self.compare.papers() if self.compare and shown is self.compare else ()
        small = self._desk.preferences.now.small_numbers
        return (*page, *review_papers(self._desk.workspace, self.session.review, small, first))

    @property
    def title(self) -> str:
        """What the window is called while the review is open."""
        return self.head.title.text()

    @property
    def is_received(self) -> bool:
        """Whether it came from elsewhere and belongs to the region."""
        return self.session.review.head.status is Status.RECEIVED

    def _keep_hand(self, address: Address) -> None:
        self.hand = address

    def _kind(self) -> tuple[bool, object]:
        """What decides which questions stand on the page, and whether they can be answered."""
        return self.session.is_read_only, self.session.review.head.path

    def _follow_status(self) -> None:
        """A review that was signed, is a draft again or on another path is laid out anew by the window."""
        if self.session.review.outgoing != self._outgoing:
            self._outgoing = self.session.review.outgoing
            self.head.refresh()
        if self._kind() != self._laid_out_for:
            self._laid_out_for = self._kind()
            self.froze_or_thawed.emit()

    def _come_back(self, index: int) -> None:
        """A stage was clicked that was the current one, behind a page about the whole review."""
        if index == self.tabs.currentIndex() and self.whole.is_shown():
            self._show_stage(index)

    def _show_progress(self) -> None:
        progress = self.session.progress
        shares = [stage_share(progress, stage.id) for stage in self._stages]
        standings = [progress_of_all(s for s in progress if s.stage == stage.id) for stage in self._stages]
        self.tabs.show_stages([stage.title for stage in self._stages], shares, standings)
        self.head.refresh()

    def _show_stage(self, index: int) -> None:
        self.stage.commit()
        stage = self._stages[index].id
        has_charts = stage == COMPARE and self._desk.framework.compare is not None
        self.head.leave_room(has_charts)
        self.stack.setCurrentWidget(self._comparison() if has_charts else self.stage)
        if not has_charts:
            self.stage.show_stage(stage)

    def _comparison(self) -> ComparePage:
        """The page of charts, made when it is first looked at."""
        if not self.compare:
            from ui.pages.compare import ComparePage

            self.compare = ComparePage(self._desk, self.session)
            self.compare.wants_section.connect(self._show_question)
            self.compare.wants_answer.connect(self.go_to)
            self.stack.addWidget(self.compare)
        return self.compare

    @property
    def panes(self) -> Panes:
        """The panes that are shown."""
        charts = self.compare
        return charts.panes if charts and self.stack.currentWidget() is charts else self.stage.panes

    def _follow_panes(self) -> None:
        self.folds.setVisible(not self.whole.is_shown())
        is_charts = self.panes is not self.stage.panes
        names = (_("measures"), _("reading")) if is_charts else (_("sections"), _("side panel"))
        self.folds.follow(self.panes, *names)

    def left(self) -> dict[str, Any]:
        """Where the hand is, in plain values."""
        return describe_hand(self, self._desk.look)

    def begin(self) -> None:
        """Go where the hand was left, or to the first section where that is not there any more."""
        left = self._desk.here.part(Key.REVIEWS, self.session.id, dict[str, Any]())
        if not go_back(self, self._desk.look, left):
            self._show_stage(0)
        if not self.panes.focusWidget():  # no answer was in hand
            self.panes.take_keys()

    def show_view(self, key: str) -> None:
        """Show a view of the comparison."""
        if charts := self.show_charts():
            charts.choose(key)

    def show_charts(self) -> ComparePage | None:
        """Show the stage of comparing with its charts; None where the pack compares nothing."""
        at = next((n for n, stage in enumerate(self._stages) if stage.id == COMPARE), None)
        if at is None or not self._desk.framework.compare:
            return None
        self.tabs.setCurrentIndex(at)
        self._show_stage(at)
        return self._comparison()

    def ask_for_area_pay(self) -> None:
        """Open the factors of area pay, of those who report for the year of the review."""
        from ui.dialogs.area_pay import AreaPayDialog

        asked = self.session.framework.organisations_in(self.session.review.head.period.id)
        AreaPayDialog(self.window(), self._desk, asked).open()

    def _show_question(self, section_id: str) -> None:
        """Show a section of the comparing stage."""
        self.stack.setCurrentWidget(self.stage)
        self.stage.show_stage(COMPARE)
        self.stage.tasks.choose(section_id)
        self.stage.show_section(section_id)

    def _follow_section(self, section_id: str) -> None:
        section = self._desk.framework.section(section_id)
        index = next((n for n, s in enumerate(self._stages) if section and s.id == section.stage), 0)
        if index != self.tabs.currentIndex():
            with QSignalBlocker(self.tabs):
                self.tabs.setCurrentIndex(index)
            self.tabs.update()

    def go_to(self, address: Address) -> None:
        """Put the hand on an answer."""
        self.stack.setCurrentWidget(self.stage)
        self.stage.go_to(address)

    def show_evidence(self) -> None:
        """Put the hand on the evidence of the answer in hand."""
        self.stack.setCurrentWidget(self.stage)
        self.stage.show_evidence()

    def next_finding(self, step: int = 1) -> None:
        """Go to the next finding that is open, or to the one before with -1."""
        if address := self.stage.beside(step):
            self.go_to(address)

    def after_commit(self, done: object) -> None:
        """Show what was committed; of an undo or redo, once it is shown, where it was."""
        if isinstance(done, Committed) and done.kind in TAKEN_BACK:
            self._done = done
        self.session.catch_up()
        if self._desk.saver.is_idle:
            self.stage.history.follow()

    def _show_done(self) -> None:
        done, self._done = self._done, None
        if not done:
            return
        announce(self, words_of(done))
        place = place_of(self.session.answers, done.changes)
        asked = [s.section for s in self.session.progress]
        if place and place.section in asked and not self.whole.is_shown():
            self.go_to(place)

    def undo(self) -> None:
        """Take the last edit back."""
        self.commit()
        self.session.undo()

    def redo(self) -> None:
        """Make it again."""
        self.session.redo()

    def commit(self) -> None:
        """Commit what is typed."""
        self.stage.commit()
        self.whole.commit()

    def close_session(self) -> None:
        """Commit what is typed and end the rules' thread."""
        self.commit()
        self.session.close()
