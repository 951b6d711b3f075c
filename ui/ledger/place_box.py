"""Where the chosen accounts belong: a ledger line or a reason to leave them out, and a service or pool."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from bvreview.i18n import _, plural
from bvreview.review.ledger.allotment import Place, Targets
from ui.look.text import label
from ui.widgets.combo import CalmCombo


class PlaceBox(QWidget):
    """``put`` says which part of the place was chosen ("line" or "use"), and what."""

    put = Signal(str, str)

    def __init__(self, targets: Targets) -> None:
        super().__init__()
        self.chosen = label("", "small", wrap=False)
        self.used = label(_("Service or pool"), "small", wrap=False)
        self.line, self.use = _line_combo(targets), _use_combo(targets)
        self.line.activated.connect(self._take_line)
        self.use.activated.connect(self._take_use)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(2)
        for n, (words, combo) in enumerate(((self.chosen, self.line), (self.used, self.use))):
            combo.setSizeAdjustPolicy(CalmCombo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(18)
            grid.addWidget(words, 0, n)
            grid.addWidget(combo, 1, n)
            grid.setColumnStretch(n, 1)

    def show_places(self, count: int, places: Collection[Place]) -> None:
        """Show where so many accounts belong; nothing where they differ."""
        words = plural("Ledger line of the chosen account", "Ledger line of the {n} chosen accounts", count)
        self.chosen.setText(words if count else _("Ledger line: choose accounts above"))
        lines = {f"?{place.left_out}" if place.left_out else place.line for place in places}
        uses = {place.use for place in places if not place.left_out} or {""}
        for combo, values in ((self.line, lines), (self.use, uses)):
            combo.setEnabled(count > 0)
            combo.setCurrentIndex(combo.findData(values.pop()) if len(values) == 1 else -1)
        self.use.setEnabled(any(not place.left_out for place in places))

    def _take_line(self) -> None:
        self.put.emit("line", self.line.currentData() or "")

    def _take_use(self) -> None:
        self.put.emit("use", self.use.currentData() or "")


def _line_combo(targets: Targets) -> CalmCombo:
    combo = CalmCombo()
    combo.setAccessibleName(_("Ledger line of the chosen accounts"))
    combo.addItem(_("Not mapped"), "")
    for key, words in targets.lines.items():
        combo.addItem(words, key)
    combo.insertSeparator(combo.count())
    for key, words in targets.reasons.items():
        combo.addItem(_("Left out: {reason}").format(reason=words), f"?{key}")
    return combo


def _use_combo(targets: Targets) -> CalmCombo:
    combo = CalmCombo()
    combo.setAccessibleName(_("Service or pool of the chosen accounts"))
    combo.addItem(_("None"), "")
    before = ""
    for key, words in targets.uses.items():
        group = key.partition(":")[0] if ":" in key else "form"
        if group != before:
            combo.insertSeparator(combo.count())
        before = group
        combo.addItem(words, key)
    return combo
