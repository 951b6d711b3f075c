"""From what the child said to the frozen workbook that the rest of the house sees."""

from __future__ import annotations

from msgspec import structs

from bvreview.workbook.gate.copying import PrivateCopy
from bvreview.workbook.gate.raw import RawSheet, RawWorkbook, Reference
from bvreview.workbook.gate.references import Area
from bvreview.workbook.gate.said import BookSaid


def workbook_from(said: BookSaid, copy: PrivateCopy) -> RawWorkbook:
    """The workbook that was read, with the bytes it was read from."""
    return RawWorkbook(
        digest=copy.digest,
        size=len(copy.content),
        content=copy.content,
        format=said.format,
        application=said.application,
        sheets=tuple(RawSheet(*structs.astuple(sheet)) for sheet in said.sheets),
        names={name: _reference(*target) for name, target in said.names.items()},
        local_names={name: _reference(*target) for name, target in said.local_names.items()},
        other_names=said.other_names,
        properties=said.properties,
        date1904=said.date1904,
        has_macros=said.has_macros,
        external_links=said.external_links,
        other_sheets=said.other_sheets,
        open_elsewhere=copy.open_elsewhere,
    )


def _reference(sheet: str, area: Area) -> Reference:
    top, left, bottom, right = area
    return Reference(sheet, (top, left), (bottom, right))
