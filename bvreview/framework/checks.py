"""What must hold across the tables of a pack: ids once, every reference resolved, every example real."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import structs

from bvreview.framework.compare_map import CompareMap
from bvreview.framework.coverage_checks import coverage_problems
from bvreview.framework.descriptors import Framework
from bvreview.framework.errors import PackProblem
from bvreview.framework.ledger_checks import ledger_problems
from bvreview.framework.local_checks import local_problems
from bvreview.framework.questionnaire_map import QuestionKind
from bvreview.framework.references import RESERVED_ROWS, is_address, resolves, unknown_services
from bvreview.framework.report_checks import report_problems
from bvreview.framework.return_map import Return
from bvreview.framework.returns import asking
from bvreview.framework.rule_checks import rule_problems
from bvreview.framework.sections import Field, Kind, Part, PartKind, Section
from bvreview.framework.terms import Asked


def find_problems(framework: Framework) -> list[PackProblem]:
    """Every mistake that the shape of the tables alone does not show.

    ``file`` is "sections/<id>", "services/<id>" or "rules/<id>" for what stands in a file of its own.
    """
    return [
        *_repeated("framework.toml", "stages", (s.id for s in framework.stages)),
        *_repeated("sections", "id", (s.id for s in framework.sections)),
        *_repeated("services", "id", (s.id for s in framework.services)),
        *_repeated("organisations.csv", "id", (o.id for o in framework.organisations)),
        *_repeated("regions.csv", "id", (r.id for r in framework.regions)),
        *_repeated("criteria.toml", "criteria", (c.id for c in framework.criteria)),
        *_repeated("rules", "id", (r.id for r in framework.rules)),
        *_empty_problems(framework),
        *(p for s in framework.sections for p in _section_problems(framework, s)),
        *_list_problems(framework),
        *_service_problems(framework),
        *_organisation_problems(framework),
        *(p for r in framework.rules for p in rule_problems(framework, r)),
        *_compare_problems(framework),
        *_carried_problems(framework),
        *ledger_problems(framework),
        *local_problems(framework),
        *(p for r in framework.returns for p in _return_problems(framework, r)),
        *_questionnaire_problems(framework),
        *coverage_problems(framework),
        *report_problems(framework, lambda address: _is_printed(framework, address)),
    ]


def _repeated(file: str, where: str, ids: Iterable[str]) -> Iterator[PackProblem]:
    for name, times in Counter(ids).items():
        if times > 1:
            yield PackProblem(file, where, f'"{name}" stands there {times} times.')
        if not name.replace("_", "").replace("-", "").isalnum():
            yield PackProblem(file, where, f'"{name}" may hold letters, digits, "-" and "_" only.')


def _empty_problems(framework: Framework) -> Iterator[PackProblem]:
    for name in ("sections", "services"):
        if not getattr(framework, name):
            yield PackProblem(name, "", "the folder holds no file ending in .toml.")


# returns


def _return_problems(framework: Framework, asked: Return) -> Iterator[PackProblem]:
    """The mistakes of its sheets, and a table or column that is not there."""
    file, (section_id, __, part_id) = f"returns/{asked.id}", asked.table.partition(".")
    section = framework.section(section_id)
    part = section.part(part_id) if section else None
    if not part or part.kind is not PartKind.TABLE:
        yield PackProblem(file, "table", f'there is no table "{asked.table}".')
    elif not part.field(asked.name):
        yield PackProblem(file, "name", f'"{asked.table}" has no column "{asked.name}".')
    form = asking(framework, asked)
    for where, fields in (("results", asked.results), ("practice", asked.practice)):
        for address in fields.fields if fields else ():
            if not resolves(form, None, None, tuple(address.split("."))):
                yield PackProblem(file, where, f'"{address}" is nowhere.')
    taken = {s.id for s in framework.sections}
    yield from _repeated(file, "sheets", (s.id for s in form.sections))
    for sheet in form.sections:
        if sheet.id in taken:
            yield PackProblem(file, f"sheets {sheet.id}", "a section of the pack has this id.")
        for problem in _section_problems(form, sheet):
            yield structs.replace(problem, file=file, where=f"sheets {sheet.id}: {problem.where}")


def _questionnaire_problems(framework: Framework) -> Iterator[PackProblem]:
    """Columns and groups that are not there, and choices that are missing."""
    asked, file = framework.questionnaire, "questionnaire.toml"
    if asked is None:
        return
    section_id, __, part_id = asked.part.partition(".")
    section = framework.section(section_id)
    part = section.part(part_id) if section else None
    if not part or part.kind is not PartKind.GRID:
        yield PackProblem(file, "part", f'there is no grid "{asked.part}".')
        return
    for name in ("people", "said", "asked_on", "method"):
        column = getattr(asked, name)
        if column and not part.field(column):
            yield PackProblem(file, name, f'"{asked.part}" has no column "{column}".')
    groups = {item.id for item in framework.lists.get(part.rows, ())}
    for number, question in enumerate(asked.questions, 1):
        for group in question.groups:
            if group not in groups:
                yield PackProblem(file, f"questions {number}.groups", f'there is no group "{group}".')
        if question.kind is QuestionKind.CHOICE and len(question.choices) < 2:
            yield PackProblem(file, f"questions {number}.choices", "a choice needs at least two.")


# sections


def _section_problems(framework: Framework, section: Section) -> Iterator[PackProblem]:
    file = f"sections/{section.id}"
    if section.stage not in {s.id for s in framework.stages}:
        yield PackProblem(file, "stage", f'there is no stage "{section.stage}".')
    yield from unknown_services(framework, file, "", section.services)
    yield from _repeated(file, "parts", (p.id for p in section.parts))
    form_fields = (f.id for p in section.parts if p.kind is PartKind.FORM for f in p.fields)
    yield from _repeated(file, "fields of the forms", form_fields)
    for part in section.parts:
        yield from _part_problems(framework, section, part)


def _part_problems(framework: Framework, section: Section, part: Part) -> Iterator[PackProblem]:
    file, where = f"sections/{section.id}", f"parts {part.id}"
    if part.kind is PartKind.GRID and part.rows not in framework.lists.keys() | RESERVED_ROWS:
        yield PackProblem(file, f"{where}.rows", f'there is no list "{part.rows}".')
    if part.kind is not PartKind.GRID and part.rows:
        yield PackProblem(file, f"{where}.rows", "only a grid has fixed rows.")
    if part.kind is not PartKind.TABLE and part.at_least:
        yield PackProblem(file, f"{where}.at_least", "only a table has a least number of lines.")
    if part.kind is not PartKind.FORM:
        yield from _repeated(file, where, (f.id for f in part.fields))
    for field in part.fields:
        yield from _field_problems(framework, section, part, field)


def _field_problems(
    framework: Framework, section: Section, part: Part, field: Field
) -> Iterator[PackProblem]:
    file, where = f"sections/{section.id}", f"parts {part.id}.{field.id}"
    yield from unknown_services(framework, file, where, field.services)
    if field.kind in (Kind.CHOICE, Kind.CHOICES) and field.list not in framework.lists:
        yield PackProblem(file, f"{where}.list", f'there is no list "{field.list}".')
    if field.kind is Kind.EVIDENCE and (part.kind is not PartKind.FORM or field.formula):
        yield PackProblem(file, f"{where}.kind", "evidence is asked for in a form, and is not worked out.")
    if field.formula and field.required is not Asked.NEVER:
        yield PackProblem(file, f"{where}.required", "what is worked out cannot be required.")
    for names in field.formula.references() if field.formula else ():
        if not resolves(framework, section, part, names):
            yield PackProblem(file, f"{where}.formula", f'"{".".join(names)}" is nowhere.')


# lists, services, organisations


def _list_problems(framework: Framework) -> Iterator[PackProblem]:
    for name, items in framework.lists.items():
        yield from _repeated("lists.toml", name, (i.id for i in items))
        for item in items:
            yield from unknown_services(framework, "lists.toml", f"{name} {item.id}", item.services)


def _service_problems(framework: Framework) -> Iterator[PackProblem]:
    for service in framework.services:
        file = f"services/{service.id}"
        yield from _repeated(file, "volumes", (v.id for v in service.volumes))
        yield from _repeated(file, "measures", (m.id for m in service.measures))
        if service.unit not in {v.id for v in service.volumes}:
            yield PackProblem(file, "unit", f'there is no volume "{service.unit}".')


def _organisation_problems(framework: Framework) -> Iterator[PackProblem]:
    known = {
        "region": {r.id for r in framework.regions},
        "successor": {o.id for o in framework.organisations} | {""},
        "family": {i.id for i in framework.lists.get("families", ())} | {""},
    }
    words = {"region": "region", "successor": "organisation", "family": 'entry in the list "families" called'}
    for organisation in framework.organisations:
        for column, ids in known.items():
            value = getattr(organisation, column)
            if value not in ids:
                sentence = f'{organisation.name}: there is no {words[column]} "{value}".'
                yield PackProblem("organisations.csv", column, sentence)


# where the figures stand


def _carried_problems(framework: Framework) -> Iterator[PackProblem]:
    for address in framework.carried.addresses if framework.carried else ():
        if not resolves(framework, None, None, tuple(address.split("."))):
            yield PackProblem("carried.toml", "", f'"{address}" is nowhere.')


def _compare_problems(framework: Framework) -> Iterator[PackProblem]:
    compare = framework.compare
    if compare:
        columns = (compare.numerator, compare.denominator, compare.target, compare.quality, compare.covers)
        earlier = (*compare.quarters, *compare.quarters_before, *filter(None, (compare.last_year,)))
        rates = (compare.rates,) if compare.rates else ()
        shares = [c for place in (*earlier, *rates) for c in (place.numerator, place.denominator)]
        shares += [c for place in rates for c in (place.target, place.quality) if c]
        gaps = compare.gaps.fields if compare.gaps else ()
        told = compare.practice.fields if compare.practice else ()
        ratios = (address for p in compare.predicted for address in (p.observed, p.expected, p.ratio))
        rest = (*gaps, *told, *ratios)
        for address in (*filter(None, (*columns, compare.varied)), *shares, *_cost_addresses(compare), *rest):
            if not resolves(framework, None, None, tuple(address.split("."))):
                yield PackProblem("framework.toml", "compare", f'"{address}" is nowhere.')


def _cost_addresses(compare: CompareMap) -> tuple[str, ...]:
    named = (
        place
        for cost in compare.unit_costs
        for place in (cost.address, cost.whole, cost.last_year, cost.earlier)
    )
    return (*filter(None, named), *(compare.costs.addresses if compare.costs else ()))


def _is_printed(framework: Framework, address: str) -> bool:
    """Whether a report's address leads to a form's field, a cell of a grid or a column."""
    return is_address(framework, address) or resolves(framework, None, None, tuple(address.split(".")))
