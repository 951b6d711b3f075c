"""Costs at one level of pay: factors that somebody entered for areas, and costs with the pay divided by them.

No factor is shipped. They are kept like a published table, with the source that was given for them, so that
they go wherever such tables go; the costs as reported always stand beside those adjusted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from bvreview.framework.services import Direction
from bvreview.i18n import _
from bvreview.review.compared.benchmarks import BenchmarkSet
from bvreview.review.compared.standing import Observation, Topic
from bvreview.review.wording import show_number

AREA_PAY: Final = "area_pay_factor"
"""The topic of the factors, and the id of the set that holds them."""
ADJUSTED: Final = "adjusted for pay"
LEAST, MOST = Decimal("0.5"), Decimal(2)
_SUFFIX: Final = "_at_area_pay"


@dataclass(frozen=True, slots=True)
class AreaPay:
    """Factors by organisation, 1 for who is not named; ``source``: who says so."""

    factors: Mapping[str, Decimal]
    source: str

    def factor(self, organisation: str) -> Decimal:
        """How dear pay is in the area, 1 for the average."""
        return self.factors.get(organisation, Decimal(1))

    def named(self, names: Mapping[str, str]) -> AreaPay:
        """The same by other names of the organisations."""
        return replace(self, factors={names.get(o, o): factor for o, factor in self.factors.items()})

    @property
    def caveat(self) -> str:
        """What goes wherever an adjusted cost is shown."""
        listed = "; ".join(f"{name} {show_number(f)}" for name, f in sorted(self.factors.items()))
        text = _(
            "Adjusted for area pay: the pay of direct staff is divided by the factor of the area ({factors}; "
            "1 for all others), the rest is as reported. Pay within support services and bought-in services "
            "is not adjusted. The factors were entered by hand. Source: {source}."
        )
        return text.format(factors=listed, source=self.source.rstrip("."))


def area_pay_set(factors: Mapping[str, Decimal], source: str) -> BenchmarkSet:
    """The factors, by organisations' ids, as they are kept."""
    topic = Topic(AREA_PAY, _("Area pay factors, entered here"), "", Direction.NEUTRAL, source=source)
    seen = tuple(Observation(who, value=factor) for who, factor in sorted(factors.items()))
    return BenchmarkSet(AREA_PAY, topic, "number", seen)


def area_pay_of(sets: Iterable[BenchmarkSet]) -> AreaPay | None:
    """The factors among what is kept; None where nobody entered one, or all are 1."""
    kept = next((s for s in sets if s.id == AREA_PAY), None)
    found = {o.organisation: o.value for o in kept.observations if o.value} if kept else {}
    factors = {who: factor for who, factor in found.items() if factor > 0 and factor != 1}
    return AreaPay(factors, kept.topic.source) if kept and factors else None


def adjusted_topic(cost: Topic) -> Topic:
    """The topic of a unit cost (by its own topic) once it is adjusted."""
    title = _("Pay-adjusted: {cost}").format(cost=cost.title)
    return replace(cost, id=adjusted_id(cost.id), title=title)


def adjusted_id(cost: str) -> str:
    """The id of the topic of an adjusted cost."""
    return f"{cost}{_SUFFIX}"


def reported_id(adjusted: str) -> str:
    """The id of the unit cost as reported, by that of the adjusted one."""
    return adjusted.removesuffix(_SUFFIX)


def is_adjusted(topic: str) -> bool:
    """Whether a topic (its id) is of adjusted costs."""
    return topic.endswith(_SUFFIX)


def adjusted(seen: Observation, pay: Decimal | None, factor: Decimal) -> Observation:
    """A unit cost in pounds with the ``pay`` in it divided by the factor: non-pay + pay / factor.

    Without a known pay there is no adjusted cost, and it says so.
    """
    if factor == 1 or (seen.value is None and seen.numerator is None):
        return seen
    if pay is None or seen.value is None:
        unknown = _("the pay in its cost is not known")
        return replace(seen, numerator=None, denominator=None, value=None, state=unknown)
    return replace(seen, value=at_factor(seen.value, pay, factor), marks=(*seen.marks, ADJUSTED))


def at_factor(cost: Decimal, pay: Decimal, factor: Decimal) -> Decimal:
    """A cost with the pay in it divided by a factor, unrounded."""
    return cost - pay + pay / factor


def why_no_factor(factor: Decimal | None) -> str:
    """Why a number is no factor; "" where it is one."""
    if factor is None:
        return _("is not a number")
    if LEAST <= factor <= MOST:
        return ""
    return _("is not between {least} and {most}; 1 is the average").format(
        least=show_number(LEAST), most=show_number(MOST)
    )
