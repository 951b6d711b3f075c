"""What a place offers on paper: a name, and how its PDF is made; nothing is made before it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bvreview import documents
from bvreview.i18n import _
from bvreview.review.model import Review, ReviewHead, file_stem
from bvreview.settings import SmallNumbers
from bvreview.store.edits import title_of
from bvreview.workspace import Workspace
from ui.compare.comparing import read_history
from ui.jobs import Errand


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that can be shown, saved and printed.

    ``make`` gives the bytes of its PDF and is called in a job's thread. ``name``: of its file.
    """

    title: str
    name: str
    make: Callable[[Errand], bytes]


def review_papers(
    workspace: Workspace, review: Review, small: SmallNumbers, first: str = ""
) -> tuple[Paper, ...]:
    """The plan of a review, how it compares and what is still to put right; ``first`` names one to lead.

    ``small``: the counts of people that the plan withholds.
    """
    stem = file_stem(workspace.framework, review.head)

    def compared(_job: Errand) -> bytes:
        found = workspace.at_hand([review.head])
        history = read_history(workspace, review.head)
        return documents.comparison_pdf(workspace.framework, review, *found, history=history)

    def open_points(_job: Errand) -> bytes:
        return documents.open_points_pdf(workspace.framework, review)

    papers = {
        "plan": Paper(
            _("Improvement plan"), f"{stem}-plan.pdf", lambda _job: _plan(workspace, review, small)
        ),
        "comparison": Paper(_("How it compares"), f"{stem}-comparison.pdf", compared),
        "open": Paper(_("What is still to put right"), f"{stem}-put-right.pdf", open_points),
    }
    return tuple(sorted(papers.values(), key=lambda paper: paper is not papers.get(first)))


def plan_papers(workspace: Workspace, heads: Iterable[ReviewHead], small: SmallNumbers) -> tuple[Paper, ...]:
    """The improvement plans of several reviews, small numbers withheld."""
    return tuple(_plan_paper(workspace, head, small) for head in heads)


def _plan_paper(workspace: Workspace, head: ReviewHead, small: SmallNumbers) -> Paper:
    name = f"{file_stem(workspace.framework, head)}-plan.pdf"
    title = title_of(workspace.framework, head)
    return Paper(title, name, lambda _job: _plan(workspace, workspace.review(head.id), small))


def _plan(workspace: Workspace, review: Review, small: SmallNumbers) -> bytes:
    found, beside = workspace.at_hand([review.head]), workspace.alongside(review.head)
    return documents.plan_pdf(workspace.framework, review, *found, small=small, beside=beside)
