"""From a comparison to charts: which figures are points, and what they are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bvreview.charts.said import readout, whole_label, words_of
from bvreview.charts.spec import (
    Axis,
    ChartSpec,
    DotRow,
    FunnelSpec,
    Point,
    PointRole,
    RankedDotsSpec,
    Scale,
)
from bvreview.framework.services import Direction
from bvreview.i18n import _
from bvreview.review.compared.standing import (
    Comparison,
    PeerGroup,
    Standing,
    quarter_word,
    say_percent,
    say_pounds,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDE_RANGE = 4.0
"""Sizes that differ by more than this factor are spaced by square root, so that none has to be left out."""


def chart_specs(
    comparison: Comparison, *, own: str = "", peers: PeerGroup | None = None, followed: str = ""
) -> tuple[ChartSpec, ...]:
    """The charts of a comparison: funnel and ranked dots of a proportion, ranked dots of money.

    ``own`` and ``followed`` are picked out by name.
    """
    dots = dots_spec(comparison, own=own, peers=peers, followed=followed)
    if comparison.kind == "money":
        return (dots,)
    return funnel_spec(comparison, own=own, peers=peers, followed=followed), dots


def funnel_spec(
    comparison: Comparison, *, own: str = "", peers: PeerGroup | None = None, followed: str = ""
) -> FunnelSpec:
    """The funnel of a proportion: group and backdrop as points, ``own`` and ``peers`` picked out.

    Without ``peers`` the members of a group that stands before a backdrop are the peers. A proportion only.
    """
    shown = (*comparison.standings, *comparison.backdrop)
    picked = _picked(comparison, peers)
    points = tuple(
        _point(s, comparison, _role(s, (own, followed), picked)) for s in shown if s.observation.denominator
    )
    return FunnelSpec(
        words=words_of(comparison, own),
        points=points,
        limits=comparison.limits,
        centre=comparison.centre,
        centre_label=_centre_label(comparison),
        x_axis=Axis(_size_label(comparison, points), "count", _scale_of(points)),
        y_axis=Axis(comparison.topic.title, "percent"),
        peer_label=picked.label if picked.members else "",
        other_label=_("other organisations"),
    )


def dots_spec(
    comparison: Comparison, *, own: str = "", peers: PeerGroup | None = None, followed: str = ""
) -> RankedDotsSpec:
    """The group's figures one under the other, the better or the lower cost first."""
    high_first = comparison.kind == "proportion" and comparison.topic.direction is not Direction.DOWN
    ordered = sorted(
        comparison.standings, key=lambda s: (-s.value if high_first else s.value, s.organisation)
    )
    picked = _picked(comparison, peers)
    rows = tuple(_dot_row(s, comparison, _role(s, (own, followed), picked)) for s in ordered)
    money = comparison.kind == "money"
    return RankedDotsSpec(
        words=words_of(comparison, own),
        rows=rows,
        centre=comparison.centre,
        centre_label=_centre_label(comparison),
        axis=Axis(_value_label(comparison), "pounds" if money else "percent"),
        note_label=_("quarter") if money else _("rank range"),
        peer_label=picked.label if picked.members else "",
        other_label=_("other organisations") if picked.members else "",
    )


def _picked(comparison: Comparison, peers: PeerGroup | None) -> PeerGroup:
    """The peers asked for, or the members of a group that stands before a backdrop, or none."""
    if peers:
        return peers
    members = tuple(s.organisation for s in comparison.standings) if comparison.backdrop else ()
    return PeerGroup(comparison.group_label, members)


def _role(standing: Standing, picked_out: tuple[str, str], peers: PeerGroup) -> PointRole:
    """``picked_out``: the own organisation, and the one that is followed."""
    if standing.organisation in picked_out:
        return "own" if standing.organisation == picked_out[0] else "followed"
    return "peer" if standing.organisation in peers.members else "other"


def _point(standing: Standing, comparison: Comparison, role: PointRole) -> Point:
    return Point(
        label=standing.organisation,
        x=float(standing.observation.denominator or 0),
        y=standing.value,
        lower=standing.interval_lower,
        upper=standing.interval_upper,
        role=role,
        reading=standing.reading,
        readout=readout(standing, comparison),
    )


def _dot_row(standing: Standing, comparison: Comparison, role: PointRole) -> DotRow:
    target = standing.observation.target
    return DotRow(
        label=standing.organisation,
        value=standing.value,
        lower=standing.interval_lower,
        upper=standing.interval_upper,
        target=None if target is None else float(target),
        role=role,
        reading=standing.reading,
        note=_note(standing),
        readout=readout(standing, comparison),
    )


def _note(standing: Standing) -> str:
    if standing.quarter:
        return quarter_word(standing.quarter)
    ranks = standing.rank_range
    return _("{low} to {high}").format(low=ranks.lower, high=ranks.upper) if ranks else ""


def _centre_label(comparison: Comparison) -> str:
    if comparison.centre is None:
        return ""
    if comparison.kind == "money":
        return _("median {amount}").format(amount=say_pounds(comparison.centre))
    label = whole_label(comparison)
    return f"{label[:1].upper()}{label[1:]} {say_percent(comparison.centre, 1)}"


def _scale_of(points: Sequence[Point]) -> Scale:
    sizes = [p.x for p in points]
    return "square_root" if sizes and max(sizes) > WIDE_RANGE * min(sizes) else "linear"


def _size_label(comparison: Comparison, points: Sequence[Point]) -> str:
    topic = comparison.topic
    label = ", ".join(part for part in (topic.size_label, topic.period) if part)
    if _scale_of(points) == "square_root":
        label = _("{label} (square-root scale)").format(label=label)
    return label


def _value_label(comparison: Comparison) -> str:
    topic = comparison.topic
    if comparison.kind == "money":
        label = _("pounds per {unit}").format(unit=topic.unit) if topic.unit else _("pounds")
        return ", ".join(part for part in (label, topic.period) if part)
    return ", ".join(part for part in (topic.title, topic.period) if part)
