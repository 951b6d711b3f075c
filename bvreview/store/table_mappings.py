"""How the columns of published tables were mapped, by their headings: offered again for the same ones."""

from __future__ import annotations

from bvreview.review.compared.table_mapping import TableMapping, decode_mapping, encode_mapping
from bvreview.store.library import Database
from bvreview.store.noted import read_note, write_note

_NAME = "table mapping {mark}"


def read_table_mapping(db: Database, mark: str) -> TableMapping | None:
    """The mapping that was last used for headings with this mark."""
    return decode_mapping(read_note(db, _NAME.format(mark=mark)) or "")


def write_table_mapping(db: Database, mark: str, mapping: TableMapping) -> None:
    """Keep a mapping in place of the one before."""
    write_note(db, _NAME.format(mark=mark), encode_mapping(mapping))
