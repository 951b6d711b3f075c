"""What a pre-flight finds out about a workbook, before one engine reads the values."""

from __future__ import annotations

from bvreview.workbook.gate import limits
from bvreview.workbook.gate.reasons import Reason, Unfit
from bvreview.workbook.gate.references import Area, Position, address, area_cells, parse_reference


class SheetFacts:
    """What is known of one sheet beside its values; the scan of each format fills it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.state = "visible"
        self.comments: dict[Position, str] = {}
        self.elements = 0
        self.source = b""
        self.has_data = False
        self.values = 0
        self.empty_results = 0
        self.value_rows: list[int] = []
        self.column_rows: dict[int, int] = {}
        self.errors: dict[Position, str] = {}
        self.formulas: list[Position] = []
        self.uncached: list[Position] = []
        self.formula_texts: dict[Position, str] = {}
        self.merged: list[Area] = []
        self.has_filter = False
        self.hidden_row_numbers: set[int] = set()
        self.hidden_column_spans: list[tuple[int, int]] = []

    @property
    def hidden_rows(self) -> list[int]:
        """Hidden rows that hold a value."""
        return sorted(self.hidden_row_numbers.intersection(self.value_rows))

    @property
    def hidden_columns(self) -> list[int]:
        """Hidden columns that hold a value."""
        spans = self.hidden_column_spans
        return sorted(c for c in self.column_rows if any(low <= c <= high for low, high in spans))

    def add_area(self, area: Area) -> None:
        """Take a merged area; ``Unfit`` when it is so large that other programs would choke on it."""
        self.vet_area(area)
        if len(self.merged) >= limits.AREAS:
            raise Unfit(Reason.LARGE_AREA, sheet=self.name)
        self.merged.append(area)

    def vet_area(self, area: Area) -> None:
        """Refuse a merged or linked area of more than 100,000 cells."""
        if area_cells(area) > limits.AREA_CELLS:
            raise Unfit(Reason.LARGE_AREA, sheet=self.name)

    def add_comment(self, position: Position | None, text: str) -> None:
        """Keep the comment of a cell; several on one cell stand below each other."""
        if position is None:
            return
        if len(self.comments) >= limits.COMMENTS:
            raise Unfit(Reason.TOO_MANY_COMMENTS, sheet=self.name)
        before = self.comments.get(position)
        whole = f"{before}\n{text}" if before else text
        self.comments[position] = whole[: limits.TEXT_CHARACTERS]

    def check_box(self) -> None:
        """Refuse two values so far apart that a reader would have to fill the space between them."""
        if not self.value_rows:
            return
        height = max(self.value_rows) - min(self.value_rows) + 1
        width = max(self.column_rows) - min(self.column_rows) + 1
        if height * width > limits.BOX_CELLS:
            raise Unfit(Reason.FAR_CELL, sheet=self.name, cell=self._far_cell(height, width))

    def _far_cell(self, height: int, width: int) -> str:
        column, row = max(self.column_rows.items())
        if height * limits.COLUMNS > width * limits.ROWS:
            row = max(self.value_rows)
            column = max((c for c, last in self.column_rows.items() if last == row), default=column)
        return address(row, column)


class BookFacts:
    """What is known of a workbook; ``engine`` is what calamine is given, with one name per sheet there."""

    def __init__(self, form: str) -> None:
        self.format = form
        self.application = ""
        self.sheets: list[SheetFacts] = []
        self.names: dict[str, tuple[str, Area]] = {}
        self.local_names: dict[tuple[str, str], tuple[str, Area]] = {}
        self.other_names: dict[str, str] = {}
        self.properties: dict[str, str] = {}
        self.date1904 = False
        self.has_macros = False
        self.external_links: list[str] = []
        self.other_sheets: list[str] = []
        self.engine = b""
        self.engine_names: list[str] = []

    def add_sheet(self, facts: SheetFacts, engine_name: str) -> None:
        """Take a sheet; ``Unfit`` when another already has its name, or when there are too many values."""
        if any(sheet.name.casefold() == facts.name.casefold() for sheet in self.sheets):
            raise Unfit(Reason.DUPLICATE_SHEET, sheet=facts.name)
        if len(self.sheets) >= limits.SHEETS:
            raise Unfit(Reason.TOO_MANY_SHEETS)
        self.sheets.append(facts)
        self.engine_names.append(engine_name)
        if sum(sheet.values for sheet in self.sheets) > limits.VALUES:
            raise Unfit(Reason.TOO_MANY_VALUES)

    def add_name(self, name: str, text: str, sheet: str | None) -> None:
        """Take a defined name; ``sheet`` where it belongs to one sheet only. Excel's own are left out."""
        if name.startswith("_xlnm."):
            return
        if len(self.names) + len(self.local_names) + len(self.other_names) >= limits.NAMES:
            raise Unfit(Reason.TOO_MANY_NAMES)
        target = parse_reference(text)
        if target is None:
            self.other_names[name] = text[: limits.TEXT_CHARACTERS]
        elif sheet is None:
            self.names.setdefault(name, target)
        else:
            self.local_names.setdefault((sheet, name), target)
