"""The questionnaires of a review: for which group, since when they are out, and how many answered."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from bvreview.i18n import _
from bvreview.review.exchange.outgoing import Outgoing, Way, day_words
from ui.dialogs.list_dialog import Face, ListDialog
from ui.editing.session import Session
from ui.look.text import button
from ui.look.theme import Look
from ui.widgets.listing_model import Column, Line


class QuestionnairesDialog(ListDialog):
    """``begins`` asks for a new one, ``saves`` for the workbook again, ``counts`` for the answers."""

    begins = Signal()
    saves = Signal(object)
    counts = Signal(object)

    def __init__(self, parent: QWidget, look: Look, session: Session) -> None:
        super().__init__(parent, look, _face())
        self._session = session
        self.begin = button(_("New questionnaire\u2026"), primary=True)
        self.count, self.save = button(_("Answers\u2026")), button(_("Save the workbook\u2026"))
        self.begin.clicked.connect(lambda _on: self.begins.emit())
        self.count.clicked.connect(lambda _on: self.counts.emit(self._current()))
        self.save.clicked.connect(lambda _on: self.saves.emit(self._current()))
        self.add_foot(self.begin, self.count, self.save)
        self.list.opened.connect(lambda number: self.counts.emit(self._session.review.outgoing.get(number)))
        self.list.chosen.connect(lambda _number: self._follow())
        session.edited.connect(self.refresh)
        self.refresh()
        (self.list if self.list.lines else self.begin).setFocus()

    def _current(self) -> Outgoing | None:
        return self._session.review.outgoing.get(self.list.current_id())

    def refresh(self) -> None:
        """Show them as they are now."""
        sent = [o for o in self._session.review.outgoing.values() if o.way is Way.QUESTIONS]
        self.show_lines([_line(o) for o in sent])
        if sent and not self.list.current_id():
            self.list.choose(sent[-1].id)
        self._follow()

    def _follow(self) -> None:
        now = self._current()
        self.count.setEnabled(bool(now and now.replies))
        self.save.setEnabled(bool(now))
        self.begin.setEnabled(not self._session.is_read_only)


def _line(outgoing: Outgoing) -> Line:
    texts = (outgoing.who, day_words(outgoing.sent), str(len(outgoing.replies)), day_words(outgoing.came))
    return Line(outgoing.id, texts)


def _face() -> Face:
    hint = _(
        "When workbooks come back, import them or drop them onto the window, as many at once as you like."
    )
    columns = (
        Column(_("Group"), 34, bold=True),
        Column(_("Sent"), 18),
        Column(_("Answers"), 10, right=True),
        Column(_("Last answer"), 18),
    )
    empty = _("None has gone out yet. Begin one for each group that is asked.")
    return Face(_("Questionnaires"), hint, columns, (720, 440), empty)
