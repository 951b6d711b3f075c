"""What the reviews of an organisation share: its year, and how its ledger is mapped."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from bvreview.review.model import ReviewHead
from bvreview.store.heads import own_heads, read_head
from bvreview.store.thread import on_thread
from bvreview.workspace.past import PastWorkspace

if TYPE_CHECKING:  # loaded when an extract is pasted
    from bvreview.review.ledger.allotment import Pair, Place


class SharedWorkspace(PastWorkspace):
    """An open workspace, asked for what several reviews have in common."""

    @on_thread
    def sharing(self, review_id: str) -> tuple[ReviewHead, ...]:
        """The reviews written here that share the organisation year of a review, itself among them.

        Raises:
            UnknownReviewError: there is no review of that id.
        """
        return own_heads(self._db, read_head(self._db, review_id).organisation_year)

    @on_thread
    def ledger_mapping(self, organisation: str) -> dict[Pair, Place]:
        """Where each cost centre with its account of an organisation's ledger was put last."""
        from bvreview.store.mappings import read_mapping

        return read_mapping(self._db, organisation)

    @on_thread
    def keep_ledger_mapping(self, organisation: str, places: Mapping[Pair, Place]) -> None:
        """Keep how an organisation's ledger is mapped, for the next extract."""
        from bvreview.store.mappings import write_mapping

        with self.writing() as db:
            write_mapping(db, organisation, places)

    @on_thread
    def ledger_rest(self, year: str) -> tuple[str, Decimal] | None:
        """The source of the last extract of an organisation year, and what of it belongs to no line."""
        from bvreview.store.mappings import read_rest

        return read_rest(self._db, year)

    @on_thread
    def keep_ledger_rest(self, year: str, source: str, amount: Decimal) -> None:
        """Keep what of an extract, known by its source, belongs to no line."""
        from bvreview.store.mappings import write_rest

        with self.writing() as db:
            write_rest(db, year, (source, amount))
