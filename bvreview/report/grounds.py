"""Whether a worked-out figure rests on any answer: a sum of nothing is not printed as nought."""

from __future__ import annotations

from bvreview.framework.sections import Field, Kind, Part, PartKind, Section
from bvreview.review.answers import Answers, locate
from bvreview.review.cells import Address


def has_grounds(answers: Answers, address: Address) -> bool:
    """Whether the place was answered, or its formula leads to a place that was."""
    place = locate(answers.framework, address)
    return bool(place and _grounded(answers, *place, seen=frozenset()))


Step = tuple[str, str, str]


def _grounded(answers: Answers, section: Section, part: Part, field: Field, *, seen: frozenset[Step]) -> bool:
    step = (section.id, part.id, field.id)
    if step in seen:
        return False
    if not field.formula:
        return _is_answered(answers, section, part, field)
    leads = (_followed(answers, section, part, names) for names in field.formula.references())
    return any(_grounded(answers, *lead, seen=seen | {step}) for lead in leads if lead)


def _followed(
    answers: Answers, section: Section, part: Part, names: tuple[str, ...]
) -> tuple[Section, Part, Field] | None:
    """Where a reference made in a part leads."""
    if len(names) == 1:
        inner = part.field(names[0])
        return (section, part, inner) if inner else _in_forms(section, names[0])
    target = answers.framework.section(names[0])
    if not target or len(names) == 2:
        return _in_forms(target, names[1]) if target else None
    column = target.part(names[1])
    found = column.field(names[2]) if column else None
    return (target, column, found) if column and found else None


def _in_forms(section: Section, name: str) -> tuple[Section, Part, Field] | None:
    forms = (p for p in section.parts if p.kind is PartKind.FORM)
    return next(((section, p, f) for p in forms if (f := p.field(name))), None)


def _is_answered(answers: Answers, section: Section, part: Part, field: Field) -> bool:
    inside = "" if part.kind is PartKind.FORM else part.id
    if field.kind is Kind.EVIDENCE:
        return answers.answer(Address(section.id, "", field.id)) is not None
    return any(
        cell.answer.is_figure
        for address, cell in answers.review.cells.items()
        if (address.section, address.part, address.field) == (section.id, inside, field.id)
    )
