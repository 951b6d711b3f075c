"""The stages of a review as real tabs, each with a bar that says how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QTabBar

from bvreview.i18n import _
from bvreview.review.progress import Progress, progress_word
from ui.look.text import plain, tip
from ui.look.theme import Look
from ui.widgets.tasks import paint_progress

BAR: Final = 54
MARK: Final = 15
LARGE: Final = 1.2


class StageTabs(QTabBar):
    """Arrow keys move between the stages."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._shares: tuple[float, ...] = ()
        self._standings: tuple[Progress, ...] = ()
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setAccessibleName(_("Stages of the review"))
        look.changed.connect(self.updateGeometry)

    def show_stages(
        self, titles: Sequence[str], shares: Sequence[float], standings: Sequence[Progress]
    ) -> None:
        """Show the stages, how much of each is answered (0 to 1) and how each stands."""
        self._shares, self._standings = tuple(shares), tuple(standings)
        for n, title in enumerate(titles):
            text = plain(f"{n + 1} {title}")
            if n >= self.count():
                self.addTab(text)
            self.setTabText(n, text)
            word = progress_word(standings[n])
            words = _("{stage}, {standing}, {share}% answered")
            words = words.format(stage=title, standing=word, share=round(100 * shares[n]))
            self.setAccessibleTabName(n, words)
            self.setTabToolTip(n, tip(words))
        self.updateGeometry()
        self.update()

    def tabSizeHint(self, index: int) -> QSize:
        px = self._look.px
        metrics = QFontMetrics(self._look.font(bold=True))
        width = metrics.horizontalAdvance(self.tabText(index)) + px(28 + MARK + 8)
        if self._has_bars():
            width += self._word_width(index) + px(8)
        return QSize(width, metrics.height() + px(20))

    def _word(self, index: int) -> str:
        return progress_word(self._standings[index]) if index < len(self._standings) else ""

    def _word_width(self, index: int) -> int:
        return max(
            QFontMetrics(self._look.font(0.87)).horizontalAdvance(self._word(index)), self._look.px(BAR)
        )

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
        inner = rect.adjusted(px(14), 0, -px(14), 0)
        self._paint_mark(painter, inner, n)
        inner.setLeft(inner.left() + px(MARK + 8))
        painter.setFont(self._look.font(bold=chosen))
        painter.setPen(QColor(tokens.ink if chosen else tokens.muted))
        text = self.tabText(n).replace("&&", "&")
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        if self._has_bars():
            self._paint_standing(painter, inner, n)
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen:
            painter.setBrush(QColor(tokens.accent))
            painter.drawRect(rect.left(), rect.bottom() - 2, rect.width(), 3)

    def _paint_mark(self, painter: QPainter, rect: QRect, n: int) -> None:
        side = self._look.px(MARK)
        if n < len(self._standings):
            box = QRectF(rect.left(), rect.center().y() - side / 2, side, side)
            paint_progress(painter, box, self._standings[n].value, self._look)

    def _paint_standing(self, painter: QPainter, rect: QRect, n: int) -> None:
        """The word; of what is incomplete also a bar under it, as long as what is answered."""
        px, tokens = self._look.px, self._look.tokens
        painter.setFont(self._look.font(0.87))
        painter.setPen(QColor(tokens.muted))
        width = self._word_width(n)
        place = QRect(rect.right() - width, rect.top(), width, rect.height())
        share = self._shares[n] if n < len(self._shares) else 0.0
        is_part = self._standings[n : n + 1] == (Progress.INCOMPLETE,)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(place, flags, self._word(n))
        if is_part:
            bar = QRect(place.left(), place.center().y() + px(10), width, px(4))
            is_outlined = tokens.border > 1  # where lines are as strong as what is filled
            painter.setPen(QPen(QColor(tokens.line), 1) if is_outlined else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.surface if is_outlined else tokens.line))
            painter.drawRoundedRect(bar, 2, 2)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent))
            painter.drawRoundedRect(bar.adjusted(0, 0, -round(bar.width() * (1 - share)), 0), 2, 2)
