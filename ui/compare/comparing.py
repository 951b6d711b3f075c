"""What the compare page has worked out beside the window, each as a job that is not yet started."""

from __future__ import annotations

from dataclasses import dataclass, replace
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
    """The figures of a review's service and year, and every topic compared with the peers of ``key``.

    ``as_of``: how many changes had been told when the figures were asked for.
    """

    study: Study
    key: str
    comparisons: tuple[Comparison, ...]
    as_of: int


def study_review(workspace: Workspace, head: ReviewHead, key: str, as_of: int) -> Job:
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
                return Studied(study, peers.key, found, as_of)
        return Studied(study, key, found, as_of)

    return Job(_("Comparing"), run)


def compare_with(known: Studied, peers: Peers) -> Job:
    """Compare every topic with other peers. Gives ``Studied``."""

    def run(_errand: Errand) -> Studied:
        return replace(known, key=peers.key, comparisons=_compared(known.study, peers))

    return Job(_("Comparing"), run)


def _compared(study: Study, peers: Peers) -> tuple[Comparison, ...]:
    return tuple(c for c in study.compare(peers) if c.standings)


def recall_years(workspace: Workspace, head: ReviewHead, as_of: int) -> Job:
    """What the reviews of the service say of all their years. Gives ``as_of`` and ``History``."""
    return Job(_("Earlier years"), lambda _errand: (as_of, read_history(workspace, head)))


def read_history(workspace: Workspace, head: ReviewHead) -> History:
    """Every year of the service, and what benchmark packs say of any year."""
    years = {one.period for one in workspace.heads() if one.service == head.service}
    reviews, sets = workspace.at_hand([CompareScope(head.service, year) for year in years])
    packs = workspace.packs_of(head.service)
    return work.history(workspace.framework, head, reviews, sets, packs)
