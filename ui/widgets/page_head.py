"""What a page is called and what can be done there, at the same place on every page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from ui.look.text import label
from ui.look.theme import Look
from ui.widgets.flow import SPACING, Flow


class PageHead(QWidget):
    """The buttons stand right of the title, and below it where there is no room beside it."""

    def __init__(self, look: Look, title: str = "", actions: Sequence[QWidget] = ()) -> None:
        super().__init__()
        self._look = look
        self.title = label(title, "title")
        self._actions = Flow(actions)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SPACING)
        self._row.addWidget(self.title, 1)
        self._row.addWidget(self._actions, 0, Qt.AlignmentFlag.AlignTop)
        self._actions.setVisible(bool(actions))
        look.changed.connect(self._fit)
        self._fit()

    def say(self, title: str) -> None:
        """Show another title."""
        self.title.setText(title)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._actions.minimumSizeHint().width(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.title.setMinimumHeight(self._look.px(33))  # a button's, so that no title stands higher
        words = self.title.fontMetrics().horizontalAdvance(self.title.text())
        fits = words + 2 * SPACING + self._actions.row_width() <= self.width()
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(across if fits else down)
