"""Texts compared without regard to case, spaces, dashes and quotation marks: retyped headings are found."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_DASHES: Final = re.compile("[-\u2010-\u2015\u2212_]")
_UNIT: Final = re.compile(r"\s*\([^()]*\)\s*$")


@lru_cache(maxsize=8192)  # the same labels come with every file
def fold(text: str) -> str:
    """The text as it is compared."""
    text = unicodedata.normalize("NFKC", text).replace("\u2019", "'")
    return " ".join(_DASHES.sub(" ", text).casefold().rstrip("*: ").split())


def same_heading(first: str, second: str) -> bool:
    """Whether two headings are the same but for spelling, or for a unit in brackets."""
    return fold(first) == fold(second) or fold(_UNIT.sub("", first)) == fold(_UNIT.sub("", second))
