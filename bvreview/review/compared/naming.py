"""Measures and costs found by the name that somebody typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

SHORTEST_NAME: Final = 6


def fold(name: str) -> str:
    """A name without what typing varies: capitals and spaces."""
    return " ".join(name.casefold().split())


def find_by_name(name: str, titles: Mapping[str, str]) -> str:
    """The id of the topic (id -> title) that is named so, or begins so alone; "" for none."""
    same = (topic for topic, title in titles.items() if fold(name) == fold(title))
    begun = (topic for topic, title in titles.items() if begins_alone(name, title, titles.values()))
    return next(same, "") or next(begun, "")


def begins_alone(name: str, title: str, titles: Iterable[str]) -> bool:
    """Whether a title begins with the name, and no other does."""
    begun = [t for t in titles if fold(t).startswith(fold(name))]
    return len(name) >= SHORTEST_NAME and begun == [title]
