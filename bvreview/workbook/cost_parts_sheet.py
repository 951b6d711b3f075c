"""What each organisation's cost is made of, one row a part: what the split of a gap is worked out from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bvreview.framework.descriptors import Framework
from bvreview.i18n import _
from bvreview.review.compared.cost_parts import CostParts
from bvreview.review.compared.packs import BenchmarkPack
from bvreview.workbook.tables import Column, Entry, TableBook, TableSheet


def draw_cost_parts(book: TableBook, framework: Framework, pack: BenchmarkPack) -> None:
    """Write the sheet, where the pack has parts."""
    if not pack.parts:
        return
    page = TableSheet(book, _("Cost parts"))
    page.say(_("Pounds a year. Pay holds on-costs; grades of one post are put together with others."))
    names = _grade_names(framework)
    columns = (
        *(Column(_("Organisation"), 24), Column(_("Units"), 14, "#,##0.##"), Column(_("Part"), 22)),
        *(Column(_("Grade"), 40), Column(_("FTE"), 10, "0.00"), Column(_("Pounds"), 16, "£#,##0.00")),
        Column(_("Marks"), 22),
    )
    page.table("cost_parts", columns, (row for parts in pack.parts for row in _rows(parts, names)))


def _grade_names(framework: Framework) -> dict[str, str]:
    """What the grades of staff are called, by their ids; merged ones have a name of their own."""
    costs = framework.compare.costs if framework.compare else None
    section_id, part_id, name = (costs.grade if costs else "..").split(".")
    section = framework.section(section_id)
    part = section.part(part_id) if section else None
    field = part.field(name) if part else None
    return {item.id: item.label for item in framework.lists.get(field.list, ())} if field else {}


def _rows(parts: CostParts, names: Mapping[str, str]) -> Iterator[list[Entry]]:
    who: list[Entry] = [parts.organisation, parts.volume]
    marks = ", ".join(parts.marks)
    for grade in parts.grades:
        yield [*who, _("Pay"), names.get(grade.grade, grade.grade), grade.fte, grade.pay, marks]
    yield [*who, _("Non-staff"), "", None, parts.non_staff, marks]
    yield [*who, _("Support services"), "", None, parts.overhead, marks]
