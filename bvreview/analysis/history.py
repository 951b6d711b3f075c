"""The reviews of one service over all its years, and the courses that follow from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bvreview.analysis.cost_courses import cost_course
from bvreview.analysis.courses import measure_course, yearly_course
from bvreview.framework.descriptors import Framework
from bvreview.i18n import _
from bvreview.review.compared.area_pay import AreaPay
from bvreview.review.compared.cost_parts import CostParts
from bvreview.review.compared.course import CostCourse, MeasureCourse
from bvreview.review.compared.earlier import ReviewYear, review_year
from bvreview.review.compared.earlier_packs import collated_years
from bvreview.review.compared.packs import BenchmarkPack
from bvreview.review.compared.price_index import PriceIndex, newest_index, shipped_index
from bvreview.review.compared.standing import Topic
from bvreview.review.model import Review
from bvreview.review.periods import FinancialYear


@dataclass(frozen=True, slots=True)
class History:
    """One review a year of each organisation; ``parts``: what benchmark packs say of the costs of others.

    ``collated``: what benchmark packs say of any year; where a review of the year is there, it counts.
    ``unclear``: of which year it is not known which review counts; ``area``: factors of pay, by name.
    """

    framework: Framework
    years: tuple[ReviewYear, ...]
    parts: tuple[CostParts, ...] = ()
    unclear: tuple[tuple[str, FinancialYear], ...] = ()
    area: AreaPay | None = None
    collated: tuple[ReviewYear, ...] = ()

    def of(self, organisation: str, topic: str) -> tuple[ReviewYear, ...]:
        """The years of an organisation, by name, oldest first; of packs those that tell of the topic."""
        mine = [year for year in self.years if year.organisation == organisation]
        packs = [y for y in self.collated if y.organisation == organisation and y.tells(topic)]
        added = [year for year in packs if not self._has_review(year)]
        return tuple(sorted((*mine, *added), key=lambda year: year.period))

    def _has_review(self, year: ReviewYear) -> bool:
        whose = (year.organisation, year.period)
        return whose in self.unclear or any((y.organisation, y.period) == whose for y in self.years)

    def in_year(self, period: FinancialYear) -> tuple[ReviewYear, ...]:
        """The organisations of one year that have a review."""
        return tuple(year for year in self.years if year.period == period)

    def measure(self, topic: Topic, organisation: str) -> MeasureCourse:
        """A measure over time."""
        course = measure_course(topic, organisation, self.of(organisation, topic.id))
        return replace(course, caveats=(*course.caveats, *self._said(topic, organisation)))

    def measure_by_year(self, topic: Topic, organisation: str) -> MeasureCourse | None:
        """A measure over its years, where packs tell of years that stand in no chart of quarters."""
        years = self.of(organisation, topic.id)
        if not any(year.pack for year in years):
            return None
        course = yearly_course(topic, organisation, years)
        return replace(course, caveats=(*course.caveats, *self._said(topic, organisation)))

    def cost(self, topic: Topic, organisation: str) -> CostCourse:
        """A unit cost over the years."""
        course = cost_course(topic, organisation, self.of(organisation, topic.id), self._prices())
        return replace(course, caveats=(*course.caveats, *self._said(topic, organisation)))

    def _prices(self) -> PriceIndex | None:
        """One index for all: the newest that one of the reviews works with."""
        indexes = [y.costs.prices for y in self.years if y.costs.prices]
        return newest_index(indexes) or shipped_index(self.framework)

    def _said(self, topic: Topic, organisation: str) -> Iterator[str]:
        """From which packs a figure is, and which years are not clear."""
        taken, passed = _("{year}: from {pack}."), _("{year}: the review counts, not {pack}.")
        differs = _("{year}: left out of {pack}, because it is for each {theirs}, not for each {ours}.")
        told = (year for year in self.collated if year.organisation == organisation)
        for year in sorted(told, key=lambda y: y.period):
            words = {"year": year.period.label, "pack": year.pack, "ours": topic.unit}
            if year.tells(topic.id):
                yield (passed if self._has_review(year) else taken).format(**words)
            elif theirs := year.other_units.get(topic.id):
                yield differs.format(**words, theirs=theirs)
        text = _("Two reviews of {year} are there, and it is not known which one counts.")
        yield from (text.format(year=year.label) for name, year in self.unclear if name == organisation)


def history_of(
    framework: Framework,
    reviews: Iterable[Review],
    parts: Iterable[CostParts] = (),
    packs: Iterable[BenchmarkPack] = (),
    area: AreaPay | None = None,
) -> History:
    """What reviews of one service say of their years; ``reviews``: see ``review.scope.one_each``.

    ``parts``: of the year that is looked at; ``packs``: of any year, the most useful first.
    """
    years = [review_year(framework, review) for review in reviews]
    count = Counter((y.organisation, y.period) for y in years)
    kept = tuple(y for y in years if count[y.organisation, y.period] == 1)
    unclear = tuple(place for place, times in count.items() if times > 1)
    names = {o.id: o.name for o in framework.organisations}
    named = area.named(names) if area else None
    return History(framework, kept, tuple(parts), unclear, named, collated_years(framework, packs))
