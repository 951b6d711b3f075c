"""Headings and titles: compared without regard to case, spaces, dashes and quotation marks, cut at a word."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_DASHES: Final = re.compile("[-\u2010-\u2015\u2212_]")
_SMALL_WORDS: Final = frozenset(
    {"", "a", "an", "and", "at", "by", "for", "in", "of", "on", "or", "the", "to"}
)
_UNIT: Final = re.compile(r"\s*\([^()]*\)\s*$")


@lru_cache(maxsize=8192)  # the same labels come with every file
def fold(text: str) -> str:
    """The text as it is compared."""
    text = unicodedata.normalize("NFKC", text).replace("\u2019", "'")
    return " ".join(_DASHES.sub(" ", text).casefold().rstrip("*: ").split())


def cut_at_word(text: str, most: int) -> str:
    """At most so many characters: whole words, and no small word or comma left at the end."""
    if len(text) <= most:
        return text
    words = text[: most + 1].rsplit(" ", 1)[0].split(" ") if " " in text[: most + 1] else [text[:most]]
    while len(words) > 1 and fold(words[-1].rstrip(",;:")) in _SMALL_WORDS:
        del words[-1]
    return " ".join(words).rstrip(" ,;:")


def same_heading(first: str, second: str) -> bool:
    """Whether two headings are the same but for spelling, or for a unit in brackets."""
    return fold(first) == fold(second) or _fold_without_unit(first) == _fold_without_unit(second)


@lru_cache(maxsize=8192)
def _fold_without_unit(text: str) -> str:
    return fold(_UNIT.sub("", text))
