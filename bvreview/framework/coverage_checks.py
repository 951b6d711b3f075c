"""What must hold in a pack's ``coverage.toml``: the table, its columns and their choices are there."""

from __future__ import annotations

from collections.abc import Iterator

from bvreview.framework.descriptors import Framework
from bvreview.framework.errors import PackProblem
from bvreview.framework.sections import Kind, PartKind

FILE = "coverage.toml"


def coverage_problems(framework: Framework) -> Iterator[PackProblem]:
    """Every table, column or choice that is not there."""
    coverage = framework.coverage
    if not coverage:
        return
    section = framework.section(coverage.section)
    part = section.part(coverage.part.partition(".")[2]) if section else None
    if not part or part.kind is not PartKind.TABLE:
        yield PackProblem(FILE, "part", f'there is no table "{coverage.part}".')
        return
    if not part.field(coverage.name):
        yield PackProblem(FILE, "name", f'"{coverage.part}" has no column "{coverage.name}".')
    for key in ("row", "column"):
        field = part.field(getattr(coverage, key))
        if not field or field.kind is not Kind.CHOICE:
            yield PackProblem(FILE, key, f'"{getattr(coverage, key)}" is no choice of "{coverage.part}".')
    if coverage.wanted and not _is_column(framework, coverage.wanted):
        yield PackProblem(FILE, "wanted", f'"{coverage.wanted}" is nowhere.')


def _is_column(framework: Framework, address: str) -> bool:
    section_id, __, rest = address.partition(".")
    section = framework.section(section_id)
    part = section.part(rest.partition(".")[0]) if section else None
    return bool(part and part.kind is PartKind.GRID and part.field(rest.partition(".")[2]))
