"""Nearest neighbours: the areas that are most alike in what they are, never in what they cost or achieve.

Distances as CIPFA's nearest neighbours: z-scores of published characteristics of the areas, Euclidean.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from bvreview.analysis.errors import NegativeCountError, UnknownNameError
from bvreview.analysis.intervals import finite

Characteristics = Mapping[str, Mapping[str, float | None]]
"""By organisation, then by variable: what the area is like; None or absent where not published."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """How far another organisation is away.

    ``rebased``: the farthest is 1; ``missing``: how many variables it lacks.
    """

    organisation: str
    distance: float
    rebased: float
    missing: int


def nearest(
    characteristics: Characteristics, target: str, *, weights: Mapping[str, float] | None = None
) -> tuple[Neighbour, ...]:
    """All other organisations, the most alike first; none where no variable tells them apart.

    A variable is turned into z-scores (mean 0, standard deviation 1 with ddof 1); one that is the same
    everywhere says nothing and is left out; a missing value counts as the mean and is counted. Weights are
    1 where not given.

    Raises:
        UnknownNameError: the target is not among the organisations. NegativeCountError: a weight below 0.
    """
    if target not in characteristics:
        raise UnknownNameError(target)
    names = dict.fromkeys(name for known in characteristics.values() for name in known)
    scores = {name: z for name in names if (z := _scores(characteristics, name))}
    if not scores:
        return ()
    shares = {name: _weight(name, weights) for name in scores}
    own = {name: z.get(target, 0.0) for name, z in scores.items()}
    found = []
    for organisation in characteristics:
        squares = (shares[n] * (own[n] - z.get(organisation, 0.0)) ** 2 for n, z in scores.items())
        missing = sum(organisation not in z for z in scores.values())
        found.append((math.sqrt(math.fsum(squares)), organisation, missing))
    farthest = max(distance for distance, *__ in found)
    others = sorted(entry for entry in found if entry[1] != target)
    return tuple(Neighbour(o, d, d / farthest if farthest else 0.0, missing) for d, o, missing in others)


def _scores(characteristics: Characteristics, name: str) -> dict[str, float]:
    """The z-scores of a variable where it is known; none where it does not vary."""
    values = {
        o: finite(name, v) for o, known in characteristics.items() if (v := known.get(name)) is not None
    }
    if len(values) < 2:
        return {}
    mean = math.fsum(values.values()) / len(values)
    deviation = math.sqrt(math.fsum((v - mean) ** 2 for v in values.values()) / (len(values) - 1))
    return {o: (v - mean) / deviation for o, v in values.items()} if deviation else {}


def _weight(name: str, weights: Mapping[str, float] | None) -> float:
    weight = finite("weight", (weights or {}).get(name, 1.0))
    if weight < 0:
        raise NegativeCountError("weight", weight)
    return weight
