"""Where pages were scrolled to, kept when the size of the text changes under them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from shiboken6 import isValid

from ui.look.focus import show_whole


def keep_places(window: QWidget) -> None:
    """Call before the look changes: what stood at the top stays there, and what has the keyboard in sight."""
    areas = {area: _share(area) for area in window.findChildren(QScrollArea) if area.isVisible()}
    hand = QApplication.focusWidget()
    in_sight = isinstance(hand, QWidget) and not hand.visibleRegion().isEmpty()

    def put_back() -> None:
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        for area, share in areas.items():
            if isValid(area) and (page := area.widget()):
                area.verticalScrollBar().setValue(round(share * page.height()))
        if in_sight and hand and isValid(hand):
            show_whole(hand)

    QTimer.singleShot(0, window, put_back)


def _share(area: QScrollArea) -> float:
    """How far down the page its upper edge stands, 0 to 1."""
    page = area.widget()
    return area.verticalScrollBar().value() / max(1, page.height()) if page else 0.0
