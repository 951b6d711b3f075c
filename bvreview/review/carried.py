"""Last year's figures from the review of last year: what it says is not typed again.

Only what is blank is filled, and each figure says where it is from; what was typed stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from bvreview.framework.carried_map import CarriedFigure, CarriedLine, CarriedMap
from bvreview.framework.descriptors import Framework
from bvreview.framework.sections import PartKind
from bvreview.i18n import _
from bvreview.review.answers import Answers
from bvreview.review.cells import Address, Answer, Value, parse_address
from bvreview.review.model import Review, ReviewHead, Status
from bvreview.review.wording import show_with_unit


@dataclass(frozen=True, slots=True)
class Carried:
    """What would be taken: answers by address, and the order of the lines of tables that get more."""

    answers: Mapping[Address, Answer]
    rows: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class CarriedWords:
    """One figure as it is shown before it is taken: section, row and field, value."""

    section: str
    where: str
    value: str


def review_before(framework: Framework, head: ReviewHead, heads: Iterable[ReviewHead]) -> ReviewHead | None:
    """The review of the year before: signed or received before a draft, the latest revision first.

    Of the same organisation, or of the only one that it followed.
    """
    names = {head.organisation, *_only_predecessor(framework, head.organisation)}
    of_last_year = [
        h
        for h in heads
        if h.organisation in names and h.service == head.service and h.period == head.period.before()
    ]
    return max(of_last_year, key=_weight, default=None)


def _only_predecessor(framework: Framework, organisation: str) -> tuple[str, ...]:
    found = tuple(o.id for o in framework.organisations if o.successor == organisation)
    return found if len(found) == 1 else ()


def _weight(head: ReviewHead) -> tuple[bool, int]:
    return head.status not in (Status.DRAFT, Status.CANDIDATE), head.revision


def carried_over(framework: Framework, review: Review, earlier: Review) -> Carried:
    """What the review lacks and the earlier one says; nothing where the pack names nothing."""
    mapped = framework.carried or CarriedMap()
    now, then = Answers(framework, review), Answers(framework, earlier)
    source = _source(earlier.head)
    found = dict[Address, Value]()
    for figure in mapped.figures:
        found |= {at: value for at, value in _figures(now, then, figure) if at not in review.cells}
    rows = dict[str, tuple[str, ...]]()
    for line in mapped.lines:
        lines = dict(_lines(now, then, line))
        if lines:
            found |= {at: value for fields in lines.values() for at, value in fields.items()}
            rows[line.table] = (*review.rows.get(line.table, ()), *lines)
    return Carried({at: Answer(value, source=source) for at, value in found.items()}, rows)


def _source(head: ReviewHead) -> str:
    words = _("Review of {year}, revision {n}") if head.revision else _("Review of {year}, a draft")
    if head.illustrative:
        words = _("{words} (illustrative)").format(words=words)
    return words.format(year=head.period.id, n=head.revision)


def _figures(now: Answers, then: Answers, figure: CarriedFigure) -> Iterator[tuple[Address, Value]]:
    """The figures of a column by the address where they go."""
    section_id, part_id, field_id = _names(figure.into)
    section = now.framework.section(section_id)
    if not part_id:
        value = _figure(then, figure.taken_from, figure.row)
        if isinstance(value, Decimal) and section in now.sections():
            yield Address(section_id, "", field_id), _rounded(now, figure.into, value)
        return
    part = section.part(part_id) if section else None
    if not section or not part or part not in now.parts(section):
        return
    asked = now.framework.section(section_id)
    for key in now.row_keys(section, part) if asked else ():
        value = _figure(then, figure.taken_from, key)
        if isinstance(value, Decimal):
            yield Address(section_id, f"{part_id}:{key}", field_id), value


def _rounded(now: Answers, into: str, value: Decimal) -> Decimal:
    """A figure that was worked out, to the places of the field where it goes."""
    place = now.locate(parse_address(into))
    return value.quantize(Decimal(1).scaleb(-place[2].places)) if place else value


def _names(address: str) -> tuple[str, str, str]:
    section, __, rest = address.partition(".")
    part, __, field = rest.rpartition(".")
    return section, part, field


def _figure(answers: Answers, address: str, key: str) -> Value:
    section, part, field = _names(address)
    if key == "unit":
        key = answers.service.unit if answers.service else ""
    return answers.figure(Address(section, f"{part}:{key}" if part else "", field))


def _lines(now: Answers, then: Answers, line: CarriedLine) -> Iterator[tuple[str, dict[Address, Value]]]:
    """By key of a new line what stands in it: the year that was the last one then, and those before it."""
    section_id, __, part_id = line.table.partition(".")
    section = now.framework.section(section_id)
    part = section.part(part_id) if section else None
    if not section or not part or part.kind is not PartKind.TABLE or part not in now.parts(section):
        return
    known = {
        now.figure(Address(section_id, f"{part_id}:{k}", line.year)) for k in now.row_keys(section, part)
    }
    last = then.head.period.before().id
    offered = {last: {field: _figure(then, at, line.row) for field, at in line.fields.items()}}
    for key in then.row_keys(section, part):
        row = f"{part_id}:{key}"
        year = then.figure(Address(section_id, row, line.year))
        if isinstance(year, str):
            fields = {f: then.figure(Address(section_id, row, f)) for f in line.fields}
            offered.setdefault(year, fields)
    years = {item.id for item in now.framework.lists.get(_year_list(now, line), ())}
    for year, fields in offered.items():
        given = {field: value for field, value in fields.items() if isinstance(value, Decimal)}
        if given and year not in known and year in years:
            row = f"{part_id}:from-{year}"
            yield (
                f"from-{year}",
                {
                    Address(section_id, row, line.year): year,
                    **{Address(section_id, row, field): value for field, value in given.items()},
                },
            )


def _year_list(now: Answers, line: CarriedLine) -> str:
    section_id, __, part_id = line.table.partition(".")
    place = now.locate(Address(section_id, f"{part_id}:", line.year))
    return place[2].list if place else ""


def words_of(framework: Framework, review: Review, carried: Carried) -> Iterator[CarriedWords]:
    """What would be taken, in screen order of the mapping."""
    answers = Answers(framework, review)
    for address, answer in carried.answers.items():
        place = answers.locate(address)
        if place and isinstance(answer.value, Decimal):
            section, part, field = place
            row = answers.row_label(section, part, address.key) if address.row else ""
            row = row or address.key.removeprefix("from-")
            where = f"{row}: {field.label}" if row else field.label
            yield CarriedWords(section.title, where, show_with_unit(field, answer.value))
