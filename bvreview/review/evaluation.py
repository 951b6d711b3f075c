"""Working out the pack's expressions over answers; an undefined operand makes the result undefined.

An expression is built once into nested functions of the place where it is asked, and kept.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any, Final, Protocol

from msgspec import Struct

from bvreview.framework.descriptors import Service
from bvreview.framework.expressions import Expression, dotted
from bvreview.review.cells import Address, Answer, State, Value
from bvreview.review.model import ReviewHead

Column = Mapping[str, Value]
Result = Value | bool | Column

PENNY: Final = Decimal("0.01")
_SUMS: Final[dict[type[ast.operator], Callable[[Any, Any], Any]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: lambda left, right: left / right if right else None,
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

    head: ReviewHead
    service: Service | None

    def answer(self, address: Address) -> Answer | None:
        """What stands at an address."""

    def figure(self, address: Address) -> Value:
        """The value there that counts, or None."""

    def figures(self, section: str, part: str, field: str) -> Column | Value:
        """The figures of a field by row key; of a form, the one value."""

    def row_count(self, section: str, part: str) -> int:
        """How many rows a part has."""

    def sums(self, column: Column, keys: Column) -> Mapping[Value, Decimal]:
        """The figures of a column added up by what stands in another column of the same rows."""


class Context(Struct, frozen=True):
    """Where an expression stands: names mean the fields of this row, then those of the section's forms.

    ``row`` is the row's whole id ("part:key"), "" in a form; ``key`` only its key.
    """

    answers: Source
    section: str = ""
    row: str = ""
    key: str = ""
    in_row: frozenset[str] = frozenset()
    in_forms: frozenset[str] = frozenset()


Evaluator = Callable[[Context], Result]


@cache
def evaluator(expression: Expression) -> Evaluator:
    """The expression as a function of a place; None where it is not defined there."""
    return _build(expression.tree)


def _build(node: ast.expr) -> Evaluator:
    match node:
        case ast.Constant(value=value):
            constant = value if isinstance(value, bool | str) else Decimal(str(value))
            return lambda context: constant
        case ast.Name() | ast.Attribute():
            return _reference(dotted(node))
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return _not(_build(operand))
        case ast.UnaryOp(operand=operand):
            return _number_of(operator.neg, [_build(operand)])
        case ast.BinOp(left=left, op=op, right=right):
            return _number_of(_SUMS[type(op)], [_build(left), _build(right)])
        case ast.Compare():
            return _comparison(node)
        case ast.BoolOp(op=op, values=values):
            return _all_of([_build(v) for v in values], every=isinstance(op, ast.And))
        case ast.Call(func=ast.Name(id=name), args=arguments):
            return _call(name, arguments)
    raise AssertionError(f"{ast.dump(node)} was let through")


def _reference(names: tuple[str, ...]) -> Evaluator:
    if len(names) == 1:
        return lambda context: _here(names[0], context)
    if len(names) == 2:
        address = Address(names[0], "", names[1])
        return lambda context: context.answers.figure(address)
    return lambda context: context.answers.figures(*names)


def _here(name: str, context: Context) -> Result:
    place = _place(name, context)
    if place:
        return context.answers.figure(place)
    head = context.answers.head
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


def _place(name: str, context: Context) -> Address | None:
    """Where a bare name leads: a field of the row, or of a form of the section."""
    if name in context.in_row:
        return Address(context.section, context.row, name)
    return Address(context.section, "", name) if name in context.in_forms else None


def _not(operand: Evaluator) -> Evaluator:
    def negate(context: Context) -> Result:
        truth = operand(context)
        return None if truth is None else not truth

    return negate


def _number_of(work: Callable[..., Any], operands: list[Evaluator]) -> Evaluator:
    """Arithmetic: defined only where every operand is a number."""

    def calculate(context: Context) -> Result:
        numbers = [operand(context) for operand in operands]
        defined = all(isinstance(n, Decimal) for n in numbers)
        result: Result = work(*numbers) if defined else None
        return result

    return calculate


def _comparison(node: ast.Compare) -> Evaluator:
    operands = [_build(n) for n in (node.left, *node.comparators)]
    tests = [_COMPARISONS[type(op)] for op in node.ops]
    if len(tests) == 1:
        test, (left, right) = tests[0], operands
        return lambda context: _tested(test, left(context), right(context))

    def compare(context: Context) -> bool | None:
        values = [operand(context) for operand in operands]
        pairs = zip(tests, values, values[1:], strict=False)
        return _combine([_tested(test, left, right) for test, left, right in pairs], every=True)

    return compare


def _tested(test: Callable[[Any, Any], bool], left: Result, right: Result) -> bool | None:
    comparable = left is not None and type(left) is type(right)
    return test(left, right) if comparable else None


def _all_of(operands: list[Evaluator], *, every: bool) -> Evaluator:
    return lambda context: _combine([operand(context) for operand in operands], every=every)


def _combine(truths: list[Any], *, every: bool) -> bool | None:
    """Kleene's and/or: a decided operand decides, otherwise an undefined one leaves it undefined."""
    decisive = not every
    undefined = False
    for truth in truths:
        if truth is None:
            undefined = True
        elif bool(truth) is decisive:
            return decisive
    return None if undefined else every


def _call(name: str, arguments: list[ast.expr]) -> Evaluator:
    if name in _OF_STATE:
        return _of_state(_OF_STATE[name], dotted(arguments[0]))
    if name == "rows":
        section, part = dotted(arguments[0])[:2]
        return lambda context: Decimal(context.answers.row_count(section, part))
    operands = [_build(a) for a in arguments]
    if name in _WITH_CONTEXT:
        work = _WITH_CONTEXT[name]
        return lambda context: work(context, *[operand(context) for operand in operands])
    return _defined(_FUNCTIONS[name], operands)


def _defined(function: Callable[..., Result], operands: list[Evaluator]) -> Evaluator:
    """A function that is undefined where any of its values is."""

    def apply(context: Context) -> Result:
        values = [operand(context) for operand in operands]
        return None if any(v is None for v in values) else function(*values)

    return apply


def _of_state(ask: Callable[[str | None], Result], names: tuple[str, ...]) -> Evaluator:
    """A question about the state of the cell that a reference names (None for a blank)."""

    def state(context: Context) -> Result:
        place = _place(names[0], context) if len(names) == 1 else Address(names[0], "", names[-1])
        answer = context.answers.answer(place) if place else None
        return ask(answer.state.value if answer else None)

    return state


_OF_STATE: Final[dict[str, Callable[[str | None], Result]]] = {
    "state": lambda state: state,
    "given": lambda state: state == State.GIVEN,
    "blank": lambda state: state is None,
}


def _cell(context: Context, column: Result, key: Result) -> Result:
    return column.get(key) if isinstance(column, Mapping) and isinstance(key, str) else None


def _sum_where(context: Context, column: Result, keys: Result, wanted: Result) -> Result:
    if not (isinstance(column, Mapping) and isinstance(keys, Mapping) and isinstance(wanted, str)):
        return None
    return context.answers.sums(column, keys).get(wanted)


def _either(context: Context, condition: Result, then: Result, otherwise: Result) -> Result:
    return None if condition is None else then if condition else otherwise


def _total(_context: Context, *values: Result) -> Result:
    given = [v for v in values if isinstance(v, Decimal)]
    return sum(given, Decimal(0)) if given else None


_WITH_CONTEXT: Final[dict[str, Callable[..., Result]]] = {
    "cell": _cell,
    "sum_where": _sum_where,
    "same_row": lambda context, column: _cell(context, column, context.key),
    "number": lambda context, value: Decimal(0) if value is None else value,
    "either": _either,
    "total": _total,
}


def _numbers(column: Column) -> list[Decimal]:
    return [v for v in column.values() if isinstance(v, Decimal)]


def _sum(column: Column) -> Decimal | None:
    numbers = _numbers(column)
    return sum(numbers, Decimal(0)) if numbers else None


def _share(pool: Decimal, driver: Decimal, drivers: Decimal) -> Decimal | None:
    """A pool's part by its driver, to the penny; undefined where all drivers together are nothing."""
    return (pool * driver / drivers).quantize(PENNY, ROUND_HALF_UP) if drivers else None


def _days(first: date, last: date) -> Decimal:
    return Decimal((last - first).days)


def _round(number: Decimal, places: Decimal) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-int(places)), ROUND_HALF_UP)


_FUNCTIONS: Final[dict[str, Callable[..., Result]]] = {
    "sum": _sum,
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
