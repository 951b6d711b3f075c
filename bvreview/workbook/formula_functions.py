"""The functions of the pack's language that look rows and columns up, as Excel formulas."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from bvreview.framework.expressions import Expression, dotted
from bvreview.workbook.formula_pieces import Piece, UntranslatableError, area_of, reference, when
from bvreview.workbook.plan import LABEL

if TYPE_CHECKING:
    from bvreview.workbook.formulas import Row


def _either(row: Row, arguments: list[ast.expr]) -> Piece:
    """Where the first way does not translate and is not taken now, the second alone."""
    condition, then, otherwise = arguments
    other = row.translate(otherwise)
    try:
        first = row.translate(then)
    except UntranslatableError:
        if _is_true(row, condition):
            raise
        return other
    text = f"IF({_test(row, condition)},{when(first.needs, first.text)},{when(other.needs, other.text)})"
    return Piece(text, (f"ISNUMBER({text})",))


def _is_true(row: Row, node: ast.expr) -> bool:
    """Whether a condition holds in this place now."""
    expression = Expression(ast.unparse(node))
    return row.book.answers.evaluate(expression, row.sheet.section, row.block.part, row.key) is True


def _test(row: Row, node: ast.expr) -> str:
    """A condition: how many of a column are given, against a number."""
    match node:
        case ast.Compare(
            left=ast.Call(func=ast.Name(id="count"), args=[column]),
            ops=[ast.Gt()],
            comparators=[ast.Constant(value=int() as least)],
        ):
            return f"COUNT({row.range_of(column)[0]})>{least}"
    raise UntranslatableError


def _key(row: Row, node: ast.expr) -> str:
    """A row or column that is named by the row or the service it stands in."""
    match node:
        case ast.Constant(value=str() as key):
            return key
        case ast.Name(id="row"):
            return row.key
        case ast.Name(id="service"):
            return row.book.answers.head.service
    raise UntranslatableError


def _series(row: Row, arguments: list[ast.expr]) -> Piece:
    value = row.book.answers.listed(_key(row, arguments[0]), _key(row, arguments[1]))
    return Piece("0", ("FALSE",)) if value is None else Piece(f"{value:f}")


def _lookup(row: Row, arguments: list[ast.expr]) -> Piece:
    key, column = _key(row, arguments[1]), _key(row, arguments[2])
    return row.in_row((*dotted(arguments[0]), column), key)


def _added(row: Row, arguments: list[ast.expr]) -> Piece:
    """The sum of a column that is named by a value."""
    return row.sum_of(ast.Attribute(arguments[0], _key(row, arguments[1]), ast.Load()))


def _portion(row: Row, arguments: list[ast.expr]) -> Piece:
    """The part by its driver; what rounding leaves over is not spread here, so that a penny may differ."""
    pool, whole = row.translate(arguments[0]), row.translate(arguments[1])
    own = row.in_row((*dotted(arguments[2]), _key(row, arguments[3])), _key(row, arguments[4]))
    needs = (*pool.needs, *whole.needs, *own.needs, f"IFERROR({whole.text}>0,FALSE)")
    return Piece(f"ROUND({pool.text}*{own.text}/{whole.text},2)", needs)


def _pooled(row: Row, arguments: list[ast.expr]) -> Piece:
    (tops, *_rest), (bottoms, *_rest), (keys, *_rest) = (row.range_of(a) for a in arguments[:3])
    wanted = row.block.columns.get(dotted(arguments[3])[0])
    if not wanted or row.block.is_form:
        raise UntranslatableError
    rows = f"({keys}={reference(row.row, wanted)})*ISNUMBER({tops})*ISNUMBER({bottoms})"
    whole = f"SUMPRODUCT({rows},{bottoms})"
    return Piece(f"(SUMPRODUCT({rows},{tops})/{whole})", (f"SUMPRODUCT({rows})>1", f"{whole}>0"))


def _mean_margin(row: Row, arguments: list[ast.expr]) -> Piece:
    deviation, count = (row.translate(a) for a in arguments)
    whole = f"IFERROR(AND({count.text}>=2,{count.text}=INT({count.text}),{deviation.text}>=0),FALSE)"
    text = f"(TINV(0.05,{count.text}-1)*{deviation.text}/SQRT({count.text}))"
    return Piece(text, (*deviation.needs, *count.needs, whole))


def _at_prices(row: Row, arguments: list[ast.expr]) -> Piece:
    amount = row.translate(arguments[0])
    then, there = (_index(row, arguments[1], year) for year in arguments[2:])
    needs = (*amount.needs, f"IFERROR({then}>0,FALSE)", f"IFERROR({there}>0,FALSE)")
    return Piece(f"({amount.text}*{there}/{then})", needs)


def _index(row: Row, column: ast.expr, year: ast.expr) -> str:
    """The figure of the row with a label, nought where there is none.

    A criterion of SUMIFS would not do: "2009-10" reads as October 2009 there.
    """
    sheet, block, field = row.column_of(column)
    labels = row.qualified(sheet, area_of(LABEL, block.first, block.last))
    figures = row.qualified(sheet, area_of(block.columns[field.id], block.first, block.last))
    return f"SUMPRODUCT(1*({labels}={_word(row, year)}),{figures})"


def _word(row: Row, node: ast.expr) -> str:
    """A year as its cell says it: of the review, of an answer, or the one in place of a blank answer."""
    period = row.book.answers.head.period
    match node:
        case ast.Name(id="this_year"):
            return f'"{period.id}"'
        case ast.Name(id="year_before"):
            return f'"{period.before().id}"'
        case ast.Call(func=ast.Name(id="either"), args=[_given, answer, otherwise]):
            place = _word(row, answer)
            return f'IF({place}="",{_word(row, otherwise)},{place})'
        case ast.Name() | ast.Attribute():
            return _place(row, dotted(node))
    raise UntranslatableError


def _place(row: Row, names: tuple[str, ...]) -> str:
    """The cell of an answer of this row, or of a form."""
    here = row.block.columns.get(names[0]) if len(names) == 1 and not row.block.is_form else None
    if here:
        return reference(row.row, here)
    sheet = row.book.plan.sheet(row.sheet.section.id if len(names) == 1 else names[0])
    for block in sheet.blocks if sheet and len(names) < 3 else ():
        if sheet and block.is_form and names[-1] in block.rows:
            return row.on(sheet, block, "", names[-1])
    raise UntranslatableError


BY_NAME: Final[dict[str, Callable[[Row, list[ast.expr]], Piece]]] = {
    "either": _either,
    "series": _series,
    "lookup": _lookup,
    "added": _added,
    "portion": _portion,
    "pooled": _pooled,
    "mean_margin": _mean_margin,
    "at_prices": _at_prices,
}
"""Given the row a formula stands in and its values."""
