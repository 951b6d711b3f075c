"""The overview reads every topic as the comparison of that topic does; what cannot be read is said."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from accommodation import AREAS, TOPIC
from hypothesis import given
from hypothesis import strategies as st

from bvreview.analysis.gathered import Gathered
from bvreview.analysis.groups import PeerSources, peer_groups
from bvreview.analysis.overview import overview_of
from bvreview.analysis.published import read_published
from bvreview.framework.loader import default_framework
from bvreview.framework.services import Direction
from bvreview.resources import sample_path
from bvreview.review.compared.overview import FlagCount, OverviewRow, say_expected
from bvreview.review.compared.overview_told import cell_details, tell_overview
from bvreview.review.compared.peers import GroupKind, PeerGroups, Peers
from bvreview.review.compared.standing import Observation, PeerGroup, Reading, Topic
from bvreview.review.periods import FinancialYear

PACK = default_framework()
SETS = read_published(PACK, sample_path("published"))
DERBYSHIRE = next(o.id for o in PACK.organisations if o.name == "Derbyshire")
GROUPS = peer_groups(PACK, DERBYSHIRE, FinancialYear(2009), PeerSources(SETS))
SHARES = Gathered(TOPIC, "proportion", tuple(AREAS))
COST = Topic("full", "Full unit cost", "hour worked", Direction.NEUTRAL)


def group(*members: str, key: str = "some") -> Peers:
    return Peers(key, GroupKind.OWN, PeerGroup("Some", members), "Some", "", len(members))


def costs(*pounds: str) -> Gathered:
    made = tuple(Observation(f"A{n}", value=Decimal(p)) for n, p in enumerate(pounds))
    return Gathered(COST, "money", made)


def row(found: Gathered, own: str, *columns: Peers) -> OverviewRow:
    return overview_of([found], own, PeerGroups(columns)).rows[0]


def test_the_published_table_in_words_against_every_group() -> None:
    table = overview_of([SHARES], "Derbyshire", GROUPS)
    found = table.rows[0]
    assert (found.value, found.interval) == ("86%", "83 to 89")
    assert [c.peers for c in found.cells] == ["region", "family", "size", "nation"]
    assert {c.word for c in found.cells} == {"clearly better"}
    region, nation = found.cells[0], found.cells[-1]
    assert (region.size, region.basis, nation.basis) == (5, 42, 42)
    assert region.centre == nation.centre == pytest.approx(24_110 / 30_997)
    assert table.own_flags["nation"] == FlagCount(1, 1, 1)


@pytest.mark.parametrize("own", sorted(o.organisation for o in AREAS))
def test_every_cell_reads_as_the_comparison_of_its_topic_and_group_does(own: str) -> None:
    chosen = next(o.id for o in PACK.organisations_in("2009-10") if o.name in (own, own.replace(" ", "-")))
    groups = peer_groups(PACK, chosen, FinancialYear(2009), PeerSources(SETS))
    found = row(SHARES, own, *groups.offered)
    for peers, cell in zip(groups.offered, found.cells, strict=True):
        standing = SHARES.compare(peers.group).standing_of(own)
        if standing:
            assert cell.reading is standing.reading
            assert (cell.centre, found.standing and found.standing.interval_lower) == (
                SHARES.compare(peers.group).centre,
                standing.interval_lower,
            )


@given(st.lists(st.decimals("0.01", "9999", places=2), min_size=1, max_size=25), st.integers(1, 25))
def test_every_cost_reads_as_the_comparison_does(pounds: list[Decimal], inside: int) -> None:
    found = costs(*map(str, pounds))
    peers = group(*(f"A{n}" for n in range(inside)))
    standing = found.compare(peers.group).standing_of("A0")
    cell = row(found, "A0", peers).cells[0]
    assert standing is not None
    assert (cell.reading, cell.quarter) == (standing.reading, standing.quarter)
    assert (cell.distance, cell.distance_percent) == (standing.distance, standing.distance_percent)


def test_a_cost_says_quarter_and_distance_in_pounds_and_per_cent() -> None:
    """Twelve costs from £10 to £21: the median is £15.50, and £21 is £5.50 (35.5%) above it."""
    found = row(costs(*(str(21 - n) for n in range(12))), "A0", group(*(f"A{n}" for n in range(12))))
    assert found.value == "£21.00"
    assert found.cells[0].word == "highest quarter, £5.50 above the median (+35.5%)"
    assert not found.flagged


def test_under_10_organisations_no_quarter_is_said() -> None:
    found = row(costs("10", "12", "15"), "A0", group("A0", "A1", "A2"))
    assert found.cells[0].word == "£2.00 below the median (−16.7%)"
    assert found.cells[0].quarter is None


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (Observation("own"), "no numerator or no denominator"),
        (Observation("own", state="not_collected"), "not collected"),
        (Observation("own", state="not_applicable"), "not applicable"),
        (Observation("own", Decimal(0), Decimal(0)), "the denominator is 0: not defined"),
        (Observation("own", Decimal(9), Decimal(5)), "the numerator 9 is above the denominator 5"),
        (Observation("own", Decimal(-1), Decimal(5)), "a count below zero"),
        (Observation("own", Decimal("NaN"), Decimal(5)), "not a number"),
    ],
)
def test_what_cannot_be_read_is_said_as_such(broken: Observation, said: str) -> None:
    found = row(Gathered(TOPIC, "proportion", (*AREAS, broken)), "own", group("own", "Derbyshire", "Kent"))
    assert found.standing is None
    assert (found.value, found.why, found.cells[0].word) == ("", said, said)
    assert found.cells[0].reading is Reading.NO_DATA


@pytest.mark.parametrize("pounds", ["-1", "NaN"])
def test_a_cost_that_cannot_be_has_no_cell(pounds: str) -> None:
    found = row(costs(pounds, "2", "3"), "A0", group("A0", "A1"))
    assert (found.value, found.cells[0].reading) == ("", Reading.NO_DATA)
    assert found.why in ("a negative cost is not compared", "not a number")


def test_two_organisations_of_one_name_are_not_taken_for_one() -> None:
    twice = Gathered(TOPIC, "proportion", (*AREAS, *(o for o in AREAS if o.organisation == "Derbyshire")))
    assert "2 rows carry this name" in row(twice, "Derbyshire", *GROUPS.offered).why


def test_one_organisation_alone_has_nobody_to_be_compared_with() -> None:
    one = tuple(o for o in AREAS if o.organisation == "Derbyshire")
    found = row(Gathered(TOPIC, "proportion", one), "Derbyshire", *GROUPS.offered)
    assert {c.word for c in found.cells} == {"nobody to compare with"}
    assert found.value == "86%"
    alone = row(costs("4"), "A0", group("A0", "A1"))
    assert alone.cells[0].word == "nobody to compare with"


def test_all_equal_is_not_distinguishable_and_costs_are_at_the_median() -> None:
    equal = tuple(Observation(f"A{n}", Decimal(30), Decimal(60)) for n in range(12))
    peers = group(*(f"A{n}" for n in range(12)))
    assert row(Gathered(TOPIC, "proportion", equal), "A0", peers).cells[0].word == "not distinguishable"
    assert row(costs(*["7"] * 12), "A0", peers).cells[0].word == "at the median"


def test_marks_and_caveats_travel() -> None:
    marked = tuple(replace(o, marks=("illustrative",)) for o in AREAS)
    found = row(Gathered(TOPIC, "proportion", marked, ("41 of 42 from a table.",)), "Kent", *GROUPS.offered)
    assert found.marks == ("illustrative",)
    assert found.caveats == ("41 of 42 from a table.", "Illustrative: all figures.")


def test_a_row_without_a_figure_of_its_own_says_that_the_others_are_invented() -> None:
    """The tag beside it said "published" above "Illustrative: all figures"."""
    marked = tuple(replace(o, marks=("illustrative",)) for o in AREAS if o.organisation != "Kent")
    found = overview_of([Gathered(TOPIC, "proportion", marked)], "Kent", GROUPS)
    assert (found.rows[0].marks, found.rows[0].all_marks) == ((), ("illustrative",))
    assert tell_overview(found, found.rows, "").illustrative
    published = overview_of([SHARES], "Kent", GROUPS)
    assert not tell_overview(published, published.rows, "").illustrative


def test_groups_with_the_very_same_figures_are_one_proof() -> None:
    """Region, family and nation read "worth a look" three times, of the same five areas."""
    names = ("A0", "A1", "A2")
    few, wide = group(*names), replace(group(*names, "A3", "A4", key="wide"), short="Wide")
    table = overview_of([costs("10", "12", "15")], "A0", PeerGroups((few, wide)))
    (found,) = tell_overview(table, table.rows, "").rows
    assert found.texts[2:] == ("−£2.00 (−16.7%)", "as Some")
    assert "no further proof" in cell_details(table, table.rows[0])[1]
    other = overview_of([costs("10", "12", "15", "12")], "A0", PeerGroups((few, wide)))
    assert [c.same_as for c in other.rows[0].cells] == ["", ""]
    shares = Gathered(TOPIC, "proportion", tuple(AREAS[:4]))
    inside = [replace(p, short=p.key) for p in (group(*(o.organisation for o in AREAS[:4])), *GROUPS.offered)]
    cells = overview_of([shares], AREAS[0].organisation, PeerGroups(tuple(inside))).rows[0].cells
    assert cells[-1].same_as == "some"
    assert cells[-1].reading is cells[0].reading


def test_without_a_figure_of_ones_own_the_groups_say_what_they_have() -> None:
    """Why there is none is said once; "not collected" is what somebody said, never a blank."""
    others = tuple(o for o in AREAS if o.organisation != "Kent")
    cost = costs("10", "12", "15")
    few, none = group("A0", "A1", "A2", "Kent"), group("Kent", "Essex", key="none")
    table = overview_of([Gathered(TOPIC, "proportion", others), cost], "Kent", PeerGroups((few, none)))
    nation = overview_of([Gathered(TOPIC, "proportion", others)], "Kent", GROUPS)
    told = [row.texts[1:] for row in tell_overview(table, table.rows, "").rows]
    assert told[1] == ("no figure", "median £12.00 of 3", "no figures")
    assert told[0][2] == "1 with a figure"
    words = tell_overview(nation, nation.rows, "").rows[0].texts
    assert (words[1], words[-1]) == ("no figure", "pooled 77.9% of 41")
    assert cell_details(nation, nation.rows[0])[-1] == "All 42 organisations: pooled 77.9% of 41."


def test_who_belongs_to_a_group_under_a_letter_counts_in_it() -> None:
    """As in the comparison: a benchmark pack without names still says who is of the region."""
    named, lettered = AREAS[:20], tuple(o.organisation for o in AREAS[8:20])
    peers = group(*(o.organisation for o in AREAS[:8]))
    found = Gathered(TOPIC, "proportion", tuple(named), lettered=PeerGroup(peers.label, lettered))
    cell = row(found, AREAS[0].organisation, peers).cells[0]
    compared = found.compare(peers.group)
    assert (cell.size, cell.basis, cell.centre) == (20, 20, compared.centre)


def test_limits_that_rest_on_few_are_said_to() -> None:
    few = row(Gathered(TOPIC, "proportion", tuple(AREAS[:4])), AREAS[0].organisation, *GROUPS.offered)
    assert few.caveats[0] == "Only 4 organisations have figures: read the limits with care."


def test_35_organisations_and_60_measures_give_about_105_flags_by_chance() -> None:
    """35 x 60 figures: 2,100 x 5% = 105 and 2,100 x 0.2% = 4.2 (methods.md 1.9)."""
    same = tuple(Observation(f"A{n}", Decimal(100 + 10 * n), Decimal(600)) for n in range(35))
    table = overview_of([Gathered(TOPIC, "proportion", same)] * 60, "A0", PeerGroups(()))
    assert table.all_flags.judged == 2_100
    assert "2,100 figures" in table.all_flags.words
    assert "about 105 outside the 95% limits and about 4 outside the 99.8%" in table.all_flags.words


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (105, "about 105"),
        (4.2, "about 4"),
        (0.42, "about 0.4"),
        (0.084, "fewer than 0.1"),
        (1200, "about 1,200"),
    ],
)
def test_expected_counts_are_no_more_precise_than_they_deserve(count: float, said: str) -> None:
    assert say_expected(count) == said
