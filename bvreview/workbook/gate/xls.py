"""Old Excel files (.xls): what the records tell beside the values.

Custom properties, defined names and comments are not read from this format.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from bvreview.workbook.gate import limits
from bvreview.workbook.gate.ole import OleFile
from bvreview.workbook.gate.reasons import Reason, Unfit
from bvreview.workbook.gate.survey import BookFacts, SheetFacts

_BOF: Final = 0x0809
_EOF: Final = 0x000A
_FILEPASS: Final = 0x002F
_DATEMODE: Final = 0x0022
_BOUNDSHEET: Final = 0x0085
_FORMULA: Final = 0x0006
_BOOLERR: Final = 0x0205
_MULRK: Final = 0x00BD
_ROW: Final = 0x0208
_COLINFO: Final = 0x007D
_MERGED: Final = 0x00E5
_FILTER: Final = 0x009D
_ONE_VALUE: Final = frozenset([0x0203, 0x027E, 0x0204, 0x00FD, 0x00D6, _FORMULA, _BOOLERR])
_BIFF8: Final = 0x0600
_STATES: Final = {1: "hidden", 2: "very hidden"}
_ERRORS: Final = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_PASSWORD_STREAMS: Final = frozenset(["EncryptedPackage", "EncryptionInfo"])
_OTHER_DOCUMENTS: Final = {"WordDocument": "document", "PowerPoint Document": "presentation"}

Record = tuple[int, bytes]


def examine(content: bytes) -> BookFacts:
    """All facts of the workbook; ``Unfit`` when it is locked, damaged or something else."""
    ole = OleFile(content)
    if ole.names & _PASSWORD_STREAMS:
        raise Unfit(Reason.PASSWORD)
    stream = ole.stream("Workbook") or ole.stream("Book")
    if stream is None:
        kinds = [kind for name, kind in _OTHER_DOCUMENTS.items() if name in ole.names]
        raise Unfit(Reason.NOT_A_SPREADSHEET, kind=kinds[0]) if kinds else Unfit(Reason.DAMAGED_OLD)
    facts = BookFacts("xls")
    facts.has_macros = bool(ole.names & {"_VBA_PROJECT_CUR", "_VBA_PROJECT"})
    facts.engine = content
    try:
        _read_globals(stream, facts)
    except (struct.error, IndexError) as error:  # a record shorter than its kind must be
        raise Unfit(Reason.DAMAGED_OLD) from error
    if not facts.sheets:
        raise Unfit(Reason.NO_SHEETS)
    return facts


def _records(stream: bytes, start: int) -> Iterator[Record]:
    """The records of one substream, without those of charts inside it."""
    depth = 0
    while True:
        if start + 4 > len(stream):
            raise Unfit(Reason.DAMAGED_OLD)
        kind, size = struct.unpack_from("<HH", stream, start)
        depth += (kind == _BOF) - (kind == _EOF)
        if depth == 0:
            return
        if depth == 1:
            yield kind, stream[start + 4 : start + 4 + size]
        start += 4 + size


def _read_globals(stream: bytes, facts: BookFacts) -> None:
    is_biff8 = stream[4:6] == _BIFF8.to_bytes(2, "little")
    for kind, data in _records(stream, 0):
        if kind == _FILEPASS:
            raise Unfit(Reason.PASSWORD)
        if kind == _DATEMODE:
            facts.date1904 = data[:1] == b"\x01"
        elif kind == _BOUNDSHEET:
            start, state, sort = struct.unpack_from("<IBB", data)
            name = _short_text(data[6:], is_biff8=is_biff8)
            if sort:
                facts.other_sheets.append(name)
                continue
            sheet = SheetFacts(name)
            sheet.state = _STATES.get(state & 3, "visible")
            for record in _records(stream, start):
                _take(sheet, *record)
            sheet.check_box()
            facts.add_sheet(sheet, name)


def _short_text(data: bytes, *, is_biff8: bool) -> str:
    length = data[0]
    if not is_biff8:
        return data[1 : 1 + length].decode("cp1252", "replace")
    if data[1] & 1:
        return data[2 : 2 + 2 * length].decode("utf-16-le", "replace")
    return data[2 : 2 + length].decode("latin-1")


def _take(sheet: SheetFacts, kind: int, data: bytes) -> None:
    if kind in _ONE_VALUE:
        row, column = struct.unpack_from("<HH", data)
        _take_value(sheet, row + 1, range(column + 1, column + 2))
        _take_result(sheet, kind, data, (row + 1, column + 1))
    elif kind == _MULRK:
        row, first = struct.unpack_from("<HH", data)
        (last,) = struct.unpack_from("<H", data, len(data) - 2)
        _take_value(sheet, row + 1, range(first + 1, last + 2))
    elif kind == _ROW and data[12] & 0x20:
        sheet.hidden_row_numbers.add(struct.unpack_from("<H", data)[0] + 1)
    elif kind == _COLINFO and data[8] & 1:
        first, last = struct.unpack_from("<HH", data)
        sheet.hidden_column_spans.append((first + 1, last + 1))
    elif kind == _MERGED:
        for top, bottom, left, right in struct.iter_unpack("<HHHH", data[2 : 2 + 8 * data[0]]):
            sheet.add_area((top + 1, left + 1, bottom + 1, right + 1))
    elif kind == _FILTER:
        sheet.has_filter = True


def _take_value(sheet: SheetFacts, row: int, columns: range) -> None:
    sheet.values += len(columns)
    if sheet.values > limits.VALUES:
        raise Unfit(Reason.TOO_MANY_VALUES)
    if sheet.value_rows[-1:] != [row]:
        sheet.value_rows.append(row)
    sheet.column_rows.update(dict.fromkeys(columns, row))


def _take_result(sheet: SheetFacts, kind: int, data: bytes, at: tuple[int, int]) -> None:
    if kind == _BOOLERR and data[7]:
        sheet.errors[at] = _ERRORS.get(data[6], "#N/A")
    elif kind == _FORMULA:
        sheet.formulas.append(at)
        if data[12:14] == b"\xff\xff" and data[6] == 2:
            sheet.errors[at] = _ERRORS.get(data[8], "#N/A")
