"""What a region does with a file that came: read its report, keep it, send its sender a marked return."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from bvreview import documents, work
from bvreview.i18n import _
from bvreview.review.exchange.import_report import ImportReport
from bvreview.review.model import ReviewHead, file_stem
from ui.desk import Desk
from ui.dialogs.import_report import ImportReportDialog
from ui.exchange.files import ask_where
from ui.exchange.running import run_in_sight, say_written
from ui.jobs import Errand, Job


def show_report(parent: QWidget, desk: Desk, report: ImportReport) -> ImportReportDialog:
    """Open the report of a received file."""
    dialog = ImportReportDialog(
        parent,
        desk,
        report,
        {
            _("Marked return\u2026"): lambda: write_return(dialog, desk, report.head),
            _("Save as Excel\u2026"): lambda: save_report(dialog, desk, report, "xlsx"),
            _("Save as PDF\u2026"): lambda: save_report(dialog, desk, report, "pdf"),
        },
    )
    dialog.open()
    return dialog


def write_return(parent: QWidget, desk: Desk, head: ReviewHead) -> None:
    """Ask where, then write the workbook that the sender corrects."""
    name = f"{file_stem(desk.framework, head)}-to-put-right.xlsx"
    pattern = _("Excel workbook (*.xlsx)")
    if path := ask_where(parent, _("Write the marked return"), name, pattern, desk.preferences):
        workspace = desk.workspace

        def run(_job: Errand) -> object:
            review, findings = workspace.review(head.id), workspace.findings(head.id)
            work.write_return(workspace.framework, review, findings, path)
            return [path]

        _write(parent, desk, Job(_("Writing the marked return"), run))


def save_report(parent: QWidget, desk: Desk, report: ImportReport, ending: str) -> None:
    """Ask where, then write the report as a workbook or on paper."""
    name = f"{file_stem(desk.framework, report.head)}-import-report.{ending}"
    pattern = _("PDF (*.pdf)") if ending == "pdf" else _("Excel workbook (*.xlsx)")
    if path := ask_where(parent, _("Save the import report"), name, pattern, desk.preferences):
        workspace = desk.workspace

        def run(_job: Errand) -> object:
            review = workspace.review(report.head.id)
            documents.write_import_report(workspace.framework, review, report, path)
            return [path]

        _write(parent, desk, Job(_("Writing the import report"), run))


def _write(parent: QWidget, desk: Desk, job: Job) -> None:
    run_in_sight(parent, desk, job, lambda paths: say_written(parent, desk.look, paths))
