"""Lists of organisations that somebody made to compare with: no edit of a review, so beside the log."""

from __future__ import annotations

import json

from bvreview.review.changes import canonical_json
from bvreview.review.compared.peers import PeerList
from bvreview.store.library import Database
from bvreview.store.noted import read_note, write_note

_NAME = "peer lists"


def read_peer_lists(db: Database) -> tuple[PeerList, ...]:
    """Every list, by name."""
    kept = json.loads(read_note(db, _NAME) or "[]")
    found = (PeerList(i, name, tuple(members)) for i, name, members in kept)
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.id)))


def write_peer_lists(db: Database, lists: tuple[PeerList, ...]) -> None:
    """Keep these lists in place of all that were there."""
    write_note(db, _NAME, canonical_json([[one.id, one.name, list(one.members)] for one in lists]))
