"""A short mark for each answer of a frozen file, so that a later change is named cell by cell.

It is evidence of change and no signature: who changes an answer can change its mark.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from bvreview.review.cells import Address
from bvreview.review.digests import answer_texts
from bvreview.review.model import Review
from bvreview.workbook import keys

Marks = Mapping[Address, str]
_LENGTH = 8


def mark_of(address: Address, answer_text: str) -> str:
    """The mark of an answer at its place."""
    return hashlib.sha256(f"{address}\x1f{answer_text}".encode()).hexdigest()[:_LENGTH]


def marks_of(review: Review, texts: Mapping[Address, str] | None = None) -> dict[Address, str]:
    """The mark of every answer; ``texts``: the answers as canonical JSON, where they are at hand."""
    texts = answer_texts(review) if texts is None else texts
    return {address: mark_of(address, text) for address, text in texts.items()}


def write_marks(review: Review) -> Iterator[tuple[str, str]]:
    """The marks as lines of two texts: the key of a row, and "field=mark field=mark"."""
    lines: dict[str, list[str]] = {}
    for address, mark in sorted(marks_of(review).items()):
        key = f"{address.section}.{address.row}" if address.row else address.section
        lines.setdefault(key, []).append(f"{address.field}={mark}")
    for key, marks in lines.items():
        yield key, " ".join(marks)


def read_marks(lines: Mapping[str, str]) -> dict[Address, str]:
    """The marks in lines as ``write_marks`` makes them; what is not one is left out."""
    marks = {}
    for key, text in lines.items():
        place = keys.parse_key(key)
        section, row = (place.section, f"{place.part}:{place.row}") if place and place.part else (key, "")
        for pair in text.split():
            field, __, mark = pair.partition("=")
            marks[Address(section, row, field)] = mark
    return marks
