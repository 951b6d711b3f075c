"""The documents as PDF: values in, one file or its bytes out, always whole."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from pathlib import Path

from bvreview.files import replacing
from bvreview.framework.descriptors import Framework
from bvreview.report.document import PlanDocument
from bvreview.report.pages import set_document
from bvreview.report.story import PlanInput, tell_plan
from bvreview.review.compared.flags import NO_QUESTIONS, Questions
from bvreview.review.compared.standing import Comparison
from bvreview.review.findings import Finding
from bvreview.review.model import Review
from bvreview.settings import USUAL_NUMBERS, SmallNumbers


def write_plan(  # noqa: PLR0913 - everything that is printed comes in as a value
    framework: Framework,
    review: Review,
    path: Path,
    *,
    findings: Sequence[Finding] = (),
    comparisons: Sequence[Comparison] = (),
    as_at: date,
    small: SmallNumbers = USUAL_NUMBERS,
    questions: Questions = NO_QUESTIONS,
) -> int:
    """Write the improvement plan to ``path``; the same values give the same bytes. How many pages it has.

    ``findings``: of this review, with their explanations; ``comparisons``: those in which the organisation
    has no figure are left out; ``as_at``: the day printed on every page; ``small``: which counts of
    people are withheld; ``questions``: what the figures ask.

    Raises:
        OSError: the folder cannot be written to, or the disk is full; what stood there still stands.
    """
    document = tell_plan(PlanInput(framework, review, as_at, findings, comparisons, small, questions))
    with replacing(path) as temporary, temporary.open("wb") as file:  # closed, also where the disk is full
        return set_document(document, file)


def set_pages(document: PlanDocument) -> bytes:
    """The PDF of a document; the bytes that ``write_plan`` writes of the same values."""
    held = BytesIO()
    set_document(document, held)
    return held.getvalue()
