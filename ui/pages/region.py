"""The regional inbox: who sent what, what was found in it, who is missing, and what was not taken."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bvreview.framework.organisations import Organisation
from bvreview.i18n import _, plural
from bvreview.review.compared.scope import CompareScope
from bvreview.review.exchange.chosen_place import ChosenPlace
from bvreview.review.exchange.submission import ImportOutcome
from bvreview.review.periods import FinancialYear
from bvreview.store.received import Submission
from bvreview.store.refused import NOT_TAKEN, NotTaken
from bvreview.store.summaries import ReviewSummary
from ui.desk import Desk
from ui.exchange.inbox import Inbox, missing_in, missing_line, not_taken_line, read_inbox, received_line
from ui.exchange.papers import Paper, plan_papers
from ui.exchange.prints import print_page
from ui.look.text import button, card, label
from ui.panels.received import ReceivedWays
from ui.reader import Reader
from ui.scope import ScopeChoice
from ui.when_seen import WhenSeen
from ui.widgets.flow import Flow
from ui.widgets.listing import Listing
from ui.widgets.listing_model import Column, Line
from ui.widgets.messages import ask, shower
from ui.widgets.page_head import PageHead
from ui.widgets.scroller import ScrollColumn


class RegionPage(ScrollColumn):
    """One service and year at a time, of one region or of all."""

    wants_files = Signal()
    wants_file_of = Signal(object)
    prints_together = True
    opened = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__("canvas", 20)
        self._desk = desk
        self._received: list[ReviewSummary] = []
        self._files: dict[str, Submission] = {}
        self._reader = Reader()
        self._reader.answered.connect(self._show)
        self._reader.failed.connect(shower(self))
        self._not_taken: tuple[NotTaken, ...] = ()
        self.choice = ScopeChoice(desk)
        self.choice.changed.connect(self._show_scope)
        self._figures = Flow((), spacing=28)
        self.table = Listing(desk.look, _("Received"), _received_columns())
        self.table.opened.connect(self._open)
        self.ways = ReceivedWays(desk)
        self.ways.wants_file.connect(self._ask_for_file)
        self.table.chosen.connect(self.ways.choose)
        self.refused = Listing(desk.look, _("Not taken"), _refused_columns())
        self._refused_head = self._make_refused_head()
        for listing in (self.table, self.refused):
            listing.show_whole()
        self._lay_out()
        desk.bus.changed.connect(WhenSeen(self, self.refresh, each_time=True).outdate)
        desk.look.changed.connect(self._show_scope)
        self._show_scope()

    def _lay_out(self) -> None:
        self._benchmarks = button(_("Benchmarks\u2026"), name=_("Write the benchmark workbook"))
        self._plans = button(_("Plans as PDF\u2026"), name=_("Write the plans as PDF"))
        take = button(_("Import files\u2026"), primary=True)
        self._benchmarks.clicked.connect(self._export)
        self._plans.clicked.connect(self._write_plans)
        self._paper = button(_("Print plans\u2026"), name=_("Preview and print the plans"))
        self._paper.clicked.connect(lambda: print_page(self, self._desk, self))
        take.clicked.connect(self.wants_files)
        actions = (self._benchmarks, self._plans, self._paper, take)
        self._head = PageHead(self._desk.look, "", actions)
        self.column.addWidget(self._head)
        self.column.addWidget(self.choice)
        self.column.addWidget(self._figures)
        for widget in (self.table, self.ways, self._refused_head, self.refused, self._hint()):
            self.column.addWidget(widget)
        self.column.addStretch(1)

    def _make_refused_head(self) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        clear = button(_("Clear this list"), name=_("Clear the list of files that were not taken"))
        clear.clicked.connect(self._ask_to_forget)
        row.setSpacing(12)
        row.addWidget(label(_("Not taken"), "caps", wrap=False))
        row.addWidget(
            label(_("Import a file again to answer its question, or once it is put right."), "muted"), 1
        )
        row.addWidget(clear)
        return head

    def _ask_to_forget(self) -> None:
        words = plural(
            "Clear the list of {n} file that was not taken? The file itself is not touched.",
            "Clear the list of {n} files that were not taken? The files themselves are not touched.",
            len(self._not_taken),
        )
        ask(self, words, _("Clear this list"), self._forget)

    def _forget(self) -> None:
        workspace = self._desk.workspace
        self._desk.saver.put(lambda: workspace.later(workspace.forget_not_taken))

    def _hint(self) -> QWidget:
        frame, inner = card()
        inner.addWidget(label(_("Drop files or a folder anywhere."), "strong"))
        words = _(
            "Each is read in a safe place first. A file comes in whole or not at all, and what was sent is "
            "kept as it came."
        )
        inner.addWidget(label(words))
        return frame

    def show_outcomes(self, outcomes: Sequence[ImportOutcome]) -> None:
        """Show the service, year and region that came in, and read again what was not taken."""
        if came := [o for o in outcomes if o.outcome not in NOT_TAKEN]:
            newest = came[-1].service, came[-1].period
            alike = [o.organisation for o in came if (o.service, o.period) == newest]
            self.choice.choose((newest[0], FinancialYear.parse(newest[1])), alike)
        self.refresh()

    def title(self) -> str:
        """What the page says that it shows."""
        return self._head.title.text()

    def scope(self) -> CompareScope | None:
        """The service and year that are shown; None while nothing was received."""
        return self.choice.scope()

    # what is shown

    def refresh(self) -> None:
        """Read the inbox again."""
        workspace = self._desk.workspace
        self._reader.ask(lambda: workspace.later(read_inbox, workspace))

    def _show(self, inbox: Inbox) -> None:
        self._received, self._files, self._not_taken = inbox
        self.choice.offer(r.head for r in self._received)
        self._show_scope()

    def _show_scope(self) -> None:
        scope = self.scope()
        shown = self._lines(scope) if scope else []
        self.table.show_lines(shown)
        self.table.setVisible(bool(shown))
        self.ways.offer(sorted(self._in_scope(scope), key=lambda r: r.organisation_name))
        self._show_refused()
        self._show_figures(scope)
        for made in (self._benchmarks, self._plans, self._paper):
            made.setVisible(bool(self._in_scope(scope)))
        self._head.say(self._title_of(scope))

    def _organisation(self, review: ReviewSummary) -> Organisation:
        found = self._desk.framework.organisation(review.head.organisation)
        return found or Organisation(id="", name=review.organisation_name, kind="", region="")

    def _title_of(self, scope: CompareScope | None) -> str:
        if not scope:
            return _("Nothing was received yet")
        region = self._desk.framework.region(scope.region)
        service = self._desk.framework.service(scope.service)
        place = region.name if region else _("All regions")
        return f"{place}, {service.name if service else scope.service}, {scope.period.label}"

    def _in_scope(self, scope: CompareScope | None) -> list[ReviewSummary]:
        if not scope:
            return []
        return [
            r
            for r in self._received
            if scope.is_of(r.head) and (not scope.region or self._organisation(r).region == scope.region)
        ]

    def _lines(self, scope: CompareScope) -> list[Line]:
        mine = self._in_scope(scope)
        lines = [received_line(r, self._files.get(r.head.id)) for r in mine]
        if scope.region:
            there = {r.head.organisation for r in mine}
            asked = self._desk.framework.organisations_in(scope.period.id, scope.region)
            lines += [missing_line(o) for o in asked if o.id not in there]
        return sorted(lines, key=lambda line: line.texts[0])

    def _show_figures(self, scope: CompareScope | None) -> None:
        self._figures.setVisible(scope is not None)
        if not scope:
            return
        mine = self._in_scope(scope)
        sent = {r.head.organisation for r in mine}  # one may have sent two reviews
        asked = {o.id for o in self._desk.framework.organisations_in(scope.period.id, scope.region)}
        ready = sum(line.kind == "ok" for line in self.table.lines)
        figures = [
            (_("{n} of {all}").format(n=len(sent), all=len(sent | asked)), _("received")),
            (str(ready), _("ready")),
            (str(len(mine) - ready), _("to put right")),
        ]
        if elsewhere := len(self._in_scope(CompareScope(scope.service, scope.period))) - len(mine):
            figures.append((str(elsewhere), _("from other regions")))
        if self._not_taken:
            figures.append((str(len(self._not_taken)), _("not taken, see below")))
        self._figures.show_widgets([_figure(*said) for said in figures])

    def _show_refused(self) -> None:
        lines = [not_taken_line(found) for found in self._not_taken]
        self.refused.show_lines(lines)
        self.refused.setVisible(bool(lines))
        self._refused_head.setVisible(bool(lines))

    # the way on

    def _open(self, key: str) -> None:
        if any(r.head.id == key for r in self._received):
            self.opened.emit(key)
        elif organisation := missing_in(key):
            self._ask_for_file(organisation)

    def _ask_for_file(self, organisation: str) -> None:
        if scope := self.scope():
            self.wants_file_of.emit(ChosenPlace(organisation, scope.service, scope.period))

    def _export(self) -> None:
        from ui.exchange.exports import export_region

        if scope := self.scope():
            export_region(self, self._desk, scope)

    def papers(self) -> tuple[Paper, ...]:
        """The plans of the reviews that are shown."""
        heads = [r.head for r in self._in_scope(self.scope())]
        return plan_papers(self._desk.workspace, heads, self._desk.preferences.now.small_numbers)

    def _write_plans(self) -> None:
        from ui.exchange.exports import export_all_plans

        export_all_plans(self, self._desk, [r.head.id for r in self._in_scope(self.scope())])


def _figure(figure: str, words: str) -> QWidget:
    holder = QWidget()
    inner = QVBoxLayout(holder)
    inner.setContentsMargins(0, 0, 0, 0)
    inner.setSpacing(0)
    inner.addWidget(label(figure, "figure", wrap=False))
    inner.addWidget(label(words, "small", wrap=False))
    return holder


def _received_columns() -> tuple[Column, ...]:
    return (
        Column(_("Area"), 20, bold=True),
        Column(_("File"), 26, muted=True, spare=True),
        Column(_("Rev."), 6, right=True),
        Column(_("Status"), 14, pill=True),
        Column(_("What we found"), 30),
        Column(_("Came"), 15, spare=True),
    )


def _refused_columns() -> tuple[Column, ...]:
    return (
        Column(_("File"), 24, bold=True),
        Column(_("Status"), 10, pill=True),
        Column(_("Why"), 52),
        Column(_("Came"), 14, spare=True),
    )
