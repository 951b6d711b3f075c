"""How an organisation maps its ledger: no edit, so it stands beside the log and is not undone."""

from __future__ import annotations

from collections.abc import Mapping

from bvreview.review.allotment import Pair, Place, decode_places, encode_places
from bvreview.store.library import Database
from bvreview.store.noted import read_note, write_note

_NAME = "ledger of {organisation}"


def read_mapping(db: Database, organisation: str) -> dict[Pair, Place]:
    """Where each cost centre with its account was put last, in whichever year."""
    return decode_places(read_note(db, _NAME.format(organisation=organisation)) or "")


def write_mapping(db: Database, organisation: str, places: Mapping[Pair, Place]) -> None:
    """Keep a mapping in place of the one that was there."""
    write_note(db, _NAME.format(organisation=organisation), encode_places(places))
