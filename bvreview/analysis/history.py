"""The reviews of one service over all its years, and the courses that follow from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from bvreview.analysis.cost_courses import cost_course
from bvreview.analysis.courses import measure_course
from bvreview.framework.descriptors import Framework
from bvreview.i18n import _
from bvreview.review.compared.course import CostCourse, MeasureCourse
from bvreview.review.compared.earlier import ReviewYear, review_year
from bvreview.review.compared.packs import CostParts
from bvreview.review.compared.price_index import PriceIndex, newest_index, shipped_index
from bvreview.review.compared.standing import Topic
from bvreview.review.model import Review
from bvreview.review.periods import FinancialYear


@dataclass(frozen=True, slots=True)
class History:
    """One review a year of each organisation; ``parts``: what benchmark packs say of the costs of others.

    ``unclear``: of which year it is not known which review counts.
    """

    framework: Framework
    years: tuple[ReviewYear, ...]
    parts: tuple[CostParts, ...] = ()
    unclear: tuple[tuple[str, FinancialYear], ...] = ()

    def of(self, organisation: str) -> tuple[ReviewYear, ...]:
        """The years of an organisation, by name, oldest first."""
        found = (year for year in self.years if year.organisation == organisation)
        return tuple(sorted(found, key=lambda year: year.period))

    def in_year(self, period: FinancialYear) -> tuple[ReviewYear, ...]:
        """The organisations of one year."""
        return tuple(year for year in self.years if year.period == period)

    def measure(self, topic: Topic, organisation: str) -> MeasureCourse:
        """A measure over time."""
        course = measure_course(topic, organisation, self.of(organisation))
        return replace(course, caveats=(*course.caveats, *self._unclear(organisation)))

    def cost(self, topic: Topic, organisation: str) -> CostCourse:
        """A unit cost over the years."""
        course = cost_course(topic, organisation, self.of(organisation), self._prices())
        return replace(course, caveats=(*course.caveats, *self._unclear(organisation)))

    def _prices(self) -> PriceIndex | None:
        """One index for all: the newest that one of the reviews works with."""
        indexes = [y.costs.prices for y in self.years if y.costs.prices]
        return newest_index(indexes) or shipped_index(self.framework)

    def _unclear(self, organisation: str) -> tuple[str, ...]:
        text = _("Two reviews of {year} are there, and it is not known which one counts.")
        return tuple(text.format(year=year.label) for name, year in self.unclear if name == organisation)


def history_of(framework: Framework, reviews: Iterable[Review], parts: Iterable[CostParts] = ()) -> History:
    """What reviews of one service say of their years; ``reviews``: see ``review.scope.one_each``."""
    years = [review_year(framework, review) for review in reviews]
    count = Counter((y.organisation, y.period) for y in years)
    kept = tuple(y for y in years if count[y.organisation, y.period] == 1)
    return History(framework, kept, tuple(parts), tuple(place for place, times in count.items() if times > 1))
