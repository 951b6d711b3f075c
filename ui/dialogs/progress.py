"""What long work is doing, and a button that stops it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QProgressBar, QWidget

from bvreview.i18n import _
from ui.dialogs.head import column_of
from ui.jobs import Job
from ui.look.text import Elided, button, label


class ProgressDialog(QDialog):
    """Closes by itself when the job has ended; Esc stops the job."""

    def __init__(self, parent: QWidget | None, job: Job) -> None:
        super().__init__(parent)
        self.setWindowTitle(job.title)
        self.setAccessibleName(job.title)
        self._job = job
        self._text = Elided(_("Beginning"), "muted")
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(job.title)
        self._stop = button(_("Stop"))
        self._stop.clicked.connect(self.reject)
        column = column_of(self, spacing=12)
        column.addWidget(label(job.title, "heading"))
        column.addWidget(self._bar)
        column.addWidget(self._text)
        column.addWidget(self._stop, 0, Qt.AlignmentFlag.AlignRight)
        self.setMinimumWidth(440)
        job.progress.connect(self._show)
        for ended in (job.finished, job.failed):
            ended.connect(lambda _value: self._end())
        job.cancelled.connect(self._end)

    def _show(self, done: int, of: int, text: str) -> None:
        self._bar.setRange(0, of)
        self._bar.setValue(done)
        words = _("{done} of {all}: {what}").format(done=done, all=of, what=text) if of > 1 else text
        self._text.set_text(words)

    def words(self) -> str:
        """What is being done."""
        return self._text.whole_text()

    def reject(self) -> None:
        self._job.cancel()
        self._stop.setEnabled(False)
        self._text.set_text(_("Stopping: what was begun is finished first"))

    def _end(self) -> None:
        self.accept()
        self.deleteLater()
