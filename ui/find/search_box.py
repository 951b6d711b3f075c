"""The box at the head of every page that opens the search; it looks like what it leads to."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy

from bvreview.i18n import _
from ui.look.icons import icon
from ui.look.text import PushButton, label
from ui.look.theme import Look

WIDTH: Final = 330
SHORT: Final = 230
"""Widths at 100 %: the most it takes, and below which it says less."""


class SearchBox(PushButton):
    """Says what can be searched and which key does it, as far as there is room."""

    def __init__(self, look: Look, action: QAction) -> None:
        super().__init__()
        self._look = look
        self._words = (_("Search everything"), _("Search"))
        self._is_bare = False
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self._keys = label(keys, "keys", wrap=False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 8, 0)
        row.addStretch(1)
        row.addWidget(self._keys, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setProperty("search", "true")
        self.setAutoDefault(False)
        self.setAccessibleName(self._words[0])
        self.setAccessibleDescription(keys)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.clicked.connect(action.trigger)
        look.changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        side = self._look.px(16)
        self.setIcon(icon("search", self._look.tokens.muted, side))
        self.setIconSize(QSize(side, side))
        self.setMaximumWidth(self._look.px(WIDTH))
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(WIDTH), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(52) + self.spare(), super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        has_room = self.width() >= self._look.px(SHORT)
        short = "" if self._is_bare else self._words[1]
        self.setText(self._words[0] if has_room else short)
        self._keys.setVisible(has_room)

    def spare(self) -> int:
        """The width of the words that it can still give."""
        return 0 if self._is_bare else self._word_width()

    def give_way(self, room: int) -> None:
        """Be the icon alone where ``room``, what its line can spare, does not do for words."""
        if (is_bare := room < self._word_width()) != self._is_bare:
            self._is_bare = is_bare
            self.updateGeometry()
            self._fit()

    def _word_width(self) -> int:
        return self.fontMetrics().horizontalAdvance(self._words[1])
