"""Where the figures that are compared stand, as data: results, counts against predictions, unit costs."""

from __future__ import annotations

from bvreview.framework.gap_map import GapMap
from bvreview.framework.practice_map import PracticeMap
from bvreview.framework.services import Direction
from bvreview.framework.terms import Descriptor, Item


class UnitCost(Descriptor, frozen=True, kw_only=True):
    """A cost for each unit that organisations are compared on; ``address`` is a form's worked-out field.

    ``whole``: where the cost stands that is divided; ``last_year``: where the whole cost of the year before;
    ``earlier``: its column in the table of years before that. ``each_outcome``: it is the cost of an outcome
    of the service, not of its unit.
    """

    id: str
    label: str
    address: str
    each_outcome: bool = False
    whole: str = ""
    last_year: str = ""
    earlier: str = ""


class SharePlace(Descriptor, frozen=True, kw_only=True):
    """Where another share of each measure stands: of a quarter, or of the year before."""

    numerator: str
    denominator: str


class RatePlace(SharePlace, frozen=True, kw_only=True):
    """Where the figures of rates and averages stand: columns of the grid over them, as of shares."""

    target: str = ""
    quality: str = ""


class CostPlace(Descriptor, frozen=True, kw_only=True):
    """Where what a service costs stands, part by part, so that a gap can be split.

    ``grade``, ``fte``, ``share`` (of their time, in per cent) and ``pay``: columns of one table; the others
    are fields of forms, but ``volume``, a column over the volumes. ``last_volume``: of the year before;
    ``earlier_year`` and ``earlier_volume``: columns of the table of years before that. ``prices``: the id of
    the series of prices by year; ``prices_newer``: the column over the years into which a newer one is
    pasted, ``prices_source`` and ``prices_released``: where from, and its day. ``price_base``: the field that
    names the year of the prices to show.
    """

    grade: str
    fte: str
    share: str = ""
    pay: str
    non_staff: tuple[str, ...] = ()
    overhead: str = ""
    volume: str
    last_volume: str = ""
    earlier_year: str = ""
    earlier_volume: str = ""
    prices: str = ""
    prices_newer: str = ""
    prices_source: str = ""
    prices_released: str = ""
    price_base: str = ""

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every place that is named."""
        columns = (self.grade, self.fte, self.share, self.pay, self.volume)
        earlier = (self.earlier_year, self.earlier_volume)
        fields = (*self.non_staff, self.overhead, self.last_volume, self.price_base)
        prices = (self.prices_newer, self.prices_source, self.prices_released)
        return tuple(filter(None, (*columns, *earlier, *fields, *prices)))


class Predicted(Descriptor, frozen=True, kw_only=True):
    """A count against what was predicted for the same people, by address of a form's fields.

    ``ratio``: where observed over expected is worked out; ``direction``: which way is better.
    """

    id: str
    label: str
    observed: str
    expected: str
    ratio: str
    direction: Direction = Direction.DOWN


class CompareMap(Descriptor, frozen=True, kw_only=True):
    """Where the figures to compare stand: columns of a grid over the measures, and the unit costs.

    ``quality``: the column that says how sure a figure is; those in ``estimates`` are marked "estimate".
    ``covers``: the column that names the months where they are not the whole year; ``varied``: the field that
    says whether a variation of the specification was agreed.
    ``quarters``, ``quarters_before`` (of the year before) and ``last_year``: where other figures of a measure
    stand; ``rates``: where measures that are no shares; ``costs``: what costs are made of.
    ``sizes``: topics of published tables that say how large an area is, the first that is at hand counts;
    ``characteristics``: topics that say what an area is like, for nearest neighbours; ``families``: what
    the families of organisations are called, and ``family_source`` on what they rest. ``gaps``: where what
    it shows is answered; ``practice``: where notes for others stand.
    """

    numerator: str
    denominator: str
    target: str = ""
    quality: str = ""
    estimates: tuple[str, ...] = ()
    covers: str = ""
    varied: str = ""
    quarters: tuple[SharePlace, ...] = ()
    quarters_before: tuple[SharePlace, ...] = ()
    last_year: SharePlace | None = None
    rates: RatePlace | None = None
    predicted: tuple[Predicted, ...] = ()
    unit_costs: tuple[UnitCost, ...] = ()
    costs: CostPlace | None = None
    sizes: tuple[str, ...] = ()
    characteristics: tuple[Item, ...] = ()
    families: tuple[Item, ...] = ()
    family_source: str = ""
    gaps: GapMap | None = None
    practice: PracticeMap | None = None

    @property
    def whole_cost(self) -> str:
        """The id of the widest cost of a unit: the last one that is no outcome's; "" where there is none."""
        units = [cost.id for cost in self.unit_costs if not cost.each_outcome]
        return units[-1] if units else ""
