"""What openpyxl cannot say, put into the parts while they are written: one pass, no second zip.

The document's language, descriptions of charts, and one fixed time for all entries, so that the same
content gives the same bytes.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import quoteattr

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

LANGUAGE: Final = "en-GB"
_LEVEL: Final = 6
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_CORE: Final = "docProps/core.xml"
_DRAWING: Final = re.compile(r"xl/drawings/drawing\d+\.xml")
_FRAME: Final = re.compile(r'(<(?:\w+:)?cNvPr id="\d+" name=)"[^"]*"( ?/?>)')


@dataclass(slots=True)
class Extras:
    """What is added to the parts.

    ``results``: what formulas show, by sheet title and cell; ``alt_texts``: title and text of each chart in
    the order of the sheets they stand on; ``written``: ISO time, UTC.
    """

    written: str = ""
    results: Mapping[str, Mapping[str, Decimal | str]] = field(default_factory=dict)
    alt_texts: Sequence[tuple[str, str]] = ()


def save_workbook(workbook: Workbook, path: Path, extras: Extras) -> None:
    """Write the workbook to ``path``.

    Raises:
        OSError: the disk is full or the folder cannot be written to.
    """
    from bvreview.workbook.sheet_parts import BookWriter

    with _Archive(path, extras) as archive:
        BookWriter(workbook, archive, extras.results).write_data()


class _Archive(zipfile.ZipFile):
    """A zip that completes the parts it is given."""

    def __init__(self, path: Path, extras: Extras) -> None:
        super().__init__(path, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL)
        self._extras = extras
        self._alt_texts = list(extras.alt_texts)

    def writestr(self, zinfo_or_arcname: Any, data: Any, *args: Any, **more: Any) -> None:
        name = str(zinfo_or_arcname)
        entry = zipfile.ZipInfo(name, _EPOCH)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o600 << 16
        super().writestr(entry, self._complete(name, data if isinstance(data, bytes) else data.encode()))

    def _complete(self, name: str, data: bytes) -> bytes:
        if name == _CORE:
            return complete_core(data.decode(), self._extras.written).encode()
        if _DRAWING.fullmatch(name):
            return self._describe(data.decode()).encode()
        return data

    def _describe(self, drawing: str) -> str:
        return _FRAME.sub(self._described, drawing)

    def _described(self, frame: re.Match[str]) -> str:
        if not self._alt_texts:
            return frame[0]
        title, text = self._alt_texts.pop(0)
        return f"{frame[1]}{quoteattr(title)} descr={quoteattr(text)}{frame[2]}"


def complete_core(core: str, written: str) -> str:
    """The core properties with the document's language and one time of writing."""
    if written:
        core = re.sub(r"(<dcterms:(created|modified)[^>]*>)[^<]*<", rf"\g<1>{written}<", core)
    if "<dc:language" in core:
        return core
    return core.replace("</cp:coreProperties>", f"<dc:language>{LANGUAGE}</dc:language></cp:coreProperties>")
