"""Three panes side by side; where text is large or the window narrow, one at a time with a switch above."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ui.text import Ground, button
from ui.theme import Look

SIDE_BY_SIDE_FROM: Final = 900  # pixels at 100 %


def focus_first(root: QWidget) -> None:
    """Give the keyboard to the first widget in ``root`` that Tab would come to."""
    widget = root.nextInFocusChain()
    while widget and widget is not root:
        if root.isAncestorOf(widget) and _takes_keys(widget, root):
            widget.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        widget = widget.nextInFocusChain()


def _takes_keys(widget: QWidget, root: QWidget) -> bool:
    by_tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(by_tab) and widget.isEnabled() and widget.isVisibleTo(root) and not widget.focusProxy()


class Panes(QWidget):
    """``panes``: (name, widget, width at 100 %); the middle one takes what is left."""

    def __init__(self, look: Look, panes: Sequence[tuple[str, QWidget, int]]) -> None:
        super().__init__()
        self._look = look
        self._widths = [width for __, ___, width in panes]
        self._widgets = [widget for __, widget, ___ in panes]
        self._narrow = False
        self._shown = 1
        self._bar = Ground("bar")
        self._switches = QButtonGroup(self)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(12, 6, 12, 6)
        for n, (name, widget, __) in enumerate(panes):
            row.addWidget(self._switch(n, name))
            self._splitter.addWidget(widget)
            self._splitter.setStretchFactor(n, 1 if n == 1 else 0)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self._splitter, 1)
        self._bar.hide()
        look.changed.connect(self._fit)

    def _switch(self, n: int, name: str) -> QPushButton:
        made = button(name)
        made.setCheckable(True)
        self._switches.addButton(made, n)
        made.clicked.connect(lambda _checked, n=n: self.show_pane(n))
        return made

    def name_pane(self, n: int, name: str) -> None:
        """Change the word on a switch."""
        self._switches.button(n).setText(name)

    def show_pane(self, n: int) -> None:
        """Bring one pane to the front where only one is shown; the keyboard goes there with it."""
        self._shown = n
        self._switches.button(n).setChecked(True)
        if self._narrow:
            left = [w for m, w in enumerate(self._widgets) if m != n]
            now = QApplication.focusWidget()
            had_keys = now is not None and any(w.isAncestorOf(now) for w in left)
            self._widgets[n].setVisible(True)
            if had_keys:
                focus_first(self._widgets[n])
            for widget in left:
                widget.setVisible(False)

    def take_keys(self) -> None:
        """Give the keyboard to the first pane that is shown."""
        focus_first(next(w for w in self._widgets if not w.isHidden()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def _fit(self) -> None:
        self._narrow = self.width() < self._look.px(SIDE_BY_SIDE_FROM)
        self._bar.setVisible(self._narrow)
        for widget in self._widgets:
            widget.setVisible(True)
        if self._narrow:
            self.show_pane(self._shown)
            return
        wanted = [self._look.px(w) for w in self._widths]
        wanted[1] = max(1, self.width() - wanted[0] - wanted[2])
        self._splitter.setSizes(wanted)
