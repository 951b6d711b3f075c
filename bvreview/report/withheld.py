"""A review as it is shown to others: small counts of people withheld, with what would give them away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from msgspec import structs

from bvreview.analysis.disclosure import ROUNDINGS, round_count
from bvreview.analysis.nested import Counts, HiddenCounts, hide_nested
from bvreview.framework.descriptors import Framework
from bvreview.framework.report_checks import find_part
from bvreview.framework.report_map import SmallCounts
from bvreview.framework.sections import Field, Part, PartKind, Section
from bvreview.i18n import _
from bvreview.report.document import Block, Note
from bvreview.review.answers import Answers, row_address
from bvreview.review.cells import Address, Value
from bvreview.review.findings import Finding
from bvreview.review.model import Review
from bvreview.settings import SmallNumbers


class ShownAnswers(Answers):
    """The answers as others may see them; ``withheld``: places of which nothing is said.

    Sums are still those of all counts (rounded, where the settings ask for it): what would give a count
    away is withheld itself.
    """

    def __init__(
        self, framework: Framework, review: Review, tables: Iterable[SmallCounts], numbers: SmallNumbers
    ) -> None:
        """Look at ``review`` with small numbers withheld in ``tables`` of the pack."""
        held = [t for small in tables if (t := _table_of(framework, small))]
        true = Answers(framework, review)
        self.numbers = numbers
        self.withheld = frozenset(a for t in held for a in _withheld(true, t, numbers.least))
        self._counts = frozenset((t.section.id, t.name, name) for t in held for name in t.small.counts)
        super().__init__(framework, self._rounded(review))

    def _rounded(self, review: Review) -> Review:
        if self.numbers.rounding not in ROUNDINGS:
            return review
        cells = dict(review.cells)
        for address, cell in review.cells.items():
            value = cell.answer.value
            if (address.section, address.part, address.field) in self._counts and isinstance(value, Decimal):
                count = Decimal(round_count(int(value), self.numbers.rounding))
                cells[address] = structs.replace(cell, answer=structs.replace(cell.answer, value=count))
        return replace(review, cells=cells)

    def without_small(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Findings, those in a row of which anything is withheld without their figures."""
        rows = {(a.section, a.row) for a in self.withheld}
        return tuple(_silent(f) if (f.address.section, f.address.row) in rows else f for f in findings)

    def notes(self, section: Section, part: Part) -> Iterator[Block]:
        """What was withheld in a table and why, and how its counts are rounded."""
        if any((a.section, a.part) == (section.id, part.id) for a in self.withheld):
            text = _(
                "Withheld: counts of people from 1 to {n}, further counts from which they could be worked "
                "out, and percentages and averages that rest on either. Nought is shown. The true counts go "
                "to the director with the submission."
            )
            yield Note(text.format(n=self.numbers.least - 1))
        is_counted = any((section.id, part.id) == counted[:2] for counted in self._counts)
        if is_counted and self.numbers.rounding in ROUNDINGS:
            text = _("Counts are rounded to the nearest {n}, and percentages rest on rounded counts.")
            yield Note(text.format(n=self.numbers.rounding))


@dataclass(frozen=True, slots=True)
class _Table:
    """A part with counts of people, found in the pack."""

    section: Section
    part: Part
    small: SmallCounts

    @property
    def name(self) -> str:
        """What the part is called in addresses; a form has no name there."""
        return "" if self.part.kind is PartKind.FORM else self.part.id

    def address(self, key: str, name: str) -> Address:
        """Where a field of a row is."""
        field = self.part.field(name)
        assert field, "the pack was checked"
        return row_address(self.section, self.part, key, field)


def _silent(finding: Finding) -> Finding:
    row = finding.label.partition(":")[0]
    message = _("{row}: what was found is withheld, because small numbers are.").format(row=row)
    return structs.replace(finding, found="", message=message, put_right="", stale=None)


def _table_of(framework: Framework, small: SmallCounts) -> _Table | None:
    section, part = framework.section(small.part.partition(".")[0]), find_part(framework, small.part)
    return _Table(section, part, small) if section and part else None


def _withheld(answers: Answers, table: _Table, threshold: int) -> Iterator[Address]:
    wholes: dict[Value, dict[str, Counts]] = {}
    within = table.small.within
    for key in answers.row_keys(table.section, table.part):
        whole = answers.figure(table.address(key, within)) if within else key
        wholes.setdefault(whole, {})[key] = _counts(answers, table, key)
        if threshold > 1:  # what could not be read may be a small number
            unread = [name for name in table.small.counts if _is_unread(answers, table.address(key, name))]
            yield from (table.address(key, name) for name in unread)
    for groups in wholes.values():
        hidden = hide_nested(groups, table.small.counts, threshold)
        places = _places(table, groups, hidden)
        yield from (a for a in places if answers.figure(a) is not None or _tells_by_silence(table, a))


def _tells_by_silence(table: _Table, address: Address) -> bool:
    """Whether a figure that is not defined would say how few there are: one person has no interval."""
    field = table.part.field(address.field)
    return bool(table.small.of_them and field and field.formula)


def _is_unread(answers: Answers, address: Address) -> bool:
    answer = answers.answer(address)
    return bool(answer and answer.raw)


def _counts(answers: Answers, table: _Table, key: str) -> Counts:
    figures = {name: answers.figure(table.address(key, name)) for name in table.small.counts}
    return {name: int(value) for name, value in figures.items() if isinstance(value, Decimal) and value >= 0}


def _places(table: _Table, groups: Mapping[str, Counts], hidden: HiddenCounts) -> Iterator[Address]:
    """The counts, and the fields that are worked out from one of them or from a total."""
    for key in groups:
        counts = {name for group, name in hidden.counts if group == key}
        if table.small.counts[0] in counts:
            counts |= set(table.small.of_them)
        for field in table.part.fields:
            if field.id in counts or _rests_on(table, field, counts, hidden.totals):
                yield table.address(key, field.id)


def _rests_on(
    table: _Table,
    field: Field,
    counts: Iterable[str],
    totals: Iterable[str],
    seen: frozenset[str] = frozenset(),
) -> bool:
    """Whether a formula leads to one of the counts of its row, or to a column whose total is hidden."""
    if not field.formula or field.id in seen:
        return False
    for names in field.formula.references():
        inner = table.part.field(names[-1])
        if len(names) == 1 and inner:
            if inner.id in counts or _rests_on(table, inner, counts, totals, seen | {field.id}):
                return True
        elif names[:-1] == (table.section.id, table.part.id) and names[-1] in totals:
            return True
    return False
