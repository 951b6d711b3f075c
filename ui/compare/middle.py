"""What every view of the compare page is."""

from __future__ import annotations

from abc import abstractmethod

from PySide6.QtWidgets import QWidget

from bvreview.charts.spec import ChartSpec
from bvreview.review.compared.told import ToldTable
from ui.look.text import Ground


class Middle(Ground):
    """A view of the middle pane; ``side`` is what is read beside it. Both live as long as the page."""

    side: QWidget

    @abstractmethod
    def show_entry(self, key: str) -> None:
        """Show what was chosen on the left, also after figures or peers have changed."""

    def printed(self) -> tuple[ToldTable, tuple[ChartSpec, ...]] | None:
        """What of it goes on paper: a table and the charts before it; None for nothing."""
        return None
