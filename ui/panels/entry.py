"""One change in full, and what can be done with it: go there, bring the earlier value back, compare."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bvreview.i18n import _
from bvreview.review.changes import Change
from bvreview.review.retelling import ARROW, tell
from bvreview.store.history import HistoryEntry
from bvreview.store.log import StepKind
from ui.editing.bringing_back import bring_back, can_bring_back, way_back
from ui.editing.session import Session
from ui.forms.shared import also_in
from ui.look.text import button, label
from ui.wording import moment

LONGEST = 160
"""Letters of a value; longer texts are read in the field."""


class EntryView(QWidget):
    """``went`` tells the change to go to, ``compares`` the entry whose moment is compared with now.

    ``used`` tells that a way is taken which is not there afterwards, so that the hand needs another place.
    """

    went = Signal(object)
    compares = Signal(object)
    used = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._row: HistoryEntry | Change | None = None
        self.what, self.about = label("", "strong"), label("", "small")
        self.bring_back = button("", link=True)
        self.go = button(_("Go to it"), link=True)
        self.compare = button(_("Compare this moment with now"), link=True)
        for way in (self.bring_back, self.compare):  # first, while it is still there
            way.clicked.connect(self.used)
        self.bring_back.clicked.connect(lambda _checked: self._bring_back())
        self.go.clicked.connect(lambda _checked: self.went.emit(self._change()))
        self.compare.clicked.connect(lambda _checked: self.compares.emit(self._row))
        ways = QHBoxLayout()
        ways.setSpacing(14)
        for way in (self.bring_back, self.go, self.compare):
            ways.addWidget(way)
        ways.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(3)
        for widget in (self.what, self.about):
            column.addWidget(widget)
        column.addLayout(ways)
        self.hide()
        session.edited.connect(lambda: self.show_row(self._row))

    def _change(self) -> Change:
        assert self._row
        return self._row.change if isinstance(self._row, HistoryEntry) else self._row

    def show_row(self, row: HistoryEntry | Change | None) -> None:
        """Show a change or a difference, or nothing."""
        self._row = row
        self.setVisible(row is not None)
        if row is None:
            return
        told = tell(self._session.answers, self._change())
        place = ", ".join(w for w in (told.section, told.what) if w)
        self.what.setText(f"{place}: {_short(told.old)} {ARROW} {_short(told.new)}")
        about = _about(row) if isinstance(row, HistoryEntry) else _("then, and now")
        self.about.setText(" \u00b7 ".join(filter(None, (about, also_in(self._session, self._change())))))
        self.compare.setVisible(isinstance(row, HistoryEntry))
        self.go.setVisible(bool(self._change().section))
        words = way_back(self._change(), _short(told.old, 40))
        self.bring_back.setText(words)
        self.bring_back.setAccessibleName(f"{words}, {told.what}")
        self.bring_back.setVisible(can_bring_back(self._session, self._change()))

    def _bring_back(self) -> None:
        bring_back(self._session, self._change())


def _about(entry: HistoryEntry) -> str:
    """Who, when, and in which step."""
    kinds = {StepKind.UNDO: _("Undo: {step}"), StepKind.REDO: _("Redo: {step}")}
    step = kinds.get(entry.kind, "{step}").format(step=entry.label)
    return " \u00b7 ".join(part for part in (entry.author, moment(entry.time), step) if part)


def _short(text: str, most: int = LONGEST) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= most else f"{plain[: most - 1].rstrip()}\u2026"
