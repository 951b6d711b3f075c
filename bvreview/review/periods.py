"""Financial years: the period of a review runs from 1 April to 31 March."""

from __future__ import annotations

import re
from datetime import date

from msgspec import Struct

from bvreview.errors import BvReviewError
from bvreview.i18n import _

_WRITTEN = re.compile(r"\s*(\d{4})\s*(?:-|/|\u2013|to)\s*(\d{2}|\d{4})\s*", re.IGNORECASE)


class PeriodError(BvReviewError):
    """A text does not name a financial year."""

    def __init__(self, text: str) -> None:
        """Say what was given and what a year looks like."""
        super().__init__(_('"{text}" is not a financial year. Write it like 2009-10.').format(text=text))


class FinancialYear(Struct, frozen=True, order=True):
    """The year from 1 April of ``start`` to 31 March."""

    start: int

    @classmethod
    def parse(cls, text: str) -> FinancialYear:
        """The year written as 2009-10, 2009/10, 2009-2010 or 2009 to 2010.

        Raises:
            PeriodError: when the text is something else, or the two years do not follow each other.
        """
        match = _WRITTEN.fullmatch(text)
        if not match or int(match[2]) % 100 != (int(match[1]) + 1) % 100:
            raise PeriodError(text)
        return cls(int(match[1]))

    @property
    def id(self) -> str:
        """As it stands in files: "2009-10"."""
        return f"{self.start}-{(self.start + 1) % 100:02d}"

    @property
    def label(self) -> str:
        """As it is read: "2009 to 2010"."""
        return _("{first} to {second}").format(first=self.start, second=self.start + 1)

    @property
    def first_day(self) -> date:
        """1 April."""
        return date(self.start, 4, 1)

    @property
    def last_day(self) -> date:
        """31 March of the following calendar year."""
        return date(self.start + 1, 3, 31)

    def before(self, years: int = 1) -> FinancialYear:
        """The year that many years earlier."""
        return FinancialYear(self.start - years)
