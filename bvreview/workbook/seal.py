"""A short mark for each answer that a file was written with, so that a later change is known cell by cell.

It is evidence of change and no signature: who changes an answer can change its mark.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bvreview.review.cells import Address, Answer, address_of
from bvreview.review.changes import encode_answer
from bvreview.review.digests import answer_mark, answer_texts
from bvreview.review.model import Review
from bvreview.workbook import keys

Marks = Mapping[Address, str]


def mark_of(address: Address, answer: Answer) -> str:
    """The mark of one answer."""
    return answer_mark(address, encode_answer(answer) or "")


def marks_of(review: Review, texts: Mapping[Address, str] | None = None) -> dict[Address, str]:
    """The mark of every answer; ``texts``: the answers as canonical JSON, where they are at hand."""
    texts = answer_texts(review) if texts is None else texts
    return {address: answer_mark(address, text) for address, text in texts.items()}


def write_marks(marks: Marks) -> Iterator[tuple[str, str]]:
    """The marks as lines of two texts: the key of a row, and "field=mark field=mark"."""
    lines: dict[str, list[str]] = {}
    for address, mark in sorted(marks.items()):
        key = f"{address.section}.{address.row}" if address.row else address.section
        lines.setdefault(key, []).append(f"{address.field}={mark}")
    for key, texts in lines.items():
        yield key, " ".join(texts)


def read_marks(lines: Mapping[str, str]) -> dict[Address, str]:
    """The marks in lines as ``write_marks`` makes them; what is not one is left out."""
    marks = {}
    for key, text in lines.items():
        place = keys.parse_key(key)
        section, row = (place.section, f"{place.part}:{place.row}") if place and place.part else (key, "")
        for pair in text.split():
            field, __, mark = pair.partition("=")
            marks[address_of((section, row, field))] = mark
    return marks
