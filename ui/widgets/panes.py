"""Three panes side by side, the outer ones folded away at will; one at a time where there is little room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from bvreview.i18n import _
from ui.left.parts import make_part
from ui.left.tab_order import come_back, has_keys
from ui.look.icons import icon
from ui.look.text import Ground, button
from ui.look.theme import Look

SIDE_BY_SIDE_FROM: Final = 900  # pixels at 100 %
LEAST_MIDDLE: Final = 420
ICONS: Final = ("panel-left", "panel-right")
LEAST, MOST = 120, 700
"""The widths at 100 % between which an outer pane is put back."""


class Panes(QWidget):
    """``panes``: (name, widget, width at 100 %); the middle one takes what is left.

    ``moved`` says that somebody folded a pane or gave it another width.
    """

    moved = Signal()
    laid_out = Signal()

    def __init__(self, look: Look, panes: Sequence[tuple[str, QWidget, int]]) -> None:
        super().__init__()
        self._look = look
        self._widths = [width for __, ___, width in panes]
        self._widgets = [widget for __, widget, ___ in panes]
        self._folded: set[int] = set()
        self._narrow = False
        self._shown = 1
        self._bar = Ground("bar")
        make_part(self._bar)
        self._switches = QButtonGroup(self)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.splitter.splitterMoved.connect(self._take_widths)
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(16, 6, 16, 6)
        for n, (name, widget, __) in enumerate(panes):
            row.addWidget(self._switch(n, name))
            self.splitter.addWidget(widget)
            make_part(widget)
            self.splitter.setStretchFactor(n, 1 if n == 1 else 0)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self.splitter, 1)
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
            had_keys = any(has_keys(widget) for widget in left)
            self._widgets[n].setVisible(True)
            if had_keys:
                come_back(self._widgets[n])
            for widget in left:
                widget.setVisible(False)

    @property
    def is_narrow(self) -> bool:
        """Whether one pane is shown at a time."""
        return self._narrow

    def is_folded(self, n: int) -> bool:
        """Whether a pane is folded away."""
        return n in self._folded

    def fold(self, n: int) -> None:
        """Fold an outer pane away, or bring it back; where one is shown at a time, bring it to the front."""
        if self._narrow:
            self.show_pane(1 if self._shown == n else n)
            return
        had_keys = has_keys(self._widgets[n])
        self._folded ^= {n}
        self._fit()
        if had_keys:
            come_back(self._widgets[1])
        self.moved.emit()

    def widths(self) -> list[int]:
        """The widths of the panes at 100 %, in pixels."""
        return list(self._widths)

    def folded(self) -> list[int]:
        """The panes that are folded away."""
        return sorted(self._folded)

    def put_back(self, widths: Sequence[object], folded: Sequence[object]) -> None:
        """Use widths and folds that were left; what does not fit counts as not left."""
        if len(widths) == len(self._widths):
            for n in (0, 2):
                width = widths[n]
                if isinstance(width, int) and LEAST <= width <= MOST:
                    self._widths[n] = width
        self._folded = {n for n in (0, 2) if n in folded}
        self._fit()

    def _take_widths(self) -> None:
        sizes = self.splitter.sizes()
        for n in (0, 2):
            if sizes[n]:
                self._widths[n] = round(sizes[n] / self._look.factor)
        self.moved.emit()

    def take_keys(self) -> None:
        """Give the keyboard to the first pane that is shown."""
        come_back(next(w for w in self._widgets if not w.isHidden()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def _fit(self) -> None:
        self._narrow = self.width() < self._look.px(SIDE_BY_SIDE_FROM)
        self._bar.setVisible(self._narrow)
        for n, widget in enumerate(self._widgets):
            widget.setVisible(self._narrow or n not in self._folded)
        if self._narrow:
            self.show_pane(self._shown)
        else:
            self.splitter.setSizes(self._shares())
        self.laid_out.emit()

    def _shares(self) -> list[int]:
        """The widths that the window has room for: the outer panes give way before the middle one."""
        outer = {n: self._look.px(self._widths[n]) for n in (0, 2) if n not in self._folded}
        room = max(1, self.width() - self._look.px(LEAST_MIDDLE))
        scale = min(1.0, room / sum(outer.values())) if outer else 1.0
        sizes = [round(outer.get(n, 0) * scale) for n in range(3)]
        sizes[1] = max(1, self.width() - sum(sizes))
        return sizes


class Folds(QWidget):
    """Two quiet buttons that fold the outer panes of whatever is shown; they say what a click does."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._panes: Panes | None = None
        self._names = ("", "")
        self.buttons = tuple(self._make(n) for n in (0, 2))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for made in self.buttons:
            row.addWidget(made)
        look.changed.connect(self._show)

    def _make(self, n: int) -> QPushButton:
        made = button("")
        made.setProperty("fold", "true")
        made.clicked.connect(lambda _checked: self._panes.fold(n) if self._panes else None)
        return made

    def follow(self, panes: Panes, left: str, right: str) -> None:
        """Fold these panes from now on; ``left`` and ``right`` are what the outer ones are called."""
        if self._panes:
            self._panes.laid_out.disconnect(self._show)
        self._panes, self._names = panes, (left, right)
        panes.laid_out.connect(self._show)
        self._show()

    def _show(self) -> None:
        if not (panes := self._panes):
            return
        side = self._look.px(16)
        for made, n, name, drawn in zip(self.buttons, (0, 2), self._names, ICONS, strict=True):
            words = _("Show {pane}") if panes.is_folded(n) else _("Hide {pane}")
            made.setVisible(not panes.is_narrow)
            made.setText(words.format(pane=name))
            made.setAccessibleName(made.text())
            made.setIcon(icon(drawn, self._look.tokens.muted, side))
            made.setIconSize(QSize(side, side))
