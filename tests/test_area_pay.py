"""Costs at one level of pay: how they are worked out, shown both ways, and to whom they go."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pack_kit import DAY
from test_cost_views import REGION, YEAR
from test_service import PACK, SCOPE, SETS, derbyshire

from bvreview import releasing, work
from bvreview.analysis.costing import at_area_pay, costed, split_gap
from bvreview.analysis.eligible import why_not_priced
from bvreview.analysis.service import compare_service
from bvreview.charts.build import chart_specs
from bvreview.charts.costs import gap_spec
from bvreview.charts.told import tell_figures
from bvreview.framework.services import Direction
from bvreview.review.cells import Answer, Cell, parse_address
from bvreview.review.compared.area_pay import (
    ADJUSTED,
    adjusted,
    adjusted_id,
    area_pay_of,
    area_pay_set,
    at_factor,
    why_no_factor,
)
from bvreview.review.compared.audiences import Audience, Release, held_back_words
from bvreview.review.compared.benchmarks import BenchmarkSet
from bvreview.review.compared.cost_parts import CostParts, GradePay
from bvreview.review.compared.costing import Gap
from bvreview.review.compared.packs import BenchmarkPack, pack_sets
from bvreview.review.compared.standing import Comparison, Observation, PeerGroup, Topic
from bvreview.review.model import Review
from bvreview.settings import Person
from bvreview.workspace import Workspace

SOURCE = "Our own study, May 2010"
OWN = derbyshire().head.organisation


def factors(**more: str) -> BenchmarkSet:
    return area_pay_set({who: Decimal(f) for who, f in {OWN: "1.25", **more}.items()}, SOURCE)


def costs(*sets: BenchmarkSet, reviews: tuple[Review, ...] = (derbyshire(),)) -> dict[str, Comparison]:
    found = compare_service(PACK, SCOPE, reviews, [*SETS, *sets])
    return {c.topic.id: c for c in found if c.kind == "money"}


def test_pay_is_divided_by_the_factor_and_the_rest_stays() -> None:
    """£5 of other costs and £10 of pay at 1.25 (LCF): £5 + £8."""
    assert at_factor(Decimal(15), Decimal(10), Decimal("1.25")) == Decimal(13)


def test_a_cost_is_shown_both_ways_and_the_factor_travels_with_it() -> None:
    """£40,000 of pay and £10,000 over 5,000 hours: £8 of pay in £10; at 1.25 £6.40 + £2."""
    found = costs(factors(LTS="1.1"))
    own, adjusted = (found[t].standing_of("Derbyshire") for t in ("unit_direct", adjusted_id("unit_direct")))
    assert own
    assert adjusted
    assert (own.value, own.observation.marks) == (10.0, ())
    assert (adjusted.value, adjusted.observation.marks) == (8.4, (ADJUSTED,))
    caveats = " ".join(found[adjusted_id("unit_direct")].caveats)
    assert "Derbyshire 1.25; Leicestershire 1.1; 1 for all others" in caveats
    assert SOURCE in caveats
    assert "Pay within support services and bought-in services is not adjusted" in caveats
    assert "Adjusted for pay: all figures." in caveats
    reported = " ".join(found["unit_direct"].caveats)
    assert "In the money of 2009 to 2010, as reported: not adjusted for area pay." in reported
    assert "Not adjusted for case mix" in reported


def test_without_factors_there_is_nothing_but_the_cost_as_reported() -> None:
    assert "unit_direct" in costs()
    assert not [topic for topic in costs() if topic.endswith("area_pay")]
    assert area_pay_of([factors(**{OWN: "1"})]) is None


def test_whose_pay_is_not_known_is_listed_and_never_guessed() -> None:
    topic = Topic("unit_direct", "Direct", "hour worked", Direction.NEUTRAL, period="2009-10")
    theirs = (Observation("LTS", value=Decimal(12)), Observation("LNS", value=Decimal(9)))
    pack = BenchmarkSet("p", topic, "money", theirs, pack="p, 1", service=SCOPE.service)
    found = costs(factors(LTS="1.1"), pack)[adjusted_id("unit_direct")]
    assert dict(found.left_out)["Leicestershire"] == "the pay in its cost is not known"
    assert not found.standing_of("Leicestershire")
    known = replace(pack, pay=(("LTS", Decimal(11)),))
    again = costs(factors(LTS="1.1"), known)[adjusted_id("unit_direct")].standing_of("Leicestershire")
    assert again
    assert again.value == 11.0  # 12 - 11 + 11 / 1.1


def test_pounds_over_a_volume_whose_pay_is_not_known_are_no_adjusted_cost() -> None:
    seen = adjusted(Observation("LTS", Decimal(120), Decimal(10)), None, Decimal("1.1"))
    assert why_not_priced(seen) == "the pay in its cost is not known"


def test_a_pack_says_how_much_of_a_unit_cost_is_pay() -> None:
    pack = replace(made(TRUSTS), parts=(parts("Derbyshire", "2", "80000"),))
    by_topic = {s.topic.id: dict(s.pay) for s in pack_sets(PACK, pack)}
    assert by_topic["unit_direct"] == {OWN: Decimal(16)}


@pytest.mark.parametrize(
    ("typed", "why"), [("0", "between"), ("112", "between"), ("-1", "between"), ("0.5", ""), ("1.12", "")]
)
def test_a_factor_is_a_number_about_one(typed: str, why: str) -> None:
    assert why in why_no_factor(Decimal(typed))
    assert bool(why_no_factor(Decimal(typed))) is bool(why)


def test_factors_are_kept_with_their_source_and_are_in_the_history(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "a.bvr", person=Person("Ann"), framework=PACK, create=True) as workspace:
        workspace.save_benchmark_set(factors())
        __, sets = workspace.at_hand([SCOPE])
        area = area_pay_of(sets)
        assert area
        assert (dict(area.factors), area.source) == ({OWN: Decimal("1.25")}, SOURCE)
        workspace.remove_benchmark_set("area_pay_factor")
        assert area_pay_of(workspace.at_hand([SCOPE])[1]) is None


# who gets them

TRUSTS = Release(Audience.TRUSTS)


def parts(name: str, fte: str, pay: str) -> CostParts:
    return CostParts(
        name, Decimal(5000), (GradePay("middle_manager", Decimal(fte), Decimal(pay)),), Decimal(0), Decimal(0)
    )


def made(release: Release, *whose: CostParts) -> BenchmarkPack:
    found = compare_service(PACK, SCOPE, [derbyshire()], [*SETS, factors()])
    return releasing.make_pack(PACK, SCOPE, found, release, parts=whose, made_by="Ann", day=DAY)


def test_the_director_gets_both_ways_with_the_factor_on_the_cover(tmp_path: Path) -> None:
    pack = made(Release(Audience.DIRECTOR), parts("Derbyshire", "2", "80000"))
    releasing.write_pack(PACK, pack, tmp_path / "b.xlsx")
    again = work.read_file(PACK, tmp_path / "b.xlsx")
    comparison = {c.topic.id: c for c in releasing.compare_pack(again.pack)}[adjusted_id("unit_direct")]  # type: ignore[union-attr]
    assert [s.value for s in comparison.standings] == [8.4]
    assert any(SOURCE in caveat for caveat in comparison.caveats)
    workbook = load_workbook(tmp_path / "b.xlsx", read_only=True)
    cover = [str(row[1]) for row in workbook["Cover"].iter_rows(values_only=True)]
    assert any("Derbyshire 1.25" in text and SOURCE in text for text in cover)
    assert [s for s in workbook.sheetnames if s.startswith("Pay-adjusted")]
    grades = {row[3] for row in workbook["Cost parts"].iter_rows(values_only=True)}
    assert next(item.label for item in PACK.lists["grades"] if item.id == "middle_manager") in grades
    listed = [str(r[1]) for r in workbook["Cover"].iter_rows(values_only=True) if r[0] == "Sheet"]
    assert listed == workbook.sheetnames[1:]


@pytest.mark.parametrize(
    "release",
    [Release(Audience.PUBLIC), Release(Audience.PROVIDERS), Release(Audience.TRUSTS, anonymous=True)],
    ids=str,
)
def test_nobody_who_gets_no_pay_gets_an_adjusted_cost(release: Release) -> None:
    pack = made(release, parts("Derbyshire", "2", "80000"))
    assert not [t for t in pack.topics if t.topic.id.endswith("area_pay")]
    assert "1.25" not in str([t.said for t in pack.topics])
    assert any("area pay" in words for words in held_back_words(release))


def test_other_trusts_get_no_adjusted_cost_that_tells_one_posts_pay() -> None:
    one, two = (made(TRUSTS, parts("Derbyshire", fte, "80000")) for fte in ("1", "2"))
    single, several = ({t.topic.id: t for t in p.topics}[adjusted_id("unit_direct")] for p in (one, two))
    assert not single.observations
    assert "single post" in dict(single.left_out)["Derbyshire"]
    assert [o.value for o in several.observations] == [Decimal("8.4")]


# the gap and the quadrant


def test_the_gap_and_the_quadrant_say_that_they_are_adjusted() -> None:
    area = area_pay_of([factors()])
    assert area
    found = costed(PACK, "Derbyshire", REGION)
    about = ("hour worked", YEAR.label)
    named = area.named({OWN: "Derbyshire"})
    reported = split_gap(found, "", PeerGroup("All"), about)
    adjusted = split_gap(at_area_pay(found, named), "", PeerGroup("All"), about)
    assert isinstance(reported, Gap)
    assert isinstance(adjusted, Gap)
    assert adjusted.own_cost < reported.own_cost
    assert adjusted.other_cost == reported.other_cost
    assert sum(p.amount for p in adjusted.parts) == adjusted.total
    pairs = zip(adjusted.parts, reported.parts, strict=True)
    moved = {p.part for p, q in pairs if abs(p.amount - q.amount) > Decimal("0.01")}
    assert "price" in moved
    assert {"non_staff", "overhead"}.isdisjoint(moved)
    assert "adjusted for area pay" in gap_spec(adjusted).words.title
    assert any(SOURCE in note for note in gap_spec(adjusted).words.notes)
    assert any("not adjusted for area pay" in note for note in gap_spec(reported).words.notes)


# other marks


def test_part_year_and_an_agreed_variation_are_marks_of_the_figure() -> None:
    review = derbyshire()
    cells = dict(review.cells)
    typed = {"measures.results:settled_accommodation.covers": "April to July 2009", "about.varied": "yes"}
    for address, value in typed.items():
        at = parse_address(address)
        cells[at] = Cell(at, Answer(value))
    found = compare_service(PACK, SCOPE, [replace(review, cells=cells)], [])
    marks = [s.observation.marks for c in found for s in c.standings]
    assert marks == [("estimate", "part-year", "agreed variation"), ("agreed variation",)]
    assert "Part-year: all figures." in found[0].caveats
    beside = compare_service(PACK, SCOPE, [replace(review, cells=cells)], SETS)[0]
    assert beside.topic.period == "April to July 2009"  # of all figures alike, so that no one is marked
    assert not any("Part-year" in caveat for caveat in beside.caveats)


def test_marks_stand_with_the_name_in_the_table_of_a_measure() -> None:
    review, other = derbyshire(provisional=True), derbyshire(id="r2", organisation="LTS")
    comparison = next(c for c in compare_service(PACK, SCOPE, [review, other], []) if c.kind == "proportion")
    told = tell_figures(comparison, chart_specs(comparison)[0].words, "Derbyshire", "")
    assert [row.texts[0] for row in told.rows] == ["Derbyshire (provisional)", "Leicestershire"]
    assert "Estimate: all figures." in told.notes
