"""Running a job in sight of the person: progress, then what came of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox, QWidget

from bvreview.i18n import _, plural
from ui.desk import Desk
from ui.dialogs.progress import ProgressDialog
from ui.jobs import Job, Jobs
from ui.messages import inform, show_error


def run_in_sight(parent: QWidget, desk: Desk, job: Job, then: Callable[[Any], object]) -> ProgressDialog:
    """Run a job with its progress; ``then`` is given the result. A failure is said, a stop is not."""
    dialog = ProgressDialog(parent, job)
    job.finished.connect(then)
    job.failed.connect(lambda error: show_error(parent, error))
    dialog.open()
    desk.jobs.start(job)
    return dialog


def run_alone(
    jobs: Jobs, job: Job, then: Callable[[Any], object], stopped: Callable[[], object]
) -> ProgressDialog:
    """Run a job before there is a window.

    ``then`` and ``stopped`` show something before the progress goes: the application ends with its last
    window.
    """
    job.finished.connect(then)
    job.cancelled.connect(stopped)
    job.failed.connect(lambda error: show_error(None, error))
    dialog = ProgressDialog(None, job)
    dialog.open()
    jobs.start(job)
    return dialog


def say_written(parent: QWidget, paths: list[Path]) -> None:
    """Say which files were written, and offer to look at them."""
    if not paths:
        return
    names, folder = "\n".join(p.name for p in paths), paths[0].parent
    said = plural("{n} file was written to the folder", "{n} files were written to the folder", len(paths))
    text = f"{said}\n{folder}\n\n{names}"
    box = inform(parent, _("Written"), text)
    look = box.addButton(_("Open the folder"), QMessageBox.ButtonRole.ActionRole)
    place = QUrl.fromLocalFile(str(folder))
    box.buttonClicked.connect(lambda clicked: QDesktopServices.openUrl(place) if clicked is look else None)
