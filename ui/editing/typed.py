"""A typed text as the answer that is meant by it, where an answer may already stand."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from msgspec import structs

from bvreview.framework.descriptors import Framework
from bvreview.review.answers import Answers
from bvreview.review.cells import Address, Answer
from bvreview.review.sources import source_after
from bvreview.review.values import read_entry
from bvreview.review.wording import show_number


def read_typed(
    framework: Framework, answers: Answers, address: Address, text: str
) -> tuple[Answer | None, str]:
    """The answer in a text, and what is to be said of how it was read; the source and note there stay."""
    place = answers.locate(address)
    if not place:
        return None, ""
    entry = read_entry(place[2], text, framework.lists.get(place[2].list, ()))
    remark = "" if _is_usual(text, entry.answer) else entry.remark
    cell = answers.review.cells.get(address)
    if entry.answer and cell:
        source = source_after(cell.answer, entry.answer)
        kept = structs.replace(entry.answer, source=source, note=entry.answer.note or cell.answer.note)
        return kept, remark
    return entry.answer, remark


def read_all(
    framework: Framework, answers: Answers, texts: Mapping[Address, str]
) -> dict[Address, Answer | None]:
    """The answers in many texts, of which nothing is said."""
    return {address: read_typed(framework, answers, address, text)[0] for address, text in texts.items()}


def _is_usual(text: str, answer: Answer | None) -> bool:
    """Whether a number is written as everybody writes it: "\u00a31,234" says what "1,234" is read as."""
    if not answer or not isinstance(answer.value, Decimal):
        return False
    bare = text.strip().removeprefix("\u00a3").removesuffix("%").strip()
    bare = bare.rstrip("0").removesuffix(".") if "." in bare else bare
    return bare == show_number(answer.value)
