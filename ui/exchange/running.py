"""Running a job in sight of the person: progress, then what came of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.dialogs.progress import ProgressDialog
from ui.jobs import Job, Jobs
from ui.look.theme import Look
from ui.widgets.messages import show_error


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


def say_written(parent: QWidget, look: Look, paths: list[Path], next_step: str = "") -> None:
    """List the files that were written, each with a way to it, and what is done with them."""
    if paths:
        from ui.dialogs.written import WrittenDialog

        WrittenDialog(parent, look, paths, next_step).open()
