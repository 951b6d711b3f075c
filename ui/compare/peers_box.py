"""The one drop-down of peers, alike in every view."""

from __future__ import annotations

from PySide6.QtCore import Qt

from bvreview.i18n import _
from ui.compare.common import Common
from ui.look.text import tip
from ui.widgets.combo import CalmCombo


class PeersBox(CalmCombo):
    """Says and changes with whom is compared, in all views at once."""

    def __init__(self, common: Common) -> None:
        super().__init__()
        self._common = common
        self.setAccessibleName(_("Compare with"))
        self.activated.connect(self._choose)
        common.found.connect(self.show_peers)
        self.show_peers()

    def show_peers(self) -> None:
        """Offer what is there, each with what it rests on."""
        offered, chosen = self._common.offered(), self._common.chosen_peers
        if [(p.key, p.label) for p in offered] != [
            (self.itemData(n), self.itemText(n)) for n in range(self.count())
        ]:
            self.clear()
            for n, peers in enumerate(offered):
                self.addItem(peers.label, peers.key)
                self.setItemData(n, tip(peers.basis), Qt.ItemDataRole.ToolTipRole)
        self.setCurrentIndex(offered.index(chosen) if chosen in offered else -1)
        self.setToolTip(tip(chosen.basis) if chosen else "")
        if self.parentWidget() or not offered:  # alone it would be a window of its own
            self.setVisible(chosen is not None)

    def _choose(self, n: int) -> None:
        self._common.choose_peers(self.itemData(n))
