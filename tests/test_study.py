"""One organisation's study: providers beside who asked them and nowhere else, one column of neighbours."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from accommodation import AREAS, TOPIC

from bvreview.analysis.better import find_better
from bvreview.analysis.gathered import Gathered
from bvreview.analysis.groups import PeerSources, peer_groups
from bvreview.analysis.overview import overview_of
from bvreview.analysis.published import read_published
from bvreview.analysis.study import study_of
from bvreview.framework.loader import default_framework
from bvreview.framework.return_map import Return
from bvreview.framework.returns import asking
from bvreview.framework.services import Direction
from bvreview.framework.terms import Path
from bvreview.resources import sample_path
from bvreview.review.compared.alongside import Alongside
from bvreview.review.compared.benchmarks import BenchmarkSet
from bvreview.review.compared.provider_results import ProviderResult, Returned, read_return
from bvreview.review.compared.standing import Observation, Reading, Topic
from bvreview.review.examples import build_review
from bvreview.review.exchange.sent import sent_of
from bvreview.review.model import Review, ReviewHead
from bvreview.review.periods import FinancialYear

PACK = default_framework()
YEAR = FinancialYear(2009)
DERBYSHIRE = next(o.id for o in PACK.organisations_in(YEAR.id) if o.name == "Derbyshire")
HEAD = ReviewHead("r1", DERBYSHIRE, "community-payback", YEAR, Path.FULL, PACK.id, PACK.version)
ASKED: Return = PACK.returns[0]
OUTCOME = "return_results.outcomes:a"


def review() -> Review:
    typed = {
        "measures.results:settled_accommodation.numerator": "450",
        "measures.results:settled_accommodation.denominator": "524",
    }
    return build_review(PACK, HEAD, typed)


def sent_in(*results: ProviderResult) -> Alongside:
    return Alongside(returned=Returned("Derbyshire", results=results))


def test_the_results_of_a_return_are_read_as_counts() -> None:
    typed = {f"{OUTCOME}.outcome": "Settled", f"{OUTCOME}.people": "80", f"{OUTCOME}.achieved": "72"}
    answered = build_review(asking(PACK, ASKED), HEAD, typed)
    sent = sent_of(answered)
    assert read_return(PACK, ASKED, HEAD, "Groundwork", sent).results == (
        ProviderResult("Groundwork", "Settled", Decimal(72), Decimal(80)),
    )
    assert read_return(PACK, ASKED, HEAD, "", sent) == Returned("Derbyshire", "east-midlands")


def test_a_provider_is_a_peer_where_its_result_is_named_as_the_measure_and_beside_nobody_else() -> None:
    measure = next(m for m in PACK.services[0].measures if m.id == "settled_accommodation")
    sent = (
        ProviderResult("Groundwork", measure.label.upper(), Decimal(20), Decimal(80)),
        ProviderResult("Other", "Something else", Decimal(20), Decimal(80)),
    )
    sets = read_published(PACK, sample_path("published"))
    study = study_of(PACK, HEAD, [review()], sets, sent_in(*sent))
    providers = study.groups.find("providers")
    nation = study.groups.find("nation")
    assert providers is not None
    assert nation is not None
    assert providers.group.members == ("Derbyshire", "Groundwork (provider)")
    row = study.overview().rows[0]
    cell, everyone = row.cell("providers"), row.cell("nation")
    assert cell is not None
    assert everyone is not None
    assert (cell.size, cell.basis, everyone.size) == (2, 2, 42)
    beside = study.compare(providers)[0]
    assert {s.organisation for s in beside.standings} == {"Derbyshire", "Groundwork (provider)"}
    assert (cell.centre, cell.reading) == (beside.centre, beside.standings[0].reading)
    assert "Groundwork (provider)" not in {s.organisation for s in study.compare(nation)[0].standings}
    assert all(p.kind.value != "providers" for p in study.stress().groups)


def test_the_nation_says_how_many_of_it_have_a_figure() -> None:
    """A sheet was called "All 42 organisations" over five."""
    study = study_of(PACK, review().head, [review()], [])
    comparison = study.compare(study.groups.offered[-1])[0]
    assert comparison.group_label == "All 42 organisations, 1 with a figure"


def test_a_topic_of_which_nobody_has_a_figure_is_none_that_wider_peers_have() -> None:
    typed = {"measures.results:completed.numerator": "not collected"}
    begun = build_review(PACK, HEAD, typed)
    merged = replace(begun, cells={**begun.cells, **review().cells})
    study = study_of(PACK, HEAD, [merged], [])
    nation = study.groups.offered[-1]
    assert study.figured(nation) == sum(bool(c.standings) for c in study.compare(nation))
    assert 0 < study.figured(nation) < len(study.gathered)


def test_without_a_result_of_that_name_providers_are_not_offered_and_it_is_said() -> None:
    study = study_of(PACK, HEAD, [review()], (), sent_in(ProviderResult("X", "Else", Decimal(1), Decimal(2))))
    assert study.groups.find("providers") is None
    assert any("named as a measure is" in n.why for n in study.groups.not_offered)


def test_the_overview_has_one_column_of_neighbours_and_the_stress_test_all_of_them() -> None:
    areas = PACK.organisations_in(YEAR.id)
    like = tuple(Observation(o.id, value=Decimal(n)) for n, o in enumerate(areas))
    table = BenchmarkSet("p", Topic("population", "Population", "", Direction.NEUTRAL), "number", like)
    study = study_of(PACK, HEAD, [review()], (table,))
    keys = [p.key for p in study.groups.offered]
    assert [k for k in keys if k.startswith("nearest")] == ["nearest-5", "nearest-10", "nearest-15"]
    columns = [p.key for p in study.overview().columns]
    assert [k for k in columns if k.startswith("nearest")] == ["nearest-10"]
    assert sum(p.key.startswith("nearest") for p in study.stress().groups) == 11


def test_a_provider_that_is_better_is_named() -> None:
    better = Observation("Groundwork (provider)", Decimal(99), Decimal(100))
    found = Gathered(TOPIC, "proportion", tuple(AREAS), providers=(better,))
    groups = peer_groups(PACK, DERBYSHIRE, YEAR, PeerSources(providers=(better.organisation,)))
    named = {b.who for b in find_better([found], "Derbyshire", groups).found}
    assert better.organisation in named


def test_a_result_that_cannot_be_is_left_out_without_harm() -> None:
    broken = Observation("Groundwork (provider)", Decimal(9), Decimal(5))
    found = Gathered(TOPIC, "proportion", tuple(AREAS), providers=(broken,))
    groups = peer_groups(PACK, DERBYSHIRE, YEAR, PeerSources(providers=(broken.organisation,)))
    cell = overview_of([found], "Derbyshire", groups).rows[0].cell("providers")
    assert cell is not None
    assert (cell.reading, cell.word) == (Reading.NO_DATA, "nobody to compare with")
