"""Checksums of rows: SQLite's own check says "ok" after a byte of text has changed."""

from __future__ import annotations

import hashlib
from json.encoder import encode_basestring


def checksum(*values: str | int | None) -> str:
    """16 hexadecimal digits over the values of a row as a JSON list, so that None and "" are told apart."""
    text = ",".join([encode_basestring(v) if isinstance(v, str) else _plain(v) for v in values])
    return hashlib.blake2b(f"[{text}]".encode(), digest_size=8).hexdigest()


def _plain(value: int | None) -> str:
    return "null" if value is None else str(value)


def sha256(data: bytes) -> str:
    """The digest a file is known by."""
    return hashlib.sha256(data).hexdigest()
