"""What all views of charts share: a heading with what is chosen beside, the charts, the reading."""

from __future__ import annotations

from abc import abstractmethod

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bvreview.charts.spec import ChartSpec
from bvreview.review.compared.told import ToldTable
from ui.compare.chart_pages import ChartPages
from ui.compare.common import Common
from ui.compare.middle import Middle
from ui.look.text import label
from ui.panels.reading import ReadingPanel
from ui.widgets.scroller import ScrollColumn


class ChartedView(Middle):
    """Shows charts, or a sentence where there is nothing to show. ``name``: where its tab is remembered."""

    def __init__(self, common: Common, name: str, *beside: QWidget) -> None:
        super().__init__("canvas")
        self._common = common
        self.title = label("", "heading")
        self.about = label("", "muted")
        self.pages = ChartPages(common, name)
        self.side: ReadingPanel = ReadingPanel(common.desk.look)
        self.pages.shown.connect(self.read)
        common.followed.connect(self.show_again)
        common.recalled.connect(self.show_again)
        middle = ScrollColumn("canvas", 14)
        body = middle.column
        body.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        for widget in beside:
            head.addWidget(widget)
        body.addLayout(head)
        body.addWidget(self.about)
        body.addWidget(self.pages, 1)
        body.addStretch(0)
        self._body = body
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(middle)

    def show_nothing(self, title: str, why: str) -> None:
        """Say that there is nothing to show, and what helps."""
        self.title.setText(title)
        self.about.setText(why)
        self._show_parts(shown=False)

    def show_heading(self, title: str, about: str) -> None:
        """Name what the charts show."""
        self.title.setText(title)
        self.about.setText(about)
        self._show_parts(shown=True)

    def _show_parts(self, *, shown: bool) -> None:
        self.pages.setVisible(shown)
        self.side.ground.setVisible(shown)
        self._body.setStretch(self._body.count() - 1, 0 if shown else 1)

    def printed(self) -> tuple[ToldTable, tuple[ChartSpec, ...]] | None:
        """All its charts, and the table."""
        told = self.pages.told
        return (told, self.pages.specs()) if told and not self.pages.isHidden() else None

    @abstractmethod
    def show_again(self) -> None:
        """The same again, after somebody else is followed or the earlier years came."""

    @abstractmethod
    def read(self, spec: ChartSpec | None) -> None:
        """Show the reading of the chart in front; None: of the table."""
