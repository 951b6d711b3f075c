"""Quarters and other equal groups of ranked values, and how uncertain a rank is."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from bvreview.analysis.errors import GroupCountError, NumeratorAboveDenominatorError, UnequalLengthsError
from bvreview.analysis.intervals import checked, finite
from bvreview.review.compared.standing import RankRange

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy
    import numpy.typing as npt

SEED = 20100331
"""The seed of the draws, so that the same figures give the same ranges."""


def quantile_groups(
    values: Sequence[float | None], groups: int, *, high_first: bool = False
) -> tuple[int | None, ...]:
    """The group, 1 to ``groups``, of each value; group 1 holds the lowest, or the highest if ``high_first``.

    Equal values share the smallest rank (PHEindicatormethods, Quantiles.R). A missing value has no group;
    with fewer values than groups none has.
    """
    if groups < 1:
        raise GroupCountError("groups", groups)
    keys = [None if v is None else finite("value", v) * (-1 if high_first else 1) for v in values]
    present = sorted(k for k in keys if k is not None)
    if len(present) < groups:
        return (None,) * len(keys)
    ranks: dict[float, int] = {}
    for rank, key in enumerate(present, 1):
        ranks.setdefault(key, rank)
    return tuple(None if k is None else group_of(ranks[k], len(present), groups) for k in keys)


def group_of(rank: int, size: int, groups: int) -> int:
    """The peer's formula in whole numbers: floor((k+1) − ceil((N+1−rank) / (N/k))), 0 becoming 1."""
    return max(1, groups + 1 - math.ceil(((size + 1 - rank) * groups) / size))


def rank_ranges(
    numerators: Sequence[float | None],
    denominators: Sequence[float | None],
    *,
    draws: int = 10_000,
    seed: int = SEED,
    high_first: bool = True,
) -> tuple[RankRange | None, ...]:
    """The range of ranks each proportion could have by chance (Goldstein and Spiegelhalter, JRSS A 1996).

    Each true share is drawn from Beta(x + ½, n − x + ½) and ranked in every draw; rank 1 is the highest
    share, or the lowest unless ``high_first``. A missing figure or denominator of 0 has no range.
    """
    if len(numerators) != len(denominators):
        raise UnequalLengthsError(len(numerators), len(denominators))
    if draws < 1:
        raise GroupCountError("draws", draws)
    pairs = [_pair(x, n) for x, n in zip(numerators, denominators, strict=True)]
    present = [pair for pair in pairs if pair]
    if len(present) < 2:
        return (None,) * len(pairs)
    found = iter(_ranges(_simulated_ranks(present, (draws, seed), high_first=high_first)))
    return tuple(next(found) if pair else None for pair in pairs)


def _pair(numerator: float | None, denominator: float | None) -> tuple[float, float] | None:
    x, n = checked("numerator", numerator), checked("denominator", denominator)
    if x is None or n is None:
        return None
    if x > n:
        raise NumeratorAboveDenominatorError(x, n)
    return (x, n) if n else None


def _simulated_ranks(
    pairs: Sequence[tuple[float, float]], draws_and_seed: tuple[int, int], *, high_first: bool
) -> npt.NDArray[numpy.int64]:
    import numpy as np

    draws, seed = draws_and_seed
    x, n = np.asarray(pairs, dtype=float).T
    shares = np.random.default_rng(seed).beta(x + 0.5, n - x + 0.5, size=(draws, len(x)))
    order = np.argsort(-shares if high_first else shares, axis=1)
    ranks = np.empty_like(order)
    np.put_along_axis(ranks, order, np.arange(1, len(x) + 1)[None, :], axis=1)
    return ranks


def _ranges(ranks: npt.NDArray[numpy.int64]) -> list[RankRange]:
    import numpy as np

    size = ranks.shape[1]
    quarters = np.asarray([group_of(rank, size, 4) for rank in range(1, size + 1)])[ranks - 1]
    lower, median, upper = np.percentile(ranks, (2.5, 50, 97.5), axis=0)
    best, worst = (quarters == 1).mean(axis=0), (quarters == 4).mean(axis=0)
    return [
        RankRange(
            float(median[i]), math.floor(lower[i]), math.ceil(upper[i]), float(best[i]), float(worst[i])
        )
        for i in range(size)
    ]
