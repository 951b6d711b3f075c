"""Money of one year in the prices of another, by a published index of prices."""

from __future__ import annotations

from decimal import Decimal


def amount_at_prices(amount: Decimal, index_then: Decimal, index_there: Decimal) -> Decimal | None:
    """``amount`` of the year with ``index_then`` in the prices of the year with ``index_there``.

    Cash times index there over index then (HM Treasury, GDP deflators user guide). Not rounded; undefined
    where an index is not above zero.
    """
    return amount * index_there / index_then if index_then > 0 and index_there > 0 else None
