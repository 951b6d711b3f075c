"""Where a ledger extract goes, as data: the lines of the ledger, who used the money, and what stays out.

A pack has this in ``ledger.toml``. Addresses are "section.part.field" for a column of a grid and
"section.field" for an answer in a form.
"""

from __future__ import annotations

from msgspec import Struct


class LedgerEntry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of everything in ``ledger.toml``."""


class LeftOut(LedgerEntry, frozen=True, kw_only=True):
    """A reason why an amount belongs to no line. ``address``: the answer that its sum is, above zero."""

    id: str
    label: str
    address: str = ""


class LedgerMap(LedgerEntry, frozen=True, kw_only=True):
    """What an extract fills in.

    ``budget``, ``actual``: columns of one grid, whose rows are the lines. ``uses``: columns of grids (each
    row a choice) and answers of forms (each a choice) that say what the money was used for. ``words``:
    words, or beginnings of words, by which an account or a cost centre is known, by row of a grid
    ("ledger.lines:staff"), answer of a form ("ledger.exceptional") or reason ("income").
    """

    budget: str
    actual: str
    uses: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    words: dict[str, tuple[str, ...]] = {}
