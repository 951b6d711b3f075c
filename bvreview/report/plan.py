"""The documents as PDF: values in, one file or its bytes out, always whole."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from bvreview.files import replacing
from bvreview.report.document import PlanDocument
from bvreview.report.pages import set_document
from bvreview.report.story import PlanInput, tell_plan


def write_plan(given: PlanInput, path: Path) -> int:
    """Write the improvement plan to ``path``; the same values give the same bytes. How many pages it has.

    Raises:
        OSError: the folder cannot be written to, or the disk is full; what stood there still stands.
    """
    with replacing(path) as temporary, temporary.open("wb") as file:  # closed, also where the disk is full
        return set_document(tell_plan(given), file)


def set_pages(document: PlanDocument) -> bytes:
    """The PDF of a document; the bytes that ``write_plan`` writes of the same values."""
    held = BytesIO()
    set_document(document, held)
    return held.getvalue()
