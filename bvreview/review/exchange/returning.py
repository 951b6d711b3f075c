"""A workbook that comes back, beside the review as it stands and as it was sent: what would change, and why.

Only what was changed in the workbook counts, so that an old file never sets newer answers back. What was
changed on both sides, emptied, or taken out in it is asked about; the rest is taken. Once it came back, what
came counts as sent: a second return tells what was changed since.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import cached_property

from bvreview.framework.descriptors import Framework
from bvreview.i18n import _
from bvreview.review.cells import Address, Answer, Cell, State
from bvreview.review.changes import (
    Change,
    ChangeKind,
    cell_change,
    decode_answer,
    encode_answer,
    explanation_change,
    subject_of,
)
from bvreview.review.digests import answer_mark
from bvreview.review.exchange.difference import Difference, Names, Why
from bvreview.review.exchange.returning_evidence import ComparingEvidence
from bvreview.review.exchange.sent import Sent, marks_of_sent
from bvreview.review.exchange.submission import FileReading
from bvreview.review.model import Explanation, Review


class Comparing:
    """A workbook beside the review it was written from."""

    def __init__(
        self, framework: Framework, held: Review, reading: FileReading, sent: Sent | None = None
    ) -> None:
        """``held``: the review as it stands; ``sent``: what is known to have stood in it before, where kept.

        Without that the marks in the workbook tell what was changed in it.
        """
        self._framework, self._held, self._read = framework, held, reading.review
        self._sent, self._marks = sent, marks_of_sent(sent) if sent else reading.marks
        self._unread = reading.unread_sections
        self._names = Names(framework, held, reading.review)
        self._evidence = ComparingEvidence(self._names, (framework, held), reading, sent)

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """Everything that would change, in the order of the form; evidence last."""
        found = [*self._cells(), *self._emptied(), *self._gone(), *self._explanations()]
        tables = {*self._held.rows, *self._new_rows}
        lines = {n: (*self._held.rows.get(n, ()), *self._new_rows.get(n, ())) for n in tables}
        in_order = sorted(found, key=lambda d: self._names.order(d.address, lines))
        return (*in_order, *self._evidence.differences())

    # answers

    def _cells(self) -> Iterator[Difference]:
        typed = set(self._typed)
        for address, cell in self._read.cells.items():
            table = f"{address.section}.{address.part}"
            is_in_new_row = address.key in self._new_rows.get(table, ())
            if address not in typed and not is_in_new_row:
                continue
            old = self._held.cells.get(address)
            why = Why.NEW
            if address in typed and _mark(old) != self._before(address):
                why = Why.BOTH
            if cell.answer.state is State.PENDING:
                why = Why.UNREADABLE
            change = cell_change(self._subject(address.section), address, _answer(old), cell.answer)
            yield self._difference(why, address, cell.answer, (change,), table if is_in_new_row else "")

    @cached_property
    def _typed(self) -> tuple[Address, ...]:
        """The workbook's answers that were put in or changed by hand and are not what stands here."""
        return tuple(
            address
            for address, cell in self._read.cells.items()
            if self._says_something(cell) and (self._marks is None or _mark(cell) != self._marks.get(address))
        )

    def _says_something(self, cell: Cell) -> bool:
        """Whether it is another answer, and not one that is only missing or stands there unread."""
        old, new = self._held.cells.get(cell.address), cell.answer
        if old is None:
            return new.state is not State.PENDING or bool(new.raw) or self._marks is None
        if new.state is State.PENDING:
            return bool(self._sent and new.raw and old.answer != new)
        return old.answer != new

    @cached_property
    def _new_rows(self) -> dict[str, tuple[str, ...]]:
        """Lines that are not here, by table; one that only was taken out here since stays out."""
        typed = {(f"{a.section}.{a.part}", a.key) for a in self._typed}
        found = {}
        for name, keys in self._read.rows.items():
            there = self._held.rows.get(name, ())
            wanted = (k for k in keys if self._marks is None or (name, k) in typed)
            found[name] = tuple(k for k in wanted if k not in there)
        return found

    def _emptied(self) -> Iterator[Difference]:
        """Answers that were sent, are still here and are blank in the workbook; their line is in it."""
        for address in self._sent.answers if self._sent else ():
            held = self._held.cells.get(address)
            if not held or address in self._read.cells or address.section in self._unread:
                continue
            if not address.row or self._is_line_there(address):
                change = cell_change(self._subject(address.section), address, held.answer, None)
                yield self._difference(Why.EMPTIED, address, None, (change,))

    def _is_line_there(self, address: Address) -> bool:
        table = f"{address.section}.{address.part}"
        if table not in self._held.rows:
            return True  # a grid, whose lines are fixed
        return address.key in self._read.rows.get(table, ())

    def _gone(self) -> Iterator[Difference]:
        """Lines that were sent, are still here and are not in the workbook any more."""
        for name, keys in self._sent.rows.items() if self._sent else ():
            section = name.partition(".")[0]
            here, there = self._held.rows.get(name, ()), self._read.rows.get(name, ())
            if section not in self._unread:
                yield from (self._line_gone(name, key) for key in keys if key in here and key not in there)

    def _line_gone(self, name: str, key: str) -> Difference:
        section, __, part = name.partition(".")
        row, subject = f"{part}:{key}", self._subject(section)
        cells = [c for a, c in self._held.cells.items() if a[:2] == (section, row)]
        gone = [cell_change(subject, c.address, c.answer, None) for c in cells]
        position = self._held.rows[name].index(key)
        line = Change(ChangeKind.ROW, subject, section, row, old=str(position))
        here = self._names.whole_line({c.address: c.answer for c in cells})
        label = self._names.line(Address(section, row, "")) or _("Line {n}").format(n=position + 1)
        where, title = Address(section, row, ""), self._names.title(section)
        sent = self._names.whole_line(self._sent_line(section, row))
        return Difference(Why.LINE_GONE, where, title, label, sent, here, "", (*gone, line))

    def _sent_line(self, section: str, row: str) -> dict[Address, Answer | None]:
        """What a line held when it was sent, or came before."""
        texts = self._sent.answers if self._sent else {}
        mine = {a: text for a, text in texts.items() if a[:2] == (section, row)}
        return {a: decode_answer(self._names.field(a), text) for a, text in mine.items()}

    def _difference(
        self, why: Why, address: Address, new: Answer | None, changes: tuple[Change, ...], table: str = ""
    ) -> Difference:
        names = self._names
        here, there = names.shown(address, _answer(self._held.cells.get(address))), names.shown(address, new)
        what = (names.title(address.section), names.label(address), self._sent_text(address))
        return Difference(why, address, *what, here, there, changes, table)

    # explanations: who and when are locked in the file, so that an edited one keeps the time of the old one

    def _explanations(self) -> Iterator[Difference]:
        for key, explanation in self._read.explanations.items():
            old = self._held.explanations.get(key)
            before = self._sent.explanations.get(key) if self._sent else None
            if _pair(old) == _pair(explanation) or (before and before == _pair(explanation)):
                continue
            is_newer = _pair(old) != before if self._sent else (old.time if old else "") != explanation.time
            where = Address(key.section, key.row, key.field)
            change = explanation_change(self._subject(key.section), key, _pair(old), _pair(explanation))
            sent = None if self._sent is None else before[1] if before else ""
            yield Difference(
                Why.BOTH if is_newer else Why.NEW,
                where,
                self._names.title(key.section),
                _("Explanation"),
                sent,
                old.text if old else "",
                explanation.text,
                (change,),
            )

    def _before(self, address: Address) -> str | None:
        return self._marks.get(address) if self._marks is not None else None

    def _sent_text(self, address: Address) -> str | None:
        if self._sent is None:
            return None
        answer = decode_answer(self._names.field(address), self._sent.answers.get(address))
        return self._names.shown(address, answer)

    def _subject(self, section: str) -> str:
        return subject_of(self._framework, self._held.head, section)

    # what is made of it

    def changes(self, taken: Iterable[Difference]) -> tuple[Change, ...]:
        """What to do to take these over: new lines first, lines that go last and from below."""
        chosen = list(taken)
        wanted = {(d.table, d.address.key) for d in chosen if d.table}
        gone = [c for d in chosen if d.why is Why.LINE_GONE for c in d.changes]
        lines = sorted((c for c in gone if c.kind is ChangeKind.ROW), key=lambda c: -int(c.old or 0))
        others = [c for d in chosen if d.why is not Why.LINE_GONE for c in d.changes]
        cells = [c for c in others if c.kind is not ChangeKind.LINK or self._will_be_there(c.address, wanted)]
        return (*self._lines(wanted), *cells, *(c for c in gone if c.kind is ChangeKind.CELL), *lines)

    def _will_be_there(self, address: Address, wanted: Collection[tuple[str, str]]) -> bool:
        """Whether the line of an answer that evidence supports is here, or is taken over with it."""
        table = f"{address.section}.{address.part}"
        is_new = address.key in self._new_rows.get(table, ())
        return self._is_line_here(address) or (is_new and (table, address.key) in wanted)

    def _is_line_here(self, address: Address) -> bool:
        table = f"{address.section}.{address.part}"
        ours, theirs = self._held.rows.get(table), self._read.rows.get(table)
        if not address.row or (ours is None and theirs is None):
            return True  # a form, or a grid, whose lines are fixed
        return address.key in (ours or ())

    def _lines(self, wanted: Collection[tuple[str, str]]) -> Iterator[Change]:
        for name, keys in self._new_rows.items():
            section, __, part = name.partition(".")
            first = len(self._held.rows.get(name, ()))
            for position, key in enumerate((k for k in keys if (name, k) in wanted), first):
                where = (self._subject(section), section, f"{part}:{key}")
                yield Change(ChangeKind.ROW, *where, new=str(position))


def _mark(cell: Cell | None) -> str | None:
    return answer_mark(cell.address, encode_answer(cell.answer) or "") if cell else None


def _answer(cell: Cell | None) -> Answer | None:
    return cell.answer if cell else None


def _pair(explanation: Explanation | None) -> tuple[str, str] | None:
    return (explanation.found, explanation.text) if explanation else None
