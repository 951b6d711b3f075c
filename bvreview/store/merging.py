"""A workbook that a colleague filled in for a review that is written here: what of it is taken over.

Only what the colleague changed, so that an old file never sets newer answers back; what was changed on
both sides is asked about. Blanks take nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Final

from msgspec import Struct

from bvreview.i18n import _
from bvreview.review.answers import Answers
from bvreview.review.cells import Address, Answer, Cell, State
from bvreview.review.changes import (
    Change,
    ChangeKind,
    cell_change,
    encode_answer,
    explanation_change,
    subject_of,
)
from bvreview.review.digests import answer_mark
from bvreview.review.model import Explanation, Review
from bvreview.review.submission import FileReading
from bvreview.review.wording import show_answer, show_with_unit
from bvreview.store.fields import Fields

_NAMED: Final = 3
_LONGEST: Final = 60


class Clash(Struct, frozen=True):
    """Something that was changed here as well as in the file: what it is called, here, in the file."""

    label: str
    here: str
    there: str


class Merging:
    """A file beside the review it was written from."""

    def __init__(self, fields: Fields, held: Review, reading: FileReading) -> None:
        """Compare ``reading`` with ``held``."""
        self._fields = fields
        self._held = held
        self._read = reading.review
        self._marks = reading.marks

    @cached_property
    def changes(self) -> list[Change]:
        """Everything to be taken over, rows first."""
        return [*self._rows(), *self._answers(), *self._explanations()]

    @property
    def answers(self) -> int:
        """How many answers are taken over."""
        return sum(change.kind is ChangeKind.CELL for change in self.changes)

    @property
    def question(self) -> str:
        """What to ask before newer answers here are replaced, or ""."""
        clashes = [*self._clashing_answers(), *self._clashing_explanations()]
        if not clashes:
            return ""
        some = "; ".join(
            _('"{label}" from {here} to {there}').format(label=c.label, here=c.here, there=c.there)
            for c in clashes[:_NAMED]
        )
        if more := len(clashes) - _NAMED if len(clashes) > _NAMED else 0:
            some += _(" and {count} more").format(count=more)
        return f"{self._why(len(clashes))} {some}. {_('Take the answers of the file?')}"

    def _why(self, count: int) -> str:
        if self._marks is None:
            return _("The file does not tell what was changed in it. Answers that would change here:")
        if count == 1:
            return _("Since the file was written, 1 answer was changed both in it and here:")
        return _("Since the file was written, {count} answers were changed both in it and here:").format(
            count=count
        )

    # answers

    @cached_property
    def _typed(self) -> tuple[Cell, ...]:
        """The file's answers that were put in or changed by hand and are not what stands here."""
        marks = self._marks
        return tuple(
            cell
            for address, cell in self._read.cells.items()
            if _is_better(self._held.cells.get(address), cell)
            and (marks is None or _mark(cell) != marks.get(address))
        )

    @cached_property
    def _new_rows(self) -> dict[str, tuple[str, ...]]:
        """Rows that are not here, by table; one that only was taken out here since stays out."""
        typed = {(f"{c.address.section}.{c.address.part}", c.address.key) for c in self._typed}
        found = {}
        for name, keys in self._read.rows.items():
            there = self._held.rows.get(name, ())
            wanted = (k for k in keys if self._marks is None or (name, k) in typed)
            found[name] = tuple(k for k in wanted if k not in there)
        return found

    def _answers(self) -> Iterator[Change]:
        typed = {cell.address for cell in self._typed}
        for address, cell in self._read.cells.items():
            is_in_new_row = address.key in self._new_rows.get(f"{address.section}.{address.part}", ())
            if address in typed or is_in_new_row:
                old = self._held.cells.get(address)
                yield cell_change(self._subject(address.section), address, _answer(old), cell.answer)

    def _rows(self) -> Iterator[Change]:
        for name, keys in self._new_rows.items():
            section, __, part = name.partition(".")
            first = len(self._held.rows.get(name, ()))
            for position, key in enumerate(keys, first):
                where = (self._subject(section), section, f"{part}:{key}")
                yield Change(ChangeKind.ROW, *where, new=str(position))

    def _clashing_answers(self) -> Iterator[Clash]:
        answers = Answers(self._fields.framework, self._held)
        for cell in self._typed:
            address = cell.address
            old = self._held.cells.get(address)
            before = self._marks.get(address) if self._marks is not None else None
            if _mark(old) != before:
                here, there = self._shown(address, _answer(old)), self._shown(address, cell.answer)
                yield Clash(self._label(answers, address), here, there)

    def _label(self, answers: Answers, address: Address) -> str:
        place = answers.locate(address)
        row = answers.row_label(place[0], place[1], address.key) if place and address.key else ""
        label = self._fields.field(address).label
        return f"{row}, {label}" if row else label

    def _shown(self, address: Address, answer: Answer | None) -> str:
        field, lists = self._fields.field(address), self._fields.framework.lists
        if answer and answer.state is State.GIVEN:
            return _short(show_with_unit(field, answer.value, lists.get(field.list, ())))
        return _short(show_answer(field, answer, lists)) or _("blank")

    # explanations: who and when are locked in the file, so that an edited one keeps the time of the old one

    def _explanations(self) -> Iterator[Change]:
        for explanation, old in self._other_explanations():
            subject = self._subject(explanation.key.section)
            yield explanation_change(subject, explanation.key, _pair(old), _pair(explanation))

    def _clashing_explanations(self) -> Iterator[Clash]:
        for explanation, old in self._other_explanations():
            if (old.time if old else "") != explanation.time:
                here = _short(old.text) if old else _("blank")
                yield Clash(_("Explanation"), here, _short(explanation.text))

    def _other_explanations(self) -> Iterator[tuple[Explanation, Explanation | None]]:
        for key, explanation in self._read.explanations.items():
            old = self._held.explanations.get(key)
            if _pair(old) != _pair(explanation):
                yield explanation, old

    def _subject(self, section: str) -> str:
        return subject_of(self._fields.framework, self._held.head, section)


def _is_better(old: Cell | None, new: Cell) -> bool:
    """Whether the file's answer may stand: another one, and not an unreadable one over an answer."""
    if old is None:
        return True
    return old.answer != new.answer and new.answer.state is not State.PENDING


def _mark(cell: Cell | None) -> str | None:
    return answer_mark(cell.address, encode_answer(cell.answer) or "") if cell else None


def _answer(cell: Cell | None) -> Answer | None:
    return cell.answer if cell else None


def _pair(explanation: Explanation | None) -> tuple[str, str] | None:
    return (explanation.found, explanation.text) if explanation else None


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "\u2026"
