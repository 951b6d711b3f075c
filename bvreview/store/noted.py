"""What the workspace notes by name beside the log: no edit, nobody's history, and not undone."""

from __future__ import annotations

from bvreview.store.checksums import checksum
from bvreview.store.library import Database
from bvreview.store.schema import insert


def read_note(db: Database, name: str) -> str | None:
    """What is noted under a name; None where nothing is."""
    row = db.conn.execute("select value from settings where name = ?", [name]).fetchone()
    return row[0] if row else None


def write_note(db: Database, name: str, value: str) -> None:
    """Note a value in place of what was there."""
    statement = insert("settings").replace("insert", "insert or replace", 1)
    db.conn.execute(statement, (name, value, checksum(name, value)))
