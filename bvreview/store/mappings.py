"""How an organisation maps its ledger: no edit, so it stands beside the log and is not undone."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from bvreview.review.ledger.allotment import Pair, Place, decode_places, encode_places
from bvreview.store.library import Database
from bvreview.store.noted import read_note, write_note

_NAME = "ledger of {organisation}"
_REST = "ledger rest of {year}"


def read_mapping(db: Database, organisation: str) -> dict[Pair, Place]:
    """Where each cost centre with its account was put last, in whichever year."""
    return decode_places(read_note(db, _NAME.format(organisation=organisation)) or "")


def write_mapping(db: Database, organisation: str, places: Mapping[Pair, Place]) -> None:
    """Keep a mapping in place of the one that was there."""
    write_note(db, _NAME.format(organisation=organisation), encode_places(places))


def read_rest(db: Database, year: str) -> tuple[str, Decimal] | None:
    """The source of the last extract of an organisation year, and what of it belongs to no line."""
    source, __, amount = (read_note(db, _REST.format(year=year)) or "").partition("\n")
    return (source, Decimal(amount)) if amount else None


def write_rest(db: Database, year: str, rest: tuple[str, Decimal]) -> None:
    """Keep what of an extract belongs to no line."""
    write_note(db, _REST.format(year=year), "\n".join((rest[0].replace("\n", " "), str(rest[1]))))
