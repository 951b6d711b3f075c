"""One signal for every change; screens listen, no screen calls another."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import QObject, Signal


class Changed(Struct, frozen=True):
    """What changed: the review ("" for more than one), and who changed it, so that it may skip itself."""

    review: str = ""
    by: object = None


class Bus(QObject):
    """Where changes are told."""

    changed = Signal(object)

    def tell(self, change: Changed) -> None:
        """Say that something is committed."""
        self.changed.emit(change)
