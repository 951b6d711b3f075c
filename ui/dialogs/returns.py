"""Returns from those whom the lines of a table name: to whom one went, when it is wanted, when it came."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from bvreview.framework.return_map import Return
from bvreview.i18n import _
from bvreview.review.dates import read_date
from bvreview.review.exchange.held import name_in
from bvreview.review.exchange.outgoing import Outgoing, day_words
from bvreview.review.wording import show_date
from ui.dialogs.list_dialog import Face, ListDialog
from ui.editing.session import Session
from ui.exchange.out_list import standing_words
from ui.forms.calendar import DayButton
from ui.look.text import button, label
from ui.look.theme import Look
from ui.widgets.listing_model import Column, Line


class ReturnsDialog(ListDialog):
    """``sends`` asks to send one out (key of the line, day or None), ``shows`` and ``reminds`` for a line."""

    sends = Signal(str, object)
    shows = Signal(str)
    reminds = Signal(object)

    def __init__(self, parent: QWidget, look: Look, session: Session, asked: Return) -> None:
        super().__init__(parent, look, _face(asked))
        self._session, self._asked = session, asked
        self.due = QLineEdit()
        self._problem = label("", "stop")
        self._problem.hide()
        self.under.addLayout(self._day(look))
        self.under.addWidget(self._problem)
        self.send = button(_("Send it out\u2026"), primary=True)
        self.show_held = button(_("What is held\u2026"), name=_("Show what is held about whom is chosen"))
        self.remind = button(_("Reminder\u2026"))
        self.send.clicked.connect(self._send)
        self.show_held.clicked.connect(lambda _on: self.shows.emit(self.list.current_id()))
        self.remind.clicked.connect(lambda _on: self.reminds.emit(self._last(self.list.current_id())))
        self.add_foot(self.send, self.show_held, self.remind)
        self.list.chosen.connect(lambda _key: self._follow())
        session.edited.connect(self.refresh)
        self.refresh()
        self.list.choose(next(iter(self._keys()), ""))
        self.list.setFocus()

    def _day(self, look: Look) -> QHBoxLayout:
        words = _("Wanted back by")
        self.due.setAccessibleName(words)
        self.due.setPlaceholderText(_("For example 12 May 2010"))
        self.due.textChanged.connect(self._problem.hide)
        calendar = DayButton(self.due, look, date.today())
        calendar.chosen.connect(self.due.setText)
        row = QHBoxLayout()
        row.addWidget(label(words, "strong", wrap=False))
        row.addWidget(self.due, 1)
        row.addWidget(calendar)
        return row

    # what is shown

    def _keys(self) -> list[str]:
        """The lines that name somebody."""
        review = self._session.review
        keys = review.rows.get(self._asked.table, ())
        return [key for key in keys if name_in(review, self._asked, key)]

    def _last(self, key: str) -> Outgoing | None:
        """The return that went out last for a line."""
        row = f"{self._asked.table.partition('.')[2]}:{key}"
        sent = self._session.review.outgoing.values()
        mine = [o for o in sent if (o.form, o.row) == (self._asked.id, row)]
        return max(mine, key=lambda o: o.sent, default=None)

    def refresh(self) -> None:
        """Show the lines as they are now."""
        self.show_lines([self._line(key) for key in self._keys()])
        self._follow()

    def _line(self, key: str) -> Line:
        name, last = name_in(self._session.review, self._asked, key), self._last(key)
        if last is None:
            return Line(key, (name, "", "", _("not sent")), "plain")
        words, kind = standing_words(last, date.today())
        due = show_date(last.due) if last.due else ""
        return Line(key, (name, day_words(last.sent), due, words), kind)

    def _follow(self) -> None:
        """Offer what can be done with the line in hand."""
        key = self.list.current_id()
        last, may = self._last(key), bool(key) and not self._session.is_read_only
        self.send.setEnabled(may)
        self.show_held.setEnabled(bool(key))
        self.remind.setEnabled(bool(last and last.is_out))

    # what is done

    def _send(self) -> None:
        text = self.due.text().strip()
        day, why_not = read_date(text) if text else (None, "")
        if why_not:
            self._problem.setText(why_not)
            self._problem.show()
            self.due.setFocus()
            return
        self.sends.emit(self.list.current_id(), day)


def _face(asked: Return) -> Face:
    hint = _(
        "Each is a workbook that asks for what only they know. When it comes back, import it or drop it onto "
        "the window: it is kept beside their line, and changes no answer of the review."
    )
    columns = (
        Column(_("To"), 30, bold=True),
        Column(_("Sent"), 16),
        Column(_("Wanted back"), 16),
        Column("", 26, pill=True),
    )
    return Face(asked.title, hint, columns, (760, 480), _("Nobody is named yet. Fill in the table first."))
