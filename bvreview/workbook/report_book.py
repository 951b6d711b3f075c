"""The import report of one file as an Excel workbook: the facts, every finding, other sheets' text."""

from __future__ import annotations

from pathlib import Path

from bvreview import __version__
from bvreview.files import replacing
from bvreview.framework.descriptors import Framework
from bvreview.i18n import _
from bvreview.review.exchange.import_report import ImportReport, facts_of, level_said
from bvreview.workbook.package import Extras, save_workbook
from bvreview.workbook.tables import Column, TableBook, TableSheet, new_table_book
from bvreview.workbook.writer import time_of_writing


def write_report(framework: Framework, report: ImportReport, path: Path, *, written: str = "") -> None:
    """Write the report to ``path`` as .xlsx; the same input with the same ``written`` gives the same bytes.

    Raises:
        OSError: the file cannot be written; what stood at ``path`` still stands.
    """
    title = _("Import report: {file}").format(file=report.file)
    book = new_table_book(_("Import report"), title, __version__)
    page = TableSheet(book, _("Import report"))
    facts = [*facts_of(framework, report)]
    facts += [(e["question"], e["answer"]) for e in report.asked.values()]
    page.table("facts", (Column(_("What"), 34), Column(_("In the file"), 70)), facts)
    _findings(book, framework, report)
    rules = TableSheet(book, _("By rule"))
    rules.table("rules", (Column(_("Rule"), 40), Column(_("Findings"), 12, "0")), report.by_rule)
    if report.attached:
        other = TableSheet(book, _("Other sheets"))
        lines = [(name, line) for name, text in report.attached.items() for line in text.split("\n")]
        other.table("other", (Column(_("Sheet"), 30), Column(_("Text"), 80)), lines)
    with replacing(path) as temporary:
        save_workbook(book.workbook, temporary, Extras(time_of_writing(written)))


def _findings(book: TableBook, framework: Framework, report: ImportReport) -> None:
    columns = (
        *(Column(_("Level"), 11), Column(_("Sheet"), 20), Column(_("Cell"), 8), Column(_("Section"), 20)),
        *(Column(_("What"), 28), Column(_("Found"), 20), Column(_("What is wrong"), 50)),
        *(Column(_("How to put it right"), 44), Column(_("Explanation"), 40), Column(_("Rule"), 20)),
    )
    page = TableSheet(book, _("Findings"))
    page.say(_("Put right: it must be corrected. Explain: correct it or say why. Note: for information."))
    rows = []
    for f in report.in_order:
        section = framework.section(f.address.section)
        rows.append(
            (
                *(level_said(f), f.sheet, f.cell, section.title if section else f.address.section),
                *(f.label, f.found, f.message, f.put_right),
                *(f.explanation.text if f.explanation else "", f.rule),
            )
        )
    page.table("findings", columns, rows)
