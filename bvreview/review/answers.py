"""A review seen through its pack: which questions are asked, which rows there are, what is worked out.

A view, built fresh for a review and thrown away; nothing that is worked out is ever stored.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import takewhile

from bvreview.framework.descriptors import Framework
from bvreview.framework.expressions import Expression
from bvreview.framework.sections import Field, Kind, Part, PartKind, Section
from bvreview.framework.services import Measure, Service
from bvreview.framework.terms import Asked, Item
from bvreview.i18n import _
from bvreview.review.cells import Address, Answer, State, Value, address_of
from bvreview.review.context import Column, Context, Result
from bvreview.review.evaluation import evaluator
from bvreview.review.grids import fixed_rows
from bvreview.review.local import service_of
from bvreview.review.model import Review
from bvreview.review.wording import straight


class Answers:
    """The answers of one review, with formulas worked out on demand and remembered."""

    def __init__(self, framework: Framework, review: Review) -> None:
        """Look at ``review`` through ``framework``; a service the pack lacks has no volumes and measures."""
        self.framework = framework
        self.review = review
        self.head = review.head
        self.service: Service | None = service_of(framework, review)
        self._worked_out: dict[Address, Answer | None] = {}
        self._columns: dict[tuple[str, str, str], Column | Value] = {}
        self._sums: dict[tuple[int, int], Mapping[Value, Decimal]] = {}
        self._sections: tuple[Section, ...] | None = None
        self._parts: dict[str, tuple[Part, ...]] = {}
        self._fields: dict[int, tuple[Field, ...]] = {}
        self._grid_rows: dict[str, Mapping[str, Item | Measure]] = {}
        self._places: dict[tuple[str, str, str], tuple[Section, Part, Field] | None] = {}
        self._labels: dict[tuple[str, str, str], str] = {}
        self._in_forms: dict[str, frozenset[str]] = {}
        self._in_row: dict[int, frozenset[str]] = {}

    # which questions are asked

    def sections(self) -> tuple[Section, ...]:
        """The sections in which something is asked of this service on this path, stage by stage."""
        if self._sections is None:
            order = [stage.id for stage in self.framework.stages]
            asked = [s for s in self.framework.sections if self._asks(s.asked, s.services) and self.parts(s)]
            self._sections = tuple(sorted(asked, key=lambda s: order.index(s.stage)))
        return self._sections

    def parts(self, section: Section) -> tuple[Part, ...]:
        """The parts of a section that are asked on this path."""
        if section.id not in self._parts:
            asked = (p for p in section.parts if p.asked.on(self.head.path) and self.fields(p))
            self._parts[section.id] = tuple(p for p in asked if p.rows != "rates" or self.grid_rows(p))
        return self._parts[section.id]

    def fields(self, part: Part) -> tuple[Field, ...]:
        """The fields of a part that are asked, worked-out ones included."""
        known = self._fields.get(id(part))  # a part of the pack, which outlives this view
        if known is None:
            known = tuple(f for f in part.fields if self._asks(f.asked, f.services))
            self._fields[id(part)] = known
        return known

    def _asks(self, asked: Asked, services: tuple[str, ...]) -> bool:
        return asked.on(self.head.path) and (not services or self.head.service in services)

    # rows

    def row_keys(self, section: Section, part: Part) -> tuple[str, ...]:
        """The keys of a table's rows (as entered) or a grid's (as the pack fixes them); ("",) for a form."""
        if part.kind is PartKind.FORM:
            return ("",)
        if part.kind is PartKind.TABLE:
            return self.review.rows.get(f"{section.id}.{part.id}", ())
        return tuple(self.grid_rows(part))

    def grid_rows(self, part: Part) -> Mapping[str, Item | Measure]:
        """The fixed rows of a grid for this service by key, in order."""
        name = f"{part.rows} and the own row" if part.own_row else part.rows
        if name not in self._grid_rows:
            rows = fixed_rows(self.framework, self.head.service, self.service, part)
            self._grid_rows[name] = {row.id: row for row in rows}
        return self._grid_rows[name]

    def per(self, key: str) -> Decimal | None:
        """For each how many a measure is told; None for what is none."""
        measures = self.service.measures if self.service else ()
        return next((m.per for m in measures if m.id == key), None)

    def row_label(self, section: Section, part: Part, key: str) -> str:
        """What a row is called: the pack's words in a grid, in a table what leads the row, as typed."""
        row = (section.id, part.id, key)
        if row not in self._labels:
            self._labels[row] = straight(self._row_label(section, part, key))
        return self._labels[row]

    def _row_label(self, section: Section, part: Part, key: str) -> str:
        if part.kind is PartKind.GRID:
            row = self.grid_rows(part).get(key)
            return row.label if row else key
        for field in _naming(part):
            answer = self.answer(row_address(section, part, key, field))
            if answer and answer.state is State.PENDING:
                return " ".join(answer.raw.split())
            if answer and isinstance(answer.value, str):
                items = self.framework.lists.get(field.list, ())
                return next((i.label for i in items if i.id == answer.value), answer.value)
        return ""

    def line_label(self, section: Section, part: Part, key: str) -> str:
        """What a row is called in a sentence: by its number where it has no name yet."""
        label, keys = self.row_label(section, part, key), self.row_keys(section, part)
        return label if label or not key or key not in keys else _("Line {n}").format(n=keys.index(key) + 1)

    def is_required(self, part: Part, key: str, field: Field) -> bool:
        """Whether a cell must be answered on this path."""
        if field.formula or not field.required.on(self.head.path):
            return False
        if part.kind is not PartKind.GRID:
            return True
        if part.own_row and key != self.head.service:
            return False
        row = self.grid_rows(part).get(key)
        return row is not None and row.required.on(self.head.path)

    def addresses(self) -> Iterator[Address]:
        """Every place that is asked, in screen order."""
        return (row_address(section, part, key, field) for section, part, key, field in self.places())

    def places(self) -> Iterator[tuple[Section, Part, str, Field]]:
        """Every cell there is, answered or not, in screen order."""
        for section in self.sections():
            yield from self.places_in(section)

    def places_in(self, section: Section) -> Iterator[tuple[Section, Part, str, Field]]:
        """Every cell of a section in screen order."""
        for part in self.parts(section):
            for key in self.row_keys(section, part):
                for field in self.fields(part):
                    yield section, part, key, field

    # answers

    def answer(self, address: Address) -> Answer | None:
        """What stands at an address: entered, worked out, the titles of evidence, or None."""
        cell = self.review.cells.get(address)
        if cell and cell.answer.value is not None:
            return cell.answer
        if address not in self._worked_out:
            self._worked_out[address] = None  # a formula that leads back to itself is not defined
            self._worked_out[address] = self._work_out(address)
        stated = cell.answer if cell and cell.answer.state is not State.GIVEN else None
        return self._worked_out[address] or stated

    def figure(self, address: Address) -> Value:
        """The value that counts in sums and comparisons; None for a blank, a state or a pending cell."""
        answer = self.answer(address)
        return answer.value if answer and answer.state is State.GIVEN else None

    def evaluate(
        self, expression: Expression, section: Section | None, part: Part | None, key: str = ""
    ) -> Result:
        """An expression in the place of a row (or of the whole review)."""
        return evaluator(expression)(self.context(section, part, key))

    def context(self, section: Section | None, part: Part | None, key: str = "") -> Context:
        """The place of a row (or of the whole review), for expressions that are asked there."""
        if not section:
            return Context(self)
        in_forms = self._in_forms.get(section.id)
        if in_forms is None:
            in_forms = self._in_forms[section.id] = _form_fields(section)
        if not part or part.kind is PartKind.FORM:
            return Context(self, section.id, in_forms=in_forms)
        in_row = self._in_row.get(id(part))
        if in_row is None:
            in_row = self._in_row[id(part)] = frozenset(f.id for f in part.fields)
        return Context(self, section.id, row_id(part, key), key, in_row, in_forms)

    def locate(self, address: Address) -> tuple[Section, Part, Field] | None:
        """The section, part and field of an address, each looked up once; None when there is none."""
        name = (address.section, address.part, address.field)
        if name not in self._places:
            self._places[name] = locate(self.framework, address)
        return self._places[name]

    def column(self, section: Section, part: Part, field: Field) -> Column:
        """All figures of a field in a part, by row key."""
        row, keys = "" if part.kind is PartKind.FORM else f"{part.id}:", self.row_keys(section, part)
        return {key: self.figure(address_of((section.id, row + key, field.id))) for key in keys}

    def figures(self, section: str, part: str, field: str) -> Column | Value:
        """The figures of a column by row key; of a form, the one value. Worked out once."""
        name = (section, part, field)
        if name not in self._columns:
            self._columns[name] = self._figures(name)
        return self._columns[name]

    def _figures(self, name: tuple[str, str, str]) -> Column | Value:
        section = self.framework.section(name[0])
        part = section.part(name[1]) if section else None
        field = part.field(name[2]) if part else None
        if not section or not part or not field:
            return None
        if part.kind is PartKind.FORM:
            return self.figure(Address(section.id, "", field.id))
        return self.column(section, part, field)

    def sums(self, column: Column, keys: Column) -> Mapping[Value, Decimal]:
        """A column added up by what stands in another, both from ``figures``. Worked out once."""
        pair = id(column), id(keys)  # this view keeps its columns
        if pair not in self._sums:
            self._sums[pair] = _sums_by(column, keys)
        return self._sums[pair]

    def listed(self, series: str, key: str) -> Decimal | None:
        """A published figure of the pack; None for what was not published."""
        found = self.framework.series.get(series)
        return found.values.get(key) if found else None

    def row_count(self, section: str, part: str) -> int:
        """How many rows a part has; 0 where there is no such part."""
        found = self.framework.section(section)
        inside = found.part(part) if found else None
        return len(self.row_keys(found, inside)) if found and inside else 0

    def _work_out(self, address: Address) -> Answer | None:
        place = self.locate(address)
        if not place:
            return None
        section, part, field = place
        if not field.formula:
            return self._linked(address) if field.kind is Kind.EVIDENCE else None
        result = self.evaluate(field.formula, section, part, address.key)
        return Answer(result) if isinstance(result, Decimal | str | date | tuple) else None

    def _linked(self, address: Address) -> Answer | None:
        """The titles of the evidence that is linked there, with source and note where they were given."""
        listed = self.review.evidence
        numbers = self.review.links.get(address, ())
        titles = tuple(listed[number].title for number in numbers if number in listed)
        cell = self.review.cells.get(address)
        said = (cell.answer.source, cell.answer.note) if cell else ("", "")
        return Answer(titles, State.GIVEN, *said) if titles else None


def row_id(part: Part, key: str) -> str:
    """What a row is called in addresses: "part:key"; "" in a form."""
    return "" if part.kind is PartKind.FORM else f"{part.id}:{key}"


def row_address(section: Section, part: Part, key: str, field: Field) -> Address:
    """The address of a field in a row; ``key`` is "" in a form."""
    return Address(section.id, row_id(part, key), field.id)


def _form_fields(section: Section) -> frozenset[str]:
    return frozenset(f.id for p in section.parts if p.kind is PartKind.FORM for f in p.fields)


def locate(framework: Framework, address: Address) -> tuple[Section, Part, Field] | None:
    """The section, part and field of an address; None when the pack has no such place."""
    section = framework.section(address.section)
    if not section:
        return None
    for part in section.parts:
        if part.id == address.part or (not address.row and part.kind is PartKind.FORM):
            field = part.field(address.field)
            if field:
                return section, part, field
    return None


def _naming(part: Part) -> Iterator[Field]:
    """The columns that name a row: the first, then the texts beside it; never a quality or a source."""
    yield from part.fields[:1]
    yield from takewhile(lambda field: field.kind in (Kind.TEXT, Kind.LONG_TEXT), part.fields[1:])


def _sums_by(column: Column, keys: Column) -> dict[Value, Decimal]:
    """The numbers of a column added up by what stands in another column of the same rows."""
    sums: dict[Value, Decimal] = {}
    for row, value in column.items():
        if isinstance(value, Decimal):
            key = keys.get(row)
            sums[key] = sums.get(key, Decimal(0)) + value
    return sums
