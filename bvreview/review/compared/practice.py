"""Practice notes: what somebody does differently and lets others read, from reviews, returns and packs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from bvreview.framework.descriptors import Framework
from bvreview.framework.practice_map import PracticeMap, Sharing
from bvreview.i18n import _
from bvreview.review.answers import Answers, row_address
from bvreview.review.cells import Address
from bvreview.review.compared.audiences import Audience
from bvreview.review.compared.naming import find_by_name
from bvreview.review.exchange.personal import without_personal
from bvreview.review.model import Review

REACH: Final[Mapping[Audience, tuple[Sharing, ...]]] = {
    Audience.DIRECTOR: (Sharing.REGION, Sharing.TRUSTS, Sharing.ANYONE),
    Audience.TRUSTS: (Sharing.TRUSTS, Sharing.ANYONE),
    Audience.PROVIDERS: (Sharing.ANYONE,),
    Audience.PUBLIC: (Sharing.ANYONE,),
}
"""What each audience may read; what is shared with nobody leaves no review but in its own submission."""


@dataclass(frozen=True, slots=True)
class PracticeNote:
    """One note. ``who``: an organisation or provider by name; ``asked_by``: the organisation of a provider.

    ``topic``: the id of the measure or cost it bears on, "" for none that is compared; ``about``: as named.
    ``region``: the id of the region it is from; ``named``: whether others may know who it is from.
    """

    who: str
    what: str
    about: str = ""
    topic: str = ""
    since: str = ""
    took: str = ""
    changed: str = ""
    known: str = ""
    ask: str = ""
    shared: Sharing = Sharing.NOBODY
    asked_by: str = ""
    region: str = ""
    named: bool = True
    marks: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """Who it is from, a provider told apart from organisations."""
        return provider_label(self.who, self.asked_by) if self.asked_by else self.who

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """All of it, a paragraph each, what was not said left out."""
        told = (
            (_("Since {text}"), self.since),
            (_("It took: {text}"), self.took),
            (_("What it seems to have changed: {text}"), self.changed),
            (_("Known from: {text}"), self.known),
            (_("Ask: {text}"), self.ask),
        )
        return (self.what, *(words.format(text=text) for words, text in told if text))


def notes_of_review(framework: Framework, review: Review) -> tuple[PracticeNote, ...]:
    """The notes of a review that others may read."""
    places = framework.compare.practice if framework.compare else None
    if not places:
        return ()
    found = framework.organisation(review.head.organisation)
    who, region = (found.name, found.region) if found else (review.head.organisation, "")
    return tuple(replace(n, region=region) for n in read_notes(Answers(framework, review), places, who))


def provider_label(name: str, asked_by: str) -> str:
    """A provider as it is told apart from organisations: "Groundwork (provider, Derbyshire)"."""
    return _("{name} (provider, {of})").format(name=name, of=asked_by) if asked_by else name


def read_notes(answers: Answers, places: PracticeMap, who: str) -> Iterator[PracticeNote]:
    """The notes that a table holds, but for those that nobody else may read."""
    section_id, __, part_id = places.part.partition(".")
    section = answers.framework.section(section_id)
    part = section.part(part_id) if section else None
    if not section or not part:
        return
    fields = {name: part.field(getattr(places, name)) for name in _TOLD}
    marks = ("illustrative",) if answers.head.illustrative else ()
    for key in answers.row_keys(section, part):
        said = {n: _text(answers, row_address(section, part, key, f)) for n, f in fields.items() if f}
        note = PracticeNote(
            who,
            said.get("what", ""),
            said.get("about", ""),
            since=said.get("since", ""),
            took=said.get("took", ""),
            changed=said.get("changed", ""),
            known=said.get("known", ""),
            ask=said.get("ask", ""),
            shared=Sharing.of(said.get("shared")),
            marks=marks,
        )
        if note.what and note.shared is not Sharing.NOBODY:
            yield note


_TOLD: Final = ("what", "about", "since", "took", "changed", "known", "ask", "shared")


def _text(answers: Answers, address: Address) -> str:
    """A text that stands in the review, without what identifies a person."""
    value = answers.figure(address)
    return without_personal(value.strip()) if isinstance(value, str) else ""


def place_notes(notes: Iterable[PracticeNote], titles: Mapping[str, str]) -> tuple[PracticeNote, ...]:
    """The notes with the topic (id -> title) that each bears on; one that has its topic keeps it."""
    return tuple(
        note if note.topic in titles else replace(note, topic=find_by_name(note.about, titles))
        for note in notes
    )
