"""sqlite-utils without what it drags in: its import loads and compiles what only its own commands need."""

from __future__ import annotations

import contextlib
import re
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


class _Later:
    """A pattern that is compiled when it is first used."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._given = pattern, flags

    def __getattr__(self, name: str) -> object:
        return getattr(re.compile(*self._given), name)


@contextlib.contextmanager
def _virtual_tables_later() -> Iterator[None]:
    """Their pattern for virtual tables folds 65,000 letters: compiling it is a thirtieth of a start."""
    compile_now = re.compile

    def compile_later(pattern: Any, flags: int = 0) -> Any:
        is_theirs = isinstance(pattern, str) and "CREATE VIRTUAL TABLE" in pattern
        return _Later(pattern, flags) if is_theirs else compile_now(pattern, flags)

    re.compile = compile_later
    try:
        yield
    finally:
        re.compile = compile_now


_OF_COMMANDS = {name: _Unused(name) for name in ("click", "dateutil", "pluggy")}

with _standing_in({"numpy": None, "pandas": None, **_OF_COMMANDS}), _virtual_tables_later():
    from sqlite_utils import Database, Migrations
