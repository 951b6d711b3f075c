"""What providers achieved, in counts, as their own returns say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bvreview.framework.descriptors import Framework
from bvreview.framework.return_map import Return
from bvreview.framework.returns import asking
from bvreview.review.answers import Answers, row_address
from bvreview.review.cells import Address
from bvreview.review.compared.standing import Observation
from bvreview.review.exchange.held import review_of_return
from bvreview.review.exchange.sent import Sent
from bvreview.review.model import ReviewHead


@dataclass(frozen=True, slots=True)
class ProviderResult:
    """One result of one provider: ``name`` is what was achieved, in the provider's words."""

    provider: str
    name: str
    numerator: Decimal | None
    denominator: Decimal | None

    @property
    def observation(self) -> Observation:
        """The figure as one to compare."""
        return Observation(self.provider, self.numerator, self.denominator)

    def is_of(self, measure: str) -> bool:
        """Whether it is named as a measure is."""
        return _fold(self.name) == _fold(measure)


def _fold(name: str) -> str:
    return " ".join(name.casefold().split())


def results_of(
    framework: Framework, asked: Return, head: ReviewHead, provider: str, sent: Sent
) -> Iterator[ProviderResult]:
    """The results in a return that came; none where the return asks for none."""
    if not asked.results or not provider:
        return
    form = asking(framework, asked)
    answers = Answers(form, review_of_return(head, form, sent))
    section_id, __, part_id = asked.results.part.partition(".")
    section = form.section(section_id)
    part = section.part(part_id) if section else None
    if not section or not part:
        return
    wanted = (asked.results.name, asked.results.numerator, asked.results.denominator)
    for key in answers.row_keys(section, part):
        addresses = (row_address(section, part, key, f) for name in wanted if (f := part.field(name)))
        name, top, bottom = (_value(answers, address) for address in addresses)
        if isinstance(name, str):
            yield ProviderResult(provider, name, _number(top), _number(bottom))


def _value(answers: Answers, address: Address) -> object:
    answer = answers.answer(address)
    return answer.value if answer and answer.is_figure else None


def _number(value: object) -> Decimal | None:
    return value if isinstance(value, Decimal) else None
