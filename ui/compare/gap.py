"""Why a unit costs more or less than elsewhere: the gap to any other organisation, split to the penny."""

from __future__ import annotations

from bvreview.analysis.costing import at_area_pay, costed, others_together, split_gap
from bvreview.charts.costs import gap_spec
from bvreview.charts.costs_told import tell_gap
from bvreview.charts.spec import ChartSpec
from bvreview.i18n import _
from bvreview.review.compared.cost_parts import CostParts
from bvreview.review.compared.costing import Costed, Gap
from bvreview.review.compared.standing import PeerGroup
from ui.compare.chart_pages import ChartPage
from ui.compare.charted import ChartedView
from ui.compare.common import Common
from ui.widgets.combo import CalmCombo

NAME = "compare gap"


class GapView(ChartedView):
    """The other is chosen in the drop-down, or is whoever is followed."""

    def __init__(self, common: Common) -> None:
        self.other = CalmCombo()
        self.other.setAccessibleName(_("Split the gap to"))
        super().__init__(common, NAME, self.other)
        self.other.activated.connect(self._choose)
        self._gap: Gap | None = None

    def show_entry(self, _key: str) -> None:
        """Show the gap to the one that is chosen, or why there is none."""
        title, found = _("Why the gap"), self._costed()
        own = found.find(found.own) if found else None
        self.other.setVisible(bool(own))
        if not found:
            self.show_nothing(title, _("The costs of all reviews are being read."))
        elif not own:
            text = _(
                "The cost of {own} cannot be split: {why}. It is split by staff, other costs and volume."
            )
            why = found.why_missing(found.own) or _("there is no review")
            self.show_nothing(title, text.format(own=found.own, why=why))
        else:
            self._offer(found)
            self._show(title, found)

    def show_again(self) -> None:
        """The same again."""
        if self.isVisible():
            self.show_entry("")

    def _costed(self) -> Costed | None:
        history, session = self._common.history, self._common.session
        if not history:
            return None
        years = history.in_year(session.review.head.period)
        return costed(session.framework, self._common.own, years, history.parts)

    def _together(self, found: Costed) -> CostParts | None:
        """The chosen peers as one, without the own organisation."""
        return others_together(found, self._group())

    def _group(self) -> PeerGroup:
        peers = self._common.chosen_peers
        return peers.group if peers else PeerGroup(_("All"))

    def _offer(self, found: Costed) -> None:
        """The peers as one, then everyone by name."""
        names = [p.organisation for p in found.parts if p.organisation != found.own]
        together = self._together(found)
        wanted = ([(together.organisation, "")] if together else []) + [(name, name) for name in names]
        if wanted != [(self.other.itemText(n), self.other.itemData(n)) for n in range(self.other.count())]:
            self.other.clear()
            for words, name in wanted:
                self.other.addItem(words, name)
        followed = self._common.followed_one
        at = self.other.findData(followed if followed in names else "")
        self.other.setCurrentIndex(max(0, at))

    def _choose(self, n: int) -> None:
        """Whoever is chosen here is followed everywhere."""
        self._common.follow(self.other.itemData(n) or "")
        self.show_again()

    def _show(self, title: str, found: Costed) -> None:
        gap = self._split(found)
        if gap is None or isinstance(gap, str):
            self.show_nothing(title, gap or self._nobody(found))
            return
        self._gap, spec = gap, gap_spec(gap)
        area = self._common.history.area if self._common.history else None
        adjusted = self._split(at_area_pay(found, area)) if area else None
        beside = adjusted if isinstance(adjusted, Gap) else None
        self.show_heading(title, _("Cost of one {unit}, {period}").format(unit=gap.unit, period=gap.period))
        pages = [ChartPage(_("Waterfall"), spec)]
        pages += [ChartPage(_("Pay-adjusted"), gap_spec(beside))] if beside else []
        self.pages.show_pages(pages, tell_gap(gap, spec.words, self._common.about, beside))

    def _split(self, found: Costed) -> Gap | str | None:
        """The gap to the one that is chosen."""
        head, framework = self._common.session.review.head, self._common.session.framework
        service = framework.service(head.service)
        about = (service.unit_name if service else _("unit"), head.period.label)
        return split_gap(found, self.other.currentData() or "", self._group(), about)

    def _nobody(self, found: Costed) -> str:
        text = _(
            "No other organisation's cost is at hand in parts. Take in their reviews or a benchmark pack."
        )
        missing = "; ".join(f"{name} ({why})" for name, why in found.missing)
        return f"{text} {_('Left out: {listed}.').format(listed=missing)}" if missing else text

    def read(self, spec: ChartSpec | None) -> None:
        """The sentence, and whose cost could not be split."""
        if not self._gap:
            return
        found, words = self._costed(), (spec or gap_spec(self._gap)).words
        missing = "; ".join(f"{name} ({why})" for name, why in found.missing) if found else ""
        left_out = _("Not offered: {listed}.").format(listed=missing) if missing else ""
        self.side.show_words(_title(self._gap), words, left_out)


def _title(gap: Gap) -> str:
    return _("{own} beside {other}").format(own=gap.own.organisation, other=gap.other.organisation)
