"""The rows of a grid, which nobody enters: what the pack lists, or what a service counts and measures."""

from __future__ import annotations

from collections.abc import Iterator

from bvreview.framework.descriptors import Framework
from bvreview.framework.sections import Part
from bvreview.framework.services import Measure, Service
from bvreview.framework.terms import Item


def fixed_rows(
    framework: Framework, service_id: str, service: Service | None, part: Part
) -> Iterator[Item | Measure]:
    """The rows of a grid for a service, in order; without a service it has no volumes and measures."""
    if part.rows == "volumes":
        yield from service.volumes if service else ()
    elif part.rows in ("measures", "rates"):
        measures = service.measures if service else ()
        yield from (m for m in measures if m.is_share is (part.rows == "measures"))
    else:
        asked = [i for i in framework.lists.get(part.rows, ()) if not i.services or service_id in i.services]
        yield from asked
        if part.own_row and service and service_id not in {i.id for i in asked}:
            yield Item(id=service_id, label=service.name)  # a local service
