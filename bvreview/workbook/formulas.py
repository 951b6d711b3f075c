"""The pack's formulas as Excel formulas, where they translate simply; the reader never depends on them.

Undefined stays undefined: a formula shows nothing until every figure it needs is there.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import Final

from bvreview.framework.descriptors import Framework
from bvreview.framework.expressions import dotted
from bvreview.framework.sections import Field, Kind, Part, PartKind
from bvreview.framework.terms import Item
from bvreview.review.answers import Answers
from bvreview.workbook.formula_functions import BY_NAME
from bvreview.workbook.formula_pieces import (
    Piece,
    UntranslatableError,
    area_of,
    quoted_title,
    reference,
    when,
)
from bvreview.workbook.plan import Block, SheetPlan, WorkbookPlan

_OPERATORS: Final[dict[type[ast.operator], str]] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_WILD: Final = frozenset('*?~"')


@dataclass(frozen=True, slots=True)
class Spot:
    """A row of a block; ``key`` is "" in a form and in a spare row."""

    sheet: SheetPlan
    block: Block
    row: int
    key: str


class Translator:
    """Turns the formulas of one workbook's fields into Excel's."""

    def __init__(self, answers: Answers, plan: WorkbookPlan) -> None:
        """Formulas refer to the cells of ``plan``."""
        self.framework: Framework = answers.framework
        self.answers = answers
        self.unit = answers.service.unit if answers.service else ""
        self.plan = plan

    def formula(self, spot: Spot, field: Field) -> str | None:
        """The Excel formula of a worked-out cell with its equals sign; None where it does not translate."""
        if not field.formula or not field.kind.is_numeric:
            return None
        try:
            piece = Row(self, spot.sheet, spot.block, spot.row, spot.key).translate(field.formula.tree)
        except UntranslatableError:
            return None
        text = f"({piece.text})/100" if field.kind is Kind.PERCENT else piece.text
        return f"={when(piece.needs, text)}"

    def total(self, block: Block, field: Field) -> str:
        """The sum of a column; nothing while nothing is entered."""
        area = area_of(block.columns[field.id], block.first, block.last)
        return f'=IF(COUNT({area})=0,"",SUM({area}))'


@dataclass(frozen=True, slots=True)
class Row:
    """The place of a formula: names mean the fields of this row, then of the section's forms."""

    book: Translator
    sheet: SheetPlan
    block: Block
    row: int
    key: str

    def translate(self, node: ast.expr) -> Piece:
        """An expression in this place.

        Raises:
            UntranslatableError: it has no simple form in Excel.
        """
        match node:
            case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
                return Piece(str(value))
            case ast.Name(id="per") if (per := self.book.answers.per(self.key)) is not None:
                return Piece(f"{per:f}")
            case ast.Name() | ast.Attribute():
                return self._figure(dotted(node))
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                inner = self.translate(operand)
                return Piece(f"-({inner.text})", inner.needs)
            case ast.BinOp(left=left, op=op, right=right):
                return self._binary(self.translate(left), op, self.translate(right))
            case ast.Call(func=ast.Name(id=name), args=arguments):
                return self._call(name, arguments)
        raise UntranslatableError

    def _binary(self, left: Piece, op: ast.operator, right: Piece) -> Piece:
        needs = (*left.needs, *right.needs)
        if isinstance(op, ast.Div):
            needs = (*needs, f"IFERROR(({right.text})<>0,FALSE)")
        return Piece(f"({left.text}{_OPERATORS[type(op)]}{right.text})", needs)

    def _call(self, name: str, arguments: list[ast.expr]) -> Piece:
        if name in BY_NAME:
            return BY_NAME[name](self, arguments)
        match name:
            case "sum":
                return self.sum_of(arguments[0])
            case "sum_where":
                return self._sum_where(arguments)
            case "cell":
                return self._cell(arguments[0], arguments[1])
            case "same_row":
                return self.in_row(dotted(arguments[0]), self.key)
            case "number":
                inner = self.translate(arguments[0])
                return Piece(when(inner.needs, inner.text, "0"))
        pieces = [self.translate(a) for a in arguments]
        if name == "total":
            given = [when(p.needs, "1", "0") for p in pieces]
            texts = [when(p.needs, p.text, "0") for p in pieces]
            return Piece(f"({'+'.join(texts)})", (f"({'+'.join(given)})>0",))
        needs = tuple(n for p in pieces for n in p.needs)
        texts = [p.text for p in pieces]
        if name in ("round", "abs", "min", "max"):
            return Piece(f"{name.upper()}({','.join(texts)})", needs)
        if name == "share":
            return Piece(
                f"ROUND({texts[0]}*{texts[1]}/{texts[2]},2)", (*needs, f"IFERROR({texts[2]}<>0,FALSE)")
            )
        raise UntranslatableError

    def _figure(self, names: tuple[str, ...]) -> Piece:
        here = self.block.columns.get(names[0])
        if len(names) == 1 and here and not self.block.is_form:
            return _number(reference(self.row, here), self.block.part.field(names[0]))
        section = self.sheet.section.id if len(names) == 1 else names[0]
        if len(names) > 2:
            raise UntranslatableError
        sheet = self.book.plan.sheet(section)
        for block in sheet.blocks if sheet else ():
            if sheet and block.is_form and names[-1] in block.rows:
                return _number(self.on(sheet, block, "", names[-1]), block.part.field(names[-1]))
        raise UntranslatableError

    def column_of(self, node: ast.expr) -> tuple[SheetPlan, Block, Field]:
        """The sheet, block and field of a column that a reference names."""
        names = dotted(node)
        sheet = self.book.plan.sheet(names[0]) if len(names) == 3 else None
        block = sheet.block(names[1]) if sheet else None
        field = block.part.field(names[2]) if block and names[2] in block.columns else None
        if not sheet or not block or not field or block.is_form:
            raise UntranslatableError
        return sheet, block, field

    def range_of(self, node: ast.expr) -> tuple[str, Block, Field]:
        """The cells of a column, with its block and field."""
        sheet, block, field = self.column_of(node)
        area = area_of(block.columns[field.id], block.first, block.last)
        return self.qualified(sheet, area), block, field

    def sum_of(self, node: ast.expr) -> Piece:
        """The sum of a column, defined once anything is entered."""
        area, __, field = self.range_of(node)
        return Piece(_scaled(f"SUM({area})", field), (f"COUNT({area})>0",))

    def _sum_where(self, arguments: list[ast.expr]) -> Piece:
        area, __, field = self.range_of(arguments[0])
        keys, __, key_field = self.range_of(arguments[1])
        wanted = self._written(key_field, arguments[2])
        needs = (f"SUMPRODUCT(({keys}={wanted})*ISNUMBER({area}))>0",)
        return Piece(_scaled(f"SUMIFS({area},{keys},{wanted})", field), needs)

    def _written(self, field: Field, node: ast.expr) -> str:
        """How a choice stands in the cells that are compared."""
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            raise UntranslatableError
        label = {"yes": "Yes", "no": "No"}.get(node.value, "") if field.kind is Kind.YES_NO else ""
        items: tuple[Item, ...] = self.book.framework.lists.get(field.list, ())
        label = label or next((i.label for i in items if i.id == node.value), "")
        if not label or _WILD & set(label):
            raise UntranslatableError
        return f'"{label}"'

    def _cell(self, column: ast.expr, key: ast.expr) -> Piece:
        match key:
            case ast.Constant(value=str() as wanted):
                return self.in_row(dotted(column), wanted)
            case ast.Name(id="unit"):
                return self.in_row(dotted(column), self.book.unit)
            case ast.Name(id="outcome_unit"):
                service = self.book.answers.service
                return self.in_row(dotted(column), service.outcome if service else "")
        raise UntranslatableError

    def in_row(self, names: tuple[str, ...], key: str) -> Piece:
        """The cell of a grid's column in the row with a key."""
        sheet = self.book.plan.sheet(names[0]) if len(names) == 3 else None
        block = sheet.block(names[1]) if sheet else None
        if not sheet or not block or block.part.kind is not PartKind.GRID:
            raise UntranslatableError
        return _number(self.on(sheet, block, key, names[2]), _field(block.part, names[2]))

    def _local(self, block: Block, key: str, field_id: str) -> str:
        place = block.place(key, field_id)
        if not place:
            raise UntranslatableError
        return reference(*place)

    def on(self, sheet: SheetPlan, block: Block, key: str, field_id: str) -> str:
        """A cell of another block, with its sheet where that is another."""
        return self.qualified(sheet, self._local(block, key, field_id))

    def qualified(self, sheet: SheetPlan, reference: str) -> str:
        """Cells of a sheet as this one refers to them."""
        return reference if sheet is self.sheet else f"{quoted_title(sheet.title)}!{reference}"


def _field(part: Part, field_id: str) -> Field:
    field = part.field(field_id)
    if not field:
        raise UntranslatableError
    return field


def _number(reference: str, field: Field | None) -> Piece:
    if not field or not field.kind.is_numeric:
        raise UntranslatableError
    return Piece(_scaled(reference, field), (f"ISNUMBER({reference})",))


def _scaled(text: str, field: Field) -> str:
    """A percentage stands in its cell as a fraction of one."""
    return f"({text}*100)" if field.kind is Kind.PERCENT else text
