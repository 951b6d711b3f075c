"""A review with lines and measures of its own, as the local sheet asks for them."""

from __future__ import annotations

from pathlib import Path

from factories.review_files import answers_of, read, write
from hypothesis import strategies as st

from bvreview.framework.loader import default_framework
from bvreview.framework.services import local_service_id
from bvreview.framework.terms import Path as Depth
from bvreview.review.answers import Answers
from bvreview.review.digests import content_digest, section_digests
from bvreview.review.examples import build_review
from bvreview.review.model import Review, ReviewHead
from bvreview.review.periods import FinancialYear
from bvreview.review.values import normalise_text
from bvreview.workbook.gate.gate import Gate
from bvreview.workbook.writer import asked_of

PACK = default_framework()
YEAR = FinancialYear(2009)
NAME = "Drug testing: orders"
OWN = local_service_id("DBS", NAME)
TYPED = {
    "local.volumes:v1.label": "Induction sessions",
    "local.volumes:v1.unit": "sessions",
    "local.measures:m1.label": "Inducted within five days",
    "local.measures:m1.numerator": "Inducted within five working days",
    "local.measures:m1.denominator": "Started in the year",
    "local.measures:m1.direction": "Higher is better",
}
FIGURES = {
    "volumes.outputs:local-v1.q1": "120",
    "measures.results:local-m1.numerator": "45",
    "measures.results:local-m1.denominator": "60",
}

NAMES = st.text(min_size=1, max_size=60).map(normalise_text).filter(lambda t: bool(t and t.strip()))


def head(service: str = "community-payback", organisation: str = "DBS") -> ReviewHead:
    return ReviewHead("rev-local", organisation, service, YEAR, Depth.FULL, PACK.id, PACK.version)


def review(more: dict[str, str] | None = None, service: str = "community-payback") -> Review:
    return build_review(PACK, head(service), {**TYPED, **FIGURES} if more is None else more)


def measure_rows(of: Review) -> list[str]:
    answers = Answers(PACK, of)
    section = PACK.section("measures")
    assert section
    return list(answers.row_keys(section, section.parts[0]))


def same(gate: Gate, of: Review, path: Path) -> Review:
    expected = asked_of(PACK, of)
    reading = read(PACK, gate, write(PACK, of, path))
    assert answers_of(reading.review) == answers_of(expected)
    assert reading.review.rows == expected.rows
    assert reading.identity.section_digests == section_digests(expected) == section_digests(reading.review)
    assert reading.identity.content_digest == content_digest(expected)
    rules = {f.rule for f in reading.findings if f.rule.startswith("file.")}
    assert rules <= {"file.unreadable", "file.personal", "file.date_text"}
    return reading.review
