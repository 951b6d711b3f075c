"""Which service and year are looked at, and of which region: two boxes that always say what is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from bvreview.i18n import _
from bvreview.review.compared.scope import CompareScope
from bvreview.review.model import ReviewHead
from bvreview.review.periods import FinancialYear, PeriodError
from ui.desk import Desk
from ui.left.remembered import Key
from ui.widgets.combo import CalmCombo
from ui.widgets.flow import FlowLayout

Kind = tuple[str, FinancialYear]
"""A service (its id) in a year."""
SCOPE: Final = "service and year"
"""What this choice is called where things are remembered."""


def _kind(kept: str) -> Kind | None:
    """What was chosen at an earlier start, as it was kept: "community-payback 2009-10"."""
    service, __, year = kept.rpartition(" ")
    try:
        return (service, FinancialYear.parse(year)) if service else None
    except PeriodError:
        return None


class ScopeChoice(QWidget):
    """What can be chosen follows from what was received; ``changed`` says that something was chosen."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._kinds: tuple[Kind, ...] = ()
        self._chosen: Kind | None = _kind(desk.here.part(Key.CHOSEN, SCOPE, ""))
        kept = desk.framework.region(desk.preferences.now.region)
        self._region: str | None = kept.id if kept else None
        self.region, self.kind = CalmCombo(), CalmCombo()
        self.region.setAccessibleName(_("Region"))
        self.kind.setAccessibleName(_("Service and period"))
        self.region.addItems([_("All regions"), *(r.name for r in desk.framework.regions)])
        self.region.activated.connect(self._take_region)
        self.kind.activated.connect(self._take_kind)
        row = FlowLayout(self)
        row.addWidget(self.region)
        row.addWidget(self.kind)

    def scope(self) -> CompareScope | None:
        """The service and year that are shown; None while nothing was received."""
        return CompareScope(*self._chosen, self._region or "") if self._chosen else None

    def offer(self, heads: Iterable[ReviewHead]) -> None:
        """Offer what was received; the region that most of it is from until another is chosen."""
        received = tuple(heads)
        if self._region is None and received:
            self._region = self._likely(received)
        kinds = {(head.service, head.period) for head in received}
        self._kinds = tuple(sorted(kinds, key=lambda k: (-k[1].start, self._name(k[0]))))
        if self._chosen not in self._kinds:
            self._chosen = self._kinds[0] if self._kinds else None
        self.setVisible(bool(self._kinds))
        self._show()

    def choose(self, kind: Kind, organisations: Iterable[str]) -> None:
        """Show a service and year as soon as it is offered, and organisations (by id) of it.

        Where the region that is shown has none of them, it is theirs from now on, or all regions.
        """
        self._chosen = kind
        found = [self._desk.framework.organisation(organisation) for organisation in organisations]
        regions = {o.region if o else "" for o in found}
        if self._region not in ("", *regions):
            self._region = regions.pop() if len(regions) == 1 else ""

    def _show(self) -> None:
        words = [f"{self._name(service)}, {period.label}" for service, period in self._kinds]
        if words != [self.kind.itemText(n) for n in range(self.kind.count())]:
            self.kind.clear()
            self.kind.addItems(words)
        if self._chosen:
            self.kind.setCurrentIndex(self._kinds.index(self._chosen))
        ids = [r.id for r in self._desk.framework.regions]
        self.region.setCurrentIndex(ids.index(self._region) + 1 if self._region in ids else 0)

    def _name(self, service_id: str) -> str:
        service = self._desk.framework.service(service_id)
        return service.name if service else service_id

    def _likely(self, received: Iterable[ReviewHead]) -> str:
        found = (self._desk.framework.organisation(head.organisation) for head in received)
        most = Counter(o.region for o in found if o).most_common(1)
        return most[0][0] if most else ""

    def _take_region(self, index: int) -> None:
        regions = self._desk.framework.regions
        self._region = regions[index - 1].id if index else ""
        self._desk.preferences.change(region=self._region)
        self.changed.emit()

    def _take_kind(self, index: int) -> None:
        self._chosen = self._kinds[index]
        service, period = self._chosen
        self._desk.here.keep_part(Key.CHOSEN, SCOPE, f"{service} {period.id}")
        self.changed.emit()
