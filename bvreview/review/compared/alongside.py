"""What stands beside the figures that a review is compared with, and what of it its organisation may see."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

from bvreview.framework.practice_map import Sharing
from bvreview.i18n import _
from bvreview.review.compared.letters import ProviderLetters
from bvreview.review.compared.peers import PeerList
from bvreview.review.compared.practice import PracticeNote, place_notes, provider_label
from bvreview.review.compared.provider_results import (
    NOTHING_RETURNED,
    NOTHING_SHARED,
    ProviderFigure,
    Returned,
    Shared,
)

Called = Callable[[str, str, bool], str]


@dataclass(frozen=True, slots=True)
class Alongside:
    """Lists that somebody made, and what was returned to a review (``returned``) and to others.

    ``others``: returns to the reviews of other organisations here; ``shared``: what packs say.
    """

    lists: tuple[PeerList, ...] = ()
    returned: Returned = NOTHING_RETURNED
    others: tuple[Returned, ...] = ()
    shared: Shared = NOTHING_SHARED


NOTHING_ALONGSIDE: Final = Alongside()


@dataclass(frozen=True, slots=True)
class Reader:
    """An organisation by name, and the id of its region."""

    name: str
    region: str = ""

    def may_see(self, shared: Sharing, region: str) -> bool:
        """Whether something from a region is for this organisation too."""
        is_away = shared is Sharing.REGION and (not region or region != self.region)
        return shared is not Sharing.NOBODY and not is_away


def shown_to(
    reader: Reader, beside: Alongside, notes: Iterable[PracticeNote], titles: Mapping[str, str]
) -> Shared:
    """Results of providers and notes as an organisation sees them, under the names they are shown by.

    ``notes``: of the reviews at hand, which count before a pack's; ``titles``: of topics by id. What the own
    providers returned is seen whole; others' as far as they let it be seen, under a letter where asked for.
    """
    letters = ProviderLetters()

    def called(name: str, asked_by: str, named: bool) -> str:
        return provider_label(name, asked_by) if named else letters.of((asked_by, name))

    figures = tuple(_figures(reader, beside, called, titles))
    told = tuple(_notes(reader, beside, notes, called))
    return Shared(figures, place_notes(told, titles))


def _figures(
    reader: Reader, beside: Alongside, called: Called, titles: Mapping[str, str]
) -> Iterator[ProviderFigure]:
    """The own providers', then others' once each: a pack may give back what was returned here."""
    here = tuple(beside.returned.figures(titles))
    yield from (_under(figure, _own(figure.observation.organisation)) for figure in here)
    returned = tuple(figure for one in beside.others for figure in one.figures(titles))
    for source in (returned, beside.shared.providers):
        others = (f for f in source if f.asked_by != reader.name and reader.may_see(f.shared, f.region))
        fresh = tuple(f for f in others if not any(_may_be(f, one) for one in here))
        for figure in fresh:
            yield _under(figure, called(figure.observation.organisation, figure.asked_by, figure.named))
        here += fresh


def _may_be(figure: ProviderFigure, known: ProviderFigure) -> bool:
    """Whether it may be one that is known: the same counts, and nothing that tells the two apart."""
    are_told_apart = figure.asked_by and known.asked_by and figure.label != known.label
    return _counts(figure) == _counts(known) and not are_told_apart


def _counts(figure: ProviderFigure) -> tuple[object, ...]:
    return figure.topic, figure.observation.numerator, figure.observation.denominator


def _under(figure: ProviderFigure, label: str) -> ProviderFigure:
    return replace(figure, observation=replace(figure.observation, organisation=label), asked_by="")


def _own(provider: str) -> str:
    return _("{name} (provider)").format(name=provider)


def _notes(
    reader: Reader, beside: Alongside, notes: Iterable[PracticeNote], called: Called
) -> Iterator[PracticeNote]:
    yield from (replace(n, who=_own(n.who), asked_by="") for n in beside.returned.notes)
    of_reviews = tuple(notes)
    here = {n.who for n in of_reviews}
    packed = (n for n in beside.shared.notes if n.who not in here)
    returned = (n for one in beside.others for n in one.notes)
    seen = set[tuple[str, str]]()
    for note in chain(of_reviews, returned, packed):
        wanted = reader.name not in (note.who, note.asked_by) and reader.may_see(note.shared, note.region)
        who = called(note.who, note.asked_by, note.named) if wanted else ""
        if wanted and (who, note.what) not in seen:
            seen.add((who, note.what))
            yield replace(note, who=who, asked_by="", ask=note.ask if note.named else "")
