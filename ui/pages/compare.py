"""A review beside others: what is compared left, a view of it in the middle, its reading right."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from bvreview import documents
from bvreview.i18n import _
from bvreview.review.compared.standing import Comparison
from ui.bus import Changed
from ui.compare.common import Common
from ui.compare.measure import MeasureView
from ui.compare.middle import Middle
from ui.compare.views import MEASURE, VIEWS
from ui.desk import Desk
from ui.editing.session import Session
from ui.exchange.papers import Paper
from ui.left.attending import attend
from ui.left.remembered import Key
from ui.look.shapes import SHAPE_ICONS, SHAPE_TONES
from ui.look.text import Ground
from ui.widgets.messages import show_error
from ui.widgets.panes import Panes
from ui.widgets.tasks import Task, TaskList

TOPIC = "compare"
"""What this page is called where things are remembered."""
WIDER = "@wider"
"""The way from peers without figures to those that have some."""


class ComparePage(Ground):
    """Compared when it is looked at, again after a change; what it wants leads to questions of the review."""

    wants_section = Signal(str)
    wants_answer = Signal(object)

    def __init__(self, desk: Desk, session: Session) -> None:
        super().__init__()
        self._desk, self._session = desk, session
        self.common = Common(desk, session, self)
        self._entry = desk.here.part(Key.CHOSEN, TOPIC, "")
        self._views = {view.key: view for view in VIEWS}
        self._made: dict[str, Middle] = {}
        self.tasks = TaskList(desk.look, _("Measures and costs"))
        self.tasks.chosen.connect(self._choose)
        self.middle, self.side = QStackedWidget(), QStackedWidget()
        self._lay_out()
        self.view(MEASURE)
        self.common.found.connect(self._show)
        self.common.failed.connect(self._fail)
        self.common.wants_section.connect(self.wants_section)
        self.common.wants_answer.connect(self.wants_answer)
        self.common.wants_entry.connect(self.choose)
        desk.bus.changed.connect(self._follow)

    def _lay_out(self) -> None:
        left = Ground("side")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 6, 0, 6)
        column.addWidget(self.tasks)
        panes = ((_("Measures"), left, 240), (_("Chart"), self.middle, 0), (_("Reading"), self.side, 350))
        self.panes = Panes(self._desk.look, panes)
        self.tasks.opened.connect(lambda: self.panes.show_pane(1))
        self.tasks.opened.connect(self._widen)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.panes)
        attend(self, TOPIC, self._desk.remembered.window)

    def view(self, key: str) -> Middle:
        """A view by its key, made when it is first asked for."""
        if key not in self._made:
            made = self._made[key] = self._views[key].make(self.common)
            self.middle.addWidget(made)
            self.side.addWidget(made.side)
            attend(made, f"{TOPIC} {key}", self._desk.remembered.window)
        return self._made[key]

    @property
    def measure(self) -> MeasureView:
        """The view of one measure or unit cost."""
        view = self.view(MEASURE)
        assert isinstance(view, MeasureView)
        return view

    # comparing

    def _follow(self, _change: Changed) -> None:
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Compare again when figures have changed."""
        if not self.common.is_there:
            self.measure.show_nothing(_("Comparing"), _("The figures of all reviews are being read."))
        self.common.refresh()

    def _fail(self, error: Exception) -> None:
        self.measure.show_nothing(_("This could not be compared"), "")
        show_error(self, error)

    def comparisons(self) -> tuple[Comparison, ...]:
        """The comparisons with the chosen peers."""
        return self.common.comparisons()

    def papers(self) -> tuple[Paper, ...]:
        """What is looked at, on paper."""
        now = self.middle.currentWidget()
        found = now.printed() if isinstance(now, Middle) else None
        if not found:
            return ()
        told, charts = found
        return (Paper(told.title, f"{told.stem}.pdf", lambda _job: documents.charts_pdf(told, charts)),)

    # showing

    def _show(self) -> None:
        entries = self.entries()
        self.tasks.show_tasks(entries)
        shown = [task.id for task in entries if task.id and not task.id.startswith("?")]
        if self._entry not in shown:
            self._entry = next((c.topic.id for c in self.comparisons()), "")
        self.tasks.blockSignals(True)
        self.tasks.choose(self._entry)
        self.tasks.blockSignals(False)
        self._show_entry()

    def entries(self) -> list[Task]:
        """What can be chosen: views, measures, costs, and the questions of the stage."""
        found = self.comparisons()
        if not found:
            return [*self._asked()]
        entries = [*self._views_under("")]
        for kind, heading in (("proportion", _("Measures")), ("money", _("Cost"))):
            mine = [_entry(c, self.common.own) for c in found if c.kind == kind]
            mine += [*self._views_under("cost")] if kind == "money" else []
            entries += [Task("", heading), *mine] if mine else []
        return [*entries, *self._wider(len(found)), *self._asked()]

    def _wider(self, shown: int) -> Iterator[Task]:
        """Where the chosen peers have no figure and wider ones have, a way to those."""
        study, widest = self.common.study, self.common.widest_peers
        if not study or not widest or widest is self.common.chosen_peers:
            return
        more = study.figured(widest) - shown
        if more > 0:
            yield Task("", _("No figure of these peers"))
            text = _("{n} more: {peers}")
            yield Task(WIDER, text.format(n=more, peers=widest.label), "", "icon:users")

    def _views_under(self, under: str) -> Iterator[Task]:
        for view in VIEWS:
            if view.text and view.under == under and view.offered(self.common):
                yield Task(view.key, view.words, "", f"icon:{view.icon}")

    def _asked(self) -> Iterator[Task]:
        asked = [s for s in self._session.progress if s.stage == "compare"]
        if asked:
            yield Task("", _("Questions"))
        for s in asked:
            yield Task(f"?{s.section}", s.title, s.words, s.progress.value, said=s.read_out)

    def choose(self, entry: str) -> None:
        """Show another entry, as if it were chosen on the left; once figures are there."""
        self._entry = entry
        self.tasks.choose(entry)

    def _choose(self, entry: str) -> None:
        if entry.startswith("?"):
            self.wants_section.emit(entry[1:])
            return
        if entry == WIDER:
            return  # passed by with the arrow keys it changes nothing
        self._entry = entry
        self._desk.here.keep_part(Key.CHOSEN, TOPIC, entry)
        self._show_entry()

    def _widen(self) -> None:
        widest = self.common.widest_peers
        if widest and self.tasks.current_id() == WIDER:
            self.common.choose_peers(widest.key)

    def _show_entry(self) -> None:
        view = self.view(self._entry if self._entry in self._views else MEASURE)
        self.middle.setCurrentWidget(view)
        self.side.setCurrentWidget(view.side)
        view.show_entry(self._entry)


def _entry(comparison: Comparison, own: str) -> Task:
    standing = comparison.standing_of(own)
    if not standing:
        return Task(comparison.topic.id, comparison.topic.title, "", "icon:circle")
    shape = standing.reading.shape
    return Task(
        comparison.topic.id,
        comparison.topic.title,
        "",
        f"icon:{SHAPE_ICONS[shape]}",
        SHAPE_TONES.get(shape, "muted"),
    )
