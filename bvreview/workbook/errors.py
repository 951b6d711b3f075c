"""Why a workbook could not be written."""

from __future__ import annotations

from bvreview.errors import BvReviewError
from bvreview.i18n import _
from bvreview.review.cells import Address
from bvreview.review.values import LONGEST_TEXT


class TextTooLong(BvReviewError):
    """An answer is longer than a cell of a workbook may be; nothing was written."""

    def __init__(self, address: Address, length: int) -> None:
        """Name the answer and its length."""
        self.address = address
        text = _(
            "The answer at {where} has {length:,} characters; a workbook cell holds {most:,}. Shorten it."
        )
        super().__init__(text.format(where=address, length=length, most=LONGEST_TEXT))


class NoTableError(BvReviewError):
    """A file that was to be read as a table was refused, or is empty."""

    @classmethod
    def empty(cls, name: str) -> NoTableError:
        """A file without a cell."""
        return cls(_("{name} is empty.").format(name=name))
