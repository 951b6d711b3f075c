"""Where an organisation stands beside others: the values that comparison makes and every output reads."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from bvreview.framework.services import Direction
from bvreview.i18n import _
from bvreview.review.wording import show_money, show_percent

Band = Literal["low_998", "low_95", "within", "high_95", "high_998"]
ComparisonKind = Literal["proportion", "money"]
Shape = Literal["blank", "hatched", "dash", "flag", "tick", "triangle", "up", "down"]

CHANCE_95 = 0.05
CHANCE_998 = 0.002
NARROW = 0.02
SMALL_GROUP = 10
"""With fewer organisations a funnel is drawn from the nation where it is there, and no quarters are said."""


class Reading(StrEnum):
    """What may be said of a figure: one word and one shape, the same on screen, in print and in Excel.

    Better and worse are for measures with a direction, higher and lower for measures without one;
    above, at and below the median are for money, which has no interval.
    """

    NO_DATA = "no_data"
    TOO_SMALL = "too_small"
    WITHIN = "within"
    WORTH_A_LOOK_BETTER = "worth_a_look_better"
    WORTH_A_LOOK_WORSE = "worth_a_look_worse"
    WORTH_A_LOOK_HIGHER = "worth_a_look_higher"
    WORTH_A_LOOK_LOWER = "worth_a_look_lower"
    CLEARLY_BETTER = "clearly_better"
    CLEARLY_WORSE = "clearly_worse"
    CLEARLY_HIGHER = "clearly_higher"
    CLEARLY_LOWER = "clearly_lower"
    ABOVE_MEDIAN = "above_median"
    AT_MEDIAN = "at_median"
    BELOW_MEDIAN = "below_median"

    @property
    def word(self) -> str:
        """The words shown, without a capital."""
        return _words()[self]

    @property
    def shape(self) -> Shape:
        """The shape shown beside the word."""
        return _SHAPES[self]

    @property
    def flagged(self) -> bool:
        """Whether the figure lies outside the 95% limits."""
        return self.value.startswith(("worth_a_look", "clearly"))


_SHAPES: dict[Reading, Shape] = {
    Reading.NO_DATA: "blank",
    Reading.TOO_SMALL: "hatched",
    Reading.WITHIN: "dash",
    Reading.WORTH_A_LOOK_BETTER: "flag",
    Reading.WORTH_A_LOOK_WORSE: "flag",
    Reading.WORTH_A_LOOK_HIGHER: "flag",
    Reading.WORTH_A_LOOK_LOWER: "flag",
    Reading.CLEARLY_BETTER: "tick",
    Reading.CLEARLY_WORSE: "triangle",
    Reading.CLEARLY_HIGHER: "up",
    Reading.CLEARLY_LOWER: "down",
    Reading.ABOVE_MEDIAN: "up",
    Reading.AT_MEDIAN: "dash",
    Reading.BELOW_MEDIAN: "down",
}


def _words() -> dict[Reading, str]:
    return {
        Reading.NO_DATA: _("no data"),
        Reading.TOO_SMALL: _("too small to tell"),
        Reading.WITHIN: _("not distinguishable"),
        Reading.WORTH_A_LOOK_BETTER: _("worth a look, better side"),
        Reading.WORTH_A_LOOK_WORSE: _("worth a look, worse side"),
        Reading.WORTH_A_LOOK_HIGHER: _("worth a look, higher side"),
        Reading.WORTH_A_LOOK_LOWER: _("worth a look, lower side"),
        Reading.CLEARLY_BETTER: _("clearly better"),
        Reading.CLEARLY_WORSE: _("clearly worse"),
        Reading.CLEARLY_HIGHER: _("clearly higher"),
        Reading.CLEARLY_LOWER: _("clearly lower"),
        Reading.ABOVE_MEDIAN: _("higher than the median"),
        Reading.AT_MEDIAN: _("at the median"),
        Reading.BELOW_MEDIAN: _("lower than the median"),
    }


@dataclass(frozen=True, slots=True)
class Topic:
    """What is compared: a measure or a unit cost, with what must be said wherever it is shown.

    ``unit``: "%" or the unit a cost is for ("hour worked"); ``size_label``: what the denominator counts.
    """

    id: str
    title: str
    unit: str
    direction: Direction
    size_label: str = ""
    period: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Observation:
    """One organisation's figure as it was submitted or published.

    A proportion has numerator and denominator; a cost has ``value`` in pounds, or pounds over volume.
    ``target`` is in the terms of the value: 0.8 for 80%. ``state`` is the state of the cell ("given",
    "not collected" ..., "" while nobody said); ``marks`` are "illustrative", "estimate", "provisional",
    "part-year", "agreed variation", "adjusted for pay".
    """

    organisation: str
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    value: Decimal | None = None
    target: Decimal | None = None
    state: str = "given"
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PeerGroup:
    """The organisations compared with; no members means all that have a figure."""

    label: str
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RankRange:
    """How sure a rank is: median and 95% range of drawn ranks (1 = best), chance of either end quarter."""

    median: float
    lower: int
    upper: int
    best_quarter: float
    worst_quarter: float


@dataclass(frozen=True, slots=True)
class Standing:
    """How one organisation's figure reads beside the others.

    ``value`` and the 95% interval are shares from 0 to 1, or pounds without an interval. For money:
    ``quarter`` 1 (lowest cost) to 4, and the distance from the median in pounds and per cent.
    """

    observation: Observation
    value: float
    reading: Reading
    interval_lower: float | None = None
    interval_upper: float | None = None
    band: Band | None = None
    rank_range: RankRange | None = None
    quarter: int | None = None
    distance: Decimal | None = None
    distance_percent: Decimal | None = None

    @property
    def organisation(self) -> str:
        """Whose figure it is."""
        return self.observation.organisation


@dataclass(frozen=True, slots=True)
class FunnelLimit:
    """The funnel's limits at one size (denominator), as shares from 0 to 1."""

    size: float
    low_998: float
    low_95: float
    high_95: float
    high_998: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """A topic compared over a group.

    ``centre``: the pooled share, or the median in pounds; None where nothing can be compared.
    ``backdrop``: organisations outside the group from which the funnel was drawn too.
    ``left_out``: every organisation without a standing, and why. ``method``: how all of its kind are
    compared; ``basis``: what this one is compared with, a sentence with its figures.
    """

    topic: Topic
    kind: ComparisonKind
    group_label: str
    centre: float | None
    standings: tuple[Standing, ...]
    left_out: tuple[tuple[str, str], ...] = ()
    method: str = ""
    basis: str = ""
    caveats: tuple[str, ...] = ()
    limits: tuple[FunnelLimit, ...] = ()
    backdrop: tuple[Standing, ...] = ()
    median: Decimal | None = None

    @property
    def worked_out(self) -> str:
        """How it was compared, and with what."""
        return f"{self.method} {self.basis}".strip()

    @property
    def expected_by_chance(self) -> float:
        """How many of the standings chance alone would put outside the 95% limits."""
        return self._judged() * CHANCE_95

    @property
    def expected_by_chance_998(self) -> float:
        """How many of the standings chance alone would put outside the 99.8% limits."""
        return self._judged() * CHANCE_998

    @property
    def illustrative(self) -> bool:
        """Whether any figure in it is invented for illustration."""
        return any("illustrative" in s.observation.marks for s in (*self.standings, *self.backdrop))

    @property
    def has_quarters(self) -> bool:
        """Whether enough are compared for quarters, and for the chance of being in one."""
        return len(self.standings) >= SMALL_GROUP

    def standing_of(self, organisation: str) -> Standing | None:
        """The standing of one organisation of the group, if it has one."""
        return next((s for s in self.standings if s.organisation == organisation), None)

    def _judged(self) -> int:
        return sum(s.band is not None for s in self.standings)


def say_share(standing: Standing) -> str:
    """A proportion's value as precise as its interval allows: "86%", or "4.1%" where that is narrow."""
    return say_percent(standing.value, _places(standing))


def say_interval(standing: Standing) -> str:
    """The 95% interval in per cent: "83 to 89", "3.9 to 4.4"; "" where there is none."""
    if standing.interval_lower is None or standing.interval_upper is None:
        return ""
    low, high = (
        say_percent(s, _places(standing)) for s in (standing.interval_lower, standing.interval_upper)
    )
    return _("{low} to {high}").format(low=low.rstrip("%"), high=high.rstrip("%"))


def _places(standing: Standing) -> int:
    """Whole per cents, or one place where the interval is narrower than two points."""
    if standing.interval_lower is None or standing.interval_upper is None:
        return 0
    return 1 if standing.interval_upper - standing.interval_lower < NARROW else 0


def say_percent(share: float, places: int = 0) -> str:
    """A share from 0 to 1 in words: 0.8588 -> "86%"; halves away from zero."""
    return show_percent(Decimal(repr(share)) * 100, places)


def say_pounds(amount: Decimal | float, places: int = 2) -> str:
    """Pounds with thousands and pence: Decimal("-1204.5") -> "−£1,204.50"."""
    return show_money(amount if isinstance(amount, Decimal) else Decimal(repr(amount)), places)


def quarter_word(quarter: int) -> str:
    """The quarter of costs in words, 1 the lowest."""
    return (_("lowest"), _("second"), _("third"), _("highest"))[quarter - 1]
