"""Checksums of rows: SQLite's own check says "ok" after a byte of text has changed."""

from __future__ import annotations

import hashlib
from typing import Final

from msgspec.json import Encoder

_encode: Final = Encoder().encode


def checksum(*values: str | int | None) -> str:
    """16 hexadecimal digits over the values of a row as a JSON list, so that None and "" are told apart."""
    return hashlib.blake2b(_encode(values), digest_size=8).hexdigest()


def sha256(data: bytes) -> str:
    """The digest a file is known by."""
    return hashlib.sha256(data).hexdigest()
