"""What a review holds of its own year and the one before: shares by quarter, and what costs are of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from bvreview.framework.compare_map import CompareMap, CostPlace, SharePlace
from bvreview.framework.descriptors import Framework
from bvreview.review.answers import Answers
from bvreview.review.cells import Address, parse_address
from bvreview.review.compared.figures import compared_measures
from bvreview.review.compared.price_index import PriceIndex, index_of
from bvreview.review.model import Review
from bvreview.review.periods import FinancialYear


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many; None where it was not given."""

    top: Decimal | None = None
    bottom: Decimal | None = None

    @property
    def is_given(self) -> bool:
        """Whether anything was given."""
        return self.top is not None or self.bottom is not None


@dataclass(frozen=True, slots=True)
class ShareYear:
    """A measure in a year: the year as a whole, its quarters, the year before, the target as a share.

    ``quarters_before``: the quarters of the year before.
    """

    year: Share
    quarters: tuple[Share, ...]
    before: Share
    target: Decimal | None = None
    quarters_before: tuple[Share, ...] = ()


@dataclass(frozen=True, slots=True)
class StaffLine:
    """A line of direct staff: FTE on this service, and what they cost in pounds; None where not given."""

    grade: str
    fte: Decimal | None
    pay: Decimal | None


@dataclass(frozen=True, slots=True)
class EarlierCost:
    """A line of the table of earlier years: ``year`` as the pack names it, ``whole`` costs by unit cost."""

    year: str
    whole: Mapping[str, Decimal | None]
    volume: Decimal | None


@dataclass(frozen=True, slots=True)
class CostYear:
    """What a service cost in a year, in pounds; ``whole``, ``unit`` and ``before`` by the unit cost's id.

    ``before``: whole costs of the year before, over ``volume_before``. ``outcomes``: what was achieved;
    ``prices``: the index of prices that the review works with; ``price_base``: the id of the year in whose
    prices costs are to be shown, "" where none was chosen.
    """

    staff: tuple[StaffLine, ...] = ()
    non_staff: Mapping[str, Decimal | None] = field(default_factory=dict)
    overhead: Decimal | None = None
    volume: Decimal | None = None
    whole: Mapping[str, Decimal | None] = field(default_factory=dict)
    unit: Mapping[str, Decimal | None] = field(default_factory=dict)
    before: Mapping[str, Decimal | None] = field(default_factory=dict)
    volume_before: Decimal | None = None
    outcomes: Decimal | None = None
    prices: PriceIndex | None = None
    earlier: tuple[EarlierCost, ...] = ()
    price_base: str = ""


@dataclass(frozen=True, slots=True)
class ReviewYear:
    """The figures of one review that history is made of; ``organisation`` by name.

    ``pack``: the benchmark pack and version that says it, in words, where no review does; ``other_units``:
    of which unit its unit costs are where that is not the service's, so that they are left out.
    """

    review: str
    organisation: str
    period: FinancialYear
    shares: Mapping[str, ShareYear]
    costs: CostYear
    illustrative: bool = False
    pack: str = ""
    other_units: Mapping[str, str] = field(default_factory=dict)

    def tells(self, topic: str) -> bool:
        """Whether it has a figure of a measure or unit cost (its id)."""
        share, cost = self.shares.get(topic), self.costs.unit.get(topic)
        return bool(share and share.year.is_given) or cost is not None


def review_year(framework: Framework, review: Review) -> ReviewYear:
    """What a review says of its year; nothing where the pack compares nothing."""
    head, compare = review.head, framework.compare
    organisation = framework.organisation(head.organisation)
    answers = Answers(framework, review)
    shares = dict(_shares(framework, compare, answers)) if compare else {}
    return ReviewYear(
        head.id,
        organisation.name if organisation else head.organisation,
        head.period,
        shares,
        _costs(compare, answers) if compare else CostYear(),
        head.illustrative,
    )


def cost_year(framework: Framework, review: Review) -> CostYear:
    """What a review says of the costs of its year alone."""
    compare = framework.compare
    return _costs(compare, Answers(framework, review)) if compare else CostYear()


def _shares(framework: Framework, compare: CompareMap, answers: Answers) -> Iterator[tuple[str, ShareYear]]:
    for measure in compared_measures(framework, answers.head.service, [answers.review]):
        year = _share(
            answers, SharePlace(numerator=compare.numerator, denominator=compare.denominator), measure.id
        )
        quarters = tuple(_share(answers, place, measure.id) for place in compare.quarters)
        before = _share(answers, compare.last_year, measure.id) if compare.last_year else Share()
        target = _in_row(answers, compare.target, measure.id) if compare.target else None
        goal = None if target is None else target / 100
        earlier = tuple(_share(answers, place, measure.id) for place in compare.quarters_before)
        yield measure.id, ShareYear(year, quarters, before, goal, earlier)


def _share(answers: Answers, place: SharePlace, row: str) -> Share:
    return Share(_in_row(answers, place.numerator, row), _in_row(answers, place.denominator, row))


def _in_row(answers: Answers, column: str, row: str) -> Decimal | None:
    section, part, name = column.split(".")
    return _number(answers.figure(Address(section, f"{part}:{row}", name)))


def _field(answers: Answers, address: str) -> Decimal | None:
    return _number(answers.figure(parse_address(address))) if address else None


def _number(value: object) -> Decimal | None:
    return value if isinstance(value, Decimal) and value.is_finite() else None


def _costs(compare: CompareMap, answers: Answers) -> CostYear:
    place, units = compare.costs, compare.unit_costs
    if not place:
        return CostYear()
    service = answers.service
    base = answers.figure(parse_address(place.price_base)) if place.price_base else None
    return CostYear(
        staff=tuple(_staff(place, answers)),
        non_staff={address: _field(answers, address) for address in place.non_staff},
        overhead=_field(answers, place.overhead),
        volume=_in_row(answers, place.volume, service.unit) if service else None,
        whole={u.id: _field(answers, u.whole) for u in units},
        unit={u.id: _field(answers, u.address) for u in units},
        before={u.id: _field(answers, u.last_year) for u in units},
        volume_before=_field(answers, place.last_volume),
        outcomes=_in_row(answers, place.volume, service.outcome) if service and service.outcome else None,
        prices=index_of(answers, place),
        earlier=tuple(_earlier(compare, place, answers)),
        price_base=base if isinstance(base, str) else "",
    )


def _earlier(compare: CompareMap, place: CostPlace, answers: Answers) -> Iterator[EarlierCost]:
    if not place.earlier_year:
        return
    section, part, name = place.earlier_year.split(".")
    for key in answers.review.rows.get(f"{section}.{part}", ()):
        year = answers.figure(Address(section, f"{part}:{key}", name))
        whole = {u.id: _in_row(answers, u.earlier, key) for u in compare.unit_costs if u.earlier}
        volume = _in_row(answers, place.earlier_volume, key) if place.earlier_volume else None
        if isinstance(year, str):
            yield EarlierCost(year, whole, volume)


def _staff(place: CostPlace, answers: Answers) -> Iterator[StaffLine]:
    """The lines of the table of staff; FTE by the share of their time that goes to the service."""
    section, part, grade = place.grade.split(".")
    for key in answers.review.rows.get(f"{section}.{part}", ()):
        fte, share = _in_row(answers, place.fte, key), None
        if place.share:
            share = _in_row(answers, place.share, key)
            fte = None if fte is None or share is None else fte * share / 100
        name = answers.figure(Address(section, f"{part}:{key}", grade))
        yield StaffLine(name if isinstance(name, str) else "", fte, _in_row(answers, place.pay, key))
