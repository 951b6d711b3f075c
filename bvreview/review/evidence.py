"""Evidence behind answers: what it is, where it is, how reliable, and which answers it supports."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from msgspec.json import Encoder

from bvreview.framework.descriptors import Framework
from bvreview.framework.terms import Item
from bvreview.i18n import _
from bvreview.review.cells import Address
from bvreview.review.wording import show_date

RELIABILITY_LIST: Final = "reliability"
"""The list of a pack that says how far evidence can be relied on; without it there are A to D."""
MOST_BYTES: Final = 5_000_000
"""Bytes of a file that is kept in the workspace: 5 MB."""
LINKED: Final = "linked"
"""What a link's change says stands there."""
Links = Mapping[Address, tuple[str, ...]]
_encode: Final = Encoder(order="sorted").encode


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that the workspace keeps: the SHA-256 it is known by, its name, its size in bytes."""

    digest: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """A document, a data set, a talk: listed once, linked from any number of answers.

    ``reliability``: the id of an entry of the pack's list, "" for not said. ``file``: a copy that is kept;
    ``place``: where it is otherwise, as a path or an address in the web. ``shared``: it belongs to the
    organisation year, so that all its reviews have it.
    """

    id: str
    title: str = ""
    reference: str = ""
    date: date | None = None
    reliability: str = ""
    note: str = ""
    file: KeptFile | None = None
    place: str = ""
    shared: bool = False


def sent_place(evidence: Evidence) -> str:
    """What a workbook says of the place: where it is, else the name of the copy that stays behind."""
    if evidence.place or not evidence.file:
        return evidence.place
    return _("{name} (a copy stays with the sender)").format(name=evidence.file.name)


def as_sent(evidence: Evidence) -> Evidence:
    """What a workbook says of evidence."""
    return replace(evidence, file=None, place=sent_place(evidence), shared=False)


def evidence_mark(evidence: Evidence) -> str:
    """A short fingerprint of what a workbook says of evidence, by which a change in it is seen."""
    return hashlib.sha256((encode_evidence(as_sent(evidence)) or "").encode()).hexdigest()[:8]


def encode_evidence(evidence: Evidence | None) -> str | None:
    """Evidence as canonical JSON, as the history keeps it: only what is said; the id stands beside it."""
    if evidence is None:
        return None
    kept = evidence.file
    parts = {
        "title": evidence.title,
        "reference": evidence.reference,
        "date": evidence.date.isoformat() if evidence.date else "",
        "reliability": evidence.reliability,
        "note": evidence.note,
        "file": [kept.digest, kept.name, kept.size] if kept else "",
        "place": evidence.place,
    }
    return _encode({key: value for key, value in parts.items() if value}).decode()


def decode_evidence(number: str, text: str | None, *, shared: bool = False) -> Evidence | None:
    """The evidence of an id in its canonical JSON."""
    if text is None:
        return None
    parts = json.loads(text)
    day, kept = parts.get("date"), parts.get("file")
    return Evidence(
        number,
        parts.get("title", ""),
        parts.get("reference", ""),
        date.fromisoformat(day) if day else None,
        parts.get("reliability", ""),
        parts.get("note", ""),
        KeptFile(*kept) if kept else None,
        parts.get("place", ""),
        shared,
    )


def reliabilities(framework: Framework) -> tuple[Item, ...]:
    """How reliable evidence may be: the pack's list, else A to D."""
    return framework.lists.get(RELIABILITY_LIST) or tuple(Item(id=word, label=word) for word in "ABCD")


def reliability_words(framework: Framework, reliability: str) -> str:
    """A reliability as the pack words it; what the pack does not have any more as it stands."""
    return next((i.label for i in reliabilities(framework) if i.id == reliability), reliability)


def about_words(framework: Framework, evidence: Evidence) -> str:
    """Reference, date and reliability in one line; "" where nothing of it is said."""
    day = show_date(evidence.date) if evidence.date else ""
    parts = (evidence.reference, day, reliability_words(framework, evidence.reliability))
    return " \u00b7 ".join(part for part in parts if part)


def linked(links: Links, address: Address, number: str) -> Links:
    """The links with one more; what is linked already stays in its place."""
    there = links.get(address, ())
    return links if number in there else {**links, address: (*there, number)}


def unlinked(links: Links, address: Address, number: str) -> Links:
    """The links without one."""
    left = tuple(n for n in links.get(address, ()) if n != number)
    others = {a: numbers for a, numbers in links.items() if a != address}
    return {**others, address: left} if left else others


def uses(links: Links, number: str) -> tuple[Address, ...]:
    """The addresses that a piece of evidence is linked from."""
    return tuple(address for address, numbers in links.items() if number in numbers)


def in_order(evidence: Iterable[Evidence]) -> list[Evidence]:
    """By title, as people look for it."""
    return sorted(evidence, key=lambda e: (e.title.casefold(), e.reference.casefold(), e.id))


def matching(framework: Framework, evidence: Sequence[Evidence], text: str) -> list[Evidence]:
    """The evidence that holds every word of a text in its title, reference, note, day or file name."""
    words = text.casefold().split()
    return [e for e in evidence if all(word in _searched(framework, e) for word in words)]


def _searched(framework: Framework, evidence: Evidence) -> str:
    name = evidence.file.name if evidence.file else evidence.place
    said = (evidence.title, about_words(framework, evidence), evidence.note, name)
    return "\n".join(said).casefold()


def evidence_words(evidence: Evidence | None) -> str:
    """What the history calls a piece of evidence: its title and reference, its day, its file."""
    if evidence is None:
        return _("not there")
    day = show_date(evidence.date) if evidence.date else ""
    name = evidence.file.name if evidence.file else evidence.place
    parts = (evidence.title, evidence.reference, day, evidence.reliability, evidence.note, name)
    return ", ".join(part for part in parts if part) or _("untitled")
