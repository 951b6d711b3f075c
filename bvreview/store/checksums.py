"""Checksums of rows: SQLite's own check says "ok" after a byte of text has changed."""

from __future__ import annotations

import hashlib
import json
from typing import Final

_encode: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


def checksum(*values: str | int | None) -> str:
    """16 hexadecimal digits over the values of a row, None and "" told apart."""
    return hashlib.blake2b(_encode(values).encode(), digest_size=8).hexdigest()


def sha256(data: bytes) -> str:
    """The digest a file is known by."""
    return hashlib.sha256(data).hexdigest()
