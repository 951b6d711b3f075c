"""What providers achieved, in counts, as their own returns say, and who else may see it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from bvreview.framework.descriptors import Framework
from bvreview.framework.practice_map import Sharing
from bvreview.framework.return_map import Return
from bvreview.framework.returns import asking
from bvreview.review.answers import Answers, row_address
from bvreview.review.cells import Address, parse_address
from bvreview.review.compared.naming import fold
from bvreview.review.compared.practice import PracticeNote, provider_label, read_notes
from bvreview.review.compared.standing import Observation
from bvreview.review.exchange.held import review_of_return
from bvreview.review.exchange.sent import Sent
from bvreview.review.model import ReviewHead


@dataclass(frozen=True, slots=True)
class ProviderResult:
    """One result of one provider: ``name`` is what was achieved, in the provider's words.

    ``shared``: who else may see it; ``named``: whether with the provider's name; ``marks`` as a figure's.
    """

    provider: str
    name: str
    numerator: Decimal | None
    denominator: Decimal | None
    shared: Sharing = Sharing.NOBODY
    named: bool = False
    marks: tuple[str, ...] = ()

    @property
    def observation(self) -> Observation:
        """The figure as one to compare."""
        return Observation(self.provider, self.numerator, self.denominator, marks=self.marks)

    def is_of(self, measure: str) -> bool:
        """Whether it is named as a measure is."""
        return fold(self.name) == fold(measure)


@dataclass(frozen=True, slots=True)
class ProviderFigure:
    """A result as one figure of a topic (its id); the observation has the provider's name, or a letter.

    ``asked_by``: the organisation that asked, "" where the provider is not named; ``region``: its id.
    """

    topic: str
    observation: Observation
    asked_by: str = ""
    shared: Sharing = Sharing.NOBODY
    named: bool = True
    region: str = ""

    @property
    def label(self) -> str:
        """Whose it is, told apart from organisations."""
        return provider_label(self.observation.organisation, self.asked_by)


@dataclass(frozen=True, slots=True)
class Returned:
    """What the returns that an organisation (in a region, by id) asked for say: results, notes for others."""

    asked_by: str = ""
    region: str = ""
    results: tuple[ProviderResult, ...] = ()
    notes: tuple[PracticeNote, ...] = ()

    def figures(self, titles: Mapping[str, str]) -> Iterator[ProviderFigure]:
        """The results that are named as a topic (id -> title) is."""
        for result in self.results:
            for topic in (topic for topic, title in titles.items() if result.is_of(title)):
                seen, shared = result.observation, result.shared
                yield ProviderFigure(topic, seen, self.asked_by, shared, result.named, self.region)


@dataclass(frozen=True, slots=True)
class Shared:
    """What others let be seen beside their own figures: results of providers, and practice notes."""

    providers: tuple[ProviderFigure, ...] = ()
    notes: tuple[PracticeNote, ...] = ()


NOTHING_SHARED: Final = Shared()
NOTHING_RETURNED: Final = Returned()


def read_return(framework: Framework, asked: Return, head: ReviewHead, provider: str, sent: Sent) -> Returned:
    """What a return that came says; nothing where nobody is named as its sender."""
    found = framework.organisation(head.organisation)
    asked_by, region = (found.name, found.region) if found else (head.organisation, "")
    if not provider:
        return Returned(asked_by, region)
    form = asking(framework, asked)
    answers = Answers(form, review_of_return(head, form, sent))
    named = bool(asked.results and asked.results.named and _said(answers, asked.results.named) == "yes")
    notes = read_notes(answers, asked.practice, provider) if asked.practice else ()
    mine = tuple(replace(n, asked_by=asked_by, region=region, named=named) for n in notes)
    return Returned(asked_by, region, tuple(_results(answers, asked, provider, named=named)), mine)


def all_returned(found: Iterable[Returned]) -> Returned:
    """Several returns to one organisation as one."""
    every = tuple(found)
    results = tuple(result for one in every for result in one.results)
    notes = tuple(note for one in every for note in one.notes)
    return replace(every[0], results=results, notes=notes) if every else NOTHING_RETURNED


def _results(answers: Answers, asked: Return, provider: str, *, named: bool) -> Iterator[ProviderResult]:
    if not asked.results:
        return
    section_id, __, part_id = asked.results.part.partition(".")
    section = answers.framework.section(section_id)
    part = section.part(part_id) if section else None
    if not section or not part:
        return
    shared = Sharing.of(_said(answers, asked.results.shared) if asked.results.shared else None)
    marks = ("illustrative",) if answers.head.illustrative else ()
    wanted = (asked.results.name, asked.results.numerator, asked.results.denominator)
    for key in answers.row_keys(section, part):
        addresses = (row_address(section, part, key, f) for name in wanted if (f := part.field(name)))
        name, top, bottom = (_value(answers, address) for address in addresses)
        if isinstance(name, str):
            yield ProviderResult(provider, name, _number(top), _number(bottom), shared, named, marks)


def _said(answers: Answers, address: str) -> object:
    return _value(answers, parse_address(address))


def _value(answers: Answers, address: Address) -> object:
    answer = answers.answer(address)
    return answer.value if answer and answer.is_figure else None


def _number(value: object) -> Decimal | None:
    return value if isinstance(value, Decimal) else None
