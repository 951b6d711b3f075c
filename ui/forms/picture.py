"""The picture over a section's answers: who does what, and who is missing, as it is while it is typed."""

from __future__ import annotations

from math import ceil

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from bvreview.charts.covered import coverage_spec
from bvreview.charts.layout import natural_height
from bvreview.charts.spec import ChartSpec, Frame, MatrixSpec
from bvreview.review.coverage import coverage_of
from ui.editing.session import Session
from ui.look.text import label
from ui.look.theme import Look
from ui.widgets.charts import TEXT_SIZE, ChartView, measure


class _Picture(ChartView):
    """As high as its words need at its width: it stands in a page that scrolls."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if not self.spec:
            return 0
        frame = Frame(max(width, 50), 200, TEXT_SIZE * self._look.factor, dressed=False)
        return ceil(natural_height(self.spec, frame, measure))

    def show_chart(self, spec: ChartSpec) -> None:
        super().show_chart(spec)
        self.updateGeometry()

    def _take_height(self, spec: ChartSpec) -> None:
        """The page gives it: ``heightForWidth``."""


class PictureView(QWidget):
    """Hidden while there is nothing to show; its marks are read out under it."""

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__()
        self._session = session
        self._title, self._sentence = label("", "strong"), label("")
        self.chart = _Picture(look)
        self._read = label("", "small")
        self.chart.read.connect(self._read.setText)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(8)
        for widget in (self._title, self._sentence, self.chart, self._read):
            column.addWidget(widget)
        self.refresh()

    @property
    def spec(self) -> MatrixSpec | None:
        """What is shown."""
        return self.chart.spec if isinstance(self.chart.spec, MatrixSpec) and not self.isHidden() else None

    def refresh(self) -> None:
        """Show the answers as they are now."""
        coverage = coverage_of(self._session.answers)
        self.setVisible(coverage is not None)
        if coverage is None:
            return
        spec = coverage_spec(coverage, illustrative=self._session.review.head.illustrative)
        if spec != self.chart.spec:
            self._title.setText(spec.words.title)
            self._sentence.setText(spec.words.sentence)
            self.chart.show_chart(spec)
