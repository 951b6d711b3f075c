"""One organisation's comparison as a whole: its figures and everyone's, and the groups to compare with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bvreview.analysis.better import find_better
from bvreview.analysis.gathered import Gathered, gather_service
from bvreview.analysis.groups import NEAREST, PeerSources, peer_groups
from bvreview.analysis.overview import overview_of
from bvreview.analysis.stress import stress_test
from bvreview.framework.descriptors import Framework
from bvreview.review.benchmarks import BenchmarkSet
from bvreview.review.better import BetterFound
from bvreview.review.model import Review, ReviewHead
from bvreview.review.overview import Overview
from bvreview.review.peers import PeerGroups, PeerList
from bvreview.review.scope import CompareScope
from bvreview.review.standing import Comparison, PeerGroup
from bvreview.review.stress import StressTest

STRESSED = tuple(range(5, 16))
"""How many nearest neighbours the stress test takes, one after the other."""


@dataclass(frozen=True, slots=True)
class Study:
    """``own``: the organisation by name; ``groups``: on offer; ``stressed``: those of the stress test."""

    own: str
    gathered: tuple[Gathered, ...]
    groups: PeerGroups
    stressed: PeerGroups

    def compare(self, group: PeerGroup) -> tuple[Comparison, ...]:
        """Every topic compared over a group."""
        return tuple(found.compare(group) for found in self.gathered)

    def overview(self) -> Overview:
        """Every topic against every group."""
        return overview_of(self.gathered, self.own, self.groups)

    def better(self) -> BetterFound:
        """Who is better in a like context."""
        return find_better(self.gathered, self.own, self.groups)

    def stress(self) -> StressTest:
        """Every topic over every group that can be formed, the nearest 5 to 15 each for itself."""
        return stress_test(self.gathered, self.own, self.stressed)


def study_of(
    framework: Framework,
    head: ReviewHead,
    reviews: Sequence[Review],
    sets: Sequence[BenchmarkSet] = (),
    lists: Sequence[PeerList] = (),
) -> Study:
    """The study of a review's organisation, service and year; ``reviews``: one of each organisation."""
    gathered = gather_service(framework, CompareScope(head.service, head.period), reviews, sets)
    organisation = framework.organisation(head.organisation)
    groups, stressed = (
        peer_groups(framework, head.organisation, head.period, PeerSources(sets, lists, nearest=nearest))
        for nearest in (NEAREST, STRESSED)
    )
    return Study(organisation.name if organisation else head.organisation, gathered, groups, stressed)
