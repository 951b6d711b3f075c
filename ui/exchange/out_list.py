"""The workbooks that are out with colleagues: who has what, since when, by when, and when it came back."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bvreview.framework.returns import return_of
from bvreview.i18n import _, plural
from bvreview.review.assignments import DueState
from bvreview.review.exchange.handing import Out, reminder_of
from bvreview.review.exchange.outgoing import Outgoing, Way, about_words, day_words
from bvreview.review.model import ReviewHead
from bvreview.review.wording import show_date
from bvreview.store.edits import title_of
from ui.desk import Desk
from ui.dialogs.reminder import ReminderDialog
from ui.look.text import EXPLAIN_SHAPE, OK_SHAPE, STOP_SHAPE, Pill, label
from ui.reader import Reader
from ui.widgets.listing import Listing
from ui.widgets.listing_model import Column, Line
from ui.widgets.messages import offer, shower


class OutList(QWidget):
    """Hidden while nothing is out. ``opened`` asks for a section of a review."""

    opened = Signal(str, str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._out: tuple[Out, ...] = ()
        self._with_back = False
        self.list = Listing(desk.look, _("Workbooks that are out"), _columns())
        self.list.show_whole()
        self.list.opened.connect(lambda number: self.ask(int(number)))
        self._reader = Reader()
        self._reader.answered.connect(self._take)
        self._reader.failed.connect(shower(self))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(6)
        column.addWidget(label(_("Workbooks that are out"), "heading"))
        column.addWidget(self.list)
        self.hide()

    def refresh(self) -> None:
        """Read it again."""
        workspace = self._desk.workspace
        self._reader.ask(lambda: workspace.later(workspace.out))

    def show_back(self, shown: bool) -> None:
        """Show those that came back too, or not any more."""
        self._with_back = shown
        self._show()

    def _take(self, out: tuple[Out, ...]) -> None:
        self._out = out
        self._show()

    def _show(self) -> None:
        shown = [(n, o) for n, o in enumerate(self._out) if self._with_back or o.outgoing.is_out]
        in_order = sorted(shown, key=lambda pair: pair[1].outgoing.due or date.max)
        self.list.show_lines([self._line(n, out) for n, out in in_order])
        self.setVisible(bool(shown))

    def _line(self, number: int, out: Out) -> Line:
        outgoing, today = out.outgoing, date.today()
        due = show_date(outgoing.due) if outgoing.due else _("no date")
        words, kind = standing_words(outgoing, today)
        titles = about_words(self._desk.framework, outgoing)
        return Line(
            str(number), (outgoing.who, titles, out.about, day_words(outgoing.sent), due, words), kind
        )

    def ask(self, number: int) -> None:
        """Offer what can be done about a workbook."""
        out = self._out[number]
        outgoing = out.outgoing
        titles = about_words(self._desk.framework, outgoing)
        standing = f"{outgoing.who}: {outgoing.words(date.today())}."
        way_in = _("When the file is here, import it or drop it onto the window.") if outgoing.is_out else ""
        said = "\n\n".join((titles, out.about, f"{standing} {way_in}".rstrip()))
        ways = [(_("Open the review"), lambda: self.opened.emit(out.review, self._section_of(outgoing)))]
        if outgoing.is_out:
            if outgoing.way is not Way.QUESTIONS:
                ways.insert(0, (_("Reminder\u2026"), lambda: self.remind(out)))
            ways.append((_("Not expected any more"), lambda: self._expect_no_more(out)))
        offer(self.window(), _("Workbook with {who}").format(who=outgoing.who), said, ways)

    def _section_of(self, outgoing: Outgoing) -> str:
        """The section to open for a workbook: the first that it asks for, or where its line stands."""
        framework = self._desk.framework
        if outgoing.way is Way.QUESTIONS and framework.questionnaire:
            return framework.questionnaire.part.partition(".")[0]
        asked = return_of(framework, outgoing.form) if outgoing.form else None
        return asked.table.partition(".")[0] if asked else next(iter(outgoing.sections), "")

    def remind(self, out: Out) -> None:
        """Show the text of a reminder."""
        _open_reminder(self.window(), self._desk, out.about, out.outgoing)

    def _expect_no_more(self, out: Out) -> None:
        workspace = self._desk.workspace
        self._desk.saver.put(lambda: workspace.later(workspace.expect_no_more, out.review, out.outgoing.id))


def show_reminder(parent: QWidget, desk: Desk, head: ReviewHead, outgoing: Outgoing) -> None:
    """Show the text of a reminder to whoever has a workbook of a review."""
    _open_reminder(parent, desk, title_of(desk.framework, head), outgoing)


def _open_reminder(parent: QWidget, desk: Desk, about: str, outgoing: Outgoing) -> None:
    titles = about_words(desk.framework, outgoing)
    message = reminder_of(outgoing, (about, titles), date.today())
    ReminderDialog(parent, desk.look, outgoing.who, message).open()


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("With"), 20, bold=True),
        Column(_("Sections"), 30),
        Column(_("Review"), 32, muted=True),
        Column(_("Sent"), 15, spare=True),
        Column(_("Wanted back"), 15),
        Column("", 20, pill=True),
    )


def standing_words(outgoing: Outgoing, today: date) -> tuple[str, Pill]:
    """How a workbook that went out stands, with its shape; "" while nothing presses."""
    if outgoing.replies:
        return plural("{n} answer", "{n} answers", len(outgoing.replies)), "plain"
    if outgoing.came:
        return f"{OK_SHAPE} {_('back {day}').format(day=day_words(outgoing.came))}", "ok"
    if outgoing.is_closed:
        return _("not expected"), "plain"
    state, due = outgoing.due_state(today), outgoing.due
    if due and state is DueState.OVERDUE:
        words = plural("{n} day overdue", "{n} days overdue", (today - due).days)
        return f"{STOP_SHAPE} {words}", "stop"
    if due and state is DueState.SOON:
        days = (due - today).days
        words = (_("today"), _("tomorrow"))[days] if days < 2 else _("in {n} days").format(n=days)
        return f"{EXPLAIN_SHAPE} {words}", "explain"
    return "", "plain"
