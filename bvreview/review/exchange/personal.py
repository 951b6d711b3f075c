"""What in a text identifies a person: National Insurance, PNC and CRO numbers, dates of birth.

It is asked about before it is kept, and left out of everything that is written for others to read.
"""

from __future__ import annotations

import re
from typing import Final

from bvreview.i18n import _
from bvreview.review.cells import Answer

_PERSONAL: Final = re.compile(
    r"\b(?:[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]"  # National Insurance
    r"|(?:19|20)?\d{2}/\d{1,7}[A-HJ-NP-RT-Z]"  # Police National Computer
    r"|\d{1,6}/\d{2}[A-HJ-NP-RT-Z])\b"  # Criminal Records Office
    r"|\b(?:(?i:dob|d\.o\.b\.?|born(?: on)?|date of birth))[ :]{0,3}"
    r"(?:\d{1,2}[/. -]\d{1,2}[/. -]\d{2,4}|\d{1,2}(?:st|nd|rd|th)? [A-Za-z]{3,9} \d{4})"
)
_DIGIT: Final = re.compile(r"\d")


def holds_personal(text: str) -> bool:
    """Whether a text seems to hold a number or a date of birth that identifies a person."""
    # there is a digit in each of them, and in few texts
    return _DIGIT.search(text) is not None and _PERSONAL.search(text) is not None


def personal_numbers(text: str) -> list[str]:
    """Those numbers and dates of a text."""
    return [match[0] for match in _PERSONAL.finditer(text)] if holds_personal(text) else []


def without_personal(text: str) -> str:
    """The text without them."""
    return _PERSONAL.sub(_("[left out]"), text) if holds_personal(text) else text


def personal_words(answer: Answer) -> str:
    """The words of an answer, its source and note that hold one; "" where none does."""
    for words in (answer.value, answer.source, answer.note):
        if words and isinstance(words, str) and holds_personal(words):
            return words
    return ""
