"""Matching what somebody types against everything there is; no widget and no workspace in here.

A token is found best at the start of a title, then at the start of one of its words, then inside it, then
in the words around it. Letters are compared without case and accents, so that "llyn" finds "Llŷn".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from enum import Enum
from typing import Final

from msgspec import Struct, structs

AROUND: Final = 12
"""From this rank on some word is found only around the title."""
SHOWN: Final = 5
"""How many of a kind are shown at once; the next letter makes the list shorter."""
_APART: Final = re.compile(r"[\W_]+")
_MARKS: Final = re.compile("[\u0300-\u036f]")
_JOINED: Final = str.maketrans("", "", "'\u2019\u02bc")


class Kind(Enum):
    """What is found; in this order where two kinds fit alike."""

    COMMAND = "command"
    PLACE = "place"
    REVIEW = "review"
    SECTION = "section"
    QUESTION = "question"
    ACTION = "action"
    ANSWER = "answer"
    LIBRARY = "library"
    GUIDE = "guide"
    MEANING = "meaning"


class Target(Struct, frozen=True):
    """Where an entry leads: a command, a page, a review and a place in it, or a page of the guide."""

    kind: Kind
    place: str = ""
    review: str = ""

    def __str__(self) -> str:
        """As it is remembered."""
        return f"{self.kind.value}|{self.place}|{self.review}"


class Entry(Struct, frozen=True):
    """Something that can be found.

    ``detail`` stands below the title. ``words`` are looked through too and not shown. ``why_not``: why it
    cannot be chosen now.
    """

    title: str
    target: Target
    detail: str = ""
    words: str = ""
    keys: str = ""
    why_not: str = ""


class Group(Struct, frozen=True):
    """The entries of a kind that fit, best first; ``total`` counts those that are not shown too.

    ``rank``: how far the best is from a perfect fit; from ``AROUND`` on no title holds all the words.
    """

    kind: Kind
    entries: tuple[Entry, ...]
    total: int
    rank: int = 0


def fold(text: str) -> str:
    """The text without case, accents and signs, its words one space apart."""
    joined = text.translate(_JOINED)
    if not joined.isascii():
        joined = _MARKS.sub("", unicodedata.normalize("NFKD", joined))
    return _APART.sub(" ", joined.casefold()).strip()


class Index:
    """Entries made ready to be looked through with every letter that is typed."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._entries: list[tuple[Entry, str, str]] = []
        self.add(entries)

    def add(self, entries: Iterable[Entry]) -> None:
        """Let more be found."""
        self._entries += [(e, fold(e.title), fold(f"{e.detail} {e.words}")) for e in entries]

    def of_kind(self, kind: Kind) -> tuple[Entry, ...]:
        """The entries of a kind, in the order they were given."""
        return tuple(entry for entry, *__ in self._entries if entry.target.kind is kind)

    def find(self, query: str, shown: int = SHOWN) -> tuple[Group, ...]:
        """The entries that hold every word of ``query``, the kind with the best fit first."""
        tokens = fold(query).split()
        if not tokens:
            return ()
        found: dict[Kind, list[tuple[int, int, Entry]]] = {}
        for entry, title, around in self._entries:
            if (rank := _rank(tokens, title, around)) is not None:
                found.setdefault(entry.target.kind, []).append((rank, len(title), entry))
        for entries in found.values():
            entries.sort(key=lambda one: one[:2])
        groups = [_group(kind, found[kind], shown) for kind in Kind if kind in found]
        return tuple(sorted(groups, key=_order))

    def recall(self, remembered: Iterable[str]) -> tuple[Entry, ...]:
        """The entries of targets that were chosen before, where they are still there."""
        known = {str(entry.target): entry for entry, *__ in self._entries}
        return tuple(known[target] for target in remembered if target in known)


def _order(group: Group) -> tuple[bool, bool, int]:
    """Names before what stands around them, the work before the help, then the better fit."""
    is_around = group.rank >= AROUND
    return is_around, group.kind in (Kind.LIBRARY, Kind.GUIDE, Kind.MEANING), 0 if is_around else group.rank


def _group(kind: Kind, found: Sequence[tuple[int, int, Entry]], shown: int) -> Group:
    return Group(kind, tuple(entry for *__, entry in found[:shown]), len(found), found[0][0])


def _rank(tokens: Sequence[str], title: str, around: str) -> int | None:
    """How far the words are from a perfect fit, 0 best; None when one of them is nowhere."""
    rank = 0 if title.startswith(" ".join(tokens)) else 1
    for token in tokens:
        if title.startswith(token):
            continue
        if f" {token}" in title:
            rank += 2
        elif len(token) > 1 and token in title:
            rank += 6
        elif f" {token}" in f" {around}":
            rank += AROUND
        elif len(token) > 2 and token in around:
            rank += 2 * AROUND
        else:
            return None
    return rank


def excerpt(text: str, query: str, length: int = 90) -> str:
    """The part of a long text around the first word of ``query``, on one line, cut between words."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    words = line.split(" ")
    tokens = fold(query).split()
    hit = next((n for n, word in enumerate(words) if any(fold(word).startswith(t) for t in tokens)), 0)
    start = hit
    while start and len(" ".join(words[start - 1 : hit + 1])) < length // 2:
        start -= 1
    end, room = start, length
    while end < len(words) and room > len(words[end]):
        room -= len(words[end]) + 1
        end += 1
    shown = " ".join(words[start:end]) or words[hit][:length]
    return f"{'… ' if start else ''}{shown}{' …' if end < len(words) else ''}"


def remember(target: Target, before: Sequence[str], most: int = 8) -> tuple[str, ...]:
    """What was chosen, last first and once; of an answer only its review is kept, never its words."""
    kept = target
    if target.kind in (Kind.ANSWER, Kind.ACTION):
        kept = structs.replace(target, kind=Kind.REVIEW, place="")
    return (str(kept), *(one for one in before if one != str(kept)))[:most]
