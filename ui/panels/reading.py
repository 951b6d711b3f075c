"""What a comparison says: a sentence first, then the peers, then method and source."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent

from bvreview.charts.spec import Words
from bvreview.i18n import _
from bvreview.review.compared.standing import Comparison, Standing, say_percent, say_pounds
from ui.look.text import card, label, pill, set_pill
from ui.look.theme import Look
from ui.widgets.listing import Listing
from ui.widgets.listing_model import Column, Line
from ui.widgets.paragraphs import Paragraphs
from ui.widgets.scroller import ScrollColumn


class ReadingPanel(ScrollColumn):
    """The reading of one topic for one organisation."""

    def __init__(self, look: Look) -> None:
        super().__init__("side", 14)
        self._badge = pill()
        frame, inner = card()
        self._title, self._sentence = label("", "heading"), label()
        inner.addWidget(self._title)
        inner.addWidget(self._sentence)
        self.table = Listing(
            look,
            _("Peers"),
            (Column(_("Area"), 20, bold=True), Column(_("Value"), 9, right=True), Column(_("Reads as"), 17)),
        )
        self.table.show_whole()
        self._notes = Paragraphs("small")
        self._definition, self._source = label("", "small"), label("", "small")
        for widget in (self._badge, frame, self.table, self._definition, self._notes, self._source):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        look.changed.connect(self._fit)

    def show_words(self, title: str, words: Words, explained: str = "") -> None:
        """Show what a chart says by itself; ``explained``: how it is read."""
        self._show_badge(words)
        self._title.setText(title)
        self._sentence.setText(words.sentence)
        self._sentence.setVisible(bool(words.sentence))
        self.table.hide()
        self._notes.show_texts(words.notes)
        self._source.setText(words.source)
        self._definition.setText(explained)
        self._definition.setVisible(bool(explained))

    def _show_badge(self, words: Words) -> None:
        badge = _("Illustrative figures") if words.illustrative else _("Published or submitted figures")
        set_pill(self._badge, badge, "illustrative" if words.illustrative else "ok")

    def show_reading(
        self, comparison: Comparison, words: Words, picked: Sequence[str], definition: str = ""
    ) -> None:
        """Show a topic; ``picked``: the own organisation first, then those that stand in the table."""
        own = picked[0]
        standing = comparison.standing_of(own)
        self._show_badge(words)
        self._title.setText(_title(standing, own))
        self._sentence.setText(words.sentence)
        self._sentence.setVisible(bool(words.sentence))
        shown = [s for s in (*comparison.standings, *comparison.backdrop) if s.organisation in picked]
        shown.sort(key=lambda s: (s.organisation != own, s.organisation))
        self.table.show_lines([_line(s, comparison) for s in shown])
        self.table.setVisible(bool(shown))
        self._notes.show_texts(words.notes)
        self._source.setText(words.source)
        self._definition.setText(definition)
        self._definition.setVisible(bool(definition))
        self._fit()

    def _fit(self) -> None:
        self.table.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def _title(standing: Standing | None, own: str) -> str:
    if not standing:
        return _("{own}: no figure yet").format(own=own)
    return f"{own}: {standing.reading.word}"


def _line(standing: Standing, comparison: Comparison) -> Line:
    say = say_pounds if comparison.kind == "money" else say_percent
    return Line(standing.organisation, (standing.organisation, say(standing.value), standing.reading.word))
