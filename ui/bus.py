"""One signal for every change; screens listen, no screen calls another."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import QObject, Signal


class Changed(Struct, frozen=True):
    """What changed: the review, "" for more than one."""

    review: str = ""


class Bus(QObject):
    """Where changes are told. ``told``: how many were, so that who reads can say what it stands on."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.told = 0

    def tell(self, change: Changed) -> None:
        """Say that something is committed."""
        self.told += 1
        self.changed.emit(change)
