"""The line in a section of the organisation year: which reviews use it, and where a change counts."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from bvreview.i18n import _, plural
from bvreview.review.changes import Change
from ui.editing.session import Session
from ui.look.text import label


class SharedLine(QWidget):
    """Once something was changed here it says so, with the reviews in which that counts too."""

    def __init__(self, session: Session, section_id: str) -> None:
        super().__init__()
        self._session, self._section = session, section_id
        self._words = label(shared_words(session), "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._words)
        session.touched.connect(self._touch)

    def words(self) -> str:
        """What it says."""
        return self._words.text()

    def _touch(self, sections: frozenset[str]) -> None:
        if self._section in sections and self._session.others:
            also = _("Changed here at {time}: {also}.")
            said = also.format(time=f"{datetime.now():%H:%M}", also=counts_in(self._session.others))
            self._words.setText(f"{shared_words(self._session)} {said}")


def shared_words(session: Session) -> str:
    """Which reviews use the figures of the organisation year."""
    if not session.others:
        return _("These figures belong to the organisation's year and serve all its reviews.")
    names = ", ".join((session.service_name, *session.others))
    count = plural("{n} review", "{n} reviews", len(session.others) + 1)
    return _("Shared by {count}: {names}.").format(count=count, names=names)


def counts_in(others: tuple[str, ...]) -> str:
    """In which other reviews a change counts."""
    return _("this counts in {names} too").format(names=", ".join(others))


def also_in(session: Session, change: Change) -> str:
    """In which other reviews a change of the history counts; "" where in none."""
    shared = change.subject == session.review.head.organisation_year
    return _("also in {names}").format(names=", ".join(session.others)) if shared and session.others else ""
