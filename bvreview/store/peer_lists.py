"""Lists of organisations that somebody made to compare with: no edit of a review, so beside the log."""

from __future__ import annotations

import json

from bvreview.review.changes import canonical_json
from bvreview.review.peers import PeerList
from bvreview.store.checksums import checksum
from bvreview.store.library import Database
from bvreview.store.schema import insert

_NAME = "peer lists"


def read_peer_lists(db: Database) -> tuple[PeerList, ...]:
    """Every list, by name."""
    row = db.conn.execute("select value from settings where name = ?", [_NAME]).fetchone()
    found = (PeerList(i, name, tuple(members)) for i, name, members in json.loads(row[0])) if row else ()
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.id)))


def write_peer_lists(db: Database, lists: tuple[PeerList, ...]) -> None:
    """Keep these lists in place of all that were there."""
    values = (_NAME, canonical_json([[one.id, one.name, list(one.members)] for one in lists]))
    statement = insert("settings").replace("insert", "insert or replace", 1)
    db.conn.execute(statement, (*values, checksum(*values)))
