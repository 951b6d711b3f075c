"""OpenDocument spreadsheets: everything about a workbook but the values of its cells.

Repeat counts are multiplied before the limits are applied: a few bytes may stand for a million cells.
"""

from __future__ import annotations

from typing import Final

from bvreview.workbook.gate import limits, markup
from bvreview.workbook.gate.package import Package, stored_zip
from bvreview.workbook.gate.reasons import Reason, Unfit
from bvreview.workbook.gate.references import Position, parse_reference
from bvreview.workbook.gate.survey import BookFacts, SheetFacts

MIMETYPE: Final = "application/vnd.oasis.opendocument.spreadsheet"
_CONTENT: Final = "content.xml"
_MANIFEST: Final = b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
_SHORT: Final = {
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0": "office",
    "urn:oasis:names:tc:opendocument:xmlns:table:1.0": "table",
    "urn:oasis:names:tc:opendocument:xmlns:text:1.0": "text",
    "urn:oasis:names:tc:opendocument:xmlns:style:1.0": "style",
    "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0": "calcext",
    "http://www.w3.org/1999/xlink": "xlink",
}
_HIDDEN: Final = frozenset(["collapse", "filter"])
_CELLS: Final = frozenset(["table:table-cell", "table:covered-table-cell"])
_OTHER_DOCUMENT: Final = "'file:"


def examine(package: Package) -> BookFacts:
    """All facts of the workbook and the engine's package; ``Unfit`` when it must not be read."""
    _vet_type(package)
    facts = BookFacts("ods")
    facts.has_macros = any(name.startswith(("Basic/", "Scripts/")) for name in package)
    if _CONTENT not in package:
        raise Unfit(Reason.DAMAGED, part=_CONTENT)
    content = package.read(_CONTENT)
    _Content(facts).read(content)
    if not facts.sheets:
        raise Unfit(Reason.NO_SHEETS)
    if "meta.xml" in package:
        meta = markup.read_tree(package.read("meta.xml"), "meta.xml")
        facts.application = meta.all_text("generator")
        for node in meta.walk("user-defined"):
            facts.properties[node.attributes.get("name", "")] = node.text
    for name in package:
        if name != _CONTENT and not name.endswith("/"):
            data = package.read(name)
            if name.lower().endswith((".xml", ".rdf")):
                markup.vet(data)
    facts.engine = stored_zip(
        {"mimetype": MIMETYPE.encode(), "META-INF/manifest.xml": _MANIFEST, _CONTENT: content}
    )
    return facts


def _vet_type(package: Package) -> None:
    kind = package.read("mimetype").decode("ascii", "replace").strip()
    if kind not in (MIMETYPE, f"{MIMETYPE}-template"):
        raise Unfit(Reason.NOT_A_SPREADSHEET, kind="document")
    manifest = "META-INF/manifest.xml"
    if manifest in package:
        tree = markup.read_tree(package.read(manifest), manifest)
        if any(True for _ in tree.walk("encryption-data")):
            raise Unfit(Reason.PASSWORD)


def _count(given: dict[str, str], name: str) -> int:
    text = given.get(name, "1")
    if not (text.isascii() and text.isdecimal() and len(text) < 9):
        raise Unfit(Reason.DAMAGED, part=_CONTENT)
    return max(1, int(text))


class _Content:
    """Walks content.xml; one sheet, one row and one cell are open at a time."""

    def __init__(self, facts: BookFacts) -> None:
        self._facts = facts
        self._sheet: SheetFacts | None = None
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._short: dict[str, str] = {}
        self._depth = self._started = 0
        self._row = self._column = self._table_column = 0
        self._row_repeat = self._column_repeat = 1
        self._row_columns: list[tuple[int, int]] = []
        self._row_is_hidden = self._in_paragraph = False
        self._note: list[str] | None = None
        self._error: list[str] | None = None
        self._starts = {
            "style:style": self._start_style,
            "style:table-properties": self._start_properties,
            "table:table": self._start_table,
            "table:table-column": self._start_column,
            "table:table-row": self._start_row,
            "table:table-cell": self._start_cell,
            "table:covered-table-cell": self._start_cell,
            "office:annotation": self._start_annotation,
            "text:p": self._start_paragraph,
            "table:named-range": self._start_name,
            "table:named-expression": self._start_expression,
            "table:database-range": self._start_filter,
            "table:table-source": self._start_source,
            "table:null-date": self._start_null_date,
        }

    def read(self, data: bytes) -> None:
        parser = markup.new_parser()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        markup.parse(parser, data, _CONTENT)

    def _start(self, tag: str, attributes: list[str]) -> None:
        self._depth += 1
        self._started += 1
        if self._started > limits.ELEMENTS:
            raise Unfit(Reason.TOO_MANY_ELEMENTS)
        if self._depth > limits.DEPTH or len(attributes) > 2 * limits.ATTRIBUTES:
            raise Unfit(Reason.TOO_DEEP, part=_CONTENT)
        handler = self._starts.get(self._shorten(tag))
        if handler:
            names = map(self._shorten, attributes[::2])
            handler(dict(zip(names, attributes[1::2], strict=True)))

    def _shorten(self, tag: str) -> str:
        short = self._short.get(tag)
        if short is None:
            prefix = _SHORT.get(markup.namespace(tag), "")
            short = self._short[tag] = f"{prefix}:{markup.local_name(tag)}"
        return short

    def _text(self, data: str) -> None:
        pieces = self._error if self._note is None else self._note
        if pieces is not None and self._in_paragraph:
            pieces.append(data)

    def _end(self, tag: str) -> None:
        self._depth -= 1
        name = self._shorten(tag)
        if name in _CELLS:
            self._end_cell()
        elif name == "table:table-row":
            self._end_row()
        elif name == "table:table" and self._sheet is not None:
            self._sheet.check_box()
            self._sheet = None
        elif name == "office:annotation":
            self._end_annotation()
        elif name == "text:p":
            self._in_paragraph = False

    def _start_style(self, given: dict[str, str]) -> None:
        self._style = given.get("style:name", "")

    def _start_properties(self, given: dict[str, str]) -> None:
        if given.get("table:display") == "false":
            self._hidden_styles.add(self._style)

    def _start_table(self, given: dict[str, str]) -> None:
        if self._sheet is not None:
            raise Unfit(Reason.TOO_DEEP, part=_CONTENT)
        name = given.get("table:name", "")
        self._sheet = SheetFacts(name)
        self._row = self._column = self._table_column = 0
        if given.get("table:style-name") in self._hidden_styles:
            self._sheet.state = "hidden"
        # LibreOffice keeps copies of other workbooks' cells as sheets with such names
        if not name.startswith(_OTHER_DOCUMENT):
            self._facts.add_sheet(self._sheet, name)

    def _start_column(self, given: dict[str, str]) -> None:
        repeat = _count(given, "table:number-columns-repeated")
        if self._sheet is not None and given.get("table:visibility") in _HIDDEN:
            self._sheet.hidden_column_spans.append((self._table_column + 1, self._table_column + repeat))
        self._table_column += repeat

    def _start_row(self, given: dict[str, str]) -> None:
        self._column = 0
        self._row_columns = []
        self._row_repeat = _count(given, "table:number-rows-repeated")
        self._row_is_hidden = given.get("table:visibility") in _HIDDEN

    def _end_row(self) -> None:
        sheet = self._sheet
        if sheet is not None and self._row_columns:
            sheet.values += self._row_repeat * sum(count for _, count in self._row_columns)
            last = self._row + self._row_repeat
            if last > limits.ROWS:
                raise Unfit(Reason.BAD_ADDRESS, sheet=sheet.name)
            if sheet.values > limits.VALUES:
                raise Unfit(Reason.TOO_MANY_VALUES)
            rows = range(self._row + 1, last + 1)
            sheet.value_rows.extend(rows)
            if self._row_is_hidden:
                sheet.hidden_row_numbers.update(rows)
            for first, count in self._row_columns:
                sheet.column_rows.update(dict.fromkeys(range(first, first + count), last))
        self._row += self._row_repeat

    def _start_cell(self, given: dict[str, str]) -> None:
        self._column_repeat = _count(given, "table:number-columns-repeated")
        sheet = self._sheet
        if sheet is None:
            return
        row, column = self._row + 1, self._column + 1
        kind = given.get("office:value-type")
        if kind is not None or "table:formula" in given:
            if column + self._column_repeat - 1 > limits.COLUMNS:
                raise Unfit(Reason.BAD_ADDRESS, sheet=sheet.name)
            self._take_value(sheet, given, kind)
        down = _count(given, "table:number-rows-spanned")
        across = _count(given, "table:number-columns-spanned")
        if down * across > 1:
            sheet.add_area((row, column, row + down - 1, column + across - 1))

    def _take_value(self, sheet: SheetFacts, given: dict[str, str], kind: str | None) -> None:
        if kind is not None:
            self._row_columns.append((self._column + 1, self._column_repeat))
        if "table:formula" in given:
            positions = self._positions()
            sheet.formulas.extend(positions)
            if kind is None:
                sheet.uncached.extend(positions)
        if given.get("calcext:value-type") == "error":
            self._error = []

    def _positions(self) -> list[Position]:
        """All the cells that the one cell being read stands for."""
        if self._row_repeat * self._column_repeat > limits.VALUES:
            raise Unfit(Reason.TOO_MANY_VALUES)
        rows = range(self._row + 1, self._row + self._row_repeat + 1)
        columns = range(self._column + 1, self._column + self._column_repeat + 1)
        return [(row, column) for row in rows for column in columns]

    def _end_cell(self) -> None:
        if self._error is not None and self._sheet is not None:
            self._sheet.errors.update(dict.fromkeys(self._positions(), "".join(self._error)))
        self._error = None
        self._column += self._column_repeat

    def _start_annotation(self, given: dict[str, str]) -> None:
        self._note = []

    def _start_paragraph(self, given: dict[str, str]) -> None:
        self._in_paragraph = True
        if self._note:
            self._note.append("\n")

    def _end_annotation(self) -> None:
        if self._sheet is not None and self._note is not None:
            self._sheet.add_comment((self._row + 1, self._column + 1), "".join(self._note))
        self._note = None

    def _start_name(self, given: dict[str, str]) -> None:
        self._add_name(given, given.get("table:cell-range-address", ""))

    def _start_expression(self, given: dict[str, str]) -> None:
        self._add_name(given, given.get("table:expression", ""))

    def _add_name(self, given: dict[str, str], text: str) -> None:
        sheet = self._sheet.name if self._sheet is not None else None
        self._facts.add_name(given.get("table:name", ""), text, sheet)

    def _start_filter(self, given: dict[str, str]) -> None:
        target = parse_reference(given.get("table:target-range-address", ""))
        if target is not None and given.get("table:display-filter-buttons") == "true":
            for sheet in self._facts.sheets:
                sheet.has_filter |= sheet.name == target[0]

    def _start_source(self, given: dict[str, str]) -> None:
        self._facts.external_links.append(given.get("xlink:href", ""))

    def _start_null_date(self, given: dict[str, str]) -> None:
        self._facts.date1904 = given.get("table:date-value", "").startswith("1904")
