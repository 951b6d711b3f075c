"""Choosing a backup to make a new workspace of, with what is in each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog

from bvreview.framework.descriptors import Framework
from bvreview.i18n import _
from bvreview.store.backup import Backup
from ui.dialogs.foot import foot_of
from ui.dialogs.head import column_of
from ui.exchange.copies import Looked
from ui.jobs import Jobs
from ui.look.text import button, label
from ui.look.theme import Look
from ui.panels.backups import BackupsView


class RestoreDialog(QDialog):
    """``chosen`` tells the copy; nothing is restored over the workspace that it was made of."""

    chosen = Signal(object)

    def __init__(self, look: Look, jobs: Jobs, framework: Framework, backups: Sequence[Backup]) -> None:
        super().__init__()
        self.setWindowTitle(_("Restore a backup"))
        self.setAccessibleName(self.windowTitle())
        self.view = BackupsView(look, jobs, framework)
        self.view.chosen.connect(self._allow)
        self._take = button(_("Restore to a new file\u2026"), primary=True)
        self._take.setEnabled(False)
        self._take.clicked.connect(self.take)
        close = button(_("Close"))
        close.clicked.connect(self.reject)
        words = _("The copy becomes a new workspace. The damaged one stays as it is.")
        column = column_of(self, self.windowTitle(), spacing=12)
        column.addWidget(label(words, "muted"))
        column.addWidget(self.view, 1)
        column.addLayout(foot_of(close, self._take))
        self.resize(look.room_for(920, 520))
        self.view.show_backups(backups)

    def _allow(self, looked: Looked) -> None:
        self._take.setEnabled(looked.can_be_restored)

    def take(self) -> None:
        """Take the copy that is chosen."""
        looked = self.view.now()
        if looked and looked.can_be_restored:
            self.chosen.emit(looked.backup)
            self.accept()
