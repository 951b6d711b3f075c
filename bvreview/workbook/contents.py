"""What stands in a workbook cell for an answer, so that reading it gives the same answer back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from bvreview.framework.sections import Field, Kind
from bvreview.framework.terms import Item
from bvreview.review.cells import Address, Answer, State, encode_value
from bvreview.review.values import LONGEST_TEXT, read_entry
from bvreview.review.wording import show_answer
from bvreview.workbook.errors import TextTooLong

Content = str | Decimal | date | None

RISKY_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
_ESCAPE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def content_of(address: Address, field: Field, answer: Answer | None, items: Sequence[Item]) -> Content:
    """The value of the cell; a percentage is stored as Excel does, 85 as 0.85.

    Raises:
        TextTooLong: a cell holds at most 32,767 characters.
    """
    if answer is None:
        return None
    if answer.state is not State.GIVEN:
        return _text(address, show_answer(field, answer, {}))
    value = answer.value
    if isinstance(value, Decimal) and field.kind is Kind.PERCENT:
        return value.scaleb(-2)
    if value is None or isinstance(value, Decimal | date):
        return value
    if field.kind in (Kind.CHOICE, Kind.CHOICES, Kind.YES_NO, Kind.EVIDENCE):
        return _text(address, _words(field, answer, items))
    return _text(address, encode_value(value) or "")


def _words(field: Field, answer: Answer, items: Sequence[Item]) -> str:
    """The labels of what was chosen; the ids where a label could be taken for another answer."""
    words = show_answer(field, answer, {field.list: items})
    again = read_entry(field, words, items).answer
    return words if again and again.value == answer.value else "; ".join(_ids(answer))


def _ids(answer: Answer) -> Sequence[str]:
    return answer.value if isinstance(answer.value, tuple) else (str(answer.value),)


def _text(address: Address, text: str) -> str | None:
    check_length(address, text)
    return text or None


def check_length(address: Address, text: str) -> None:
    """Refuse a text that a cell cannot hold; nothing is ever cut silently.

    Raises:
        TextTooLong: a cell holds at most 32,767 characters.
    """
    if len(text) > LONGEST_TEXT:
        raise TextTooLong(address, len(text))


def escape(text: str) -> str:
    """The text as the file stores it: a typed ``_x000D_`` stays what was typed, controls are left out."""
    return _ESCAPE.sub("_x005F_", _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


def is_risky(text: str) -> bool:
    """Whether a spreadsheet could take the text for a formula if it were typed in."""
    return text.startswith(RISKY_STARTS)
