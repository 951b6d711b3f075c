"""Small numbers among counts of which each is part of the one before: of the caseload, of those, of these.

For each group the counts are taken apart into what each has beyond the next and the last one itself, and
those add up to the first. A count may be shown where it follows from what ``suppress`` leaves standing, so
that what is between two counts ("did not complete") is as safe as the counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bvreview.analysis.disclosure import Cell, Suppressed, suppress

Counts = Mapping[str, int]
"""The counts of one group by their names; one that was not given is not in it."""


@dataclass(frozen=True, slots=True)
class HiddenCounts:
    """Which counts may not be shown: by group and name; ``totals``: of all groups together, by name."""

    counts: frozenset[tuple[str, str]] = frozenset()
    totals: frozenset[str] = frozenset()


def hide_nested(groups: Mapping[str, Counts], names: Sequence[str], threshold: int) -> HiddenCounts:
    """What to hide of groups that do not overlap; ``names``: of the counts, the one that holds all first.

    A count that is larger than the one before it (an error, or people who are counted elsewhere) is no part
    of it. Groups that give other counts are a table of their own, whose totals are taken to be known.
    """
    tables: dict[tuple[str, ...], dict[str, Counts]] = {}
    for group, counts in groups.items():
        for run in _runs(counts, names):
            tables.setdefault(run, {})[group] = counts
    hidden = [place for run, rows in tables.items() for place in _hidden(run, rows, threshold)]
    return HiddenCounts(
        frozenset((group, name) for group, name in hidden if group is not None),
        frozenset(name for group, name in hidden if group is None),
    )


def _runs(counts: Counts, names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The given counts in pieces in which none is larger than the one before."""
    run: list[str] = []
    for name in (name for name in names if name in counts):
        if run and counts[name] > counts[run[-1]]:
            yield tuple(run)
            run = []
        run.append(name)
    if run:
        yield tuple(run)


def _hidden(
    run: Sequence[str], rows: Mapping[str, Counts], threshold: int
) -> Iterator[tuple[str | None, str]]:
    """The group (None for all together) and the name of each count that does not follow from what is left."""
    values = [[counts[name] for name in run] for counts in rows.values()]
    lines = [*values, [sum(column) for column in zip(*values, strict=True)]]
    also = {cell for number, line in enumerate(lines) for cell in _before_small(number, line, threshold)}
    found = suppress([_apart(line) for line in values], threshold=threshold, also=also)
    for number, group in enumerate((*rows, None)):
        yield from ((group, name) for place, name in enumerate(run) if not _follows(found, number, place))


def _apart(line: Sequence[int]) -> list[int]:
    """What each count has beyond the next, and the last."""
    return [*(larger - smaller for larger, smaller in pairwise(line)), line[-1]]


def _before_small(number: int, line: Sequence[int], threshold: int) -> Iterator[Cell]:
    """What has to go so that a small count between the first and the last does not follow from the first."""
    apart = _apart(line)
    for place in range(1, len(line) - 1):
        if 0 < line[place] < threshold:
            yield from [(number, n) for n in range(place) if apart[n]][-1:]


def _follows(found: Suppressed, number: int, place: int) -> bool:
    """Whether a count is the sum of what is shown, or what is left of the first without what is shown."""
    *apart, whole = found.cells[number]
    return None not in apart[place:] or None not in (whole, *apart[:place])
