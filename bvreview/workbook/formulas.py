"""The pack's formulas as Excel formulas, where they translate simply; the reader never depends on them.

Undefined stays undefined: a formula shows nothing until every figure it needs is there.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import Final

from bvreview.framework.descriptors import Field, Framework, Item, Kind, Part, PartKind
from bvreview.framework.expressions import dotted
from bvreview.review.answers import Answers
from bvreview.workbook.plan import Block, SheetPlan, WorkbookPlan

_OPERATORS: Final[dict[type[ast.operator], str]] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_WILD: Final = frozenset('*?~"')


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a formula and the conditions under which it is defined."""

    text: str
    needs: tuple[str, ...] = ()


class _Untranslatable(Exception):
    """The expression says something that has no simple form in Excel."""


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
        self.unit = answers.service.unit if answers.service else ""
        self.plan = plan

    def formula(self, spot: Spot, field: Field) -> str | None:
        """The Excel formula of a worked-out cell with its equals sign; None where it does not translate."""
        if not field.formula or not field.kind.is_numeric:
            return None
        try:
            piece = _Row(self, spot.sheet, spot.block, spot.row, spot.key).translate(field.formula.tree)
        except _Untranslatable:
            return None
        text = f"({piece.text})/100" if field.kind is Kind.PERCENT else piece.text
        return f"={_when(piece.needs, text)}"

    def total(self, block: Block, field: Field) -> str:
        """The sum of a column; nothing while nothing is entered."""
        area = _area(block.columns[field.id], block.first, block.last)
        return f'=IF(COUNT({area})=0,"",SUM({area}))'


@dataclass(frozen=True, slots=True)
class _Row:
    """The place of a formula: names mean the fields of this row, then of the section's forms."""

    book: Translator
    sheet: SheetPlan
    block: Block
    row: int
    key: str

    def translate(self, node: ast.expr) -> _Piece:
        match node:
            case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
                return _Piece(str(value))
            case ast.Name() | ast.Attribute():
                return self._figure(dotted(node))
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                inner = self.translate(operand)
                return _Piece(f"-({inner.text})", inner.needs)
            case ast.BinOp(left=left, op=op, right=right):
                return self._binary(self.translate(left), op, self.translate(right))
            case ast.Call(func=ast.Name(id=name), args=arguments):
                return self._call(name, arguments)
        raise _Untranslatable

    def _binary(self, left: _Piece, op: ast.operator, right: _Piece) -> _Piece:
        needs = (*left.needs, *right.needs)
        if isinstance(op, ast.Div):
            needs = (*needs, f"IFERROR(({right.text})<>0,FALSE)")
        return _Piece(f"({left.text}{_OPERATORS[type(op)]}{right.text})", needs)

    def _call(self, name: str, arguments: list[ast.expr]) -> _Piece:
        match name:
            case "sum":
                return self._sum(arguments[0])
            case "sum_where":
                return self._sum_where(arguments)
            case "cell":
                return self._cell(arguments[0], arguments[1])
            case "same_row":
                return self._in_row(dotted(arguments[0]), self.key)
            case "number":
                inner = self.translate(arguments[0])
                return _Piece(_when(inner.needs, inner.text, "0"))
        pieces = [self.translate(a) for a in arguments]
        if name == "total":
            given = [_when(p.needs, "1", "0") for p in pieces]
            texts = [_when(p.needs, p.text, "0") for p in pieces]
            return _Piece(f"({'+'.join(texts)})", (f"({'+'.join(given)})>0",))
        needs = tuple(n for p in pieces for n in p.needs)
        texts = [p.text for p in pieces]
        if name in ("round", "abs", "min", "max"):
            return _Piece(f"{name.upper()}({','.join(texts)})", needs)
        if name == "share":
            return _Piece(
                f"ROUND({texts[0]}*{texts[1]}/{texts[2]},2)", (*needs, f"IFERROR({texts[2]}<>0,FALSE)")
            )
        raise _Untranslatable

    def _figure(self, names: tuple[str, ...]) -> _Piece:
        here = self.block.columns.get(names[0])
        if len(names) == 1 and here and not self.block.is_form:
            return _number(_reference(self.row, here), self.block.part.field(names[0]))
        section = self.sheet.section.id if len(names) == 1 else names[0]
        if len(names) > 2:
            raise _Untranslatable
        sheet = self.book.plan.sheet(section)
        for block in sheet.blocks if sheet else ():
            if sheet and block.is_form and names[-1] in block.rows:
                return _number(self._on(sheet, block, "", names[-1]), block.part.field(names[-1]))
        raise _Untranslatable

    def _column(self, node: ast.expr) -> tuple[SheetPlan, Block, Field]:
        names = dotted(node)
        sheet = self.book.plan.sheet(names[0]) if len(names) == 3 else None
        block = sheet.block(names[1]) if sheet else None
        field = block.part.field(names[2]) if block and names[2] in block.columns else None
        if not sheet or not block or not field or block.is_form:
            raise _Untranslatable
        return sheet, block, field

    def _range(self, node: ast.expr) -> tuple[str, Block, Field]:
        sheet, block, field = self._column(node)
        area = _area(block.columns[field.id], block.first, block.last)
        return self._qualified(sheet, area), block, field

    def _sum(self, node: ast.expr) -> _Piece:
        area, __, field = self._range(node)
        return _Piece(_scaled(f"SUM({area})", field), (f"COUNT({area})>0",))

    def _sum_where(self, arguments: list[ast.expr]) -> _Piece:
        area, __, field = self._range(arguments[0])
        keys, __, key_field = self._range(arguments[1])
        wanted = self._written(key_field, arguments[2])
        needs = (f"SUMPRODUCT(({keys}={wanted})*ISNUMBER({area}))>0",)
        return _Piece(_scaled(f"SUMIFS({area},{keys},{wanted})", field), needs)

    def _written(self, field: Field, node: ast.expr) -> str:
        """How a choice stands in the cells that are compared."""
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            raise _Untranslatable
        label = {"yes": "Yes", "no": "No"}.get(node.value, "") if field.kind is Kind.YES_NO else ""
        items: tuple[Item, ...] = self.book.framework.lists.get(field.list, ())
        label = label or next((i.label for i in items if i.id == node.value), "")
        if not label or _WILD & set(label):
            raise _Untranslatable
        return f'"{label}"'

    def _cell(self, column: ast.expr, key: ast.expr) -> _Piece:
        match key:
            case ast.Constant(value=str() as wanted):
                return self._in_row(dotted(column), wanted)
            case ast.Name(id="unit"):
                return self._in_row(dotted(column), self.book.unit)
        raise _Untranslatable

    def _in_row(self, names: tuple[str, ...], key: str) -> _Piece:
        sheet = self.book.plan.sheet(names[0]) if len(names) == 3 else None
        block = sheet.block(names[1]) if sheet else None
        if not sheet or not block or block.part.kind is not PartKind.GRID:
            raise _Untranslatable
        return _number(self._on(sheet, block, key, names[2]), _field(block.part, names[2]))

    def _local(self, block: Block, key: str, field_id: str) -> str:
        place = block.place(key, field_id)
        if not place:
            raise _Untranslatable
        return _reference(*place)

    def _on(self, sheet: SheetPlan, block: Block, key: str, field_id: str) -> str:
        return self._qualified(sheet, self._local(block, key, field_id))

    def _qualified(self, sheet: SheetPlan, reference: str) -> str:
        return reference if sheet is self.sheet else f"{quoted_title(sheet.title)}!{reference}"


def quoted_title(title: str) -> str:
    """A sheet's name as formulas and links write it."""
    return "'" + title.replace("'", "''") + "'"


def column_letters(column: int) -> str:
    """1 is A, 28 is AB."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _field(part: Part, field_id: str) -> Field:
    field = part.field(field_id)
    if not field:
        raise _Untranslatable
    return field


def _number(reference: str, field: Field | None) -> _Piece:
    if not field or not field.kind.is_numeric:
        raise _Untranslatable
    return _Piece(_scaled(reference, field), (f"ISNUMBER({reference})",))


def _scaled(text: str, field: Field) -> str:
    """A percentage stands in its cell as a fraction of one."""
    return f"({text}*100)" if field.kind is Kind.PERCENT else text


def _reference(row: int, column: int) -> str:
    return f"{column_letters(column)}{row}"


def _area(column: int, first: int, last: int) -> str:
    return f"{_reference(first, column)}:{_reference(last, column)}"


def _when(needs: tuple[str, ...], text: str, otherwise: str = '""') -> str:
    conditions = list(dict.fromkeys(needs))
    if not conditions:
        return text
    condition = conditions[0] if len(conditions) == 1 else f"AND({','.join(conditions)})"
    return f"IF({condition},{text},{otherwise})"
