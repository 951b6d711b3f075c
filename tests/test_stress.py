"""The stress test reads each group as the comparison does, and says which peers decide a verdict."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

import pytest
from accommodation import AREAS, TOPIC

from bvreview.analysis.gathered import Gathered
from bvreview.analysis.groups import PeerSources, peer_groups
from bvreview.analysis.ranks import quantile_groups
from bvreview.analysis.stress import stress_test
from bvreview.analysis.study import STRESSED
from bvreview.framework.loader import default_framework
from bvreview.framework.services import Direction
from bvreview.review.compared.benchmarks import BenchmarkSet
from bvreview.review.compared.peers import GroupKind, PeerGroups, Peers
from bvreview.review.compared.standing import Observation, PeerGroup, Reading, Topic
from bvreview.review.compared.stress import Stress, Turn
from bvreview.review.compared.stress_told import verdict_details
from bvreview.review.periods import FinancialYear

PACK = default_framework()
YEAR = FinancialYear(2009)
SHARES = Gathered(TOPIC, "proportion", tuple(AREAS))
COST = Topic("full", "Full unit cost", "hour worked", Direction.NEUTRAL)


def groups_of(name: str) -> PeerGroups:
    """Every kind of group, neighbours on an invented characteristic."""
    areas = PACK.organisations_in(YEAR.id)
    chance = random.Random(7)
    like = tuple(Observation(o.id, value=Decimal(chance.randrange(1000))) for o in areas)
    table = BenchmarkSet("p", Topic("population", "Population", "", Direction.NEUTRAL), "number", like)
    own = next(o.id for o in areas if o.name == name)
    return peer_groups(PACK, own, YEAR, PeerSources((table,), nearest=STRESSED))


def result(found: Gathered, own: str, *peers: Peers) -> Stress:
    return stress_test([found], own, PeerGroups(peers)).results[0]


def group(size: int) -> Peers:
    members = tuple(f"A{n}" for n in range(size))
    return Peers("all", GroupKind.OWN, PeerGroup("All", members), "All", "", size)


def shares(*tops: int, of: int = 400) -> Gathered:
    made = tuple(Observation(f"A{n}", Decimal(top), Decimal(of)) for n, top in enumerate(tops))
    return Gathered(TOPIC, "proportion", made)


def costs(*pounds: str) -> Gathered:
    made = tuple(Observation(f"A{n}", value=Decimal(p)) for n, p in enumerate(pounds))
    return Gathered(COST, "money", made)


@pytest.mark.parametrize("own", ["Derbyshire", "London", "Cumbria"])
def test_a_verdict_reads_as_the_comparison_over_that_group(own: str) -> None:
    groups = groups_of(own)
    found = result(SHARES, own, *groups.offered)
    assert len(found.verdicts) > 12
    for verdict in found.judged:
        compared = SHARES.compare(verdict.peers.group)
        standing = compared.standing_of(own)
        assert standing is not None
        assert verdict.reading is standing.reading
        assert verdict.centre == pytest.approx(compared.centre, rel=1e-12)
        values = [s.value for s in compared.standings]
        places = quantile_groups(values, 4, high_first=True)
        assert verdict.quarter == places[compared.standings.index(standing)]


@pytest.mark.parametrize("own", ["Derbyshire", "London", "Kent"])
def test_without_a_peer_it_reads_as_the_comparison_without_that_peer(own: str) -> None:
    verdict = next(v for v in result(SHARES, own, *groups_of(own).offered).judged if v.peers.key == "nation")
    turned = {turn.peer for turn in verdict.turns}
    for name in [o.organisation for o in AREAS if o.organisation != own][::4]:
        left = [o for o in AREAS if o.organisation != name]
        compared = Gathered(TOPIC, "proportion", tuple(left)).compare(PeerGroup("All"))
        standing = compared.standing_of(own)
        assert standing is not None
        places = quantile_groups([s.value for s in compared.standings], 4, high_first=True)
        same = (standing.reading, places[compared.standings.index(standing)]) == (
            verdict.reading,
            verdict.quarter,
        )
        assert same is (name not in turned)


def test_groups_under_10_give_no_verdict_of_their_own() -> None:
    found = result(SHARES, "Derbyshire", *groups_of("Derbyshire").offered)
    small = [v for v in found.verdicts if not v.own]
    assert {v.peers.key for v in small} >= {"region", "nearest-5", "nearest-8"}
    assert all(v.quarter is None and v.reading is Reading.NO_DATA for v in small)
    assert found.small == len(small)
    assert "nearest-9" in {v.peers.key for v in found.judged}


def test_the_worst_quarter_is_counted_over_the_groups() -> None:
    """A0 has the lowest share of all; high is better."""
    tops = (100, *(220 + 15 * n for n in range(11)))
    found = result(shares(*tops), "A0", group(12), group(11), group(10), group(9))
    assert found.quarters_said == "worst quarter in 3 of 3 groups"
    assert found.readings_said == "clearly worse in 3 of 3"
    assert (found.holds, found.small) == (True, 1)


def test_groups_with_the_very_same_figures_give_one_verdict() -> None:
    tops = (100, *(220 + 15 * n for n in range(11)))
    wide = Peers("wide", GroupKind.NATION, PeerGroup("All 42 organisations"), "Nation", "", 42)
    found = result(shares(*tops), "A0", group(12), wide, group(11))
    assert found.readings_said == "clearly worse in 2 of 2"
    (same,) = [said for said in verdict_details(found) if said.startswith("The same figures as ")]
    assert same.endswith("so no verdict more: All 42 organisations.")


def test_groups_with_the_same_figures_are_named_together_whatever_stands_between_them() -> None:
    """Each two of them in turn: by size, by region, by size, by region."""
    twelve, eleven = (replace(group(n), group=replace(group(n).group, label=f"The {n}")) for n in (12, 11))
    again = [replace(p, group=replace(p.group, label=f"{p.label} again")) for p in (twelve, eleven) * 2]
    found = result(shares(100, *(220 + 15 * n for n in range(11))), "A0", twelve, eleven, *again)
    same = [said for said in verdict_details(found) if said.startswith("The same figures as ")]
    assert same == [
        f"The same figures as {name}, so no verdict more: {name} again; {name} again."
        for name in ("The 12", "The 11")
    ]


def test_the_peer_that_decides_a_verdict_is_named_and_the_one_that_pulls_most() -> None:
    """A giant is far above the others and has half of all cases: without it A5 is nothing special."""
    ten = [Observation(f"A{n}", Decimal(150 + 15 * n), Decimal(400)) for n in range(11)]
    giant = Observation("Giant", Decimal(3_900), Decimal(4_000))
    peers = Peers(
        "g", GroupKind.OWN, PeerGroup("G", ("A0", *(f"A{n}" for n in range(1, 11)), "Giant")), "G", "", 12
    )
    found = result(Gathered(TOPIC, "proportion", (*ten, giant)), "A5", peers)
    (verdict,) = found.judged
    assert verdict.reading is Reading.CLEARLY_WORSE
    assert Turn("Giant", "not distinguishable", other_word=True) in verdict.turns
    assert verdict.pull
    assert verdict.pull[0] == "Giant"
    assert verdict.pull[1] < 0
    assert found.drivers[0] == ("Giant", 1)


def test_costs_say_side_of_the_median_and_quarter() -> None:
    found = result(costs(*(f"{30 - n}.50" for n in range(12))), "A0", group(12))
    assert found.quarters_said == "highest quarter in 1 of 1 group"
    assert found.readings_said == "higher than the median in 1 of 1"
    assert found.judged[0].centre == pytest.approx(25.0)


def test_all_equal_has_no_quarter() -> None:
    found = result(shares(*[200] * 12), "A0", group(12))
    assert (found.judged[0].quarter, found.quarters_said) == (None, "no quarters")


@pytest.mark.parametrize(
    "broken",
    [Observation("A0"), Observation("A0", Decimal(9), Decimal(0)), Observation("A0", Decimal(9), Decimal(5))],
)
def test_without_a_figure_of_its_own_the_reason_is_said(broken: Observation) -> None:
    others = tuple(Observation(f"A{n}", Decimal(n), Decimal(50)) for n in range(1, 13))
    found = result(Gathered(TOPIC, "proportion", (broken, *others)), "A0", group(13))
    assert (found.verdicts, found.judged) == ((), ())
    assert found.why
    assert found.readings_said == found.why


def test_what_is_not_offered_is_named() -> None:
    own = next(o.id for o in PACK.organisations_in(YEAR.id) if o.name == "Derbyshire")
    groups = peer_groups(PACK, own, YEAR, PeerSources((), nearest=STRESSED))
    assert any("Nearest neighbours" in why for why in stress_test([SHARES], "Derbyshire", groups).missing)
