"""The figures of a review that are compared with others', each with what must be said of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Final

from bvreview.framework.compare_map import CompareMap
from bvreview.framework.descriptors import Framework
from bvreview.framework.services import Measure
from bvreview.i18n import _
from bvreview.review.answers import Answers
from bvreview.review.cells import Address, Answer, State, parse_address
from bvreview.review.compared.standing import Observation, Topic
from bvreview.review.local import local_measures
from bvreview.review.model import Review

PUBLISHED: Final = "Published:"
"""How the source of a real figure begins in a review whose other figures are illustrative."""
PART_YEAR: Final = "part-year"
"""The mark of a figure of other months than the year."""


def measure_topic(measure: Measure, period: str) -> Topic:
    """What a measure is called and how it reads, for a comparison."""
    return Topic(
        measure.id,
        measure.label,
        measure.unit,
        measure.direction,
        measure.denominator,
        period,
        measure.source,
    )


def compared_measures(
    framework: Framework, service: str, reviews: Iterable[Review] = ()
) -> tuple[Measure, ...]:
    """Those of ``all_measures`` that are shares, and so have an interval and a funnel."""
    return tuple(m for m in all_measures(framework, service, reviews) if m.is_share)


def all_measures(framework: Framework, service: str, reviews: Iterable[Review] = ()) -> tuple[Measure, ...]:
    """The measures of a service, be they shares, rates or averages.

    ``reviews``: those whose local measures count too, each once by its id, as the first has it.
    """
    found = framework.service(service)
    measures = {m.id: m for m in (found.measures if found else ())}
    for measure in (m for review in reviews for m in local_measures(framework, review)):
        measures.setdefault(measure.id, measure)
    return tuple(measures.values())


def local_caveats(framework: Framework, reviews: Iterable[Review], measure: str) -> tuple[str, ...]:
    """What is said of a local measure wherever it is compared, and where reviews call it differently."""
    alike = (m for review in reviews for m in local_measures(framework, review) if m.id == measure)
    told = {f"{m.label}: {m.words}" for m in alike}
    only = _("Local: only reviews with the very same line are compared.")
    differs = _("The line does not say the same in all of them: {lines}.")
    return (only, differs.format(lines="; ".join(sorted(told)))) if len(told) > 1 else (only,)


def measure_observation(framework: Framework, review: Review, measure: str) -> Observation | None:
    """A review's figure for a measure; None where the pack compares nothing or the review has no answer."""
    compare = framework.compare
    if not compare:
        return None
    cells = {name: _cell(review, column, measure) for name, column in _columns(compare)}
    return _observation(compare, review, cells, _per_cent(cells["target"]))


def rate_observation(framework: Framework, review: Review, measure: str) -> Observation | None:
    """The same for a measure that is a rate or an average."""
    compare = framework.compare
    if not compare or not compare.rates:
        return None
    names = ("numerator", "denominator", "target", "quality")
    cells = {name: _cell(review, getattr(compare.rates, name), measure) for name in names}
    return _observation(compare, review, cells, _figure(cells["target"]))


def _observation(
    compare: CompareMap, review: Review, cells: Mapping[str, Answer | None], target: Decimal | None
) -> Observation | None:
    top, bottom = cells["numerator"], cells["denominator"]
    if top is None and bottom is None:
        return None
    return Observation(
        review.head.organisation,
        numerator=_figure(top),
        denominator=_figure(bottom),
        target=target,
        state=_state(top, bottom),
        marks=tuple(_marks(compare, review, cells)),
    )


def unit_cost_observations(framework: Framework, review: Review) -> Iterator[tuple[str, Observation]]:
    """A review's unit costs by id, in pounds; one that is not defined has no value and says so."""
    if not framework.compare:
        return
    answers = Answers(framework, review)
    marks = tuple(_marks(framework.compare, review, {}))
    for cost in framework.compare.unit_costs:
        answer = answers.answer(parse_address(cost.address))
        value, state = _figure(answer), _state(answer)
        yield cost.id, Observation(review.head.organisation, value=value, state=state, marks=marks)


def _columns(compare: CompareMap) -> Iterator[tuple[str, str]]:
    for name in ("numerator", "denominator", "target", "quality", "covers"):
        yield name, getattr(compare, name)


def _cell(review: Review, column: str, row: str) -> Answer | None:
    if not column:
        return None
    section, part, field = column.split(".")
    cell = review.cells.get(Address(section, f"{part}:{row}", field))
    return cell.answer if cell else None


def _figure(answer: Answer | None) -> Decimal | None:
    value = answer.value if answer and answer.is_figure else None
    return value if isinstance(value, Decimal) else None


def _per_cent(answer: Answer | None) -> Decimal | None:
    figure = _figure(answer)
    return None if figure is None else figure / 100


def _state(*answers: Answer | None) -> str:
    """The state that somebody gave the first answer that is no figure; "" where one is not there yet."""
    said = next((answer.state.value for answer in answers if answer and not answer.is_figure), "")
    return said or (State.GIVEN.value if all(answers) else "")


def _marks(compare: CompareMap, review: Review, cells: Mapping[str, Answer | None]) -> Iterator[str]:
    """``cells``: those of a measure by the name of their column; none for a cost."""
    figure, quality, covers = (cells.get(name) for name in ("numerator", "quality", "covers"))
    if review.head.illustrative and not (figure and figure.source.startswith(PUBLISHED)):
        yield "illustrative"
    if quality and quality.value in compare.estimates:
        yield "estimate"
    if covers and covers.is_figure and str(covers.value).strip():
        yield PART_YEAR
    if review.head.provisional:
        yield "provisional"
    if compare.varied and _is_yes(review, compare.varied):
        yield "agreed variation"


def _is_yes(review: Review, address: str) -> bool:
    cell = review.cells.get(parse_address(address))
    return bool(cell and cell.answer.is_figure and cell.answer.value == "yes")
