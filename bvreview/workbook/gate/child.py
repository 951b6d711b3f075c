"""The reading child: files come in by one pipe, plain values go out by the other; it opens nothing.

Run as ``python -m bvreview.workbook.gate.child``; in a standalone build this module is a program of its
own, ``bvreview-reader``. It imports neither Qt nor pandas nor openpyxl, and anything that goes wrong in it
ends it: the parent starts another.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import Any, BinaryIO, Final

from msgspec.json import Encoder

from bvreview.workbook.gate import limits, ods, xls, xlsx
from bvreview.workbook.gate.framing import receive, send
from bvreview.workbook.gate.magic import Container, container_of
from bvreview.workbook.gate.package import Package
from bvreview.workbook.gate.reasons import Unfit
from bvreview.workbook.gate.survey import BookFacts, SheetFacts
from bvreview.workbook.gate.values import read_values

_encode: Final = Encoder().encode
_VALUES_OF_A_FILE: Final = 100_000
"""Values between two looks for cycles: nearly all that is made for a file goes without one."""


def main() -> int:
    """Serve until the parent closes the pipe."""
    source, target = _claim_pipes()
    _limit_resources()
    gc.set_threshold(_VALUES_OF_A_FILE)
    while True:
        try:
            content = receive(source, limits.FILE_BYTES)
        except EOFError:
            return 0
        send(target, answer_for(content))


def answer_for(content: bytes) -> bytes:
    """JSON for one file: its facts and values, or the reason and details of its refusal."""
    try:
        facts = _examine(content)
        body = _describe(facts, read_values(facts))
    except Unfit as unfit:
        body = {"refused": unfit.reason.value, "details": unfit.details}
    body["peak"] = peak_memory()
    return _encode(body)


def _examine(content: bytes) -> BookFacts:
    if container_of(content) is Container.OLE:
        return xls.examine(content)
    package = Package(content)
    if "mimetype" in package:
        return ods.examine(package)
    return xlsx.examine(package)


def _describe(facts: BookFacts, values: list[list[list[Any]]]) -> dict[str, Any]:
    return {
        "format": facts.format,
        "application": facts.application,
        "sheets": [_describe_sheet(s, rows) for s, rows in zip(facts.sheets, values, strict=True)],
        "names": [[name, *target] for name, target in facts.names.items()],
        "local_names": [[*key, *target] for key, target in facts.local_names.items()],
        "other_names": facts.other_names,
        "properties": facts.properties,
        "date1904": facts.date1904,
        "has_macros": facts.has_macros,
        "external_links": facts.external_links,
        "other_sheets": facts.other_sheets,
    }


def _describe_sheet(sheet: SheetFacts, rows: list[list[Any]]) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "state": sheet.state,
        "rows": rows,
        "errors": [[*at, text] for at, text in sheet.errors.items()],
        "formulas": sheet.formulas,
        "uncached": sheet.uncached,
        "formula_texts": [[*at, text] for at, text in sheet.formula_texts.items()],
        "comments": [[*at, text] for at, text in sheet.comments.items()],
        "merged": sheet.merged,
        "hidden_rows": sheet.hidden_rows,
        "hidden_columns": sheet.hidden_columns,
        "has_filter": sheet.has_filter,
    }


def peak_memory() -> int:
    """The most memory this process ever held, in bytes; 0 where the platform does not say."""
    try:
        with open("/proc/self/status", encoding="ascii") as status:  # noqa: PTH123 - pathlib costs start-up
            line = next(line for line in status if line.startswith("VmHWM"))
    except (OSError, StopIteration):
        return 0
    return int(line.split()[1]) * 1024


def _claim_pipes() -> tuple[BinaryIO, BinaryIO]:
    """The two pipes for us alone: whatever a library prints must not end up between our answers."""
    source, target = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    os.close(nothing)
    return os.fdopen(source, "rb"), os.fdopen(target, "wb")


def _limit_resources() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    wanted = ((resource.RLIMIT_AS, limits.CHILD_BYTES), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0))
    for which, most in wanted:
        try:
            resource.setrlimit(which, (most, most))
        except (ValueError, OSError):  # macOS does not limit the address space
            continue


if __name__ == "__main__":
    sys.exit(main())
