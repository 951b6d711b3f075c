"""Data envelopment analysis against pyDEA, whose small example is Coelli, Rao and Battese's."""

from __future__ import annotations

import pytest

from bvreview.analysis.errors import (
    NotANumberError,
    TooManyVariablesError,
    UnequalLengthsError,
    UnknownWayError,
)
from bvreview.analysis.frontier import efficiency, least_organisations

SMALL_INPUTS = [[2, 5], [2, 4], [6, 6], [3, 2], [6, 2]]
SMALL_OUTPUTS = [[1], [2], [3], [1], [2]]
MEDIUM = {  # pyDEA: three inputs, two outputs
    "A": ([5, 13, 1], [12, 34], 1),
    "B": ([16, 12, 2], [14, 13], 0.64858757),
    "C": ([16, 26, 2], [25, 56], 0.90924776),
    "D": ([17, 15, 3], [26, 23], 1),
    "E": ([18, 14, 1], [8, 18], 0.54907162),
    "F": ([23, 6, 2], [9, 39], 1),
    "G": ([25, 10, 2], [27, 21], 1),
    "H": ([27, 22, 3], [30, 10], 0.8241206),
    "I": ([37, 14, 1], [31, 25], 1),
    "J": ([42, 25, 2], [26.5, 17], 0.62673338),
    "K": ([5, 17, 3], [12, 37], 1),
}


@pytest.mark.parametrize(
    ("returns", "orientation", "expected"),
    [
        ("crs", "input", [0.5, 1, 0.83333333, 0.71428571, 1]),
        ("vrs", "input", [1, 1, 1, 1, 1]),
        ("crs", "output", [0.5, 1, 0.83333333, 0.71428571, 1]),
        ("vrs", "output", [0.5, 1, 1, 1, 1]),
    ],
)
def test_the_small_example(returns: str, orientation: str, expected: list[float]) -> None:
    found = efficiency(SMALL_INPUTS, SMALL_OUTPUTS, returns=returns, orientation=orientation)  # type: ignore[arg-type]
    assert [r and r.score for r in found] == pytest.approx(expected, abs=1e-8)


def test_the_peers_of_the_small_example() -> None:
    found = efficiency(SMALL_INPUTS, SMALL_OUTPUTS, returns="crs")
    expected = [{1: 0.5}, {1: 1}, {1: 1, 4: 0.5}, {1: 0.21428571, 4: 0.28571429}, {4: 1}]
    for result, peers in zip(found, expected, strict=True):
        assert result
        assert dict(result.peers) == pytest.approx(peers, abs=1e-8)


def test_what_is_left_beyond_the_score() -> None:
    """By hand: half of A's inputs is (1, 2.5); half of B uses (1, 2) for the same output: 0.5 is left."""
    first = efficiency(SMALL_INPUTS, SMALL_OUTPUTS, returns="crs")[0]
    assert first
    assert first.input_slacks == pytest.approx((0, 0.5))
    assert first.output_slacks == pytest.approx((0,))
    assert not first.is_efficient


def test_on_the_edge_is_not_yet_efficient() -> None:
    """Under variable returns A scores 1 by input, and could still do with one unit less of the second."""
    found = efficiency(SMALL_INPUTS, SMALL_OUTPUTS, returns="vrs")
    first, second = found[0], found[1]
    assert first
    assert second
    assert first.score == pytest.approx(1)
    assert not first.is_efficient
    assert second.is_efficient


def test_the_medium_example() -> None:
    inputs, outputs, expected = zip(*MEDIUM.values(), strict=True)
    found = efficiency(inputs, outputs, returns="crs")
    assert [r and r.score for r in found] == pytest.approx(list(expected), abs=1e-7)


def test_returns_to_scale_are_in_order() -> None:
    inputs, outputs, __ = zip(*MEDIUM.values(), strict=True)
    constant, falling, variable = (efficiency(inputs, outputs, returns=r) for r in ("crs", "nirs", "vrs"))
    for c, f, v in zip(constant, falling, variable, strict=True):
        assert c
        assert f
        assert v
        assert c.score <= f.score + 1e-9 <= v.score + 2e-9


def test_scores_do_not_depend_on_the_units() -> None:
    pounds = [[x * 1e6, y / 1e3] for x, y in SMALL_INPUTS]
    found = efficiency(pounds, SMALL_OUTPUTS, returns="crs")
    assert [r and r.score for r in found] == pytest.approx([0.5, 1, 0.83333333, 0.71428571, 1], abs=1e-8)


def test_what_is_missing_or_nothing_stays_out_and_the_rest_keeps_its_numbers() -> None:
    inputs: list[list[float | None]] = [[None, 5]]
    inputs += [[x, y] for x, y in SMALL_INPUTS]
    inputs.append([0, 0])
    found = efficiency(inputs, [[1], *SMALL_OUTPUTS, [3]], returns="crs")
    assert found[0] is None
    assert found[-1] is None
    assert found[1]
    assert dict(found[1].peers) == pytest.approx({2: 0.5})


def test_too_many_variables_are_refused_with_the_rule() -> None:
    """Cooper, Seiford and Tone: max(m·s, 3(m+s)); 35 trusts allow 5 inputs and 6 outputs."""
    assert least_organisations(2, 1) == 9
    assert least_organisations(5, 6) == 33
    with pytest.raises(TooManyVariablesError, match=r"at least 9 organisations.*there are 3"):
        efficiency([[1, 2], [2, 1], [2, 2]], [[1], [1], [1]])


def test_a_figure_below_zero_leaves_its_organisation_out_and_no_other() -> None:
    """Missing and negative data are excluded and listed (None in their place); the others as without them."""
    inputs: list[list[float | None]] = [[2, 5], [2, 4], [6, 6], [3, 2], [6, 2]]
    outputs: list[list[float | None]] = [[1], [2], [3], [1], [2]]
    alone = efficiency(inputs, outputs, returns="crs")
    for odd in ([-1, 2], [None, 2], [0, 0]):
        found = efficiency([*inputs, odd], [*outputs, [1]], returns="crs")
        assert found[:5] == alone
        assert found[5] is None


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(NotANumberError):
        efficiency([[float("nan")]] * 5, [[1]] * 5)
    with pytest.raises(UnknownWayError):
        efficiency([[1]] * 5, [[1]] * 5, returns="drs")  # type: ignore[arg-type]
    with pytest.raises(UnequalLengthsError):
        efficiency([[1]] * 5, [[1]] * 4)
    with pytest.raises(UnequalLengthsError):
        efficiency([[1], [1, 2], [1]], [[1]] * 3)
    assert efficiency([], []) == ()
