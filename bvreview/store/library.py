"""sqlite-utils without what it drags in: where pandas and numpy are installed, its import loads them."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from typing import Any

__all__ = ["Database", "Migrations"]


@contextlib.contextmanager
def _without(*names: str) -> Iterator[None]:
    """Let imports of these packages fail inside the block, unless they are loaded already."""
    modules: dict[str, Any] = sys.modules
    hidden = [name for name in names if name not in modules]
    modules.update(dict.fromkeys(hidden))
    try:
        yield
    finally:
        for name in hidden:
            del modules[name]


with _without("numpy", "pandas"):
    from sqlite_utils import Database, Migrations
