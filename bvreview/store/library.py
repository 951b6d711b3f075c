"""sqlite-utils without what it drags in: its import loads packages for its own commands and data frames."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any, Self

__all__ = ["Database", "Migrations"]


class _Unused(ModuleType):
    """Stands for a package of which no call of ours needs anything: everything in it is itself."""

    def __getattr__(self, name: str) -> Self:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __call__(self, *_arguments: object) -> Self:
        return self


@contextlib.contextmanager
def _standing_in(stand_ins: dict[str, Any]) -> Iterator[None]:
    """Let imports inside the block find these (None: nothing), unless the real ones are loaded already."""
    modules: dict[str, Any] = sys.modules
    added = {name: stand_in for name, stand_in in stand_ins.items() if name not in modules}
    modules.update(added)
    try:
        yield
    finally:
        for name in added:
            del modules[name]


_OF_COMMANDS = {name: _Unused(name) for name in ("click", "dateutil", "pluggy")}

with _standing_in({"numpy": None, "pandas": None, **_OF_COMMANDS}):
    from sqlite_utils import Database, Migrations
