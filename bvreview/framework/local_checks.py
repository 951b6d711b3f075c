"""What must hold of the tables in which staff add volumes and measures of their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bvreview.framework.descriptors import Framework
from bvreview.framework.errors import PackProblem
from bvreview.framework.sections import PartKind

COLUMNS: Final = {
    "volumes": ("label", "unit", "counts", "excludes"),
    "measures": ("label", "kind", "numerator", "per", "denominator", "direction", "definition", "source"),
}


def local_problems(framework: Framework) -> Iterator[PackProblem]:
    """Every table that is not there, or lacks a column."""
    for name, fields in COLUMNS.items() if framework.local else ():
        place = getattr(framework.local, name)
        section_id, __, part_id = place.partition(".")
        section = framework.section(section_id)
        part = section.part(part_id) if section else None
        if not part or part.kind is not PartKind.TABLE:
            yield PackProblem("local.toml", name, f'there is no table "{place}".')
            continue
        for field_id in fields:
            if not part.field(field_id):
                yield PackProblem("local.toml", name, f'"{place}" has no column "{field_id}".')
