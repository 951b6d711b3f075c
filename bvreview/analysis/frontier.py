"""Efficiency beside the best observed: data envelopment analysis by linear programming (scipy HiGHS).

Charnes, Cooper and Rhodes 1978 (constant returns), Banker, Charnes and Cooper 1984 (variable returns). A
score is relative to the organisations compared and has no interval.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, get_args

from bvreview.analysis.errors import TooManyVariablesError, UnequalLengthsError, UnknownWayError
from bvreview.analysis.intervals import finite

if TYPE_CHECKING:
    import numpy
    import numpy.typing as npt

    Matrix = npt.NDArray[numpy.float64]
    Vector = npt.NDArray[numpy.float64]
    Sums = tuple[Matrix, Vector]

Returns = Literal["vrs", "crs", "nirs"]
Orientation = Literal["input", "output"]
_LEAST_WEIGHT: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Efficiency:
    """One organisation beside the frontier; ``score`` 1 is on it, the less the farther away.

    ``peers``: (number of the organisation, weight) of those it is measured by, which may not be the only
    ones. ``input_slacks`` and ``output_slacks``: what could still be saved or gained beyond the score.
    """

    score: float
    peers: tuple[tuple[int, float], ...]
    input_slacks: tuple[float, ...]
    output_slacks: tuple[float, ...]

    @property
    def is_efficient(self) -> bool:
        """On the frontier, with no slack left."""
        slack = max((*self.input_slacks, *self.output_slacks), default=0.0)
        return self.score > 1 - _LEAST_WEIGHT and slack < _LEAST_WEIGHT


def least_organisations(inputs: int, outputs: int) -> int:
    """How many organisations so many variables ask for (Cooper, Seiford and Tone): max(m·s, 3(m+s))."""
    return max(inputs * outputs, 3 * (inputs + outputs))


def efficiency(
    inputs: Sequence[Sequence[float | None]],
    outputs: Sequence[Sequence[float | None]],
    *,
    returns: Returns = "vrs",
    orientation: Orientation = "input",
) -> tuple[Efficiency | None, ...]:
    """The efficiency of each organisation: a row of inputs and a row of outputs for each, in one order.

    None for one with a missing figure or one below zero, or without any input or any output. An output
    score is 1/φ. The
    figures are counts or totals, not ratios. Below ``least_organisations`` scores say little; they are
    refused when there are no more organisations than variables, or fewer than inputs times outputs.

    Raises:
        TooManyVariablesError: as said. UnequalLengthsError. NotANumberError: a figure. UnknownWayError.
    """
    for way, ways in ((returns, get_args(Returns)), (orientation, get_args(Orientation))):
        if way not in ways:
            raise UnknownWayError(way)
    rows = _rows(inputs, outputs)
    kept = [n for n, row in enumerate(rows) if row]
    if not kept:
        return (None,) * len(rows)
    _require_enough(len(kept), len(inputs[0]), len(outputs[0]))
    frontier = _Frontier([row for row in rows if row], returns, by_input=orientation == "input")
    found = {n: _named(frontier.place(place), kept) for place, n in enumerate(kept)}
    return tuple(found.get(n) for n in range(len(rows)))


def _named(found: Efficiency, kept: list[int]) -> Efficiency:
    return replace(found, peers=tuple((kept[n], weight) for n, weight in found.peers))


Row = tuple[list[float], list[float]]


def _rows(
    inputs: Sequence[Sequence[float | None]], outputs: Sequence[Sequence[float | None]]
) -> list[Row | None]:
    if len(inputs) != len(outputs):
        raise UnequalLengthsError(len(inputs), len(outputs))
    for table in (inputs, outputs):
        if len({len(row) for row in table}) > 1:
            raise UnequalLengthsError(*sorted({len(row) for row in table}))
    return [_row(x, y) for x, y in zip(inputs, outputs, strict=True)]


def _row(inputs: Sequence[float | None], outputs: Sequence[float | None]) -> Row | None:
    x, y = _figures("input", inputs), _figures("output", outputs)
    return (x, y) if x and y and any(x) and any(y) else None


def _figures(name: str, row: Sequence[float | None]) -> list[float] | None:
    """The figures of an organisation; None where one is missing or below zero."""
    figures = [None if v is None else finite(name, v) for v in row]
    present = [f for f in figures if f is not None and f >= 0]
    return present if len(present) == len(figures) else None


class _Frontier:
    """All organisations, each variable by its mean, so that pounds and people are of one size."""

    def __init__(self, rows: list[Row], returns: Returns, *, by_input: bool) -> None:
        import numpy as np

        self.sizes = [np.array([row[side] for row in rows], dtype=float).mean(axis=0) for side in (0, 1)]
        for size in self.sizes:
            size[size == 0] = 1.0
        self.x, self.y = (np.array([row[side] for row in rows]) / self.sizes[side] for side in (0, 1))
        self.returns = returns
        self.by_input = by_input

    def place(self, n: int) -> Efficiency:
        """Both stages for one organisation: how far from the frontier, then what is left beyond that."""
        factor = self._factor(n)
        target = (self.x[n] * factor, self.y[n]) if self.by_input else (self.x[n], self.y[n] * factor)
        weights, slacks = self._slacks(*target)
        inputs, outputs = slacks[: self.x.shape[1]], slacks[self.x.shape[1] :]
        return Efficiency(
            factor if self.by_input else 1 / factor,
            tuple((k, float(w)) for k, w in enumerate(weights) if w > _LEAST_WEIGHT),
            tuple(float(v) for v in inputs * self.sizes[0]),
            tuple(float(v) for v in outputs * self.sizes[1]),
        )

    def _factor(self, n: int) -> float:
        """θ, by which all inputs could shrink, or φ, by which all outputs could grow."""
        import numpy as np

        own_x, own_y = (self.x[n], 0 * self.y[n]) if self.by_input else (0 * self.x[n], self.y[n])
        most = np.vstack([np.column_stack([-own_x, self.x.T]), np.column_stack([own_y, -self.y.T])])
        limits = np.concatenate([self.x[n] - own_x, own_y - self.y[n]])
        goal = np.zeros(len(self.x) + 1)
        goal[0] = 1.0 if self.by_input else -1.0
        return float(self._solve(goal, (most, limits), None)[0])

    def _slacks(self, inputs: Vector, outputs: Vector) -> tuple[Vector, Vector]:
        """The weights of the peers, and the most that is left between them and the point on the frontier."""
        import numpy as np

        count, variables = len(self.x), len(inputs) + len(outputs)
        sums = np.vstack([self.x.T, -self.y.T])
        exactly = np.column_stack([sums, np.eye(variables)])
        goal = np.concatenate([np.zeros(count), -np.ones(variables)])
        found = self._solve(goal, None, (exactly, np.concatenate([inputs, -outputs])))
        return found[:count], found[count:]

    def _solve(self, goal: Vector, most: Sums | None, exactly: Sums | None) -> Vector:
        """The smallest ``goal``; the weights of the peers add up as the returns to scale say."""
        import numpy as np
        from scipy.optimize import linprog

        first = len(goal) - len(self.x) if exactly is None else 0
        weights = np.zeros((1, len(goal)))
        weights[0, first : first + len(self.x)] = 1.0
        if self.returns == "vrs":
            exactly = _with(exactly, weights)
        elif self.returns == "nirs":
            most = _with(most, weights)
        bounds = [(0, None)] * len(goal)
        a, b = most or (None, None)
        c, d = exactly or (None, None)
        found = linprog(goal, A_ub=a, b_ub=b, A_eq=c, b_eq=d, bounds=bounds, method="highs")
        return np.asarray(found.x)


def _with(sums: Sums | None, weights: Matrix) -> Sums:
    """The conditions, and that the weights come to 1 (at most, among inequalities)."""
    import numpy as np

    if sums is None:
        return weights, np.ones(1)
    return np.vstack([sums[0], weights]), np.append(sums[1], 1.0)


def _require_enough(count: int, inputs: int, outputs: int) -> None:
    if count <= inputs + outputs or count < inputs * outputs:
        raise TooManyVariablesError(inputs, outputs, count, least_organisations(inputs, outputs))
