"""History beside the form: of the answer in hand with the way back to each value, and the latest of all."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bvreview.i18n import _
from bvreview.review.cells import Address
from bvreview.review.changes import ChangeKind
from bvreview.review.retelling import ARROW, Told, place_words, tell
from bvreview.store.history import HistoryEntry
from ui.editing.bringing_back import bring_back, can_bring_back, way_back
from ui.editing.session import Session
from ui.forms.shared import also_in
from ui.look.text import button, label
from ui.reader import Reader
from ui.when_seen import WhenSeen
from ui.widgets.scroller import ScrollColumn
from ui.wording import moment

MOST = 40
LATEST = 40
Read = tuple[Address | None, tuple[HistoryEntry, ...], tuple[HistoryEntry, ...]]


class HistoryPanel(ScrollColumn):
    """Read when it is looked at, and again after each change. ``wants_all`` asks for the whole history."""

    wants_all = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._address: Address | None = None
        self._body = QWidget()
        self.column.addWidget(self._body)
        self._all = button(_("The whole history of the review"), link=True)
        self._all.clicked.connect(self.wants_all)
        self.column.addWidget(self._all)
        self.column.addStretch(1)
        self._reader = Reader()
        self._reader.answered.connect(self._show)
        self._seen = WhenSeen(self, self.refresh, each_time=True)
        session.focused.connect(self._focus)

    def _focus(self, address: Address) -> None:
        self._address = address
        self.follow()

    def show_section(self, section: str) -> None:
        """Another section is looked at: the answer in hand was elsewhere."""
        if self._address and self._address.section != section:
            self._address = None
            self.follow()

    def refresh(self) -> None:
        """Read the history again."""
        workspace, review, address = self._session.workspace, self._session.id, self._address

        def read() -> Read:
            here = workspace.history(review, address, MOST) if address else ()
            return address, here, workspace.history(review, None, LATEST)

        self._reader.ask(lambda: workspace.later(read))

    def follow(self) -> None:
        """Read it again where it is looked at."""
        self._seen.outdate()

    def _show(self, read: Read) -> None:
        address, here, latest = read
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        if address:
            self._add(column, place_words(self._session.answers, address), here, of_field=True)
        self._add(column, _("Latest in the review"), latest, of_field=False)
        self.column.replaceWidget(self._body, body)
        self._body.hide()
        self._body.deleteLater()
        self._body = body

    def _add(
        self, column: QVBoxLayout, title: str, entries: tuple[HistoryEntry, ...], *, of_field: bool
    ) -> None:
        column.addWidget(label(title, "caps"))
        column.addSpacing(4)
        if not entries:
            column.addWidget(label(_("Nothing has been changed yet."), "muted"))
        for entry in entries:
            told = tell(self._session.answers, entry.change)
            old, new = _short(told.old), _short(told.new)
            where = "" if of_field else f"{_place(entry, told)}: "
            column.addWidget(label(f"{where}{old} {ARROW} {new}"))
            said = (entry.author, moment(entry.time), also_in(self._session, entry.change))
            column.addWidget(label(", ".join(filter(None, said)), "small"))
            if of_field and can_bring_back(self._session, entry.change):
                column.addWidget(self._way_back(entry, old))
            column.addSpacing(8)
        column.addSpacing(12)

    def _way_back(self, entry: HistoryEntry, old: str) -> QWidget:
        words = way_back(entry.change, _short(old, 28))
        made = button(words, link=True)
        made.clicked.connect(lambda _checked: bring_back(self._session, entry.change))
        return made


def _place(entry: HistoryEntry, told: Told) -> str:
    """What was changed; who owns a section with its name, for nothing else says which one."""
    return f"{told.section}, {told.what}" if entry.change.kind is ChangeKind.ASSIGNMENT else told.what


def _short(text: str, most: int = 80) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}\u2026"
