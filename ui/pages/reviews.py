"""All reviews of the workspace that are written here; with none, what to do first."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from bvreview.i18n import _, plural
from bvreview.resources import sample_path
from bvreview.review.progress import progress_of_all
from bvreview.store.summaries import ReviewSummary
from ui.desk import Desk
from ui.look.text import Ground, Pill, button, label
from ui.people.mine import MineLine
from ui.reader import Reader
from ui.when_seen import WhenSeen
from ui.widgets.flow import Flow
from ui.widgets.listing import Listing
from ui.widgets.listing_model import Column, Line
from ui.widgets.messages import show_error
from ui.widgets.page_head import PageHead
from ui.wording import status_words, when


class ReviewsPage(Ground):
    """``opened`` tells the id of the review that was chosen."""

    opened = Signal(str)
    wants_new = Signal()
    wants_files = Signal()
    wants_sample = Signal()
    wants_mine = Signal()
    counted = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(12)
        self._new = button(_("New review"), primary=True)
        self._new.clicked.connect(self.wants_new)
        column.addWidget(PageHead(desk.look, _("Reviews"), (self._new,)))
        self.list = Listing(
            desk.look,
            _("Reviews"),
            (
                Column(_("Service"), 20, bold=True),
                Column(_("Organisation"), 18),
                Column(_("Period"), 14),
                Column(_("Status"), 14, pill=True),
                Column(_("Progress"), 12, progress=True, spare=True),
                Column(_("Still to do"), 24),
                Column(_("Changed"), 16, spare=True),
            ),
        )
        self.list.opened.connect(self.opened)
        self.list.end_with_rows()
        column.addWidget(self.list, 1)
        self.mine = MineLine(desk)
        self.mine.wanted.connect(self.wants_mine)
        column.addWidget(self.mine)
        self._empty = self._make_empty()
        self._empty.hide()
        self.list.hide()
        column.addWidget(self._empty)
        column.addStretch(0)
        self._reader = Reader()
        self._reader.answered.connect(self._show)
        self._reader.failed.connect(lambda error: show_error(self, error))
        desk.bus.changed.connect(WhenSeen(self, self.refresh).outdate)

    def _make_empty(self) -> QWidget:
        empty = QWidget()
        column = QVBoxLayout(empty)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(10)
        column.addWidget(label(_("There is no review of your own yet."), "heading"))
        self._hint = label("", "muted")
        column.addWidget(self._hint)
        made = [button(words, primary=n == 0) for n, (words, __) in enumerate(self._ways())]
        for one, (__, signal) in zip(made, self._ways(), strict=True):
            one.clicked.connect(signal)
        column.addWidget(Flow(made))
        return empty

    def _ways(self) -> list[tuple[str, SignalInstance]]:
        ways = [(_("New review"), self.wants_new), (_("Open a submitted workbook"), self.wants_files)]
        if sample_path("east-midlands").is_dir():
            ways.append((_("Explore the sample region"), self.wants_sample))
        return ways

    def refresh(self) -> None:
        """Read the list again."""
        workspace = self._desk.workspace
        self._reader.ask(lambda: workspace.later(workspace.reviews))
        self.mine.refresh()

    def _show(self, reviews: tuple[ReviewSummary, ...]) -> None:
        own = [r for r in reviews if r.own]
        now = QApplication.focusWidget()
        is_first = now is self._new or (self.list.isHidden() and now is not None and self.isAncestorOf(now))
        years = Counter(r.head.organisation_year for r in own)
        self.list.show_lines([line_of(r, years[r.head.organisation_year] > 1) for r in own])
        self.list.setVisible(bool(own))
        self._new.setVisible(bool(own))
        self._hint.setText(_hint(len(reviews)))
        self._empty.setVisible(not own)
        if own and is_first:
            self.list.setFocus()
        self.counted.emit(len(own))


def _hint(received: int) -> str:
    """What to do first; where the reviews are that came in as workbooks."""
    begin = _("Begin one, or take in a workbook that somebody sent.")
    if not received:
        return begin
    there = plural("{n} received review stands", "{n} received reviews stand", received)
    return _("{begin} {there} under Region.").format(begin=begin, there=there)


def line_of(review: ReviewSummary, shares: bool = False) -> Line:
    """A review as a row; one that ``shares`` its organisation year says where it was changed last."""
    illustrative = f" \u00b7 {_('illustrative')}" if review.head.illustrative else ""
    words = status_words(review.head)
    kind: Pill = "ok" if not review.head.provisional else "plain"
    return Line(
        review.head.id,
        (
            review.service_name,
            review.organisation_name,
            review.head.period.label,
            words[:1].upper() + words[1:] + illustrative,
            progress_of_all(review.progress).value,
            _to_do(review),
            _changed(review, shares),
        ),
        kind,
    )


def _changed(review: ReviewSummary, shares: bool) -> str:
    """When a review was changed last, maybe from another one that shares its figures."""
    day = when(review.changed)
    return _("{day}, shared figures").format(day=day) if shares and review.is_shared_change else day


def _to_do(review: ReviewSummary) -> str:
    stops, explains = review.counts.get("stop", 0), review.counts.get("explain", 0)
    words = []
    if stops:
        words.append(plural("{n} to answer or put right", "{n} to answer or put right", stops))
    if explains:
        words.append(plural("{n} to explain", "{n} to explain", explains))
    return ", ".join(words) or _("ready")
