"""One organisation's comparison as a whole: its figures and everyone's, and the groups to compare with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bvreview.analysis.better import find_better
from bvreview.analysis.gathered import Gathered, gather_service
from bvreview.analysis.groups import NEAREST, PeerSources, peer_groups
from bvreview.analysis.overview import overview_of
from bvreview.analysis.stress import stress_test
from bvreview.framework.descriptors import Framework
from bvreview.i18n import _
from bvreview.review.compared.benchmarks import BenchmarkSet
from bvreview.review.compared.better import BetterFound
from bvreview.review.compared.overview import Overview
from bvreview.review.compared.peers import GroupKind, PeerGroups, PeerList, Peers
from bvreview.review.compared.provider_results import ProviderResult
from bvreview.review.compared.scope import CompareScope
from bvreview.review.compared.standing import Comparison
from bvreview.review.compared.stress import StressTest
from bvreview.review.model import Review, ReviewHead

STRESSED = tuple(range(5, 16))
"""How many nearest neighbours the stress test takes, one after the other."""
QUARTERS_FROM = 10


@dataclass(frozen=True, slots=True)
class Study:
    """``own``: the organisation by name; ``groups``: on offer; ``stressed``: those of the stress test."""

    own: str
    gathered: tuple[Gathered, ...]
    groups: PeerGroups
    stressed: PeerGroups

    def compare(self, peers: Peers) -> tuple[Comparison, ...]:
        """Every topic compared with peers."""
        return tuple(found.beside(peers).compare(peers.group) for found in self.gathered)

    def overview(self) -> Overview:
        """Every topic against every group; of the nearest neighbours one number, the first from 10 on."""
        near = [p for p in self.groups.offered if p.kind is GroupKind.NEAREST]
        one = next((p for p in near if p.size > QUARTERS_FROM), near[-1] if near else None)
        offered = tuple(p for p in self.groups.offered if p.kind is not GroupKind.NEAREST or p is one)
        return overview_of(self.gathered, self.own, replace(self.groups, offered=offered))

    def better(self) -> BetterFound:
        """Who is better in a like context."""
        return find_better(self.gathered, self.own, self.groups)

    def stress(self) -> StressTest:
        """Every topic over every group that can be formed, the nearest 5 to 15 each for itself."""
        return stress_test(self.gathered, self.own, self.stressed)


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the reviews: published tables, lists that somebody made, what providers sent."""

    sets: Sequence[BenchmarkSet] = ()
    lists: Sequence[PeerList] = ()
    providers: Sequence[ProviderResult] = ()


def study_of(framework: Framework, head: ReviewHead, reviews: Sequence[Review], beside: Beside) -> Study:
    """The study of a review's organisation, service and year; ``reviews``: one of each organisation."""
    scope = CompareScope(head.service, head.period)
    gathered = tuple(
        _with_providers(f, beside) for f in gather_service(framework, scope, reviews, beside.sets)
    )
    names = tuple(dict.fromkeys(o.organisation for found in gathered for o in found.providers))
    groups, stressed = (
        peer_groups(
            framework,
            head.organisation,
            head.period,
            PeerSources(beside.sets, beside.lists, names, nearest=nearest),
        )
        for nearest in (NEAREST, STRESSED)
    )
    organisation = framework.organisation(head.organisation)
    return Study(organisation.name if organisation else head.organisation, gathered, groups, stressed)


def _with_providers(found: Gathered, beside: Beside) -> Gathered:
    """The figures of providers that are named as the measure is, told apart from organisations by a word."""
    if found.kind != "proportion":
        return found
    mine = [r.observation for r in beside.providers if r.is_of(found.topic.title)]
    text = _("{name} (provider)")
    named = (replace(o, organisation=text.format(name=o.organisation)) for o in mine)
    return replace(found, providers=tuple(named))
