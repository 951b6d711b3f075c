"""The lines of a table before and after an edit, as the steps that lead from one to the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

Step = tuple[str, str | None, str | None]
"""A line's key, the place that it leaves and the place that it takes (as digits; None: it is not there)."""


def added(old: Sequence[str], new: Sequence[str]) -> Iterator[Step]:
    """The lines that come, first one first; all others are where they were."""
    there = set(old)
    for place, key in enumerate(new):
        if key not in there:
            yield key, None, str(place)


def removed(old: Sequence[str], new: Sequence[str]) -> Iterator[Step]:
    """The lines that go, last one first: each step says where its line stands when it is taken."""
    left = set(new)
    for place, key in reversed(tuple(enumerate(old))):
        if key not in left:
            yield key, str(place), None


def moved(old: Sequence[str], new: Sequence[str]) -> Iterator[Step]:
    """The lines that change places, where none comes and none goes."""
    if set(old) != set(new):
        return
    now = list(old)
    for place, key in enumerate(new):
        if now[place] != key:
            at = now.index(key)
            now.insert(place, now.pop(at))
            yield key, str(at), str(place)


def shifted(keys: Sequence[str], chosen: Sequence[str], to: int) -> tuple[str, ...]:
    """The keys with the chosen ones, in their order, before the line that stands at ``to`` now."""
    before = [k for k in keys[:to] if k not in chosen]
    after = [k for k in keys[to:] if k not in chosen]
    return (*before, *(k for k in keys if k in chosen), *after)
