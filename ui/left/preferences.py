"""What this person's copy remembers, kept as soon as it changes."""

from __future__ import annotations

from typing import Any

from msgspec import structs
from PySide6.QtCore import QObject, Signal

from bvreview.i18n import _
from bvreview.settings import Settings, load_settings, save_settings


class Preferences(QObject):
    """The settings in use; ``problem`` is a sentence when they could not be read or written."""

    changed = Signal()
    failed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.now, self.problem = load_settings()

    def change(self, **values: Any) -> None:
        """Change some settings and keep them; ``failed`` says once when they cannot be kept."""
        had_problem = bool(self.problem)
        self.replace(structs.replace(self.now, **values))
        if self.problem and not had_problem:
            self.failed.emit(self.problem)

    def replace(self, settings: Settings) -> None:
        """Use and keep other settings; the same again cost no write."""
        if settings == self.now and not self.problem:
            return
        self.now = settings
        try:
            save_settings(settings)
        except OSError as error:
            self.problem = _("The settings hold until you close, and could not be saved: {reason}.").format(
                reason=error.strerror or _("the folder cannot be written to")
            )
        self.changed.emit()
