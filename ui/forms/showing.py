"""What the cells of a table show, say in a tool tip, and read out."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from bvreview.framework.rules import Level
from bvreview.framework.sections import Field, Part, PartKind, Section
from bvreview.i18n import _
from bvreview.review.answers import row_address
from bvreview.review.cells import Answer
from bvreview.review.findings import Finding, level_word
from bvreview.review.wording import show_answer, straight
from ui.editing.session import Session
from ui.forms.cells import Look, Shown, column_title, evidence_words, short_of, show_figure
from ui.forms.totals import Totals
from ui.look.text import SHAPE_OF, tip

LONG_WORDS: Final = 12
"""Letters: longer words may be cut in their cell, and stand whole in its tool tip."""
MOST_SHOWN: Final = 400
"""Letters of a text that a cell lays out; its three lines hold fewer."""
MOST_TOLD: Final = 1200
"""Letters of a text in a tool tip or read out."""


class Showing:
    """The words of a table's cells, worked out when they are asked for and forgotten at ``forget``."""

    def __init__(self, session: Session, section: Section, part: Part, fields: Sequence[Field]) -> None:
        self._session, self._section, self._part, self._fields = session, section, part, fields
        self._totals = Totals(section, part, fields)
        self._shown: dict[tuple[str, int], Shown] = {}

    def forget(self) -> dict[tuple[str, int], Shown]:
        """The review or what the rules say of it has changed; returns what was shown until now."""
        before, self._shown = self._shown, {}
        return before

    def answer(self, key: str, column: int) -> Answer | None:
        """What stands in a cell of a line."""
        address = row_address(self._section, self._part, key, self._fields[column])
        return self._session.answers.answer(address)

    def finding(self, key: str, column: int) -> Finding | None:
        """The gravest finding of a cell."""
        return self._session.finding_at(row_address(self._section, self._part, key, self._fields[column]))

    def line(self, key: str, column: int) -> Shown:
        """A cell of a line that holds answers."""
        known = self._shown.get((key, column))
        if known is None:
            known = self._shown[key, column] = self._line(key, column)
        return known

    def _line(self, key: str, column: int) -> Shown:
        field, session = self._fields[column], self._session
        address = row_address(self._section, self._part, key, field)
        answer, finding = session.answers.answer(address), session.finding_at(address)
        marked = finding and (finding.is_open or finding.level is Level.NOTE)
        fixed = session.is_read_only
        words = self.words(field, answer)[:MOST_SHOWN]
        return Shown(
            words,
            Look.DERIVED if field.formula or fixed else Look.ENTRY,
            finding.level if finding and marked else None,
            answer is None and not fixed and self.is_needed(key, field),
            answer is not None and answer.value is None,
            answer is not None and bool(answer.source or answer.note),
            len(session.evidence_at(address)),
            short_of(field, answer.value, words) if answer else "",
        )

    def is_needed(self, key: str, field: Field) -> bool:
        """Whether a cell must be answered."""
        return self._session.answers.is_required(self._part, key, field)

    def adding(self, column: int) -> Shown:
        """A cell of the line to add to."""
        words = _("Add: {what}").format(what=(self._part.row_label or _("a line")).casefold())
        return Shown(words if column == 0 else "", Look.ADD)

    def total(self, column: int) -> Shown:
        """A cell of the line of totals."""
        if column == 0 and self._part.kind is PartKind.TABLE and not self._fields[0].total:
            return Shown(self.total_title(), Look.TOTAL)
        return Shown(self._totals.of(self._session.answers, column).words, Look.TOTAL)

    def total_title(self) -> str:
        """What the line of totals is called."""
        return self._totals.title(self._session.answers)

    def missing_in_total(self, column: int) -> str:
        """Why a total is not complete; "" when it is."""
        return self._totals.of(self._session.answers, column).reason

    def title(self, key: str, number: int) -> str:
        """What a line is called; ``number`` counts from 0."""
        label = self._session.answers.row_label(self._section, self._part, key)
        return shorten(label, MOST_SHOWN) or _("Line {n}").format(n=number + 1)

    def words(self, field: Field, answer: Answer | None) -> str:
        """An answer as it stands in a cell."""
        if answer and isinstance(answer.value, Decimal):
            return show_figure(field, answer.value)
        return straight(show_answer(field, answer, self._session.framework.lists))

    def tell(self, key: str, column: int) -> str:
        """The tool tip of a cell: its finding, its words where they may be cut, source and note."""
        field, answer, finding = self._fields[column], self.answer(key, column), self.finding(key, column)
        words = self.words(field, answer)
        parts = [_finding_words(finding)] if finding else []
        parts += [words if len(words) > LONG_WORDS else ""]
        parts += [_("Needed")] if answer is None and self.line(key, column).needed else []
        parts += [*_behind(answer), self._evidence(key, column)]
        return tip(shorten("\n".join(p for p in parts if p), MOST_TOLD))

    def read_out(self, key: str, column: int, number: int) -> str:
        """What a screen reader says of a cell."""
        field, answer, finding = self._fields[column], self.answer(key, column), self.finding(key, column)
        shown = self.line(key, column)
        parts = [self.title(key, number), column_title(field), shown.text or _("blank")]
        parts += [_("needed")] if shown.needed else []
        parts += [f"{level_word(finding.level)}: {finding.message}"] if finding else []
        parts += [_("worked out")] if field.formula else []
        parts += [*_behind(answer), self._evidence(key, column)]
        return shorten(", ".join(filter(None, parts)), MOST_TOLD)

    def _evidence(self, key: str, column: int) -> str:
        """What supports a cell, in words; "" for nothing."""
        address = row_address(self._section, self._part, key, self._fields[column])
        found = self._session.evidence_at(address)
        return evidence_words(found) if found else ""


def _finding_words(finding: Finding) -> str:
    return f"{SHAPE_OF[finding.level]} {level_word(finding.level)}: {finding.message}"


def _behind(answer: Answer | None) -> list[str]:
    """What is known of an answer beside its value, in words."""
    if not answer:
        return []
    source = _("Source: {text}").format(text=answer.source) if answer.source else ""
    note = _("Note: {text}").format(text=answer.note) if answer.note else ""
    return [words for words in (source, note) if words]


def shorten(text: str, most: int) -> str:
    """The beginning of a text that is too long for where it is shown."""
    return text if len(text) <= most else f"{text[: most - 1]}\u2026"
