"""What openpyxl cannot say, put into the parts while they are written: one pass, no second zip.

The document's language, the shown results of formulas, descriptions of charts, and one fixed time for
all entries, so that the same content gives the same bytes.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

LANGUAGE: Final = "en-GB"
_LEVEL: Final = 6
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_CORE: Final = "docProps/core.xml"
_SHEET: Final = re.compile(r"xl/worksheets/sheet(\d+)\.xml")
_DRAWING: Final = re.compile(r"xl/drawings/drawing\d+\.xml")
_FORMULA: Final = re.compile(
    r'<c r="(?P<at>[A-Z]+\d+)"(?P<style> s="\d+")?><f>(?P<formula>[^<]*)</f><v ?/?>(?:</v>)?</c>'
)
_FRAME: Final = re.compile(r'(<(?:\w+:)?cNvPr id="\d+" name=)"[^"]*"( ?/?>)')

Results = Mapping[str, Decimal | str]
"""By cell ("C5"): what a formula shows."""


@dataclass(slots=True)
class Extras:
    """What is added to the parts.

    ``results``: by number of the sheet; ``alt_texts``: title and text of each chart in the order of the
    sheets they stand on; ``written``: ISO time, UTC.
    """

    written: str = ""
    results: dict[int, Results] = field(default_factory=dict)
    alt_texts: Sequence[tuple[str, str]] = ()


def save_workbook(workbook: Workbook, path: Path, extras: Extras) -> None:
    """Write the workbook to ``path``.

    Raises:
        OSError: the disk is full or the folder cannot be written to.
    """
    from openpyxl.writer.excel import ExcelWriter

    with _Archive(path, extras) as archive:
        ExcelWriter(workbook, archive).write_data()


class _Archive(zipfile.ZipFile):
    """A zip that completes the parts it is given."""

    def __init__(self, path: Path, extras: Extras) -> None:
        super().__init__(path, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL)
        self._extras = extras
        self._alt_texts = list(extras.alt_texts)

    def write(self, filename: Any, arcname: Any = None, *args: Any, **more: Any) -> None:
        self.writestr(str(arcname), Path(filename).read_bytes())

    def writestr(self, zinfo_or_arcname: Any, data: Any, *args: Any, **more: Any) -> None:
        name = str(zinfo_or_arcname)
        entry = zipfile.ZipInfo(name, _EPOCH)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o600 << 16
        super().writestr(entry, self._complete(name, data if isinstance(data, bytes) else data.encode()))

    def _complete(self, name: str, data: bytes) -> bytes:
        if name == _CORE:
            return complete_core(data.decode(), self._extras.written).encode()
        sheet = _SHEET.fullmatch(name)
        results = self._extras.results.get(int(sheet[1])) if sheet else None
        if results:
            return add_results(data.decode(), results).encode()
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


def add_results(sheet: str, results: Results) -> str:
    """The sheet with what its formulas show, for readers that do not calculate (Excel's protected view)."""

    def with_result(cell: re.Match[str]) -> str:
        shown = results.get(cell["at"])
        if shown is None:
            return cell[0]
        start = f'<c r="{cell["at"]}"{cell["style"] or ""}'
        body = f"><f>{cell['formula']}</f><v>{escape(str(shown))}</v></c>"
        return f'{start} t="str"{body}' if isinstance(shown, str) else start + body

    return _FORMULA.sub(with_result, sheet)
