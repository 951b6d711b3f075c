"""Working out the pack's expressions over answers; an undefined operand makes the result undefined."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final, Protocol

from bvreview.framework.descriptors import Field, Framework, Part, PartKind, Section, Service
from bvreview.framework.expressions import dotted
from bvreview.review.cells import Address, Answer, State, Value
from bvreview.review.model import ReviewHead

Column = Mapping[str, Value]
Result = Value | bool | Column

PENNY: Final = Decimal("0.01")
_SUMS: Final[dict[type[ast.operator], Callable[[Any, Any], Any]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
}
_COMPARISONS: Final[dict[type[ast.cmpop], Callable[[Any, Any], bool]]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}


class Source(Protocol):
    """What an expression looks its names up in (see ``Answers``)."""

    framework: Framework
    head: ReviewHead
    service: Service | None

    def answer(self, address: Address) -> Answer | None:
        """What stands at an address."""

    def figure(self, address: Address) -> Value:
        """The value there that counts, or None."""

    def column(self, section: Section, part: Part, field: Field) -> Column:
        """The figures of a field by row key."""

    def row_keys(self, section: Section, part: Part) -> tuple[str, ...]:
        """The keys of a part's rows."""


@dataclass(frozen=True, slots=True)
class Context:
    """Where an expression stands: names mean the fields of this row, then of the section's forms."""

    answers: Source
    section: Section | None
    part: Part | None
    key: str


def evaluate(node: ast.expr, context: Context) -> Result:
    """The value of a checked expression, or None where it is not defined."""
    match node:
        case ast.Constant(value=bool() | str() as value):
            return value
        case ast.Constant(value=value):
            return Decimal(str(value))
        case ast.Name() | ast.Attribute():
            return _resolve(dotted(node), context)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            truth = evaluate(operand, context)
            return None if truth is None else not truth
        case ast.UnaryOp(operand=operand):
            number = evaluate(operand, context)
            return -number if isinstance(number, Decimal) else None
        case ast.BinOp(left=left, op=op, right=right):
            return _calculate(op, evaluate(left, context), evaluate(right, context))
        case ast.Compare():
            return _compare(node, context)
        case ast.BoolOp(op=op, values=values):
            return _combine([evaluate(v, context) for v in values], isinstance(op, ast.And))
        case ast.Call(func=ast.Name(id=name), args=arguments):
            return _call(name, arguments, context)
    raise AssertionError(f"{ast.dump(node)} was let through")


def _calculate(op: ast.operator, left: Result, right: Result) -> Decimal | None:
    if not isinstance(left, Decimal) or not isinstance(right, Decimal):
        return None
    if isinstance(op, ast.Div):
        return left / right if right else None
    result: Decimal = _SUMS[type(op)](left, right)
    return result


def _compare(node: ast.Compare, context: Context) -> bool | None:
    left = evaluate(node.left, context)
    verdicts: list[Result] = []
    for op, comparator in zip(node.ops, node.comparators, strict=True):
        right = evaluate(comparator, context)
        comparable = left is not None and right is not None and type(left) is type(right)
        verdicts.append(_COMPARISONS[type(op)](left, right) if comparable else None)
        left = right
    return _combine(verdicts, every=True)


def _combine(truths: list[Result], every: bool) -> bool | None:
    """Kleene's and/or: a decided operand decides, otherwise an undefined one leaves it undefined."""
    decisive = not every
    if any(t is not None and bool(t) is decisive for t in truths):
        return decisive
    return None if any(t is None for t in truths) else every


def _resolve(names: tuple[str, ...], context: Context) -> Result:
    if len(names) == 1:
        return _here(names[0], context)
    section = context.answers.framework.section(names[0])
    if not section:
        return None
    if len(names) == 2:
        return context.answers.figure(Address(section.id, "", names[1]))
    part = section.part(names[1])
    field = part.field(names[2]) if part else None
    if not part or not field:
        return None
    if part.kind is PartKind.FORM:
        return context.answers.figure(Address(section.id, "", field.id))
    return context.answers.column(section, part, field)


def _here(name: str, context: Context) -> Result:
    section, part, head = context.section, context.part, context.answers.head
    if part and section and part.kind is not PartKind.FORM and part.field(name):
        return context.answers.figure(Address(section.id, f"{part.id}:{context.key}", name))
    if section and section.form_field(name):
        return context.answers.figure(Address(section.id, "", name))
    match name:
        case "unit":
            return context.answers.service.unit if context.answers.service else None
        case "service":
            return head.service
        case "row":
            return context.key or None
        case "path":
            return head.path.value
        case "year_start":
            return head.period.first_day
        case "year_end":
            return head.period.last_day
    return None


def _call(name: str, arguments: list[ast.expr], context: Context) -> Result:
    if name in _BY_PLACE:
        return _BY_PLACE[name](arguments[0], context)
    values = [evaluate(a, context) for a in arguments]
    if name == "number":
        return Decimal(0) if values[0] is None else values[0]
    if name == "cell":
        column, key = values
        return column.get(key) if isinstance(column, Mapping) and isinstance(key, str) else None
    if name == "either":
        return None if values[0] is None else values[1] if values[0] else values[2]
    if any(v is None for v in values):
        return None
    result: Result = _FUNCTIONS[name](*values)
    return result


def _same_row(node: ast.expr, context: Context) -> Result:
    column = evaluate(node, context)
    return column.get(context.key) if isinstance(column, Mapping) else None


def _state_of(node: ast.expr, context: Context) -> str | None:
    """The state of the cell that a reference names, or None for a blank."""
    names = dotted(node)
    if len(names) == 1 and context.section and context.part and context.part.field(names[0]):
        row = "" if context.part.kind is PartKind.FORM else f"{context.part.id}:{context.key}"
        address = Address(context.section.id, row, names[0])
    elif len(names) == 1 and context.section:
        address = Address(context.section.id, "", names[0])
    else:
        address = Address(names[0], "", names[-1])
    answer = context.answers.answer(address)
    return answer.state.value if answer else None


def _rows(node: ast.expr, context: Context) -> Decimal:
    section = context.answers.framework.section(dotted(node)[0])
    part = section.part(dotted(node)[1]) if section else None
    return Decimal(len(context.answers.row_keys(section, part))) if section and part else Decimal(0)


_BY_PLACE: Final[dict[str, Callable[[ast.expr, Context], Result]]] = {
    "same_row": _same_row,
    "state": _state_of,
    "rows": _rows,
    "given": lambda node, context: _state_of(node, context) == State.GIVEN,
    "blank": lambda node, context: _state_of(node, context) is None,
}


def _numbers(column: Column) -> list[Decimal]:
    return [v for v in column.values() if isinstance(v, Decimal)]


def _sum(column: Column) -> Decimal | None:
    numbers = _numbers(column)
    return sum(numbers, Decimal(0)) if numbers else None


def _sum_where(column: Column, keys: Column, wanted: str) -> Decimal | None:
    return _sum({key: value for key, value in column.items() if keys.get(key) == wanted})


def _share(pool: Decimal, driver: Decimal, drivers: Decimal) -> Decimal | None:
    """A pool's part by its driver, to the penny; undefined where all drivers together are nothing."""
    return (pool * driver / drivers).quantize(PENNY, ROUND_HALF_UP) if drivers else None


def _days(first: date, last: date) -> Decimal:
    return Decimal((last - first).days)


def _round(number: Decimal, places: Decimal) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-int(places)), ROUND_HALF_UP)


_FUNCTIONS: Final[dict[str, Callable[..., Result]]] = {
    "sum": _sum,
    "sum_where": _sum_where,
    "count": lambda column: Decimal(sum(v is not None for v in column.values())),
    "count_where": lambda column, wanted: Decimal(sum(_holds(v, wanted) for v in column.values())),
    "distinct": lambda column: Decimal(len({v for v in column.values() if v is not None})),
    "contains": lambda value, wanted: wanted in value,
    "length": lambda text: Decimal(len(text.strip())),
    "days": _days,
    "abs": abs,
    "round": _round,
    "min": min,
    "max": max,
    "share": _share,
}


def _holds(value: Value, wanted: str) -> bool:
    return wanted in value if isinstance(value, tuple) else value == wanted
