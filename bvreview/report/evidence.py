"""The annex of evidence: what the answers rest on, one line each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bvreview.i18n import _, plural
from bvreview.report.document import Block, Column, Note, Row, Table, plain
from bvreview.report.said import NOTHING
from bvreview.review.answers import Answers
from bvreview.review.evidence import Evidence, in_order, reliability_words
from bvreview.review.wording import show_date

MOST: Final = 40
"""Lines of the annex: a page; a board's plan has at most twelve."""


def evidence_blocks(answers: Answers) -> Iterator[Block]:
    """The evidence that supports an answer, by title; nothing where there is none."""
    links = answers.review.links
    used = {number for address in answers.addresses() for number in links.get(address, ())} if links else ()
    found = [e for e in in_order(answers.review.evidence.values()) if e.id in used]
    if not found:
        return
    titles = (_("Title"), _("Reference"), _("Date"), _("Reliability"))
    rows = tuple(_row(answers, evidence) for evidence in found[:MOST])
    yield Table(tuple(Column(title) for title in titles), rows)
    if left := len(found) - len(rows):
        words = plural(
            "{n} more piece of evidence stands in the workbook of the review.",
            "{n} more pieces of evidence stand in the workbook of the review.",
            left,
        )
        yield Note(words)


def _row(answers: Answers, evidence: Evidence) -> Row:
    day = show_date(evidence.date).replace(" ", "\u00a0") if evidence.date else ""
    reliability = reliability_words(answers.framework, evidence.reliability)
    texts = (evidence.title, evidence.reference, day, reliability)
    return Row(tuple(plain(text or NOTHING) for text in texts))
