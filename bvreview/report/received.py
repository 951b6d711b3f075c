"""The import report on paper: what came, by whom, and everything that was found in it, sheet by sheet."""

from __future__ import annotations

from collections.abc import Iterator

from bvreview.i18n import _
from bvreview.report.document import Block, Chapter, Column, PlanDocument, Row, Table, plain, strong
from bvreview.report.framed import framed
from bvreview.report.story import PlanInput
from bvreview.review.exchange.import_report import ImportReport, facts_of, level_said
from bvreview.review.findings import Finding


def tell_import(given: PlanInput, report: ImportReport) -> PlanDocument:
    """The document of one file that came in: a chapter for each sheet with findings."""
    title = _("{service}: what was found in the file")
    return framed(given, title, _front(given, report), _chapters(report))


def _front(given: PlanInput, report: ImportReport) -> Iterator[Block]:
    facts = facts_of(given.framework, report)
    answers = tuple((e["question"], e["answer"]) for e in report.asked.values())
    rows = tuple(Row((strong(name), plain(words))) for name, words in (*facts, *answers))
    yield Table((Column(_("What")), Column(_("In the file"))), rows)
    if not report.findings:
        yield plain(_("Nothing was found: no check asks for anything."))


def _chapters(report: ImportReport) -> Iterator[Chapter]:
    for number, sheet in enumerate(dict.fromkeys(f.sheet for f in report.in_order)):
        here = [f for f in report.in_order if f.sheet == sheet]
        yield Chapter(f"sheet{number}", sheet or _("The file as a whole"), (_table(here),))


def _table(found: list[Finding]) -> Table:
    columns = (_("Level"), _("Cell"), _("What was found"), _("How to put it right"))
    return Table(tuple(Column(words) for words in columns), tuple(_row(f) for f in found))


def _row(finding: Finding) -> Row:
    then = finding.explanation.text if finding.explanation else finding.put_right
    cells = (plain(finding.cell), plain(finding.message), plain(then))
    return Row((strong(level_said(finding)), *cells))
