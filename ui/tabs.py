"""The stages of a review as real tabs, each with a bar that says how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QTabBar

from bvreview.i18n import _
from ui.text import plain
from ui.theme import Look

BAR: Final = 54


class StageTabs(QTabBar):
    """Arrow keys move between the stages."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._shares: tuple[float, ...] = ()
        self.setExpanding(False)
        self.setDrawBase(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setAccessibleName(_("Stages of the review"))
        look.changed.connect(self.updateGeometry)

    def show_stages(self, titles: Sequence[str], shares: Sequence[float]) -> None:
        """Show the stages and how much of each is answered, 0 to 1."""
        self._shares = tuple(shares)
        for n, title in enumerate(titles):
            text = plain(f"{n + 1} {title}")
            if n >= self.count():
                self.addTab(text)
            self.setTabText(n, text)
            self.setAccessibleTabName(
                n, _("{stage}, {share} % answered").format(stage=title, share=round(100 * shares[n]))
            )
        self.update()

    def tabSizeHint(self, index: int) -> QSize:
        px = self._look.px
        metrics = QFontMetrics(self._look.font(bold=True))
        return QSize(
            metrics.horizontalAdvance(self.tabText(index)) + px(BAR + 8 + 28), metrics.height() + px(20)
        )

    minimumTabSizeHint = tabSizeHint

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for n in range(self.count()):
            self._paint_tab(painter, n, self.tabRect(n))

    def _paint_tab(self, painter: QPainter, n: int, rect: QRect) -> None:
        tokens, px = self._look.tokens, self._look.px
        chosen = n == self.currentIndex()
        painter.setFont(self._look.font(bold=chosen))
        painter.setPen(QColor(tokens.ink if chosen else tokens.muted))
        inner = rect.adjusted(px(14), 0, -px(14), 0)
        text = self.tabText(n).replace("&&", "&")
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        bar = QRect(inner.right() - px(BAR), inner.center().y() - px(2), px(BAR), px(5))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.line))
        painter.drawRoundedRect(bar, 2, 2)
        share = self._shares[n] if n < len(self._shares) else 0.0
        if share:
            painter.setBrush(QColor(tokens.accent))
            painter.drawRoundedRect(bar.adjusted(0, 0, -round(bar.width() * (1 - share)), 0), 2, 2)
        if chosen:
            painter.setBrush(QColor(tokens.accent))
            painter.drawRect(rect.left(), rect.bottom() - 2, rect.width(), 3)
