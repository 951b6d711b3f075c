"""Small numbers among counts of which each is part of the one before."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bvreview.analysis.nested import hide_nested

NAMES = ("caseload", "service", "good")
Groups = dict[str, dict[str, int]]


def group(*counts: int) -> dict[str, int]:
    return dict(zip(NAMES, counts, strict=True))


def hidden(groups: Groups, threshold: int = 5) -> set[tuple[str, str]]:
    return set(hide_nested(groups, NAMES, threshold).counts)


def test_nothing_small_hides_nothing() -> None:
    found = hide_nested({"men": group(4505, 1885, 1130), "women": group(615, 259, 132)}, NAMES, 5)
    assert not found.counts
    assert not found.totals


def test_a_small_count_takes_another_with_it() -> None:
    found = hidden({"men": group(4505, 1885, 1130), "women": group(615, 3, 0), "other": group(90, 40, 20)})
    assert ("women", "service") in found
    assert ("women", "caseload") not in found
    assert found & {("men", "service"), ("other", "service")}, "it would follow from the total"


def test_nought_is_shown() -> None:
    assert not hidden({"men": group(400, 100, 60), "women": group(100, 0, 0)})


def test_a_small_rest_hides_the_count_that_leaves_it() -> None:
    """97 of 100: three did not complete."""
    assert ("men", "good") in hidden({"men": group(400, 100, 97), "women": group(300, 90, 40)})


@pytest.mark.parametrize(("threshold", "expected"), [(0, False), (3, False), (4, True), (8, True)])
def test_the_threshold_is_a_setting(threshold: int, expected: bool) -> None:
    found = hidden({"men": group(400, 100, 60), "women": group(100, 30, 3)}, threshold)
    assert (("women", "good") in found) is expected


def test_counts_that_were_not_given_are_no_nought() -> None:
    found = hidden({"men": {"caseload": 400, "service": 100}, "women": {"service": 3}, "other": {}})
    assert found == {("women", "service")}


def test_a_count_above_the_one_before_stands_alone() -> None:
    assert hidden({"a": group(10, 700, 3), "b": group(20, 400, 90)}) >= {("a", "good")}
    assert ("a", "service") not in hidden({"a": group(10, 700, 300), "b": group(20, 400, 90)})


counts = st.tuples(*[st.integers(0, 6)] * 3).map(lambda parts: (sum(parts), sum(parts[1:]), parts[2]))


@settings(max_examples=25, deadline=None)
@given(st.lists(counts, min_size=1, max_size=2))
def test_no_hidden_count_has_one_possible_value(rows: list[tuple[int, int, int]]) -> None:
    """All tables that agree with what is shown are gone through; whoever reads knows that none is nought."""
    groups = {str(n): group(*row) for n, row in enumerate(rows)}
    found = hide_nested(groups, NAMES, 5)
    agreeing = [
        table
        for table in product(*[_agreeing(key, groups[key], found.counts) for key in groups])
        if all(
            name in found.totals or sum(row[n] for row in table) == sum(row[n] for row in rows)
            for n, name in enumerate(NAMES)
        )
    ]
    for key, name in found.counts:
        values = {table[int(key)][NAMES.index(name)] for table in agreeing}
        assert len(values) > 1, (groups, key, name)
    for key, row in groups.items():
        for name, count in row.items():
            assert not 0 < count < 5 or (key, name) in found.counts
            assert count or (key, name) not in found.counts, "nought is shown"


def _agreeing(key: str, row: dict[str, int], held: frozenset[tuple[str, str]]) -> list[tuple[int, int, int]]:
    ranges = [range(1, 22) if (key, name) in held else [row[name]] for name in NAMES]
    return [(c, s, g) for c, s, g in product(*ranges) if c >= s >= g]
