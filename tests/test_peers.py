"""Nearest neighbours on the characteristics of areas."""

from __future__ import annotations

import pytest

from bvreview.analysis.errors import NegativeCountError, NotANumberError, UnknownNameError
from bvreview.analysis.peers import nearest

AREAS = {
    "here": {"density": 1.0, "young": 10.0},
    "near": {"density": 2.0, "young": 10.0},
    "far": {"density": 3.0, "young": 16.0},
}


def test_distances_are_of_z_scores() -> None:
    """By hand: density has sd 1, young has mean 12 and sd √12, so far is √(2² + 6²/12) = √7 away."""
    first, second = nearest(AREAS, "here")
    assert first.organisation == "near"
    assert first.distance == pytest.approx(1.0)
    assert second.organisation == "far"
    assert second.distance == pytest.approx(7**0.5)
    assert first.rebased == pytest.approx(7**-0.5)
    assert second.rebased == 1.0


def test_weights_change_what_is_near() -> None:
    first, __ = nearest({**AREAS, "far": {"density": 1.0, "young": 16.0}}, "here", weights={"young": 0})
    assert (first.organisation, first.distance) == ("far", 0.0)


def test_what_does_not_vary_is_left_out_and_what_is_missing_counts_as_the_mean() -> None:
    areas: dict[str, dict[str, float | None]] = {
        name: {**known, "same": 5.0} for name, known in AREAS.items()
    }
    areas["gap"] = {"density": 2.0, "young": None, "same": 5.0}
    found = {n.organisation: n for n in nearest(areas, "here")}
    assert found["gap"].missing == 1
    assert found["near"].missing == 0
    assert found["gap"].distance == pytest.approx(
        ((1 / (2 / 3) ** 0.5) ** 2 + (2 / 12**0.5) ** 2) ** 0.5
    )  # density 1, 2, 3, 2: sd √(2/3)


def test_without_anything_published_there_is_no_neighbour() -> None:
    assert nearest({"a": {}, "b": {}}, "a") == ()
    assert nearest({"a": {"x": 1.0}, "b": {"x": 1.0}}, "a") == ()
    assert nearest({"a": {"x": 1.0}}, "a") == ()


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(UnknownNameError):
        nearest(AREAS, "nowhere")
    with pytest.raises(NegativeCountError):
        nearest(AREAS, "here", weights={"young": -1})
    with pytest.raises(NotANumberError):
        nearest({**AREAS, "odd": {"density": float("nan")}}, "here")
