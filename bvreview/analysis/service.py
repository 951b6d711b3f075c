"""A whole service compared: every measure and unit cost of the reviews at hand, published tables beside."""

from __future__ import annotations

from collections.abc import Sequence

from bvreview.analysis.gathered import gather_service
from bvreview.framework.descriptors import Framework
from bvreview.i18n import _
from bvreview.review.compared.benchmarks import BenchmarkSet
from bvreview.review.compared.scope import CompareScope
from bvreview.review.compared.standing import Comparison, PeerGroup
from bvreview.review.model import Review


def compare_service(
    framework: Framework, scope: CompareScope, reviews: Sequence[Review], sets: Sequence[BenchmarkSet]
) -> tuple[Comparison, ...]:
    """What ``gather_service`` finds, compared over the scope's region or over all organisations."""
    group = peer_group(framework, scope)
    return tuple(found.compare(group) for found in gather_service(framework, scope, reviews, sets))


def peer_group(framework: Framework, scope: CompareScope) -> PeerGroup:
    """The organisations of the scope's region that report for its year, or all of them, by name."""
    organisations = framework.organisations_in(scope.period.id, scope.region)
    region = framework.region(scope.region)
    if region:
        return PeerGroup(region.name, tuple(o.name for o in organisations))
    return PeerGroup(_("All {n} organisations").format(n=len(organisations)))
