"""Writing files out: ask where, run in sight, say what was written."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from bvreview.i18n import _, plural
from bvreview.review.compared.audiences import Release, release_stem
from bvreview.review.compared.scope import CompareScope
from bvreview.review.model import file_stem
from ui.bus import Changed
from ui.desk import Desk
from ui.dialogs.release import ReleaseDialog
from ui.editing.session import Session
from ui.exchange.files import ask_for_folder, ask_where
from ui.exchange.running import run_in_sight, say_written
from ui.operations import export_benchmarks, export_plan, export_plans, export_workbook
from ui.widgets.messages import inform


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
        small = desk.preferences.now.small_numbers
        job = export_plan(desk.workspace, session.review, path, small) if path else None
    if job:
        run_in_sight(parent, desk, job, lambda paths: say_written(parent, desk.look, paths))


def export_region(parent: QWidget, desk: Desk, scope: CompareScope) -> None:
    """Ask for whom, then write the benchmark workbook of a region."""
    dialog = ReleaseDialog(parent, desk, scope)
    dialog.chosen.connect(lambda release: _write_benchmarks(parent, desk, scope, release))
    dialog.open()


def _write_benchmarks(parent: QWidget, desk: Desk, scope: CompareScope, release: Release) -> None:
    name = f"{release_stem(scope, release)}.xlsx"
    pattern = _("Excel workbook (*.xlsx)")
    path = ask_where(parent, _("Write the benchmarks"), name, pattern, desk.preferences)
    if path:
        job = export_benchmarks(desk.workspace, scope, release, path)
        run_in_sight(parent, desk, job, lambda paths: _say_benchmarks(parent, desk, paths))


def _say_benchmarks(parent: QWidget, desk: Desk, paths: list[Path]) -> None:
    if paths:
        desk.bus.tell(Changed())
        say_written(parent, desk.look, paths)
    else:
        words = _("There is nothing to compare: no review of that service and year is in the workspace.")
        inform(parent, _("Nothing was written"), words)


def export_all_plans(parent: QWidget, desk: Desk, reviews: list[str]) -> None:
    """Write the plans of several reviews into a folder."""
    if folder := ask_for_folder(parent, _("Write the plans into"), desk.preferences):
        job = export_plans(desk.workspace, reviews, folder, desk.preferences.now.small_numbers)
        all_of = len(reviews)
        run_in_sight(
            parent,
            desk,
            job,
            lambda paths: say_written(parent, desk.look, paths, _stopped(all_of - len(paths))),
        )


def _stopped(missing: int) -> str:
    """What is said of the plans that were not written, because somebody stopped it."""
    words = plural("Stopped: {n} plan was not written.", "Stopped: {n} plans were not written.", missing)
    return words if missing else ""
