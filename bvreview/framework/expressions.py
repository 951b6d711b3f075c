"""The pack's small language for sums and checks: Python's own grammar, cut down to what a pack may say.

References: ``fte`` (a field of the same row, or of the same form), ``about.lead`` (a form's field),
``costs.staff.cost`` (a column: all rows of a part). Names that are always there: ``unit`` (id of the
volume that unit costs divide by), ``outcome_unit`` (of what is to be achieved), ``service``, ``row`` (the
key of the row), ``per`` (for how many the rate of the row is told), ``path``, ``year_start``, ``year_end``,
``this_year`` ("2009-10"), ``year_before``.
Functions: see ``FUNCTIONS``.
An undefined operand makes a result undefined; a blank is never zero.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Final

FUNCTIONS: Final[dict[str, tuple[int, int]]] = {
    "sum": (1, 1),  # of a column: given values only; undefined when none is given
    "sum_where": (3, 3),  # sum_where(column, key column, "key")
    "count": (1, 1),  # how many of a column are given
    "count_where": (2, 2),  # count_where(column, "value")
    "distinct": (1, 1),  # how many different values a column has
    "rows": (1, 1),  # how many rows a part has: rows(plan.actions)
    "cell": (2, 2),  # cell(column, "row"): one cell of a grid
    "same_row": (1, 1),  # the cell of a column in the row of the same key
    "total": (2, 9),  # of those that are given; undefined when none is
    "number": (1, 1),  # a blank counts as nothing: only for optional parts of a sum
    "given": (1, 1),
    "blank": (1, 1),
    "state": (1, 1),  # "given", "not collected", ...
    "contains": (2, 2),  # contains(choices, "id") or contains(text, "part")
    "length": (1, 1),  # characters of a text
    "days": (2, 2),  # days(from, to)
    "abs": (1, 1),
    "round": (2, 2),
    "min": (2, 9),
    "max": (2, 9),
    "share": (3, 3),  # share(pool, driver, all drivers), pounds to the penny
    "either": (3, 3),  # either(condition, then, otherwise)
    "lookup": (3, 3),  # lookup(pools.drivers, "row", "field"): a cell whose field a value names
    "added": (2, 2),  # added(pools.drivers, "column"): the sum of a field that is named by a value
    "portion": (5, 5),  # portion(pool, all, pools.drivers, "column", "row"): a row's part, to the penny
    "stepped": (4, 4),  # stepped(amounts, order, all, pools.between): what this row's pool leaves to services
    "pooled": (4, 4),  # pooled(numerators, denominators, key column, "key"): of two rows or more
    "mean_margin": (2, 2),  # mean_margin(standard deviation, how many): half the 95% interval of a mean
    "series": (2, 2),  # series("gdp_deflator", "2009-10"): a published figure
    "at_prices": (4, 4),  # at_prices(amount, index column, year of the amount, year of the prices)
}
NAMES: Final = frozenset(
    (
        "unit",
        "outcome_unit",
        "service",
        "row",
        "per",
        "path",
        "year_start",
        "year_end",
        "this_year",
        "year_before",
    )
)
OF_A_PART: Final = {"rows": 0, "lookup": 0, "added": 0, "portion": 2, "stepped": 3}
"""Functions that name a part, and which of their values does."""
_ALLOWED: Final = frozenset(
    (
        *(ast.BinOp, ast.Add, ast.Sub, ast.Mult, ast.Div, ast.UnaryOp, ast.USub, ast.Not),
        *(ast.Compare, ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE),
        *(ast.BoolOp, ast.And, ast.Or, ast.Call, ast.Name, ast.Attribute, ast.Constant, ast.Load),
    )
)


class ExpressionError(ValueError):
    """A formula or check in a pack says something that the language does not have."""


class Expression:
    """A formula or check, parsed when its ``tree`` is asked for; equal when the text is equal.

    Not a dataclass: msgspec would then fill it from a table, where a pack says it as a text.
    """

    __slots__ = ("_tree", "source")

    def __init__(self, source: str) -> None:
        self.source: Final = source
        self._tree: ast.expr | None = None

    @property
    def tree(self) -> ast.expr:
        """The expression taken apart.

        Raises:
            ExpressionError: with what is not understood, for the author of the pack.
        """
        if self._tree is None:
            self._tree = _parse(self.source)
        return self._tree

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Expression) and self.source == other.source

    def __hash__(self) -> int:
        return hash(self.source)

    def __repr__(self) -> str:
        return f"Expression({self.source!r})"

    def references(self) -> Iterator[tuple[str, ...]]:
        """Every reference in it: ("fte",), ("about", "lead"), ("costs", "staff", "cost")."""
        return _references(self.tree)


def read_expression(kind: type, value: object) -> Expression:
    """A text as an expression (the one type of ours that msgspec does not know)."""
    if kind is not Expression or not isinstance(value, str):
        raise NotImplementedError(f"{kind} is not part of a pack")
    return Expression(value)


def _parse(source: str) -> ast.expr:
    try:
        tree = ast.parse(source.strip(), mode="eval").body
    except SyntaxError as error:
        raise ExpressionError(f"cannot be read: {error.msg}") from error
    for node in ast.walk(tree):
        _check_node(node)
    return tree


def _check_node(node: ast.AST) -> None:
    if type(node) not in _ALLOWED:
        raise ExpressionError(f"{type(node).__name__} is not part of the language")
    if isinstance(node, ast.Call):
        _check_call(node)
    if isinstance(node, ast.Constant) and not isinstance(node.value, int | float | str | bool):
        raise ExpressionError(f"{node.value!r} is not a number or a text")
    if isinstance(node, ast.Attribute) and len(dotted(node)) > 3:
        raise ExpressionError(f"{'.'.join(dotted(node))} has more than three names")


def _check_call(node: ast.Call) -> None:
    if not isinstance(node.func, ast.Name) or node.func.id not in FUNCTIONS:
        raise ExpressionError(f"{ast.unparse(node.func)} is not a function of the language")
    least, most = FUNCTIONS[node.func.id]
    if node.keywords or not least <= len(node.args) <= most:
        raise ExpressionError(f"{node.func.id} takes {least} to {most} values")


def dotted(node: ast.expr) -> tuple[str, ...]:
    """The names of a reference: ``costs.staff.cost`` -> ("costs", "staff", "cost")."""
    if isinstance(node, ast.Name):
        return (node.id,)
    if isinstance(node, ast.Attribute):
        return (*dotted(node.value), node.attr)
    raise ExpressionError(f"{ast.unparse(node)} is not a reference")


def _references(node: ast.AST) -> Iterator[tuple[str, ...]]:
    if isinstance(node, ast.Name | ast.Attribute):
        names = dotted(node)
        if not (len(names) == 1 and names[0] in NAMES):
            yield names
    elif isinstance(node, ast.Call):
        for argument in node.args:
            yield from _references(argument)
    else:
        for child in ast.iter_child_nodes(node):
            yield from _references(child)
