"""One line that says what whoever is at the screen owes and leads there; out of sight where it is nothing."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from bvreview.i18n import _
from bvreview.review.owing import Owed, overdue_in, summary_words
from ui.desk import Desk
from ui.look.text import STOP_SHAPE, button, plain
from ui.reader import Reader


class MineLine(QWidget):
    """``wanted`` asks for the page; ``refresh`` reads it again."""

    wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._reader = Reader()
        self._reader.answered.connect(self._show)
        self.link = button("", link=True)
        self.link.clicked.connect(self.wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.link)
        row.addStretch(1)
        self.hide()

    def refresh(self) -> None:
        """Read what is owed."""
        workspace = self._desk.workspace
        self._reader.ask(lambda: workspace.later(workspace.owed))

    def _show(self, owed: tuple[Owed, ...]) -> None:
        me, today = self._desk.preferences.now.person_name, date.today()
        mine = [o for o in owed if o.assignment.is_of(me) and not o.is_done]
        words = _("Yours to fill in: {sections}").format(sections=summary_words(mine, today))
        shape = f"{STOP_SHAPE} " if overdue_in(mine, today) else ""
        self.link.setText(plain(f"{shape}{words}"))
        self.link.setAccessibleName(words)
        self.setVisible(bool(mine))
