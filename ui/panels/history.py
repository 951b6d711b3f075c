"""History: what was changed, by whom and when, last first; of one answer or of the whole review."""

from __future__ import annotations

from datetime import datetime

from bvreview.framework.descriptors import Field
from bvreview.i18n import _
from bvreview.review.answers import locate
from bvreview.review.cells import Address
from bvreview.review.changes import ChangeKind, decode_answer
from bvreview.review.wording import show_answer, show_date
from bvreview.store.history import HistoryEntry
from ui.panels.scroll import ScrollColumn
from ui.session import Session
from ui.text import label

MOST = 60


class HistoryPanel(ScrollColumn):
    """Read when it is looked at, and again after each change."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._address: Address | None = None
        self.column.setSpacing(2)
        session.focused.connect(self._focus)

    def _focus(self, address: Address) -> None:
        self._address = address
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Read the history again."""
        while item := self.column.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        entries = (
            self._session.workspace.history(self._session.id, self._address, MOST) if self._address else ()
        )
        if entries:
            place = locate(self._session.framework, entries[0].change.address)
            self._section(place[2].label if place else "", entries)
        self._section(_("The whole review"), self._session.workspace.history(self._session.id, None, MOST))
        self.column.addStretch(1)

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self.refresh()

    def _section(self, title: str, entries: tuple[HistoryEntry, ...]) -> None:
        self.column.addWidget(label(title, "caps"))
        self.column.addSpacing(4)
        if not entries:
            self.column.addWidget(label(_("Nothing has been changed yet."), "muted"))
        for entry in entries:
            self.column.addWidget(label(self._words(entry)))
            self.column.addWidget(label(f"{entry.author}, {_when(entry.time)}", "small"))
            self.column.addSpacing(8)
        self.column.addSpacing(12)

    def _words(self, entry: HistoryEntry) -> str:
        change = entry.change
        place = locate(self._session.framework, change.address)
        if change.kind is not ChangeKind.CELL or not place:
            return entry.label
        field = place[2]
        section, part, __ = place
        row = self._session.answers.row_label(section, part, change.address.key) if change.address.row else ""
        name = f"{row}: {field.label}" if row else field.label
        return _("{name}: {old} \u2192 {new}").format(
            name=name, old=self._shown(field, change.old), new=self._shown(field, change.new)
        )

    def _shown(self, field: Field, text: str | None) -> str:
        words = show_answer(field, decode_answer(field, text), self._session.framework.lists)
        return (words if len(words) < 80 else f"{words[:79]}\u2026") or _("blank")


def _when(time: str) -> str:
    moment = datetime.fromisoformat(time).astimezone()
    return f"{show_date(moment.date())}, {moment:%H:%M}"
