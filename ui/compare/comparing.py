"""What the compare page has worked out beside the window, each as a job that is not yet started."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bvreview import work
from bvreview.i18n import _
from bvreview.review.compared.peers import Peers
from bvreview.review.compared.scope import CompareScope
from bvreview.review.compared.standing import Comparison
from bvreview.review.model import ReviewHead
from bvreview.workspace import Workspace
from ui.jobs import Errand, Job

if TYPE_CHECKING:  # comparison is loaded when something is compared
    from bvreview.analysis.history import History
    from bvreview.analysis.study import Study


@dataclass(frozen=True, slots=True)
class Studied:
    """The figures of a review's service and year, and every topic compared with the peers of ``key``."""

    study: Study
    key: str
    comparisons: tuple[Comparison, ...]


def study_review(workspace: Workspace, head: ReviewHead, key: str) -> Job:
    """Compare a review's service and year with the peers of ``key``, or the first that have a figure.

    Gives ``Studied``.
    """

    def run(job: Errand) -> Studied:
        reviews, sets = workspace.at_hand([head])
        job.tick(0, 2, _("Comparing"))
        study = work.study(workspace.framework, head, reviews, sets, workspace.alongside(head))
        job.tick(1, 2, _("Comparing"))
        offered = sorted(study.groups.offered, key=lambda peers: peers.key != key)
        found: tuple[Comparison, ...] = ()
        for peers in offered:
            if found := _compared(study, peers):
                return Studied(study, peers.key, found)
        return Studied(study, key, found)

    return Job(_("Comparing"), run)


def compare_with(study: Study, peers: Peers) -> Job:
    """Compare every topic with other peers. Gives ``Studied``."""
    return Job(_("Comparing"), lambda _errand: Studied(study, peers.key, _compared(study, peers)))


def _compared(study: Study, peers: Peers) -> tuple[Comparison, ...]:
    return tuple(c for c in study.compare(peers) if c.standings)


def recall_years(workspace: Workspace, head: ReviewHead) -> Job:
    """What the reviews of the service say of all their years. Gives ``History``."""
    return Job(_("Earlier years"), lambda _errand: read_history(workspace, head))


def read_history(workspace: Workspace, head: ReviewHead) -> History:
    """Every year of the service, and what benchmark packs say of any year."""
    years = {one.period for one in workspace.heads() if one.service == head.service}
    reviews, sets = workspace.at_hand([CompareScope(head.service, year) for year in years])
    packs = workspace.packs_of(head.service)
    return work.history(workspace.framework, head, reviews, sets, packs)
