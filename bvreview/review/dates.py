"""Dates as people in Britain write them: day first, never guessed."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from bvreview.i18n import _

EARLIEST: Final = date(1900, 3, 1)  # spreadsheets disagree about days before this one
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMERIC: Final = re.compile(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})")
_ISO: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00)?)?")
_NAMED: Final = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ -]([A-Za-z]{3,9})\.?,?[ -](\d{4})")


def read_date(text: str) -> tuple[date | None, str]:
    """The day in "12 May 2010", "12/05/2010" (day first) or "2010-05-12"; else why not, as a sentence."""
    year, month, day = _parts(text.strip())
    try:
        found = date(year, month, day)
    except ValueError:
        return None, _('"{found}" is not a date. Write it like 12 May 2010.').format(found=text)
    if found < EARLIEST:
        return None, _('"{found}" is too early for a spreadsheet.').format(found=text)
    return found, ""


def _parts(text: str) -> tuple[int, int, int]:
    if match := _ISO.fullmatch(text):
        return int(match[1]), int(match[2]), int(match[3])
    if match := _NUMERIC.fullmatch(text):
        return int(match[3]), int(match[2]), int(match[1])
    match = _NAMED.fullmatch(text)
    if match and match[2].casefold()[:3] in _MONTHS:
        return int(match[3]), _MONTHS.index(match[2].casefold()[:3]) + 1, int(match[1])
    return 0, 0, 0
