"""Writing files out: ask where, run in sight, say what was written."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from bvreview.i18n import _
from bvreview.review.model import file_stem
from bvreview.review.scope import CompareScope
from ui.desk import Desk
from ui.files import ask_for_folder, ask_where
from ui.operations import export_benchmarks, export_plan, export_plans, export_workbook
from ui.running import run_in_sight, say_written
from ui.session import Session


def export_review(parent: QWidget, desk: Desk, session: Session, what: str) -> None:
    """Write the open review as a workbook or its plan as a PDF."""
    desk.saver.flush()
    name = file_stem(desk.framework, session.review.head)
    if what == "workbook":
        pattern = _("Excel workbook (*.xlsx)")
        path = ask_where(parent, _("Export the workbook"), f"{name}.xlsx", pattern, desk.preferences)
        job = export_workbook(desk.workspace, session.review, path) if path else None
    else:
        pattern = _("PDF (*.pdf)")
        path = ask_where(parent, _("Export the plan"), f"{name}-plan.pdf", pattern, desk.preferences)
        job = export_plan(desk.workspace, session.review, path) if path else None
    if job:
        run_in_sight(parent, desk, job, lambda paths: say_written(parent, desk.look, paths))


def export_region(parent: QWidget, desk: Desk, scope: CompareScope) -> None:
    """Write the benchmark workbook of a region."""
    name = "-".join(filter(None, ("benchmarks", scope.region, scope.service, scope.period.id)))
    pattern = _("Excel workbook (*.xlsx)")
    path = ask_where(parent, _("Write the benchmarks"), f"{name}.xlsx", pattern, desk.preferences)
    if path:
        threshold = desk.preferences.now.disclosure_threshold
        job = export_benchmarks(desk.workspace, scope, path, threshold)
        run_in_sight(parent, desk, job, lambda paths: say_written(parent, desk.look, paths))


def export_all_plans(parent: QWidget, desk: Desk, reviews: list[str]) -> None:
    """Write the plans of several reviews into a folder."""
    if folder := ask_for_folder(parent, _("Write the plans into"), desk.preferences):
        job = export_plans(desk.workspace, reviews, folder)
        run_in_sight(parent, desk, job, lambda paths: say_written(parent, desk.look, paths))
