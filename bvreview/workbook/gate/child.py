"""The reading child: files come in by one pipe, plain values go out by the other; it opens nothing.

Run as ``python -m bvreview.workbook.gate.child``; in a standalone build this module is a program of its
own, ``bvreview-reader``. It imports neither Qt nor pandas nor openpyxl, and anything that goes wrong in it
ends it: the parent starts another.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import BinaryIO, Final

from bvreview.workbook.gate import limits, ods, xls, xlsx
from bvreview.workbook.gate.framing import receive, send
from bvreview.workbook.gate.magic import Container, container_of
from bvreview.workbook.gate.package import Package
from bvreview.workbook.gate.raw import Format, SheetState
from bvreview.workbook.gate.reasons import Unfit
from bvreview.workbook.gate.said import BookSaid, RefusedSaid, SheetSaid, pack
from bvreview.workbook.gate.survey import BookFacts, SheetFacts
from bvreview.workbook.gate.values import Values, read_values

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
    """What is said of one file: its facts and values, or the reason and details of its refusal."""
    try:
        facts = _examine(content)
        return pack(_described(facts, read_values(facts)))
    except Unfit as unfit:
        return pack(RefusedSaid(peak_memory(), unfit.reason, unfit.details))


def _examine(content: bytes) -> BookFacts:
    if container_of(content) is Container.OLE:
        return xls.examine(content)
    package = Package(content)
    if "mimetype" in package:
        return ods.examine(package)
    return xlsx.examine(package)


def _described(facts: BookFacts, values: list[Values]) -> BookSaid:
    return BookSaid(
        peak=peak_memory(),
        format=Format(facts.format),
        application=facts.application,
        sheets=tuple(_sheet(*pair) for pair in zip(facts.sheets, values, strict=True)),
        names=facts.names,
        local_names=facts.local_names,
        other_names=facts.other_names,
        properties=facts.properties,
        date1904=facts.date1904,
        has_macros=facts.has_macros,
        external_links=tuple(facts.external_links),
        other_sheets=tuple(facts.other_sheets),
    )


def _sheet(facts: SheetFacts, values: Values) -> SheetSaid:
    return SheetSaid(
        name=facts.name,
        state=SheetState(facts.state),
        cells=values,
        errors=facts.errors,
        formulas=frozenset(facts.formulas),
        uncached=frozenset(facts.uncached),
        formula_texts=facts.formula_texts,
        comments=facts.comments,
        merged=tuple(facts.merged),
        hidden_rows=frozenset(facts.hidden_rows),
        hidden_columns=frozenset(facts.hidden_columns),
        has_filter=facts.has_filter,
    )


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
