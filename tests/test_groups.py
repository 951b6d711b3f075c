"""Every peer group of an organisation, what it rests on, and which are not offered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from bvreview.analysis.groups import PeerSources, peer_groups
from bvreview.analysis.published import read_published
from bvreview.framework.loader import default_framework
from bvreview.framework.services import Direction
from bvreview.resources import sample_path
from bvreview.review.compared.benchmarks import BenchmarkSet
from bvreview.review.compared.peers import GroupKind, PeerList, Peers
from bvreview.review.compared.standing import Observation, Topic
from bvreview.review.periods import FinancialYear

PACK = default_framework()
SETS = read_published(PACK, sample_path("published"))
YEAR, TRUSTS = FinancialYear(2009), FinancialYear(2010)


def organisation(name: str) -> str:
    return next(o.id for o in PACK.organisations if o.name == name)


DERBYSHIRE = organisation("Derbyshire")


def like(topic: str, figures: Mapping[str, Decimal | None]) -> BenchmarkSet:
    about = Topic(topic, topic.capitalize(), "", Direction.NEUTRAL, period="2001", source="Census")
    given = tuple(Observation(name, value=value) for name, value in figures.items())
    return BenchmarkSet(topic, about, "number", given)


def group(key: str, *, name: str = DERBYSHIRE, sets: tuple[BenchmarkSet, ...] = SETS) -> Peers:
    found = peer_groups(PACK, name, YEAR, PeerSources(sets)).find(key)
    assert found is not None
    return found


def test_region_family_size_and_nation_are_offered_with_what_they_rest_on() -> None:
    offered = peer_groups(PACK, DERBYSHIRE, YEAR, PeerSources(SETS)).offered
    assert [p.key for p in offered] == ["region", "family", "size", "nation"]
    assert [p.size for p in offered] == [5, 35, 14, 42]
    assert all(p.basis for p in offered)
    assert all("Derbyshire" in p.group.members for p in offered[:-1])
    assert offered[-1].group.members == ()


def test_size_bands_are_thirds_of_a_published_figure_and_name_it() -> None:
    """London ended most orders and licences in April to July 2009, Gwent's 14 peers are among the fewest."""
    london = group("size", name=organisation("London"))
    assert london.label == "The largest third"
    assert "orders and licences ended" in london.basis
    assert "16 September 2009" in london.basis
    bands = {group("size", name=o.id).group.members for o in PACK.organisations_in("2009-10")}
    assert sorted(len(b) for b in bands) == [14, 14, 14]
    assert len({name for band in bands for name in band}) == 42


def test_a_trust_has_the_size_of_the_areas_it_followed() -> None:
    wales = peer_groups(PACK, "wales-trust", TRUSTS, PeerSources(SETS)).find("size")
    assert wales is not None
    assert wales.label == "The largest third"
    assert "London Probation Trust" in wales.group.members


def test_a_trust_without_one_of_its_areas_has_no_size() -> None:
    table = next(s for s in SETS if s.id == "settled-accommodation-2009")
    gwent = organisation("Gwent")
    short = replace(table, observations=tuple(o for o in table.observations if o.organisation != gwent))
    found = peer_groups(PACK, "wales-trust", TRUSTS, PeerSources((short,)))
    assert not found.find("size")
    assert any("no figure for Wales Probation Trust" in n.why for n in found.not_offered)


def test_without_a_table_of_areas_nearest_neighbours_are_not_offered_and_the_reason_is_said() -> None:
    missing = peer_groups(PACK, DERBYSHIRE, YEAR, PeerSources(SETS)).not_offered[0]
    assert missing.kind is GroupKind.NEAREST
    assert "resident population" in missing.why
    assert "Cost and results never say who is alike" in missing.why


def test_neighbours_are_found_on_listed_characteristics_only() -> None:
    areas = PACK.organisations_in(YEAR.id)
    place = {o.id: Decimal(n) for n, o in enumerate(areas)}
    other = like("offenders_per_manager", {o.id: Decimal(n % 3) for n, o in enumerate(areas)})
    here = areas.index(next(o for o in areas if o.id == DERBYSHIRE))
    near = group("nearest-5", sets=(like("population", place), other))
    assert set(near.group.members) == {o.name for o in areas[here - 3 : here + 3]} or set(
        near.group.members
    ) == {o.name for o in areas[here - 2 : here + 4]}
    assert "1 published" in near.basis
    assert "Population, 2001 (Census)" in near.basis
    assert group("nearest-15", sets=(like("population", place),)).size == 16


@pytest.mark.parametrize("value", [Decimal(5), None, Decimal("NaN")])
def test_characteristics_that_tell_nothing_give_no_neighbours(value: Decimal | None) -> None:
    flat = like("population", {o.id: value for o in PACK.organisations_in(YEAR.id)})
    found = peer_groups(PACK, DERBYSHIRE, YEAR, PeerSources((flat,)))
    assert not found.find("nearest-5")
    assert any(n.kind is GroupKind.NEAREST and "tells Derbyshire" in n.why for n in found.not_offered)


def test_a_neighbour_without_a_figure_counts_as_the_average_and_is_said() -> None:
    areas = PACK.organisations_in("2009-10")
    place: dict[str, Decimal | None] = {o.id: Decimal(n) for n, o in enumerate(areas)}
    place[areas[0].id] = None
    middle = group("nearest-5", name=areas[21].id, sets=(like("population", place),))
    assert areas[0].name in middle.group.members
    assert "1 neighbour lacks a characteristic" in middle.basis


def test_own_lists_have_the_organisation_in_them_and_name_who_does_not_report() -> None:
    mine = PeerList("x1", "Rural", (organisation("Lincolnshire"), "wales-trust"))
    found = peer_groups(PACK, DERBYSHIRE, YEAR, PeerSources(SETS, (mine,))).find("own:x1")
    assert found is not None
    assert found.group.members == ("Derbyshire", "Lincolnshire")
    assert "Not reporting for the year: Wales Probation Trust" in found.basis


def test_a_group_of_nobody_else_is_not_offered() -> None:
    found = peer_groups(PACK, organisation("London"), YEAR, PeerSources(SETS, (PeerList("e", "Empty", ()),)))
    assert [n.kind for n in found.not_offered if "nobody but London" in n.why] == [
        GroupKind.REGION,
        GroupKind.OWN,
    ]


def test_an_organisation_that_the_pack_does_not_have_is_compared_with_all() -> None:
    assert [p.key for p in peer_groups(PACK, "nowhere", YEAR, PeerSources(SETS)).offered] == ["nation"]


def test_providers_are_a_group_once_they_have_figures() -> None:
    assert not peer_groups(PACK, DERBYSHIRE, YEAR, PeerSources(SETS)).find("providers")
    found = peer_groups(PACK, DERBYSHIRE, YEAR, PeerSources(SETS, providers=["Groundwork"])).find("providers")
    assert found is not None
    assert found.group.members == ("Derbyshire", "Groundwork")
