"""The one drop-down of peers, alike in every view."""

from __future__ import annotations

from bvreview.i18n import _
from ui.compare.common import Common
from ui.forms.choices import CalmCombo


class PeersBox(CalmCombo):
    """Says and changes with whom is compared, in all views at once."""

    def __init__(self, common: Common) -> None:
        super().__init__()
        self._common = common
        self.setAccessibleName(_("Compare with"))
        self.activated.connect(common.choose_peers)
        common.found.connect(self.show_peers)
        self.show_peers()

    def show_peers(self) -> None:
        """Offer what is there."""
        names = list(self._common.peer_names())
        if names != [self.itemText(n) for n in range(self.count())]:
            self.clear()
            self.addItems(names)
        self.setCurrentIndex(self._common.chosen_peers if names else -1)
        self.setVisible(bool(names))
