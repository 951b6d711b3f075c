"""Amounts of money as ledgers write them: 1,234.56, (1,234.56), 1,234.56-, £, CR and DR."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from msgspec import Struct

from bvreview.i18n import _
from bvreview.review.values import MOST_DIGITS, normalise_text, parse_number

PENNY: Final = Decimal("0.01")
_NOTHING: Final = frozenset(
    {"", "-", "\u2013", "\u2014", "\u2212", "nil", "n/a", "na", "none", "\u00a3-", "\u00a3 -", "- -"}
)
_SIDE: Final = re.compile(r"(?:(?P<before>CR|DR)\s+)?(?P<rest>.*?)\s*(?P<after>CR|DR|C|D)?\.?", re.IGNORECASE)
_SUPERSCRIPTS: Final = re.compile("[\u00b9\u00b2\u00b3\u2070\u2074-\u2079*\u2020\u2021]+$")
_THREE_PLACES: Final = re.compile(r"[-(\u00a3 ]*\d{1,3}\.\d{3}\)?")
_ENDS_IN_THREE: Final = re.compile(r"\d\.\d{3}(?!\d)")
_ROUNDED_BY_EXCEL: Final = re.compile(r"\d[eE][+-]?\d|#")


class Amount(Struct, frozen=True):
    """What a cell says: pounds and pence, or None for nothing; ``why`` it cannot be read."""

    value: Decimal | None = None
    why: str = ""


def read_amount(text: str, *, thousands: bool = False, three_places: bool = False) -> Amount:
    """The amount in a cell, to the penny; a dash and a blank are nothing, never zero.

    ``thousands``: the column is in thousands of pounds. ``three_places``: the column writes three decimals
    everywhere; else "20.221" could be 20,221, and is not read.
    """
    plain = " ".join(normalise_text(text).split())
    if plain.casefold() in _NOTHING:
        return Amount()
    plain = _SUPERSCRIPTS.sub("", plain).rstrip()
    if _ROUNDED_BY_EXCEL.search(plain):
        return Amount(why=_('"{found}" is no whole figure: widen the column in Excel.').format(found=text))
    if not three_places and _THREE_PLACES.fullmatch(plain):
        return Amount(why=_('"{found}" could be thousands or have three decimals.').format(found=text))
    number = _signed(plain)
    if number is None or "%" in plain:
        return Amount(why=_('"{found}" is no amount.').format(found=text))
    number = (number * (1000 if thousands else 1)).quantize(PENNY, ROUND_HALF_UP)
    if number.adjusted() + 2 >= MOST_DIGITS:
        return Amount(why=_('"{found}" has more digits than a spreadsheet keeps.').format(found=text))
    return Amount(number if number else Decimal(0))


def _signed(plain: str) -> Decimal | None:
    """The number with the sign that CR, a trailing minus or brackets give it."""
    side = _SIDE.fullmatch(plain)
    assert side  # every part of it may be missing
    credit = (side["before"] or side["after"] or "")[:1].upper() == "C"
    rest = re.sub(r"^\u00a3\s*\((.*)\)$", r"(\1)", side["rest"])
    trailing = rest.endswith(("-", "\u2212")) and len(rest) > 1
    number = parse_number(rest[:-1].rstrip() if trailing else rest)
    if number is None or (credit and trailing) or (trailing and number < 0):
        return None
    return -abs(number) if credit or trailing else number


def has_three_places(texts: Iterable[str], *, thousands: bool = False) -> bool:
    """Whether most of a column has three decimals, and something shows that its point is a point.

    That is a comma for the thousands beside it, or amounts in thousands, whose third decimal is a pound.
    """
    given = [plain for text in texts if (plain := text.strip()).casefold() not in _NOTHING]
    three = sum(_ENDS_IN_THREE.search(text) is not None for text in given)
    shown = thousands or any("," in text and "." in text for text in given)
    return shown and len(given) > 3 and three * 2 > len(given)
