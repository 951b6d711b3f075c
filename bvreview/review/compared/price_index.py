"""Which index of prices a review works with: the shipped release, or the newer one that was pasted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bvreview.framework.compare_map import CostPlace
from bvreview.framework.descriptors import Framework
from bvreview.i18n import _
from bvreview.review.answers import Answers
from bvreview.review.cells import parse_address
from bvreview.review.wording import show_date


@dataclass(frozen=True, slots=True)
class PriceIndex:
    """An index by year ("2009-10") and what it is from; ``released``: its day, None where nobody said it."""

    title: str
    released: date | None
    values: Mapping[str, Decimal]
    pasted: bool = False

    @property
    def words(self) -> str:
        """What stands under a figure that rests on it."""
        day = show_date(self.released) if self.released else _("no day of release given")
        return f"{self.title}, {day}"


def shipped_index(framework: Framework) -> PriceIndex | None:
    """The index that comes with the pack."""
    costs = framework.compare.costs if framework.compare else None
    series = framework.series.get(costs.prices) if costs else None
    return PriceIndex(series.title, date.fromisoformat(series.released), series.values) if series else None


def index_of(answers: Answers, costs: CostPlace) -> PriceIndex | None:
    """The index of a review: as soon as one year was pasted, only what was pasted counts."""
    if costs.prices_newer:
        section, part, field = costs.prices_newer.split(".")
        column = answers.figures(section, part, field)
        given = column.items() if isinstance(column, Mapping) else ()
        if pasted := {year: value for year, value in given if isinstance(value, Decimal)}:
            source, released = (_figure(answers, at) for at in (costs.prices_source, costs.prices_released))
            title = source if isinstance(source, str) else _("a pasted series without a source")
            return PriceIndex(title, released if isinstance(released, date) else None, pasted, pasted=True)
    return shipped_index(answers.framework)


def _figure(answers: Answers, address: str) -> object:
    return answers.figure(parse_address(address)) if address else None


def newest_index(indexes: Iterable[PriceIndex]) -> PriceIndex | None:
    """The newest release; one that was pasted without a day counts as the newest."""
    return max(indexes, key=_age, default=None)


def _age(index: PriceIndex) -> tuple[date, bool, str]:
    unknown = date.max if index.pasted else date.min
    return index.released or unknown, index.pasted, index.title
