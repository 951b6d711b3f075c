"""One finding as a card: word, place, what is wrong, what to do; an explanation where one is asked."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from bvreview.framework.rules import Level
from bvreview.i18n import _
from bvreview.review.coaching import hints
from bvreview.review.findings import Finding
from bvreview.review.model import Status
from ui.editing.pause import Pause
from ui.editing.session import Session
from ui.finding_words import advice_of, explained_words, pill_of, word_of
from ui.forms.finding_ways import Ways
from ui.look.text import card, label, pill, set_pill, set_property
from ui.widgets.text_boxes import GrowingText

HINT_AFTER: Final = 400
"""Milliseconds without a key until an explanation is looked at."""


class FindingCard(QWidget):
    """The card stays while the finding does, so that a text that is being typed is never taken away."""

    went = Signal(object)
    used = Signal(object)

    def __init__(self, session: Session, finding: Finding) -> None:
        super().__init__()
        self._session = session
        self.finding = finding
        self._typed = False
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        frame, inner = card()
        outer.addWidget(frame)
        self._level = pill()
        self._place = label("", "strong")
        self._message, self._advice = label(), label("", "small")
        self._said = label("", "small")
        for widget in (self._level, self._place, self._message, self._advice):
            inner.addWidget(widget)
        self._pause = Pause(self)
        self._pause.due.connect(self.commit)
        self._coached = Pause(self, HINT_AFTER, HINT_AFTER * 3)
        self._coached.due.connect(self._coach)
        self.hint = label("", "small")
        self.text = self._explanation() if finding.level is Level.EXPLAIN else None
        if self.text:
            inner.addWidget(self.text)
        inner.addWidget(self.hint)
        self.hint.hide()
        inner.addWidget(self._said)
        self.ways = Ways(session)
        self.ways.went.connect(self.went)
        self.ways.used.connect(self.used)
        inner.addWidget(self.ways)

    def _explanation(self) -> GrowingText:
        text = GrowingText(2)
        fixed = self._session.is_read_only
        text.setPlaceholderText("" if fixed else _("Say what changed, and by how much"))
        text.setReadOnly(fixed)
        set_property(text, "fixed", "true" if fixed else "false")
        text.installEventFilter(self)
        text.textChanged.connect(lambda: self._type(text))
        return text

    def way(self, words: str) -> QPushButton:
        """The link with those words."""
        return self.ways.way(words)

    def words(self) -> tuple[str, ...]:
        """What the card says: word, place, message, advice."""
        shown = (self._level, self._place, self._message, self._advice)
        return tuple(part.text() for part in shown)

    def update_finding(self, finding: Finding) -> None:
        """Show the finding as it is now."""
        self.finding = finding
        set_pill(self._level, word_of(finding), pill_of(finding))
        self._place.setText(finding.label)
        self._place.setVisible(bool(finding.label))
        self._message.setText(finding.message)
        self._advice.setText(advice_of(finding))
        received = self._session.review.head.status is Status.RECEIVED
        said = explained_words(finding.explanation or finding.stale, received=received)
        self._said.setText(said)
        self._said.setVisible(bool(said))
        self.ways.show_finding(finding)
        if self.text is not None:
            self.text.setAccessibleName(_("Explanation: {what}").format(what=finding.label))
            given = finding.explanation or finding.stale
            if not self.text.hasFocus() and self.text.toPlainText() != (given.text if given else ""):
                self.text.setPlainText(given.text if given else "")
            self._coach()

    def _coach(self) -> None:
        """Say what would make the explanation stronger; nothing is ever refused for it."""
        self._coached.stop()
        if self.text is not None:
            text, fixed = self.text.toPlainText(), self._session.is_read_only
            found = () if fixed else hints(self._session.answers, self.finding, text)
            self.hint.setText(" ".join((_("Hint:"), *(h.words for h in found))) if found else "")
            self.hint.setVisible(bool(found))

    def explain(self) -> None:
        """Put the hand where the explanation is written."""
        if self.text is not None:
            self.text.setFocus()

    def in_use(self) -> bool:
        """Whether somebody is writing in it."""
        return bool(self.text and self.text.hasFocus()) and self.parentWidget() is not None

    def _type(self, text: GrowingText) -> None:
        if text.hasFocus() and not text.isReadOnly():
            self._typed = True
            self._session.begin_typing(self.finding.key)
            self._pause.key()
            self._coached.key()

    def commit(self) -> None:
        """Keep the explanation that was typed; one that was only looked at is not given anew."""
        self._pause.stop()
        if self.text is not None and self._typed:
            self._typed = False
            self._session.type_explanation(self.finding, self.text.toPlainText())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and watched is self.text:
            self.commit()
            self._session.end_run()
        return False
