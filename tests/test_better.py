"""Who does better in a like context: only where two intervals do not meet, on the better side."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from accommodation import AREAS, TOPIC
from hypothesis import given
from hypothesis import strategies as st

from bvreview.analysis.better import find_better
from bvreview.analysis.gathered import Gathered
from bvreview.analysis.groups import PeerSources, peer_groups
from bvreview.analysis.intervals import proportion_interval
from bvreview.analysis.published import read_published
from bvreview.framework.loader import default_framework
from bvreview.framework.practice_map import Sharing
from bvreview.framework.services import Direction
from bvreview.resources import sample_path
from bvreview.review.compared.better import Apart
from bvreview.review.compared.better_told import tell_better
from bvreview.review.compared.peers import GroupKind, PeerGroups, Peers
from bvreview.review.compared.practice import PracticeNote
from bvreview.review.compared.standing import Observation, PeerGroup, Topic
from bvreview.review.periods import FinancialYear

PACK = default_framework()
SETS = read_published(PACK, sample_path("published"))


def like(*names: str, kind: GroupKind = GroupKind.FAMILY) -> PeerGroups:
    return PeerGroups((Peers("f", kind, PeerGroup("Alike", names), "Family", "Our grouping.", len(names)),))


def shares(*tops: int, direction: Direction = Direction.UP) -> Gathered:
    made = tuple(Observation(f"A{n}", Decimal(top), Decimal(400)) for n, top in enumerate(tops))
    return Gathered(replace(TOPIC, direction=direction), "proportion", made)


def test_the_published_table_names_those_alike_whose_intervals_lie_above() -> None:
    others = {o.name: o for o in PACK.organisations_in("2009-10") if o.family == "other"}
    alike_ones = [o for o in AREAS if o.organisation in others]
    own = others[min(alike_ones, key=lambda o: (o.numerator or 0) / (o.denominator or 1)).organisation]
    groups = peer_groups(PACK, own.id, FinancialYear(2009), PeerSources(SETS))
    found = find_better([Gathered(TOPIC, "proportion", tuple(AREAS))], own.name, groups)
    family, size = (next(p for p in groups.offered if p.key == key) for key in ("family", "size"))
    assert {p.key for p in found.groups} == {"family", "size"}
    assert found.found
    for better in found.found:
        assert better.other
        assert better.own
        name = better.who
        assert name in (*family.group.members, *size.group.members)
        assert (better.other.interval_lower or 0) > (better.own.interval_upper or 1)
    alike = [len(b.alike) for b in found.found]
    assert alike == sorted(alike, reverse=True)
    assert (
        found.pairs == len({o.organisation for o in AREAS} & {*family.group.members, *size.group.members}) - 1
    )


@given(st.lists(st.integers(0, 400), min_size=2, max_size=8), st.sampled_from([Direction.UP, Direction.DOWN]))
def test_nobody_is_named_whose_interval_meets_ones_own(tops: list[int], direction: Direction) -> None:
    names = tuple(f"A{n}" for n in range(len(tops)))
    found = find_better([shares(*tops, direction=direction)], "A0", like(*names))
    own = proportion_interval(tops[0], 400)
    for n, top in enumerate(tops[1:], 1):
        other = proportion_interval(top, 400)
        above, below = (other.lower or 0) > (own.upper or 0), (other.upper or 0) < (own.lower or 0)
        apart = above if direction is Direction.UP else below
        assert apart is (f"A{n}" in {b.who for b in found.found})


@pytest.mark.parametrize("kind", [GroupKind.REGION, GroupKind.NATION])
def test_a_region_or_a_nation_is_no_like_context(kind: GroupKind) -> None:
    found = find_better([shares(100, 390)], "A0", like("A0", "A1", kind=kind))
    assert (found.found, found.groups) == ((), ())
    assert "No group" in tell_better(found, "").intro[0]


def test_no_better_side_and_no_interval_name_nobody() -> None:
    neutral = shares(100, 390, direction=Direction.NEUTRAL)
    cost = Topic("c", "Cost", "hour", Direction.NEUTRAL)
    money = Gathered(cost, "money", tuple(Observation(f"A{n}", value=Decimal(9 - n)) for n in range(3)))
    assert find_better([neutral, money], "A0", like("A0", "A1", "A2")).found == ()


def test_without_a_figure_of_ones_own_nobody_is_better() -> None:
    empty = replace(shares(100, 390), observations=(Observation("A0"), *shares(100, 390).observations[1:]))
    assert find_better([empty], "A0", like("A0", "A1")).pairs == 0


def test_who_wrote_a_note_but_has_no_figure_is_alike_all_the_same() -> None:
    told = PracticeNote("A1", "Calls the evening before", topic=TOPIC.id, shared=Sharing.ANYONE)
    (one,) = find_better([shares(100)], "A0", like("A0", "A1"), [told]).noted
    assert (one.who, one.apart, [p.label for p in one.alike]) == ("A1", Apart.NOTHING, ["Alike"])


def test_what_is_shown_beside_no_figure_of_ones_own_keeps_its_marks() -> None:
    """The tag beside it said "published" of an invented figure, where there was none of one's own."""
    own, other = (replace(o, marks=("illustrative",)) for o in shares(100, 390).observations)
    told = PracticeNote("A1", "Calls the evening before", topic=TOPIC.id, shared=Sharing.ANYONE)
    silent = replace(shares(), observations=(Observation("A0"), other))
    (one,) = find_better([silent], "A0", like("A0", "A1"), [told]).noted
    assert (one.own, one.all_marks) == (None, ("illustrative",))
    apart = tell_better(find_better([silent], "A0", like("A0", "A1"), [told]), "").then
    assert apart
    assert apart.rows[0].texts[2] == "98%, ours: no figure"
    ours = replace(shares(), observations=(own, *shares(0, 390).observations[1:]))
    (one,) = find_better([ours], "A0", like("A0", "A1")).found
    assert (one.marks, one.all_marks) == ((), ("illustrative",))


def test_marks_travel_and_without_notes_it_is_said() -> None:
    marked = shares(100, 390, 395)
    own, first, second = (replace(o, marks=("estimate",)) for o in marked.observations)
    marked = replace(marked, observations=(own, replace(first, marks=("estimate", "provisional")), second))
    told = tell_better(find_better([marked], "A0", like("A0", "A1", "A2")), "Community Payback")
    assert [row.texts[1] for row in told.rows] == ["A2", "A1 (provisional)"]
    assert told.intro[2] == "All figures and notes of others here: estimate."
    assert told.intro[0].startswith("2 of 2 figures of others in a like context are better; chance alone")
    assert "Nobody has shared a practice note" in told.intro[1]
