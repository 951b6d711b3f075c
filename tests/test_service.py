"""A whole service compared: reviews beside published tables, with what must be said of the figures."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from msgspec import structs

from bvreview.analysis.published import read_published
from bvreview.analysis.service import compare_service, peer_group
from bvreview.framework.loader import default_framework
from bvreview.framework.services import Direction
from bvreview.framework.terms import Path
from bvreview.resources import sample_path
from bvreview.review.cells import Answer, Cell, parse_address
from bvreview.review.compared.benchmarks import BenchmarkSet
from bvreview.review.compared.scope import CompareScope, one_each
from bvreview.review.compared.standing import Observation, Reading, Topic
from bvreview.review.examples import build_review
from bvreview.review.model import Review, ReviewHead, Status
from bvreview.review.periods import FinancialYear
from bvreview.work import compare

PACK = default_framework()
SETS = read_published(PACK, sample_path("published"))
SCOPE = CompareScope("community-payback", FinancialYear(2009), "east-midlands")
DERBYSHIRE = next(o for o in PACK.organisations if o.name == "Derbyshire")


def derbyshire(**head: object) -> Review:
    about = ReviewHead(
        "r1", DERBYSHIRE.id, SCOPE.service, SCOPE.period, Path.FULL, PACK.id, PACK.version, provisional=False
    )
    typed = {
        "measures.results:settled_accommodation.numerator": "450",
        "measures.results:settled_accommodation.denominator": "524",
        "measures.results:settled_accommodation.target": "80",
        "measures.results:settled_accommodation.quality": "C",
        "costs.staff:a.fte": "2",
        "costs.staff:a.salary": "30,000",
        "costs.staff:a.on_costs": "10,000",
        "costs.staff:a.share": "50",
        "costs.nonstaff:premises.amount": "10,000",
        "volumes.outputs:hours_worked.q1": "1,000",
        "volumes.outputs:hours_worked.q2": "2,000",
        "volumes.outputs:hours_worked.q3": "1,500",
        "volumes.outputs:hours_worked.q4": "500",
    }
    return build_review(PACK, replace(about, **head), typed)  # type: ignore[arg-type]


def test_a_review_stands_beside_the_41_other_areas_of_the_published_table() -> None:
    """Derbyshire 450 of 524; with the other areas 24,110 of 30,997 (Commons, 16 September 2009)."""
    comparison = compare_service(PACK, SCOPE, [derbyshire()], SETS)[0]
    own = comparison.standing_of("Derbyshire")
    assert own is not None
    assert own.reading is Reading.CLEARLY_BETTER
    assert own.observation.target == Decimal("0.8")
    assert own.observation.marks == ("estimate",)
    assert comparison.centre is not None
    assert abs(comparison.centre - 24_110 / 30_997) < 1e-12
    assert {s.organisation for s in comparison.standings} == set(peer_group(PACK, SCOPE).members)
    assert len(comparison.standings) + len(comparison.backdrop) == 42
    assert comparison.topic.period == "April to July 2009"
    assert any("41 of 42 figures are from a published table" in c for c in comparison.caveats)


def test_what_is_of_the_months_that_a_pack_names_is_no_part_of_them() -> None:
    """One of 42 stood as "Part-year" below April to July, which all figures of the pack are of."""
    at = parse_address("measures.results:settled_accommodation.covers")
    mine = derbyshire()
    mine = replace(mine, cells={**mine.cells, at: Cell(at, Answer("April to July 2009"))})
    others = [o for o in PACK.organisations_in("2009-10", SCOPE.region) if o.id != DERBYSHIRE.id]
    seen = tuple(Observation(o.id, Decimal(8), Decimal(9), marks=("part-year",)) for o in others)
    seen = (*seen, Observation(DERBYSHIRE.id, Decimal(450), Decimal(524)))
    topic = replace(SETS[0].topic, period="April to July 2009")
    pack = BenchmarkSet("b", topic, "proportion", seen, pack="pack bp")
    found = compare_service(PACK, SCOPE, [mine], [pack])[0]
    assert found.topic.period == "April to July 2009"
    assert not any("Part-year" in caveat for caveat in found.caveats)
    whole = replace(pack, topic=replace(topic, period=SCOPE.period.label))
    said = compare_service(PACK, SCOPE, [mine], [whole])[0].caveats
    assert any(caveat.startswith("Part-year: ") for caveat in said)


def test_a_cost_not_worked_out_yet_is_no_figure_and_not_said_to_be_not_collected() -> None:
    """Nobody said that it was not collected, and it is not counted among the figures that are there."""
    begun = derbyshire()
    begun = replace(begun, cells={a: c for a, c in begun.cells.items() if a.section != "volumes"})
    seen = tuple(Observation(o.id, value=Decimal(9)) for o in PACK.organisations[:5] if o != DERBYSHIRE)
    topic = Topic("unit_direct", "Direct unit cost", "hour worked", Direction.NEUTRAL)
    pack = BenchmarkSet("b", topic, "money", seen, pack="pack bp")
    found = {c.topic.id: c for c in compare_service(PACK, SCOPE, [begun], [pack])}["unit_direct"]
    assert dict(found.left_out)["Derbyshire"] == "no figure"
    assert any(c.startswith(f"{len(seen)} of {len(seen)} figures are from") for c in found.caveats)


def test_unit_costs_are_worked_out_from_costs_and_volumes() -> None:
    """2 posts at £40,000, half their time, and £10,000: £50,000 over 5,000 hours."""
    comparisons = {c.topic.id: c for c in compare_service(PACK, SCOPE, [derbyshire()], SETS)}
    direct = comparisons["unit_direct"].standing_of("Derbyshire")
    assert direct is not None
    assert direct.observation.value == Decimal(10)
    assert "hour worked" in comparisons["unit_direct"].topic.title


def test_a_full_cost_that_is_not_defined_is_named_and_not_nought() -> None:
    full = next(c for c in compare_service(PACK, SCOPE, [derbyshire()], SETS) if c.topic.id == "unit_full")
    assert full.standings == ()
    assert "Derbyshire" in dict(full.left_out)


def test_marks_travel_with_the_figure() -> None:
    illustrative = derbyshire(illustrative=True, provisional=True)
    own = compare_service(PACK, SCOPE, [illustrative], SETS)[0].standing_of("Derbyshire")
    assert own is not None
    assert own.observation.marks == ("illustrative", "estimate", "provisional")


def test_another_service_or_year_is_not_looked_at() -> None:
    other = derbyshire(period=FinancialYear(2008))
    assert compare_service(PACK, SCOPE, [other], SETS) == ()
    assert compare_service(PACK, structs.replace(SCOPE, service="victim-contact"), [other], SETS) == ()


def test_all_organisations_are_a_group_without_names() -> None:
    group = peer_group(PACK, structs.replace(SCOPE, region=""))
    assert (group.label, group.members) == ("All 42 organisations", ())


def test_a_review_with_other_counts_than_the_table_is_said_to_be_of_its_own_year() -> None:
    changed = derbyshire()
    cells = dict(changed.cells)
    address = parse_address("measures.results:settled_accommodation.numerator")
    cells[address] = structs.replace(cells[address], answer=Answer(Decimal(451)))
    comparison = compare_service(PACK, SCOPE, [replace(changed, cells=cells)], SETS)[0]
    assert comparison.topic.period == "April to July 2009, and 2009 to 2010 in the reviews"


def test_one_review_of_an_organisation_counts_the_one_looked_at_then_a_received_one() -> None:
    draft, received = derbyshire(), derbyshire(id="r2", status=Status.RECEIVED)
    other = derbyshire(id="r3", status=Status.RECEIVED)
    elsewhere = derbyshire(id="r4", organisation="LEI")
    assert one_each([draft, received, elsewhere]) == [received, elsewhere]
    assert one_each([received, draft], own="r1") == [draft]
    assert one_each([received, other, draft]) == [received, other]  # which one counts is not known
    comparison = compare(PACK, SCOPE, [draft, received], SETS)[0]
    assert comparison.standing_of("Derbyshire") is not None


def test_costs_for_another_unit_are_left_out_and_it_is_said() -> None:
    """A pack of costs for each mile says nothing of costs for each hour worked."""
    topic = Topic("unit_direct", "Direct", "mile", Direction.NEUTRAL, period="2009-10")
    theirs = (Observation("LEI", value=Decimal(3)),)
    pack = BenchmarkSet("p", topic, "money", theirs, pack="Another region", service=SCOPE.service)
    direct = next(
        c for c in compare_service(PACK, SCOPE, [derbyshire()], [pack]) if c.topic.id == "unit_direct"
    )
    assert [s.organisation for s in direct.standings] == ["Derbyshire"]
    assert any("for each mile, not for each hour worked" in caveat for caveat in direct.caveats)
