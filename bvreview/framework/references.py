"""References within a pack: whether a name, an address or a service leads anywhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bvreview.framework.descriptors import Framework
from bvreview.framework.errors import PackProblem
from bvreview.framework.sections import Part, PartKind, Section

RESERVED_ROWS = frozenset({"volumes", "measures", "rates"})


def unknown_services(
    framework: Framework, file: str, where: str, services: Iterable[str]
) -> Iterator[PackProblem]:
    """Each service named that the pack does not have."""
    for name in services:
        if not framework.service(name):
            yield PackProblem(file, f"{where}.services".strip("."), f'there is no service "{name}".')


def resolves(
    framework: Framework, section: Section | None, part: Part | None, names: tuple[str, ...]
) -> bool:
    """Whether a reference made in a part (or by a rule) leads to a field (or, for ``rows``, a part)."""
    if len(names) == 1:
        here = part.field(names[0]) if part else None
        return bool(here or (section and section.form_field(names[0])))
    target = framework.section(names[0])
    if not target:
        return False
    if len(names) == 2:
        return bool(target.form_field(names[1]) or target.part(names[1]))
    found = target.part(names[1])
    return bool(found and found.field(names[2]))


def is_address(framework: Framework, address: str) -> bool:
    """Whether "section.field" or "section.part:row.field" leads to a field (of a row that a grid has)."""
    left, __, field_id = address.rpartition(".")
    section_id, __, row = left.partition(".")
    section = framework.section(section_id)
    if not section:
        return False
    if not row:
        return bool(section.form_field(field_id))
    part_id, __, key = row.partition(":")
    part = section.part(part_id)
    if not part or not part.field(field_id):
        return False
    return part.kind is PartKind.TABLE or key in _grid_keys(framework, part)


def _grid_keys(framework: Framework, part: Part) -> set[str]:
    if part.rows == "volumes":
        return {volume.id for service in framework.services for volume in service.volumes}
    if part.rows in ("measures", "rates"):
        wanted = part.rows == "measures"
        return {m.id for s in framework.services for m in s.measures if m.is_share is wanted}
    return {item.id for item in framework.lists.get(part.rows, ())}
