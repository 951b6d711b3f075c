"""Benchmark packs for tests: comparisons of invented counts, collated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from bvreview import releasing
from bvreview.analysis.comparison import compare_proportion, compare_unit_cost
from bvreview.framework.loader import default_framework
from bvreview.framework.practice_map import Sharing
from bvreview.framework.services import Direction
from bvreview.review.compared.audiences import Audience, Release
from bvreview.review.compared.cost_parts import CostParts
from bvreview.review.compared.packs import BenchmarkPack
from bvreview.review.compared.practice import PracticeNote
from bvreview.review.compared.provider_results import NOTHING_SHARED, ProviderFigure, Shared
from bvreview.review.compared.scope import CompareScope
from bvreview.review.compared.standing import Comparison, Observation, PeerGroup, Topic
from bvreview.review.periods import FinancialYear

FRAMEWORK = default_framework()
SCOPE = CompareScope("community-payback", FinancialYear(2009), "east-midlands")
DAY = date(2010, 6, 1)
TO_DIRECTOR = Release(Audience.DIRECTOR, threshold=0)


def pack_of(
    comparisons: Sequence[Comparison],
    release: Release = TO_DIRECTOR,
    parts: Sequence[CostParts] = (),
    shared: Shared = NOTHING_SHARED,
) -> BenchmarkPack:
    """The comparisons as a pack made by one person on one day."""
    return releasing.make_pack(
        FRAMEWORK, SCOPE, comparisons, release, parts=parts, shared=shared, made_by="Ann", day=DAY
    )


SHARE = Topic("completed", "Completed", "%", Direction.UP, "orders", "2009 to 2010", "Own returns")
COST = Topic("unit_full", "Full unit cost", "hour worked", Direction.NEUTRAL, period="2009 to 2010")
NAMES = tuple(o.name for o in FRAMEWORK.organisations_in("2009-10"))[:14]
GROUP = PeerGroup("East Midlands", NAMES[:12])


def comparisons() -> list[Comparison]:
    """A share and a cost of 14 organisations, 12 of them in the group; one gives nothing."""
    shares = [
        Observation(name, Decimal(60 + 3 * n), Decimal(100 + 7 * n), target=Decimal("0.7"))
        for n, name in enumerate(NAMES[:-1])
    ]
    costs = [
        Observation(name, value=Decimal(n * n + 200) / 37, marks=("estimate",) if n % 3 else ())
        for n, name in enumerate(NAMES)
    ]
    late = Observation(NAMES[-1], state="not collected")
    return [
        compare_proportion(SHARE, [*shares, late], GROUP),
        compare_unit_cost(COST, costs, GROUP),
    ]


OWN = NAMES[3]
"""Who asked the providers."""


def figure(
    name: str,
    top: int,
    of: int,
    shared: Sharing = Sharing.ANYONE,
    *,
    named: bool = True,
    marks: tuple[str, ...] = (),
) -> ProviderFigure:
    seen = Observation(name, Decimal(top), Decimal(of), marks=marks)
    return ProviderFigure("completed", seen, OWN, shared, named, SCOPE.region)


def note(what: str, shared: Sharing = Sharing.ANYONE, who: str = OWN, **more: object) -> PracticeNote:
    made = PracticeNote(
        who, what, "Completed", "completed", ask="The manager", shared=shared, region=SCOPE.region
    )
    return replace(made, **more)  # type: ignore[arg-type]  # by name


SHARED = Shared(
    (
        *(figure(f"To {s.value}", 20 + n, 60 + n, s) for n, s in enumerate(Sharing)),
        figure("Secret", 30, 50, named=False),
    ),
    tuple(note(f"For {s.value}", s) for s in Sharing if s is not Sharing.NOBODY),
)
"""A result and a note for each that may see them, and one without a name."""
