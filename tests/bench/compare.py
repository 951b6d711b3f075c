"""The overview and the stress test, to values: 35 trusts, 60 measures, 10 services, 3 years."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

from many_kit import SENDER, read_samples
from msgspec import structs

from bench.figure import Figure, seconds
from bvreview import work
from bvreview.analysis.gathered import Gathered
from bvreview.analysis.groups import PeerSources, peer_groups
from bvreview.analysis.stress import stress_test
from bvreview.analysis.study import STRESSED
from bvreview.framework.descriptors import Framework
from bvreview.framework.loader import default_framework
from bvreview.framework.services import Direction, Measure
from bvreview.review.cells import Address, Answer, Cell
from bvreview.review.compared.benchmarks import BenchmarkSet
from bvreview.review.compared.standing import Observation, Topic
from bvreview.review.exchange.submission import FileReading
from bvreview.review.model import Review
from bvreview.review.periods import FinancialYear
from bvreview.settings import Person
from bvreview.store import intake, received
from bvreview.store.cells import Pen
from bvreview.workspace import Workspace

MEASURES, SERVICES, YEARS = 60, 10, 3
FIRST_YEAR = 2010
PERSON = Person("Jo Bloggs")


def measure_overview(folder: Path) -> Iterator[Figure]:
    """One organisation against region, family, size, neighbours and nation, every measure and cost."""
    framework = wide()
    path = folder / "many.bvr"
    count = fill(path, framework)
    with Workspace.open(path, person=PERSON, framework=framework) as workspace:
        head = next(h for h in workspace.heads() if h.period.id == f"{FIRST_YEAR}-11")
        like = _characteristics(framework, head.period)
        begun = time.perf_counter()
        reviews, sets = workspace.at_hand([head])
        read = time.perf_counter() - begun
        study = work.study(framework, head, reviews, (*sets, like), workspace.alongside(head))
        table = study.overview()
        taken = time.perf_counter() - begun
    shape = f"{len(table.rows)} rows x {len(table.columns)} groups, {len(reviews)} of {count} submissions"
    note = f"{shape}; reading {read:.2f} s, values {taken - read:.2f} s; reference: none, aim 1 s"
    yield Figure("overview", taken, None, "s", note)


def measure_stress(_folder: Path) -> Iterator[Figure]:
    """One organisation over every group, the nearest 5 to 15 each, and without each peer."""
    framework, chance = default_framework(), random.Random(3)
    period = FinancialYear(2009)
    areas = framework.organisations_in(period.id)
    gathered = [
        Gathered(
            Topic(f"m{n}", f"Measure {n}", "%", Direction.UP),
            "proportion",
            tuple(Observation(o.name, *_counts(chance)) for o in areas),
        )
        for n in range(MEASURES)
    ]
    groups = peer_groups(
        framework, areas[0].id, period, PeerSources((_characteristics(framework, period),), nearest=STRESSED)
    )
    taken = seconds(lambda: stress_test(gathered, areas[0].name, groups))
    shape = f"{len(areas)} organisations x {MEASURES} measures x {len(groups.offered)} groups"
    note = f"{shape}, each peer left out once; reference: none, aim 1 s"
    yield Figure("stress test", taken, None, "s", note)


def _counts(chance: random.Random) -> tuple[Decimal, Decimal]:
    size = chance.randrange(200, 900)
    return Decimal(chance.randrange(size // 2, size)), Decimal(size)


def _characteristics(framework: Framework, period: FinancialYear) -> BenchmarkSet:
    chance = random.Random(5)
    areas = framework.organisations_in(period.id)
    made = [Observation(o.id, value=Decimal(chance.randrange(999))) for o in areas]
    topic = Topic("population", "Invented", "", Direction.NEUTRAL)
    return BenchmarkSet("invented", topic, "number", tuple(made), illustrative=True)


@cache
def wide() -> Framework:
    """The pack with ten services of sixty measures each."""
    framework = default_framework()
    service = framework.services[0]
    measures = tuple(_measure(service.measures[0], n) for n in range(MEASURES))
    services = [structs.replace(service, id=f"s{n}", measures=measures) for n in range(SERVICES)]
    return structs.replace(framework, services=(*framework.services, *services))


def _measure(like: Measure, n: int) -> Measure:
    return structs.replace(like, id=f"m{n}", label=f"Measure {n}")


def fill(path: Path, framework: Framework) -> int:
    """Put a submission of each trust, service and year into a workspace; gives how many there are."""
    sample = next(r for r in read_samples() if r.review.head.service == "community-payback")
    chance = random.Random(1)
    trusts = framework.organisations_in(f"{FIRST_YEAR}-11")
    with Workspace.open(path, person=PERSON, framework=framework) as workspace:
        made = [
            _submitted(sample, trust.id, f"s{service}", FIRST_YEAR + year, chance)
            for year in range(YEARS)
            for service in range(SERVICES)
            for trust in trusts
        ]
        workspace.later(_write, workspace, made).result()
        return len(workspace.submissions())


def _submitted(
    sample: FileReading, trust: str, service: str, year: int, chance: random.Random
) -> FileReading:
    head = replace(
        sample.review.head,
        id=f"{service}-{trust}-{year}",
        organisation=trust,
        service=service,
        period=FinancialYear(year),
    )
    cells = {a: c for a, c in sample.review.cells.items() if a.section in ("costs", "volumes")}
    for n in range(MEASURES):
        top, bottom = _counts(chance)
        for field, value in (("numerator", top), ("denominator", bottom)):
            address = Address("measures", f"results:m{n}", field)
            cells[address] = Cell(address, Answer(value))
    review = Review(head, cells, sample.review.rows, {})
    return replace(sample, file=f"{head.id}.xlsx", review=review, findings=(), content=head.id, texts={})


def _write(workspace: Workspace, readings: list[FileReading]) -> None:
    with workspace.writing() as db:
        for number, reading in enumerate(readings):
            parcel = structs.replace(received.pack(reading, b"the file"), figures=f"{number}")
            intake.begin(db, workspace._fields, parcel, SENDER)
            received.write_submission(db, parcel, Pen(SENDER.author, SENDER.time, 1))
