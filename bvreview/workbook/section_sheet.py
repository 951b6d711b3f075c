"""Draws one section on its sheet as planned: our words locked, the answers' cells open and tinted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from bvreview.framework.sections import Field, Kind, PartKind
from bvreview.review.answers import Answers, row_address
from bvreview.review.cells import Address, Answer
from bvreview.workbook import contents, keys
from bvreview.workbook.breaks import keep_together
from bvreview.workbook.contents import Content
from bvreview.workbook.formula_pieces import column_letters, quoted_title
from bvreview.workbook.formulas import Spot, Translator
from bvreview.workbook.page import RowHeights, put_cell
from bvreview.workbook.plan import (
    GUIDE,
    KEY,
    LABEL,
    NOTE,
    SOURCE,
    Block,
    PlannedRow,
    RowKind,
    SheetPlan,
    WorkbookPlan,
)
from bvreview.workbook.styles import StyleBook, number_format
from bvreview.workbook.validation import add_validation

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_LOOKS: Final = {
    RowKind.TITLE: "title",
    RowKind.CONTEXT: "context",
    RowKind.BANNER: "banner",
    RowKind.INTRO: "intro",
    RowKind.PART: "part",
    RowKind.HEADING: "heading",
    RowKind.FIELD: "label",
    RowKind.LINE: "label",
    RowKind.TOTAL: "total label",
    RowKind.GUIDE: "guide",
    RowKind.PLACE: "place",
}
_SPECIAL: Final = {
    (RowKind.FIELD, False): "guide",
    (RowKind.LINE, False): "guide",
    (RowKind.GUIDE, True): "guide label",
}
_HEIGHTS: Final = {RowKind.TITLE: 26.0, RowKind.PLACE: 22.0}
_WIDE: Final = frozenset({RowKind.INTRO, RowKind.BANNER, RowKind.GUIDE})


@dataclass(slots=True)
class Book:
    """One workbook while it is written.

    ``marks``, ``evidence_marks``: of what counts as unchanged in it, where that is not what stands in it.
    ``copies``: of files behind evidence, by digest, that travel in it.
    """

    workbook: Workbook
    answers: Answers
    plan: WorkbookPlan
    styles: StyleBook
    results: dict[str, dict[str, Decimal | str]] = field(default_factory=dict)
    marks: Mapping[Address, str] | None = None
    evidence_marks: Mapping[str, str] | None = None
    copies: Mapping[str, bytes] = field(default_factory=dict)

    def put(self, sheet: Worksheet, row: int, column: int, content: Content, style: Any) -> Any:
        """Set a cell; see ``put_cell``."""
        return put_cell(sheet, row, column, content, style)

    def name(self, name: str, sheet: str, area: str) -> None:
        """Add a defined name for an area like ``$B$2``."""
        from openpyxl.workbook.defined_name import DefinedName

        self.workbook.defined_names[name] = DefinedName(name, attr_text=f"{quoted_title(sheet)}!{area}")


def draw_section(book: Book, plan: SheetPlan, sheet: Worksheet) -> None:
    """Write the whole sheet of a section."""
    _Drawing(book, plan, sheet).draw()


def absolute(row: int, column: int) -> str:
    """``$B$2``."""
    return f"${column_letters(column)}${row}"


class _Drawing:
    """A sheet while it is drawn."""

    def __init__(self, book: Book, plan: SheetPlan, sheet: Worksheet) -> None:
        self.book = book
        self.plan = plan
        self.sheet = sheet
        self.answers = book.answers
        self.translator = Translator(book.answers, book.plan)
        self.results = book.results.setdefault(sheet.title, {})
        self.heights = RowHeights()
        self.figures = {
            b.heading: {b.columns[f.id] for f in b.fields if f.kind.is_numeric and not b.is_form}
            for b in plan.blocks
        }
        self.is_mixed = any(b.is_form for b in plan.blocks) and not all(b.is_form for b in plan.blocks)

    def draw(self) -> None:
        """Our words, then the cells of the answers, then what depends on both."""
        for row in self.plan.rows:
            self._texts(row)
        for block in self.plan.blocks:
            for spot in self._spots(block):
                self._answers(spot)
            self._totals(block)
            self._validate(block)
            self._names(block)
        self._widths()
        self.heights.apply(self.sheet)
        keep_together(self.plan, self.sheet)

    def _texts(self, row: PlannedRow) -> None:
        book, look = self.book, _LOOKS[row.kind]
        figures = self.figures.get(row.number, ())
        book.put(self.sheet, row.number, KEY, row.key, book.styles.style("key"))
        for column, text in row.texts.items():
            own = _SPECIAL.get((row.kind, column == LABEL), look)
            if row.kind is RowKind.HEADING and column in figures:
                own = "heading number"
            book.put(self.sheet, row.number, column, text, book.styles.style(own))
        if self._is_spread(row):
            self._spread(row)
        if row.kind is RowKind.PART:
            for column in range(LABEL + 1, self.plan.last_column + 1):
                book.put(self.sheet, row.number, column, None, book.styles.style("part"))
        elif row.kind not in (RowKind.TITLE, RowKind.CONTEXT, RowKind.PLACE):
            self._make_room(row)
        if row.kind in _HEIGHTS:
            self.sheet.row_dimensions[row.number].height = _HEIGHTS[row.kind]

    def _spread(self, row: PlannedRow) -> None:
        """Let a long text run over the columns to the right."""
        column, last = max(row.texts), self.plan.last_column
        if last > column and not (row.kind is RowKind.FIELD and column != GUIDE):
            area = f"{column_letters(column)}{row.number}:{column_letters(last)}{row.number}"
            self.sheet.merged_cells.add(area)

    def _make_room(self, row: PlannedRow) -> None:
        """Note how many lines our words need; programs do not agree on finding that out themselves."""
        for column, text in row.texts.items():
            spread = self._is_spread(row) and column == max(row.texts)
            last = self.plan.last_column if spread else column
            width = sum(self.plan.widths.get(c, 9.0) for c in range(column, last + 1))
            self.heights.need(row.number, text, width, small=column == GUIDE or row.kind is RowKind.GUIDE)

    def _is_spread(self, row: PlannedRow) -> bool:
        return row.kind in _WIDE or (row.kind is RowKind.FIELD and self.is_mixed and GUIDE in row.texts)

    def _spots(self, block: Block) -> Iterator[Spot]:
        if block.is_form:
            for row in block.rows.values():
                yield Spot(self.plan, block, row, "")
            return
        for key, row in block.rows.items():
            yield Spot(self.plan, block, row, key)
        if block.part.kind is PartKind.TABLE:
            for row in range(block.first + len(block.rows), block.last + 1):
                yield Spot(self.plan, block, row, keys.SPARE)

    def _answers(self, spot: Spot) -> None:
        for asked in spot.block.fields:
            if spot.block.is_form and spot.block.rows[asked.id] != spot.row:
                continue
            column = spot.block.columns[asked.id]
            if asked.formula:
                self._worked_out(spot, asked, column)
            else:
                self._input(spot, asked, column)

    def _input(self, spot: Spot, asked: Field, column: int) -> None:
        address = row_address(spot.block.section, spot.block.part, spot.key, asked)
        cell = self.answers.review.cells.get(address)
        answer = cell.answer if cell else None
        if asked.kind is Kind.EVIDENCE:
            answer = self.answers.answer(address) or answer
        items = self.answers.framework.lists.get(asked.list, ())
        content = contents.content_of(address, asked, answer, items)
        quoted = isinstance(content, str) and contents.is_risky(content)
        style = self.book.styles.style(
            "input", number_format(asked), figure=asked.kind.is_numeric, quoted=quoted
        )
        self.book.put(self.sheet, spot.row, column, content, style)
        if isinstance(content, str):
            self.heights.need(spot.row, content, self.plan.widths.get(column, 9.0))
        if spot.block.is_form:
            self._source_and_note(spot.row, answer)

    def _source_and_note(self, row: int, answer: Answer | None) -> None:
        for column, text in (
            (SOURCE, answer.source if answer else ""),
            (NOTE, answer.note if answer else ""),
        ):
            style = self.book.styles.style("input", quoted=contents.is_risky(text))
            self.book.put(self.sheet, row, column, text or None, style)
            self.heights.need(row, text, self.plan.widths.get(column, 9.0))

    def _worked_out(self, spot: Spot, asked: Field, column: int) -> None:
        styles = self.book.styles
        style = styles.style("worked out", number_format(asked), figure=asked.kind.is_numeric)
        address = row_address(spot.block.section, spot.block.part, spot.key, asked)
        answer = self.answers.answer(address) if spot.key != keys.SPARE else None
        items = self.answers.framework.lists.get(asked.list, ())
        content = contents.content_of(address, asked, answer, items)
        formula = self.translator.formula(spot, asked)
        if formula:
            self._formula(spot.row, column, formula, style)
            self._result(spot.row, column, content if isinstance(content, Decimal) else None)
        else:
            self.book.put(self.sheet, spot.row, column, content, style)
        if spot.block.is_form:
            for beside in (SOURCE, NOTE):
                self.book.put(self.sheet, spot.row, beside, None, styles.style("worked out"))

    def _formula(self, row: int, column: int, formula: str, style: Any) -> None:
        cell: Any = self.sheet.cell(row, column)
        cell._style = style
        cell._value = formula
        cell.data_type = "f"

    def _result(self, row: int, column: int, number: Decimal | None) -> None:
        self.results[f"{column_letters(column)}{row}"] = "" if number is None else number

    def _totals(self, block: Block) -> None:
        if not block.total:
            return
        styles = self.book.styles
        columns = set(block.columns.values()) | {LABEL}
        adding = {block.columns[f.id]: f for f in block.fields if f.total}
        for column in columns:
            asked = adding.get(column)
            if asked:
                style = styles.style("total", number_format(asked), figure=True)
                self._formula(block.total, column, self.translator.total(block, asked), style)
                self._result(block.total, column, self._sum(block, asked))
            elif column != LABEL:
                self.book.put(self.sheet, block.total, column, None, styles.style("total"))

    def _sum(self, block: Block, asked: Field) -> Decimal | None:
        column = self.answers.column(block.section, block.part, asked).values()
        figures = [v for v in column if isinstance(v, Decimal)]
        total = sum(figures, Decimal(0)) if figures else None
        return total.scaleb(-2) if total is not None and asked.kind is Kind.PERCENT else total

    def _validate(self, block: Block) -> None:
        for asked in block.fields:
            if asked.formula or (not block.rows and block.part.kind is not PartKind.TABLE):
                continue
            letters = column_letters(block.columns[asked.id])
            first, last = (block.rows[asked.id],) * 2 if block.is_form else (block.first, block.last)
            add_validation(self.sheet, asked, [(f"{letters}{first}", f"{letters}{first}:{letters}{last}")])

    def _names(self, block: Block) -> None:
        section, part = block.section.id, block.part.id
        for asked in block.fields:
            if block.is_form:
                name, row = keys.field_name(section, asked.id), block.rows[asked.id]
            else:
                name, row = keys.column_name_of(section, part, asked.id), block.heading
            self.book.name(name, self.plan.title, absolute(row, block.columns[asked.id]))

    def _widths(self) -> None:
        for column, width in self.plan.widths.items():
            self.sheet.column_dimensions[column_letters(column)].width = width
        self.sheet.column_dimensions[column_letters(KEY)].hidden = True
        self.sheet.freeze_panes = f"{column_letters(self.plan.freeze[1])}{self.plan.freeze[0]}"
