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
LARGE: Final = 1.5


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
        bar = BAR + 8 if self._has_bars() else 0
        return QSize(metrics.horizontalAdvance(self.tabText(index)) + px(bar + 28), metrics.height() + px(20))

    def _has_bars(self) -> bool:
        """Where text is large there is room for the words alone."""
        return self._look.factor < LARGE

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
        painter.setPen(Qt.PenStyle.NoPen)
        if self._has_bars():
            share = self._shares[n] if n < len(self._shares) else 0.0
            self._paint_bar(painter, inner, share)
        if chosen:
            painter.setBrush(QColor(tokens.accent))
            painter.drawRect(rect.left(), rect.bottom() - 2, rect.width(), 3)

    def _paint_bar(self, painter: QPainter, rect: QRect, share: float) -> None:
        px = self._look.px
        bar = QRect(rect.right() - px(BAR), rect.center().y() - px(2), px(BAR), px(5))
        painter.setBrush(QColor(self._look.tokens.line))
        painter.drawRoundedRect(bar, 2, 2)
        if share:
            painter.setBrush(QColor(self._look.tokens.accent))
            painter.drawRoundedRect(bar.adjusted(0, 0, -round(bar.width() * (1 - share)), 0), 2, 2)
