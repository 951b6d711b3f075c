"""What is in each backup, before one is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from bvreview.i18n import _, plural
from bvreview.store.backup import Backup, Reason, contents
from bvreview.store.errors import WorkspaceError
from ui.listing import Column, Line, Listing
from ui.text import button, label
from ui.theme import Look
from ui.wording import when


class RestoreDialog(QDialog):
    """``chosen`` tells the copy; nothing is restored over the workspace that it was made of."""

    chosen = Signal(object)

    def __init__(self, look: Look, backups: Sequence[Backup]) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Restore a backup"))
        self.setAccessibleName(self.windowTitle())
        columns = (
            Column(_("Last change"), 20, bold=True),
            Column(_("Made"), 18),
            Column(_("What is in it"), 40),
        )
        self.list = Listing(look, self.windowTitle(), columns)
        self.list.show_lines([_line(backup) for backup in backups])
        self.list.opened.connect(self.take)
        self.list.chosen.connect(self._point_at)
        self._copy = str(backups[0].path) if backups else ""
        close, take = button(_("Close")), button(_("Restore to a new file\u2026"), primary=True)
        close.clicked.connect(self.reject)
        take.clicked.connect(lambda: self.take(self._copy))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        row.addWidget(take)
        words = _("The copy becomes a new workspace. The damaged one stays as it is.")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(self.windowTitle(), "title"))
        column.addWidget(label(words, "muted"))
        column.addWidget(self.list, 1)
        column.addLayout(row)
        self.resize(look.px(760), min(look.px(420), 640))

    def _point_at(self, copy: str) -> None:
        self._copy = copy

    def take(self, copy: str) -> None:
        """Choose a copy that can be read."""
        if copy:
            self.chosen.emit(Path(copy))
            self.accept()


def _line(backup: Backup) -> Line:
    try:
        found = contents(backup.path)
    except WorkspaceError:
        return Line("", (_("unknown"), _made(backup), _("It cannot be read.")))
    words = (
        plural("{n} review", "{n} reviews", len(found.reviews)),
        plural("{n} answer", "{n} answers", found.cells),
        plural("{n} received file", "{n} received files", found.submissions),
    )
    return Line(str(backup.path), (when(found.last_change), _made(backup), ", ".join(words)))


def _made(backup: Backup) -> str:
    reasons = {
        Reason.START: _("at the start"),
        Reason.MIGRATION: _("before an update"),
        Reason.IMPORT: _("before an import"),
        Reason.RESTORE: _("before a restore"),
        Reason.ASKED: _("when asked"),
    }
    return f"{backup.day}, {reasons[backup.reason]}"
