"""Why a unit costs what it costs, and what it brings: the values that screen, print and export read."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from bvreview.i18n import _

if TYPE_CHECKING:
    from bvreview.review.compared.area_pay import AreaPay
    from bvreview.review.compared.cost_parts import CostParts

PartName = Literal["price", "productivity", "mix", "non_staff", "overhead"]


def part_words(part: PartName) -> str:
    """What a part of a gap is called."""
    return {
        "price": _("Price: pay for one full-time equivalent"),
        "productivity": _("Productivity: staff time for one unit"),
        "mix": _("Mix of grades"),
        "non_staff": _("Other direct costs"),
        "overhead": _("Support services"),
    }[part]


@dataclass(frozen=True, slots=True)
class GapPart:
    """What one cause adds to the cost of a unit, in pounds (below zero: takes from it)."""

    part: PartName
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Gap:
    """The gap between two unit costs, split; the parts add up to the penny. ``unit``: "hour worked".

    ``basis``: "" for costs as reported, else what was done to them.
    """

    unit: str
    period: str
    own: CostParts
    other: CostParts
    own_cost: Decimal
    other_cost: Decimal
    parts: tuple[GapPart, ...]
    method: str
    caveats: tuple[str, ...] = ()
    basis: str = ""

    @property
    def total(self) -> Decimal:
        """How much dearer a unit is here; below zero: cheaper."""
        return self.own_cost - self.other_cost

    @property
    def illustrative(self) -> bool:
        """Whether any of the figures is invented for illustration."""
        return any("illustrative" in parts.marks for parts in (self.own, self.other))


@dataclass(frozen=True, slots=True)
class Costed:
    """Whose costs can be split, and whose cannot with the reason; the own one first where it is there.

    ``area``: the factors that their pay was divided by; None for costs as reported.
    """

    own: str
    parts: tuple[CostParts, ...]
    missing: tuple[tuple[str, str], ...] = ()
    area: AreaPay | None = None

    def find(self, organisation: str) -> CostParts | None:
        """The parts of an organisation."""
        return next((p for p in self.parts if p.organisation == organisation), None)

    def why_missing(self, organisation: str) -> str:
        """Why an organisation's cost cannot be split; "" where it can."""
        return next((why for name, why in self.missing if name == organisation), "")


@dataclass(frozen=True, slots=True)
class Placement:
    """An organisation by its unit cost and its performance index, with the 95% interval of the index.

    ``counted`` of ``of`` measures are in it. ``told``: the interval leaves out the middle of the group.
    """

    organisation: str
    cost: Decimal
    index: float
    lower: float
    upper: float
    counted: int
    of: int
    told: bool


@dataclass(frozen=True, slots=True)
class CostPerformance:
    """A group by cost and performance around its two medians; ``left_out``: who is not placed, and why.

    ``basis``: "" for costs as reported, else what was done to them.
    """

    group: str
    unit: str
    period: str
    placements: tuple[Placement, ...]
    median_cost: Decimal
    median_index: float
    measures: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...]
    method: str
    caveats: tuple[str, ...] = ()
    illustrative: bool = False
    basis: str = ""

    def find(self, organisation: str) -> Placement | None:
        """Where an organisation is placed."""
        return next((p for p in self.placements if p.organisation == organisation), None)


@dataclass(frozen=True, slots=True)
class OutcomePrice:
    """What an outcome costs in one organisation: the whole cost over the outcomes, both as given."""

    organisation: str
    cost: Decimal
    outcomes: Decimal
    volume: Decimal

    @property
    def each(self) -> Decimal:
        """Pounds an outcome, on average."""
        return self.cost / self.outcomes


Way = Literal["buys", "saves", "dearer", "cheaper", "same"]


@dataclass(frozen=True, slots=True)
class Marginal:
    """How the cost of a unit and the outcomes of a unit differ from another organisation's.

    ``way``: "buys": dearer and more outcomes, one more costs ``each``; "saves": cheaper and fewer, each given
    up saves ``each``; "dearer": dearer or fewer, and nothing for it; "cheaper": the reverse; "same".
    """

    other: str
    way: Way
    cost: Decimal
    outcomes: Decimal
    each: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Efficient:
    """An organisation beside the best observed: ``score`` 1 is on the frontier; peers with their weights."""

    organisation: str
    score: float
    is_efficient: bool
    peers: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Frontier:
    """Everyone beside the frontier, or in ``refused`` the sentence that says why there is none."""

    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    found: tuple[Efficient, ...]
    left_out: tuple[tuple[str, str], ...]
    method: str
    refused: str = ""
    illustrative: bool = False
