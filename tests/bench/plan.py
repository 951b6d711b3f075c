"""The plan as PDF, against reportlab setting the same words as plain paragraphs on as many pages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate

from bench.figure import Figure, in_turn
from bench.samples_read import sample_comparisons, sample_reviews
from bvreview.framework.loader import default_framework
from bvreview.report.document import texts_of
from bvreview.report.plan import write_plan
from bvreview.report.story import PlanInput, tell_plan
from bvreview.review.rules import find_all

AS_AT = date(2010, 5, 12)


def measure_plan(folder: Path) -> Iterator[Figure]:
    """Medians of runs in turn, for the longest of the sample reviews."""
    framework, comparisons = default_framework(), sample_comparisons()
    review = max(sample_reviews(), key=lambda r: len(r.cells))
    ours, plain = folder / "ours.pdf", folder / "plain.pdf"

    findings = find_all(framework, review)

    given = PlanInput(framework, review, AS_AT, findings, comparisons)

    def write() -> int:
        return write_plan(given, ours)

    pages = write()
    words = [escape(text) for text in texts_of(tell_plan(given)) if text.strip()]
    taken, reference = in_turn(5, write, lambda: _write_plain(words, pages, plain))
    note = f"{pages} pages; reference: reportlab, the same texts as plain paragraphs, as many pages"
    yield Figure("plan", taken, reference, "s", note)


def _write_plain(words: list[str], pages: int, path: Path) -> None:
    style = getSampleStyleSheet()["BodyText"]
    a_page = -(-len(words) // pages)
    story: list[Flowable] = []
    for start in range(0, len(words), a_page):
        story += [Paragraph(text, style) for text in words[start : start + a_page]]
        story.append(PageBreak())
    SimpleDocTemplate(str(path)).build(story)
