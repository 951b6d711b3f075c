"""What is said of one measure or cost beside a table: figure, paragraphs, notes, the way to its page."""

from __future__ import annotations

from collections.abc import Sequence

from bvreview.i18n import _
from bvreview.review.compared.standing import Topic
from ui.compare.common import Common
from ui.look.text import button, card, label, pill, set_pill
from ui.widgets.paragraphs import Paragraphs
from ui.widgets.scroller import ScrollColumn


class RowSide(ScrollColumn):
    """``inner`` is the column of the card, for what a view adds below the link."""

    def __init__(self, common: Common) -> None:
        super().__init__("side", 14)
        self.common, self.topic = common, ""
        self._badge = pill()
        frame, self.inner = card()
        self._title, self._value = label("", "heading"), label()
        self.open = button(_("Open the measure"), link=True)
        self.open.clicked.connect(lambda _checked: self.common.wants_entry.emit(self.topic))
        for widget in (self._title, self._value, self.open):
            self.inner.addWidget(widget)
        self._paragraphs, self._notes = Paragraphs(apart=10), Paragraphs("small")
        for shown in (self._badge, frame, self._paragraphs, self._notes):
            self.column.addWidget(shown)
        self.column.addStretch(1)

    def clear(self) -> None:
        """Show nothing."""
        self.topic = ""
        self.ground.hide()

    def show_head(self, topic: Topic, value: str, marks: Sequence[str], *, figures: bool = True) -> None:
        """Show what it is about; ``marks``: of every figure shown, for one invented is said."""
        if not figures:
            self.show_title(topic.title, value, marks)
        elif "illustrative" in marks:
            self._show(topic.title, value, _("Illustrative figure"), marks)
        else:
            self._show(topic.title, value, _("Published or submitted figure"), marks)
        self.topic = topic.id
        self.open.show()

    def show_title(self, title: str, value: str, marks: Sequence[str]) -> None:
        """Show what words are about that belong to no measure."""
        self._show(title, value, _("Illustrative") if "illustrative" in marks else _("As written"), marks)
        self.open.hide()

    def _show(self, title: str, value: str, badge: str, marks: Sequence[str]) -> None:
        self.ground.show()
        set_pill(self._badge, badge, "illustrative" if "illustrative" in marks else "ok")
        self._title.setText(title)
        self._value.setText(value)

    def show_paragraphs(self, paragraphs: Sequence[str]) -> None:
        """Show what is said."""
        self._paragraphs.show_texts(paragraphs)

    def show_notes(self, notes: Sequence[str]) -> None:
        """Show what must be said of it."""
        self._notes.show_texts(notes)
