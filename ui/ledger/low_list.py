"""A list in a page that scrolls: as high as the room that is left, and never so low that it shows nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize

from ui.look.theme import Look
from ui.widgets.listing import Listing
from ui.widgets.listing_model import Column

LOW: Final = 150  # pixels at 100 %


class LowList(Listing):
    """Asks for little height: the page scrolls only where not even that is there."""

    def __init__(self, look: Look, name: str, columns: Sequence[Column]) -> None:
        super().__init__(look, name, columns)
        self._low = look.px(LOW)
        self.setMinimumHeight(self._low)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._low)
