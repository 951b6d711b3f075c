"""Put right: a card for each finding, in the words of the rule, with the way on."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from bvreview.framework.descriptors import Level
from bvreview.i18n import _, plural
from bvreview.review.cells import Address
from bvreview.review.findings import REQUIRED, Finding, level_word
from bvreview.review.model import ExplanationKey
from bvreview.review.rules import UNREADABLE
from ui.forms.editors import GrowingText
from ui.forms.pause import Pause
from ui.panels.scroll import ScrollColumn, card
from ui.session import Session
from ui.text import OK_SHAPE, PILL_OF, SHAPE_OF, Pill, button, label, pill, set_pill, set_property

_COMMA = re.compile(r"-?(\d+),(\d{1,2})")
MOST_CARDS = 40


class FindingsPanel(ScrollColumn):
    """The findings of the section in hand, then those of the others. ``counted`` tells how many are open."""

    went = Signal(object)
    counted = Signal(int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._section = ""
        self._cards: dict[ExplanationKey, FindingCard] = {}
        self._first = label("", "muted")
        self._next = button(_("Go to the next question"), link=True)
        self._next.clicked.connect(self._go_to_missing)
        self._elsewhere = label(_("In other sections"), "caps")
        self.column.addWidget(self._first)
        self.column.addWidget(self._next)
        self._mine, self._others = QVBoxLayout(), QVBoxLayout()
        for box in (self._mine, self._others):
            box.setSpacing(12)
        self.column.addLayout(self._mine)
        self.column.addWidget(self._elsewhere)
        self.column.addLayout(self._others)
        self.column.addStretch(1)
        session.judged.connect(self.refresh)

    def cards(self) -> tuple[FindingCard, ...]:
        """The cards that are shown."""
        return tuple(self._cards.values())

    def show_section(self, section: str) -> None:
        """Put the findings of a section first."""
        self._section = section
        self.refresh()

    def commit(self) -> None:
        """Keep the explanation that is still being typed."""
        for shown in self.cards():
            if shown.in_use():
                shown.commit()

    def refresh(self) -> None:
        """Show the findings as they are now; a card in use stays where it is."""
        found = [f for f in self._session.findings if self._has_card(f)]
        found.sort(key=lambda f: (f.address.section != self._section, not f.is_open))
        wanted = {f.key: f for f in found[:MOST_CARDS]}
        for key in [k for k in self._cards if k not in wanted]:
            gone = self._cards.pop(key)
            gone.hide()
            gone.deleteLater()
        for finding in wanted.values():
            self._place(finding)
        self._elsewhere.setVisible(any(f.address.section != self._section for f in wanted.values()))
        self._say(found)

    def _has_card(self, finding: Finding) -> bool:
        """Faults everywhere; of what is still to be filled in only the lines missing here."""
        if not finding.is_unanswered:
            return True
        return finding.rule != REQUIRED and finding.address.section == self._section

    def _place(self, finding: Finding) -> None:
        shown = self._cards.get(finding.key)
        if shown is None:
            shown = self._cards[finding.key] = FindingCard(self._session, finding)
            shown.went.connect(self.went)
        shown.update_finding(finding)
        if not shown.in_use():
            (self._mine if finding.address.section == self._section else self._others).addWidget(shown)

    def _say(self, found: list[Finding]) -> None:
        is_open = sum(f.is_open and not f.is_unanswered for f in found)
        missing = self._missing()
        words = []
        if missing:
            words.append(
                plural(
                    "{n} question is not answered yet.", "{n} questions are not answered yet.", len(missing)
                )
            )
        elif not is_open:
            words.append(_("Nothing to put right here."))
        self._first.setText(" ".join(words))
        self._first.setVisible(bool(words))
        self._next.setVisible(bool(missing) and not self._session.is_read_only)
        self.counted.emit(is_open)

    def _missing(self) -> list[Finding]:
        required = [f for f in self._session.findings if f.rule == REQUIRED]
        return [f for f in required if f.address.section == self._section]

    def _go_to_missing(self) -> None:
        if missing := self._missing():
            self.went.emit(missing[0].address)


class FindingCard(QWidget):
    """One finding: level, place, what is wrong, how to put it right; an explanation where one is asked."""

    went = Signal(object)

    def __init__(self, session: Session, finding: Finding) -> None:
        super().__init__()
        self._session = session
        self.finding = finding
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        frame, self._inner = card()
        outer.addWidget(frame)
        self._level = pill()
        self._place = label("", "strong")
        self._message, self._advice = label(), label("", "small")
        for widget in (self._level, self._place, self._message, self._advice):
            self._inner.addWidget(widget)
        self._pause = Pause(self)
        self._pause.due.connect(self.commit)
        self.text = self._explanation() if finding.level is Level.EXPLAIN else None
        self._ways = QHBoxLayout()
        self._ways.setSpacing(10)
        self._inner.addLayout(self._ways)
        self._add_ways()

    def _explanation(self) -> GrowingText:
        text = GrowingText(2)
        fixed = self._session.is_read_only
        text.setPlaceholderText("" if fixed else _("Say what changed, and by how much"))
        text.setReadOnly(fixed)
        set_property(text, "fixed", "true" if fixed else "false")
        text.installEventFilter(self)
        text.textChanged.connect(lambda: self._type(text))
        self._inner.addWidget(text)
        return text

    def _add_ways(self) -> None:
        for figure in self._suggestions():
            self._way(_("Use {figure}").format(figure=figure), partial(self._use, figure))
        self._way(_("Go to the cell"), lambda: self.went.emit(self.finding.address))
        self._ways.addStretch(1)

    def _way(self, words: str, do: Callable[[], object]) -> None:
        made = button(words, link=True, name=f"{words}: {self.finding.label}")
        made.clicked.connect(lambda _checked: do())
        self._ways.addWidget(made)

    def way(self, words: str) -> QPushButton:
        """The button with those words."""
        return next(b for b in self.findChildren(QPushButton) if b.text() == words)

    def _suggestions(self) -> tuple[str, ...]:
        comma = _COMMA.fullmatch(self.finding.found.strip())
        if self.finding.rule != UNREADABLE or not comma or self._session.is_read_only:
            return ()
        return (f"{comma[1]}.{comma[2]}", comma[1] + comma[2])

    def _use(self, figure: str) -> None:
        address: Address = self.finding.address
        self._session.set_answers({address: self._session.read(address, figure)})

    def update_finding(self, finding: Finding) -> None:
        """Show the finding as it is now."""
        self.finding = finding
        kind: Pill = PILL_OF[finding.level] if finding.is_open else "plain"
        word = f"{SHAPE_OF[finding.level]} {level_word(finding.level)}"
        if finding.explanation:
            word, kind = f"{OK_SHAPE} {_('Explained')}", "ok"
        set_pill(self._level, word, kind)
        self._place.setText(finding.label)
        self._place.setVisible(bool(finding.label))
        self._message.setText(finding.message)
        advice = finding.put_right
        if finding.stale:
            advice = _("The figure has moved since it was explained. Say whether this still holds. ") + advice
        self._advice.setText(advice)
        if self.text is not None:
            self.text.setAccessibleName(_("Explanation: {what}").format(what=finding.label))
            given = finding.explanation or finding.stale
            if not self.text.hasFocus() and self.text.toPlainText() != (given.text if given else ""):
                self.text.setPlainText(given.text if given else "")

    def in_use(self) -> bool:
        """Whether somebody is writing in it."""
        return bool(self.text and self.text.hasFocus()) and self.parentWidget() is not None

    def _type(self, text: GrowingText) -> None:
        if text.hasFocus() and not text.isReadOnly():
            self._session.begin_typing(self.finding.key)
            self._pause.key()

    def commit(self) -> None:
        """Keep the explanation."""
        self._pause.stop()
        if self.text is not None:
            self._session.explain(self.finding, self.text.toPlainText())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and watched is self.text:
            self.commit()
        return False
