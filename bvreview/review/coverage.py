"""Who does what: those who deliver, by what they work on and what they are, and who is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from bvreview.framework.coverage_map import CoverageMap
from bvreview.framework.sections import Part, Section
from bvreview.framework.terms import Item
from bvreview.i18n import _, plural
from bvreview.review.answers import Answers
from bvreview.review.cells import Address

UNPLACED: Final = ""


class Covered(Struct, frozen=True):
    """A row of the picture: the names in each column, and what is said of it; ``is_gap``: nobody is named."""

    label: str
    names: tuple[tuple[str, ...], ...]
    said: str = ""
    is_gap: bool = False


class Coverage(Struct, frozen=True):
    """The picture as data. ``columns`` are the kinds of body that are named; ``sentences`` say the gaps."""

    title: str
    row_title: str
    columns: tuple[str, ...]
    rows: tuple[Covered, ...]
    sentences: tuple[str, ...]


class _Deliverer(Struct, frozen=True):
    """One line of the table."""

    name: str
    row: str
    column: str


def coverage_of(answers: Answers) -> Coverage | None:
    """Who does what in a review; None where the pack shows no such picture or nobody is named yet."""
    found = _table(answers)
    if not found:
        return None
    given, section, part = found
    everybody = list(_deliverers(answers, given, section, part))
    if not everybody:
        return None
    rows, kinds = (_items(answers, part, name) for name in (given.row, given.column))
    placed = [d for d in everybody if d.row] or everybody
    columns = [kind for kind in kinds if any(d.column == kind.id for d in placed)]
    if any(d.column == UNPLACED for d in placed):
        columns.append(Item(id=UNPLACED, label=_("Sector not given")))
    covered = tuple(_covered(answers, given, row, columns, everybody) for row in rows)
    field = part.field(given.row)
    labels = tuple(c.label for c in columns)
    sentences = tuple(_sentences(covered, everybody))
    return Coverage(given.title, field.label if field else "", labels, covered, sentences)


def _table(answers: Answers) -> tuple[CoverageMap, Section, Part] | None:
    given = answers.framework.coverage
    section = answers.framework.section(given.section) if given else None
    part = section.part(given.part.partition(".")[2]) if given and section else None
    return (given, section, part) if given and section and part else None


def _items(answers: Answers, part: Part, field_id: str) -> Sequence[Item]:
    field = part.field(field_id)
    return answers.framework.lists.get(field.list, ()) if field else ()


def _deliverers(answers: Answers, given: CoverageMap, section: Section, part: Part) -> Iterator[_Deliverer]:
    """The lines with a name, in their order."""
    for key in answers.row_keys(section, part):
        texts = [
            _text(answers, section.id, f"{part.id}:{key}", f) for f in (given.name, given.row, given.column)
        ]
        if texts[0]:
            yield _Deliverer(*texts)


def _text(answers: Answers, section: str, row: str, field: str) -> str:
    value = answers.figure(Address(section, row, field))
    return " ".join(value.split()) if isinstance(value, str) else ""


def _covered(
    answers: Answers, given: CoverageMap, row: Item, columns: Sequence[Item], everybody: Sequence[_Deliverer]
) -> Covered:
    here = [d for d in everybody if d.row == row.id]
    names = tuple(tuple(d.name for d in here if d.column == column.id) for column in columns)
    section, part, field = given.wanted.split(".") if given.wanted else ("", "", "")
    wanted = _text(answers, section, f"{part}:{row.id}", field)
    if here and wanted in given.unwanted:
        return Covered(row.label, names, _("Somebody is named, but the service is said not to work on it"))
    if here:
        return Covered(row.label, names)
    if wanted in given.unwanted:
        return Covered(row.label, names, _("Not worked on"))
    said = _("Worked on, but nobody is named") if wanted else _("Nobody is named")
    return Covered(row.label, names, said, is_gap=True)


def _sentences(rows: Sequence[Covered], everybody: Sequence[_Deliverer]) -> Iterator[str]:
    gaps = [row.label for row in rows if row.is_gap]
    if gaps:
        yield _("Nobody is named for: {gaps}.").format(gaps="; ".join(gaps))
    else:
        yield _("Somebody is named for each of them that is worked on.")
    if alone := [row.label for row in rows if sum(map(len, row.names)) == 1]:
        yield _("One provider only: {rows}.").format(rows="; ".join(alone))
    if loose := sum(d.row == UNPLACED for d in everybody):
        yield plural(
            "{n} line does not say what it works on.", "{n} lines do not say what they work on.", loose
        )
