"""Who is at the screen, as a button at the foot of the sidebar that leads to the others."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from bvreview.i18n import _
from ui.look.icons import icon
from ui.look.text import PushButton, plain, tip
from ui.look.theme import Look


class PersonButton(PushButton):
    """The name, shortened where it does not fit."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look, self._name = look, ""
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.draw)
        self.draw()

    def show_name(self, name: str, keys: str) -> None:
        """Show who it is, and the keys that switch."""
        self._name = name
        self.setAccessibleName(_("{name} is at the screen. Switch person").format(name=name))
        self.setToolTip(tip(_("{name}: switch person ({keys})").format(name=name, keys=keys)))
        self.draw()

    def draw(self) -> None:
        """Draw icon and name for the theme, text size and width in use."""
        side = self._look.px(16)
        self.setIcon(icon("user", self._look.tokens.sidebar_ink, side))
        self.setIconSize(QSize(side, side))
        room = self.width() - side - self._look.px(36)
        words = self.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideRight, max(room, side))
        self.setText(plain(words))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.draw()
