"""The shelves of what there is to look up, an entry on one, and how it is found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bvreview.i18n import _

Fact = tuple[str, str]
"""A word and what is said under it."""


class Shelf(StrEnum):
    """The kinds of entries, in the order in which they are offered."""

    ORGANISATIONS = "organisations"
    REGIONS = "regions"
    SERVICES = "services"
    VOLUMES = "volumes"
    MEASURES = "measures"
    RULES = "rules"
    CRITERIA = "criteria"
    BENCHMARKS = "benchmarks"
    PACKS = "packs"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to look up: its name, one line about it, and facts; a fact without words is left out.

    ``is_kept``: the workspace keeps it, and somebody may remove it.
    """

    id: str
    shelf: Shelf
    title: str
    about: str
    facts: tuple[Fact, ...]
    mark: str = ""
    is_kept: bool = False

    def answers(self, words: Iterable[str]) -> bool:
        """Whether every word stands somewhere in it, however it is written."""
        text = " ".join((self.title, self.about, self.mark, *(said for __, said in self.facts))).casefold()
        return all(word in text for word in words)


def titles() -> dict[Shelf, str]:
    """What the shelves are called."""
    return {
        Shelf.ORGANISATIONS: _("Organisations"),
        Shelf.REGIONS: _("Regions"),
        Shelf.SERVICES: _("Services"),
        Shelf.VOLUMES: _("Volumes"),
        Shelf.MEASURES: _("Measures"),
        Shelf.RULES: _("Rules"),
        Shelf.CRITERIA: _("Evaluation"),
        Shelf.BENCHMARKS: _("Published tables"),
        Shelf.PACKS: _("Benchmark packs"),
    }


def find(entries: Iterable[Entry], shelf: Shelf, text: str) -> list[Entry]:
    """The entries of a shelf that have every word of ``text``, those with the words in their name first."""
    words = text.casefold().split()
    found = [entry for entry in entries if entry.shelf is shelf and entry.answers(words)]
    return sorted(found, key=lambda entry: not all(word in entry.title.casefold() for word in words))
