"""The views of the compare page as data: a new one is one line here, made when it is first shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from msgspec import Struct

from bvreview.i18n import _
from ui.compare.common import Common
from ui.compare.middle import Middle

MEASURE: Final = "@measure"
"""The view of one measure or unit cost; its entries are the topics that were compared."""


class View(Struct, frozen=True):
    """A view: its key (beginning with @), its words, icon and place in the list.

    ``under``: "" on top of the list, "cost" among the costs. One without words has no entry of its own;
    ``offered``: whether there is anything to see.
    """

    key: str
    text: str
    icon: str
    make: Callable[[Common], Middle]
    under: str = ""
    offered: Callable[[Common], bool] = lambda _common: True

    @property
    def words(self) -> str:
        """What the list says."""
        return _(self.text)


def _measure(common: Common) -> Middle:
    from ui.compare.measure import MeasureView

    return MeasureView(common)


def _overview(common: Common) -> Middle:
    from ui.compare.overview import OverviewView

    return OverviewView(common)


def _questions(common: Common) -> Middle:
    from ui.compare.questions import QuestionsView

    return QuestionsView(common)


def _better(common: Common) -> Middle:
    from ui.compare.better import BetterView

    return BetterView(common)


def _rates(common: Common) -> Middle:
    from ui.compare.rates import RatesView

    return RatesView(common)


def _stress(common: Common) -> Middle:
    from ui.compare.stress import StressView

    return StressView(common)


def _gap(common: Common) -> Middle:
    from ui.compare.gap import GapView

    return GapView(common)


def _performance(common: Common) -> Middle:
    from ui.compare.performance import PerformanceView

    return PerformanceView(common)


def _frontier(common: Common) -> Middle:
    from ui.compare.frontier import FrontierView

    return FrontierView(common)


def _has_rates(common: Common) -> bool:
    return bool(common.study and common.study.rates.topics)


VIEWS: tuple[View, ...] = (
    View(MEASURE, "", "", _measure),
    View("@overview", "Overview", "list-checks", _overview),
    View("@questions", "What the figures ask", "message-square", _questions),
    View("@better", "Who does better, and how", "chart-column", _better),
    View("@rates", "Rates and averages", "list-checks", _rates, offered=_has_rates),
    View("@stress", "Stress test of the peers", "users", _stress),
    View("@gap", "Why the gap", "chart-column", _gap, under="cost"),
    View("@performance", "Cost and performance", "chart-scatter", _performance, under="cost"),
    View("@frontier", "Frontier", "target", _frontier, under="cost"),
)
