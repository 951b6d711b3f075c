"""The ways on from a finding, as links: use the value that is known, explain, go to the cell."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton

from bvreview.framework.rules import Level
from bvreview.i18n import _
from bvreview.review.exchange.suggestions import Suggestion
from bvreview.review.findings import Finding
from ui.editing.session import Session
from ui.look.text import button
from ui.widgets.flow import Flow


class Ways(Flow):
    """``went`` tells the address to go to, ``explains`` the finding that somebody wants to explain.

    ``used`` tells that a way is taken which puts the finding right, so that the hand needs another place.
    Beside the field itself there is no way to the cell; where the explanation is written there is no way
    to it.
    """

    went = Signal(object)
    explains = Signal(object)
    used = Signal(object)

    def __init__(self, session: Session, *, beside: bool = False) -> None:
        super().__init__(())
        self._session, self._beside = session, beside
        self._shown: tuple[Finding | None, tuple[Suggestion, ...]] = (None, ())
        self.hide()

    def show_finding(self, finding: Finding | None) -> None:
        """Offer the ways on from a finding, or none."""
        found = self._session.suggestions(finding) if finding else ()
        if (finding, found) == self._shown:
            return
        self._shown = (finding, found)
        links = [self._way(words, do, finding) for words, do in self._ways(finding, found)] if finding else []
        self.show_widgets(links)
        for link in links:
            link.show()  # now, as the keyboard may be to go there
        self.setVisible(bool(links))

    def _ways(
        self, finding: Finding, found: tuple[Suggestion, ...]
    ) -> list[tuple[str, Callable[[], object]]]:
        ways: list[tuple[str, Callable[[], object]]] = [
            (suggestion.words, partial(self._use, finding, suggestion)) for suggestion in found
        ]
        if self._beside and finding.level is Level.EXPLAIN:
            words = _("Change the explanation") if finding.explanation else _("Explain it")
            words = _("Read the explanation") if self._session.is_read_only else words
            ways.append((words, partial(self.explains.emit, finding)))
        if finding.stale and not self._session.is_read_only:
            ways.append((_("It still holds"), partial(self._holds, finding, finding.stale.text)))
        if not self._beside:
            ways.append((_("Go to the cell"), partial(self.went.emit, finding.address)))
        return ways

    def _way(self, words: str, do: Callable[[], object], finding: Finding) -> QPushButton:
        made = button(words, link=True, name=f"{words}: {finding.label}")
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        made.clicked.connect(lambda _checked: do())
        return made

    def way(self, words: str) -> QPushButton:
        """The link with those words."""
        return next(b for b in self.findChildren(QPushButton) if b.text() == words and not b.isHidden())

    def words(self) -> tuple[str, ...]:
        """What is offered."""
        return tuple(b.text() for b in self.findChildren(QPushButton) if not b.isHidden())

    def _use(self, finding: Finding, suggestion: Suggestion) -> None:
        self.used.emit(finding.address)
        self._session.put_right(finding, suggestion)

    def _holds(self, finding: Finding, text: str) -> None:
        self.used.emit(finding.address)
        self._session.explain(finding, text)
