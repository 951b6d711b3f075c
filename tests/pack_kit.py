"""Benchmark packs for tests: comparisons of invented counts, collated."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bvreview import work
from bvreview.framework.loader import default_framework
from bvreview.review.audiences import Audience, Release
from bvreview.review.packs import BenchmarkPack, CostParts
from bvreview.review.periods import FinancialYear
from bvreview.review.scope import CompareScope
from bvreview.review.standing import Comparison

FRAMEWORK = default_framework()
SCOPE = CompareScope("community-payback", FinancialYear(2009), "east-midlands")
DAY = date(2010, 6, 1)
TO_DIRECTOR = Release(Audience.DIRECTOR, threshold=0)


def pack_of(
    comparisons: Sequence[Comparison], release: Release = TO_DIRECTOR, parts: Sequence[CostParts] = ()
) -> BenchmarkPack:
    """The comparisons as a pack made by one person on one day."""
    return work.make_pack(FRAMEWORK, SCOPE, comparisons, release, parts=parts, made_by="Ann", day=DAY)
