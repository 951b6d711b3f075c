"""The plan as PDF, against reportlab setting the same words as plain paragraphs on as many pages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

from pypdf import PdfReader
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate

from bench.figure import Figure, in_turn
from bench.samples_read import sample_comparisons, sample_reviews
from bvreview import work
from bvreview.framework.loader import default_framework


def measure_plan(folder: Path) -> Iterator[Figure]:
    """Medians of runs in turn, for the longest of the sample reviews."""
    framework, comparisons = default_framework(), sample_comparisons()
    review = max(sample_reviews(), key=lambda r: len(r.cells))
    ours, plain = folder / "ours.pdf", folder / "plain.pdf"

    def write() -> None:
        work.write_plan(framework, review, comparisons, ours, as_at=date(2010, 5, 12))

    write()
    pages = [page.extract_text().splitlines() for page in PdfReader(ours).pages]
    taken, reference = in_turn(5, write, lambda: _write_plain(pages, plain))
    note = f"{len(pages)} pages; reference: reportlab, the same words as plain paragraphs, as many pages"
    yield Figure("plan", taken, reference, "s", note)


def _write_plain(pages: list[list[str]], path: Path) -> None:
    style = getSampleStyleSheet()["BodyText"]
    story: list[Flowable] = []
    for lines in pages:
        story += [Paragraph(escape(line), style) for line in lines]
        story.append(PageBreak())
    SimpleDocTemplate(str(path)).build(story)
