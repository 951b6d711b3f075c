"""One organisation's comparison as a whole: its figures and everyone's, and the groups to compare with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bvreview.analysis.better import find_better
from bvreview.analysis.gathered import Gathered, gather_service
from bvreview.analysis.groups import NEAREST, PeerSources, peer_groups
from bvreview.analysis.overview import overview_of
from bvreview.analysis.rates import find_rates
from bvreview.analysis.stress import stress_test
from bvreview.framework.descriptors import Framework
from bvreview.framework.names import organisation_name
from bvreview.i18n import plural
from bvreview.review.compared.alongside import NOTHING_ALONGSIDE, Alongside, Reader, shown_to
from bvreview.review.compared.benchmarks import BenchmarkSet
from bvreview.review.compared.better import BetterFound
from bvreview.review.compared.overview import Overview
from bvreview.review.compared.peers import GroupKind, PeerGroups, Peers
from bvreview.review.compared.practice import PracticeNote, notes_of_review
from bvreview.review.compared.provider_results import ProviderFigure
from bvreview.review.compared.rates import RatesFound
from bvreview.review.compared.scope import CompareScope
from bvreview.review.compared.standing import Comparison
from bvreview.review.compared.stress import StressTest
from bvreview.review.model import Review, ReviewHead

STRESSED = tuple(range(5, 16))
"""How many nearest neighbours the stress test takes, one after the other."""
QUARTERS_FROM = 10


@dataclass(frozen=True, slots=True)
class Study:
    """``own``: the organisation by name; ``groups``: on offer; ``stressed``: those of the stress test.

    ``notes``: what others do differently and let this organisation read; ``rates``: measures that are no
    shares.
    """

    own: str
    gathered: tuple[Gathered, ...]
    groups: PeerGroups
    stressed: PeerGroups
    notes: tuple[PracticeNote, ...] = ()
    rates: RatesFound = field(default_factory=lambda: RatesFound(""))

    def compare(self, peers: Peers) -> tuple[Comparison, ...]:
        """Every topic compared with peers."""
        compared = (found.beside(peers).compare(peers.group) for found in self.gathered)
        return tuple(_counted(comparison, peers) for comparison in compared)

    def figured(self, peers: Peers) -> int:
        """How many topics any of the peers has a figure of that can be compared."""
        return sum(found.beside(peers).has_figure(peers.group) for found in self.gathered)

    def overview(self) -> Overview:
        """Every topic against every group; of the nearest neighbours one number, the first from 10 on."""
        near = [p for p in self.groups.offered if p.kind is GroupKind.NEAREST]
        one = next((p for p in near if p.size > QUARTERS_FROM), near[-1] if near else None)
        offered = tuple(p for p in self.groups.offered if p.kind is not GroupKind.NEAREST or p is one)
        return overview_of(self.gathered, self.own, replace(self.groups, offered=offered))

    def better(self) -> BetterFound:
        """Who is better in a like context."""
        return find_better(self.gathered, self.own, self.groups, self.notes)

    def stress(self) -> StressTest:
        """Every topic over every group that can be formed, the nearest 5 to 15 each for itself."""
        return stress_test(self.gathered, self.own, self.stressed)


def _counted(comparison: Comparison, peers: Peers) -> Comparison:
    """A group whose members are not named says how many of all have a figure: nobody else does."""
    count = len(comparison.standings)
    if peers.group.members or not 0 < count < peers.size:
        return comparison
    text = plural("{{peers}}, {n} with a figure", "{{peers}}, {n} with figures", count)
    return replace(comparison, group_label=text.format(peers=peers.label))


def study_of(
    framework: Framework,
    head: ReviewHead,
    reviews: Sequence[Review],
    sets: Sequence[BenchmarkSet] = (),
    beside: Alongside = NOTHING_ALONGSIDE,
) -> Study:
    """The study of a review's organisation, service and year; ``reviews``: one of each organisation."""
    scope = CompareScope(head.service, head.period)
    found = gather_service(framework, scope, reviews, sets)
    notes = (n for r in reviews if scope.is_of(r.head) for n in notes_of_review(framework, r))
    shared = shown_to(_reader(framework, head), beside, notes, {f.topic.id: f.topic.title for f in found})
    gathered = tuple(_with_providers(f, shared.providers) for f in found)
    names = tuple(dict.fromkeys(o.organisation for f in gathered for o in f.providers))
    groups, stressed = (
        peer_groups(
            framework,
            head.organisation,
            head.period,
            PeerSources(sets, beside.lists, names, nearest=nearest),
        )
        for nearest in (NEAREST, STRESSED)
    )
    own = organisation_name(framework, head.organisation)
    rates = find_rates(framework, scope, reviews, own)
    return Study(own, gathered, groups, stressed, shared.notes, rates)


def _reader(framework: Framework, head: ReviewHead) -> Reader:
    found = framework.organisation(head.organisation)
    return Reader(found.name, found.region) if found else Reader(head.organisation)


def _with_providers(found: Gathered, figures: Sequence[ProviderFigure]) -> Gathered:
    """The figures of providers on a share; what they cost is shown to nobody."""
    mine = (f.observation for f in figures if f.topic == found.topic.id and found.kind == "proportion")
    return replace(found, providers=tuple(mine))
