"""What calamine does not tell about a worksheet part, gathered in one lean pass over its elements.

Rows as programs write them are taken whole (``plain_rows``). For all others the hot handler is one function
over local variables: only element starts are heard, text only inside error cells and results of formulas.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from xml.parsers.expat import XMLParserType

from bvreview.workbook.gate import limits, markup
from bvreview.workbook.gate.plain_rows import take_rows
from bvreview.workbook.gate.reasons import Reason, Unfit
from bvreview.workbook.gate.references import Area, Position, address, column_number, parse_area
from bvreview.workbook.gate.survey import SheetFacts

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT: Final = "http://purl.oclc.org/ooxml/spreadsheetml/main"

_TRUE: Final = frozenset(["1", "true"])
_NO_SIZE: Final = frozenset(["0", "0.0"])


def scan_sheet(data: bytes, name: str, budget: int) -> SheetFacts:
    """Read a whole worksheet part; ``budget`` is how many elements the file may still have."""
    scan, rest = take_rows(data, name)
    parser = markup.new_parser()
    ended: list[str] = []

    def root(tag: str, attributes: list[str]) -> None:
        space = markup.namespace(tag)
        if markup.local_name(tag) != "worksheet" or space not in (MAIN, STRICT):
            raise Unfit(Reason.OUTSIDE_LINK, part=name)
        scan.source = data
        parser.StartElementHandler = _cell_handler(scan, space, _Results(parser, ended, scan), budget)

    parser.StartElementHandler = root
    # the list's own method: an end handler in Python would cost as much as all the rest
    parser.EndElementHandler = ended.append
    markup.parse(parser, rest, name)
    scan.elements += len(ended)
    _check_counts(scan, scan.elements, budget)
    scan.check_box()
    return scan


def _cell_handler(  # noqa: C901 - its inner function is why
    scan: SheetFacts, space: str, results: _Results, budget: int
) -> Callable[[str, list[str]], None]:
    tag_c, tag_t, tag_f, tag_row = (f"{space} {name}" for name in ("c", "t", "f", "row"))
    value_tags = frozenset([f"{space} v", f"{space} is"])
    row = column = last_column = started = 0
    row_text = ""
    row_has_value = False
    has_value = has_formula = True  # outside a cell neither may stand
    columns: dict[str, int] = {}
    takers: dict[str, Take | None] = {}
    here: list[int] = []
    cell: list[str] = []
    ended, value_rows, column_rows = results.ended, scan.value_rows, scan.column_rows

    # one function on purpose: it is called for every element of every sheet
    def start(tag: str, attributes: list[str]) -> None:  # noqa: C901
        nonlocal row, column, last_column, started, row_text, row_has_value
        nonlocal has_value, has_formula, here, cell
        started += 1
        if tag == tag_c:
            cell = attributes
            if attributes and attributes[0] == "r":
                reference = attributes[1]
                letters = reference[: -len(row_text)]
                column = columns.get(letters, 0)
                if not column or not reference.endswith(row_text):
                    column = columns[letters] = _column(scan.name, reference, letters, row_text)
            else:
                column = _unusual_column(scan.name, attributes, row_text, column)
            if column > last_column:
                last_column = column
            elif column in here:
                raise Unfit(Reason.DUPLICATE_CELL, sheet=scan.name, cell=address(row, column))
            here.append(column)
            has_value = has_formula = False
            if "e" in attributes:
                results.expect_error(row, column)
        elif tag in value_tags:
            if has_value:
                raise Unfit(Reason.DAMAGED, part=scan.name)
            has_value = True
            if not row_has_value:
                row_has_value = True
                value_rows.append(row)
            column_rows[column] = row
            scan.values += 1
            if results.armed:
                results.listen(row, column)
        elif tag == tag_t:
            return
        elif tag == tag_f:
            if has_formula:
                raise Unfit(Reason.DAMAGED, part=scan.name)
            has_formula = True
            results.expect_result(row, column, has_value=has_value, is_text="str" in cell)
        elif tag == tag_row:
            row = _row(scan, attributes, row)
            row_text, column, last_column, row_has_value, here = str(row), 0, 0, False, []
            has_value = has_formula = True
            _check_counts(scan, started, budget)
        else:
            has_value = has_formula = True
            if started - len(ended) > limits.DEPTH or len(attributes) > 2 * limits.ATTRIBUTES:
                raise Unfit(Reason.TOO_DEEP, part=scan.name)
            if tag not in takers:
                takers[tag] = _TAKERS.get(markup.local_name(tag))
            if take := takers[tag]:
                take(scan, tag, attributes)

    return start


def _column(sheet: str, reference: str, letters: str, row_text: str) -> int:
    column = column_number(letters) if letters.isascii() else 0
    if not column or not row_text or letters + row_text != reference:
        raise Unfit(Reason.BAD_ADDRESS, sheet=sheet)
    return column


def _unusual_column(sheet: str, attributes: list[str], row_text: str, column: int) -> int:
    reference = dict(zip(attributes[::2], attributes[1::2], strict=True)).get("r")
    if reference is not None:
        return _column(sheet, reference, reference[: -len(row_text)], row_text)
    if not row_text or column >= limits.COLUMNS:
        raise Unfit(Reason.BAD_ADDRESS, sheet=sheet)
    return column + 1


def _row(scan: SheetFacts, attributes: list[str], last: int) -> int:
    given = dict(zip(attributes[::2], attributes[1::2], strict=True))
    text = given.get("r", str(last + 1))
    if not (text.isascii() and text.isdecimal() and len(text) < 8 and 0 < int(text) <= limits.ROWS):
        raise Unfit(Reason.BAD_ADDRESS, sheet=scan.name)
    row = int(text)
    if row == last:
        raise Unfit(Reason.DUPLICATE_CELL, sheet=scan.name, cell=address(row, 1))
    if row < last:
        raise Unfit(Reason.DAMAGED, part=scan.name)
    if given.get("hidden") in _TRUE or given.get("ht") in _NO_SIZE:
        scan.hidden_row_numbers.add(row)
    return row


def _check_counts(scan: SheetFacts, elements: int, budget: int) -> None:
    if elements > budget:
        raise Unfit(Reason.TOO_MANY_ELEMENTS)
    if scan.values > limits.VALUES:
        raise Unfit(Reason.TOO_MANY_VALUES)


def _take_cell(scan: SheetFacts, _tag: str, _attributes: list[str]) -> None:
    """The engine reads cells of any namespace."""
    raise Unfit(Reason.DAMAGED, part=scan.name)


def _take_data(scan: SheetFacts, tag: str, _attributes: list[str]) -> None:
    """The engine reads the first only."""
    if scan.has_data or markup.namespace(tag) not in (MAIN, STRICT):
        raise Unfit(Reason.DAMAGED, part=scan.name)
    scan.has_data = True


def _take_columns(scan: SheetFacts, _tag: str, attributes: list[str]) -> None:
    given = dict(zip(attributes[::2], attributes[1::2], strict=True))
    if given.get("hidden") in _TRUE or given.get("width") in _NO_SIZE:
        low, high = given.get("min", ""), given.get("max", "")
        if low.isdecimal() and high.isdecimal():
            scan.hidden_column_spans.append((int(low[:8]), int(high[:8])))


def _take_merged(scan: SheetFacts, _tag: str, attributes: list[str]) -> None:
    area = _area(attributes)
    if area is None:  # the engine stumbles over it
        raise Unfit(Reason.BAD_ADDRESS, sheet=scan.name)
    scan.add_area(area)


def _take_link(scan: SheetFacts, _tag: str, attributes: list[str]) -> None:
    area = _area(attributes)
    if area is not None:
        scan.vet_area(area)


def _take_filter(scan: SheetFacts, _tag: str, _attributes: list[str]) -> None:
    scan.has_filter = True


def _area(attributes: list[str]) -> Area | None:
    for n in range(0, len(attributes), 2):
        if attributes[n] == "ref":
            return parse_area(attributes[n + 1])
    return None


Take = Callable[[SheetFacts, str, list[str]], None]
_TAKERS: Final[dict[str, Take]] = {
    "c": _take_cell,
    "sheetData": _take_data,
    "col": _take_columns,
    "mergeCell": _take_merged,
    "hyperlink": _take_link,
    "autoFilter": _take_filter,
}
"""What is told by elements outside the rows, by local name."""


class _Results:
    """Hears the text of the few values that calamine loses: errors, and results that are not there."""

    def __init__(self, parser: XMLParserType, ended: list[str], scan: SheetFacts) -> None:
        self.armed = False
        self.ended = ended
        self._parser = parser
        self._scan = scan
        self._pieces: list[str] = []
        self._error_at: Position | None = None
        self._formula_at: Position | None = None
        self._may_be_empty = False
        self._at: Position = (0, 0)

    def expect_error(self, row: int, column: int) -> None:
        self.armed = True
        self._error_at = (row, column)
        self._scan.errors[row, column] = ""

    def expect_result(self, row: int, column: int, *, has_value: bool, is_text: bool) -> None:
        self._scan.formulas.append((row, column))
        if not has_value:
            self.armed = True
            self._formula_at = (row, column)
            self._may_be_empty = is_text
            self._scan.uncached.append((row, column))

    def listen(self, row: int, column: int) -> None:
        self.armed = False
        self._at = (row, column)
        if self._at in (self._error_at, self._formula_at):
            self._pieces = []
            self._parser.CharacterDataHandler = self._pieces.append
            self._parser.EndElementHandler = self._end

    def _end(self, tag: str) -> None:
        self.ended.append(tag)
        self._parser.CharacterDataHandler = None
        self._parser.EndElementHandler = self.ended.append
        text = "".join(self._pieces)
        if self._at == self._error_at:
            self._scan.errors[self._at] = text
        elif not text:
            self._scan.empty_results += 1
        if self._at == self._formula_at and (text or self._may_be_empty):
            self._scan.uncached.pop()
