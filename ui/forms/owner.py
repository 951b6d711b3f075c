"""The line under a section's title: who fills it in and by when, and the way to change that."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from bvreview.i18n import _
from bvreview.review.exchange.outgoing import out_by_section
from bvreview.review.progress import Progress
from ui.editing.session import Session
from ui.look.text import Elided, button, plain, set_property
from ui.people.people import ask_to_own, owner_of, owner_tone, owner_words


class OwnerLine(QWidget):
    """``wanted`` asks for the dialog; a review that is only read says who owned it, or nothing."""

    wanted = Signal(str)

    def __init__(self, session: Session, section_id: str) -> None:
        super().__init__()
        self._session, self._section = session, section_id
        self._words = Elided("", "muted")
        self.change = button("", link=True)
        self.change.clicked.connect(lambda _checked: self.wanted.emit(self._section))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._words)
        row.addWidget(self.change)
        row.addStretch(1)
        session.edited.connect(self.refresh)
        session.judged.connect(self.refresh)
        self.refresh()

    def words(self) -> str:
        """What is said of owner and day."""
        return self._words.whole_text()

    def refresh(self) -> None:
        """Show the assignment as it is now."""
        review, today = self._session.review, date.today()
        out = out_by_section(review.outgoing.values())
        assignment = owner_of(review.assignments, out, self._section)
        done = any(s.progress is Progress.DONE for s in self._session.progress if s.section == self._section)
        words = owner_words(assignment, today, done=done)
        self._words.set_text(words)
        self._words.setVisible(bool(words))
        tone = owner_tone(assignment, today, done=done)
        set_property(self._words, "role", tone)
        self.change.setText(plain(_("Change") if words else ask_to_own()))
        self.change.setAccessibleName(_("Owner and due date: {words}").format(words=words or _("none")))
        self.change.setVisible(not self._session.is_read_only)
        is_shown = bool(words) or not self._session.is_read_only
        if self.parentWidget() or not is_shown:  # what stands nowhere yet would be shown as a window
            self.setVisible(is_shown)
