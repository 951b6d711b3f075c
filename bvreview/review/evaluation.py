"""Working out the pack's expressions over answers; an undefined operand makes the result undefined.

An expression is built once into nested functions of the place where it is asked, and kept.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import cache
from typing import Any, Final

from bvreview.framework.expressions import OF_A_PART, Expression, dotted
from bvreview.review.cells import Address, address_of
from bvreview.review.context import Context, Result
from bvreview.review.functions import FUNCTIONS, OF_STATE, WITH_CONTEXT, WITH_PART

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

Evaluator = Callable[[Context], Result]

ALWAYS_THERE: Final[dict[str, Evaluator]] = {
    "unit": lambda context: context.answers.service.unit if context.answers.service else None,
    "outcome_unit": lambda context: (context.answers.service and context.answers.service.outcome) or None,
    "service": lambda context: context.answers.head.service,
    "row": lambda context: context.key or None,
    "per": lambda context: context.answers.per(context.key),
    "path": lambda context: context.answers.head.path.value,
    "year_start": lambda context: context.answers.head.period.first_day,
    "year_end": lambda context: context.answers.head.period.last_day,
    "this_year": lambda context: context.answers.head.period.id,
    "year_before": lambda context: context.answers.head.period.before().id,
}
"""What each name means that is no reference."""


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
        return _here(names[0])
    if len(names) == 2:
        address = Address(names[0], "", names[1])
        return lambda context: context.answers.figure(address)
    return lambda context: context.answers.figures(*names)


def _here(name: str) -> Evaluator:
    """A bare name: a figure of the row or of a form of the section, else what it always means."""
    known = ALWAYS_THERE.get(name)

    def figure(context: Context) -> Result:
        place = _place(name, context)
        if place:
            return context.answers.figure(place)
        return known(context) if known else None

    return figure


def _place(name: str, context: Context) -> Address | None:
    """Where a bare name leads: a field of the row, or of a form of the section."""
    if name in context.in_row:
        return address_of((context.section, context.row, name))
    return address_of((context.section, "", name)) if name in context.in_forms else None


def _not(operand: Evaluator) -> Evaluator:
    def negate(context: Context) -> Result:
        truth = operand(context)
        return None if truth is None else not truth

    return negate


def _number_of(work: Callable[..., Any], operands: list[Evaluator]) -> Evaluator:
    """Arithmetic: defined only where every operand is a number."""

    def calculate(context: Context) -> Result:
        numbers = []
        for operand in operands:
            number = operand(context)
            if not isinstance(number, Decimal):
                return None
            numbers.append(number)
        result: Result = work(*numbers)
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
    return lambda context: _combine((operand(context) for operand in operands), every=every)


def _combine(truths: Iterable[Any], *, every: bool) -> bool | None:
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
    if name in OF_STATE:
        return _of_state(OF_STATE[name], dotted(arguments[0]))
    if name in OF_A_PART:
        return _of_a_part(name, arguments)
    operands = [_build(a) for a in arguments]
    if name in WITH_CONTEXT:
        work = WITH_CONTEXT[name]
        return lambda context: work(context, *[operand(context) for operand in operands])
    return _defined(FUNCTIONS[name], operands)


def _of_a_part(name: str, arguments: list[ast.expr]) -> Evaluator:
    """A function that is given the names of a part; the others of its values are worked out."""
    at = OF_A_PART[name]
    part = dotted(arguments[at])[:2]
    operands = [_build(a) for n, a in enumerate(arguments) if n != at]
    work = WITH_PART[name]
    return lambda context: work(context, part, *[operand(context) for operand in operands])


def _defined(function: Callable[..., Result], operands: list[Evaluator]) -> Evaluator:
    """A function that is undefined where any of its values is."""

    def apply(context: Context) -> Result:
        values = []
        for operand in operands:
            value = operand(context)
            if value is None:
                return None
            values.append(value)
        return function(*values)

    return apply


def _of_state(ask: Callable[[str | None], Result], names: tuple[str, ...]) -> Evaluator:
    """A question about the state of the cell that a reference names (None for a blank)."""

    def state(context: Context) -> Result:
        place = _place(names[0], context) if len(names) == 1 else Address(names[0], "", names[-1])
        answer = context.answers.answer(place) if place else None
        return ask(answer.state.value if answer else None)

    return state
