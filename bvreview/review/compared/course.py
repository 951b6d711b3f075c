"""The course of a figure over time: the values that history makes and every output reads."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from bvreview.review.compared.standing import Reading, Topic

Cut = Literal["quarter", "year"]


@dataclass(frozen=True, slots=True)
class CoursePoint:
    """A value at a time: ``label`` in full, ``short`` for an axis; ``why``: the reason that there is none.

    ``counted``: "450 of 524". ``sign`` and ``rule``: what the rules of the trend say, None by chance alone;
    ``lower`` and ``upper``: the Wilson 95% interval.
    """

    label: str
    short: str
    value: float | None = None
    counted: str = ""
    why: str = ""
    sign: Reading | None = None
    rule: str = ""
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True, slots=True)
class MeasureCourse:
    """A share of one organisation over time; mean and limits where there are enough values for them.

    ``assurance`` and ``method`` are sentences; ``caveats`` name what was left out.
    """

    topic: Topic
    organisation: str
    cut: Cut
    points: tuple[CoursePoint, ...]
    mean: float | None = None
    lower: float | None = None
    upper: float | None = None
    target: float | None = None
    assurance: str = ""
    method: str = ""
    caveats: tuple[str, ...] = ()
    illustrative: bool = False


@dataclass(frozen=True, slots=True)
class YearCost:
    """A unit cost of one year, in pounds: as it was paid, and in the prices of ``CostCourse.base``.

    ``why``: the reason that there is none; ``why_not_real``: that it cannot be put into other prices.
    """

    label: str
    cash: Decimal | None = None
    real: Decimal | None = None
    why: str = ""
    why_not_real: str = ""


@dataclass(frozen=True, slots=True)
class CostCourse:
    """A unit cost of one organisation over the years, oldest first; ``base``: the year of its prices."""

    topic: Topic
    organisation: str
    years: tuple[YearCost, ...]
    base: str = ""
    method: str = ""
    caveats: tuple[str, ...] = ()
    illustrative: bool = False
