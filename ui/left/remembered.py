"""Where everything was left, in one plain JSON file: of the window as a whole, and of each workspace.

A place to keep something is a ``Key`` here; whoever wants it kept takes a shelf and asks for it by key.
Nothing that somebody typed into a review is kept here.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, TypeVar

from bvreview.files import write_atomically
from bvreview.settings import config_folder

FILE: Final = "window.json"
MOST_WORKSPACES: Final = 50
WINDOW, WORKSPACES = "window", "workspaces"
T = TypeVar("T", str, int, bool, dict[str, Any], list[Any])


class Key(StrEnum):
    """What is kept. The first group belongs to the window, the second to a workspace."""

    GEOMETRY = "geometry"
    WIDTHS = "pane widths"
    FOLDED = "folded panes"
    COLUMNS = "column widths"
    TABS = "tabs"
    GUIDE = "guide window"

    PLACE = "place"
    REVIEW = "review"
    REVIEWS = "where in a review"
    CHOSEN = "chosen"
    SCROLL = "scroll"
    SAID = "said once"
    FOUND = "found lately"


class Shelf:
    """What was left of one thing, by key. A value of the wrong kind counts as not kept."""

    def __init__(self, found: object = None) -> None:
        self._kept: dict[str, Any] = dict(found) if isinstance(found, Mapping) else {}

    def get(self, key: Key, usual: T) -> T:
        """What is kept under ``key``, if it is of the kind of ``usual``."""
        value = self._kept.get(key)
        return value if type(value) is type(usual) else usual

    def keep(self, key: Key, value: str | int | dict[str, Any] | list[Any]) -> None:
        """Keep a plain value until the next one."""
        self._kept[key] = value

    def part(self, key: Key, name: str, usual: T) -> T:
        """What is kept for one of many things of a kind, by its name."""
        value = self.get(key, dict[str, Any]()).get(name)
        return value if type(value) is type(usual) else usual

    def keep_part(self, key: Key, name: str, value: str | int | dict[str, Any] | list[Any]) -> None:
        """Keep a plain value for one of many things of a kind; the newest is the last."""
        others = {k: v for k, v in self.get(key, dict[str, Any]()).items() if k != name}
        self.keep(key, {**others, name: value})

    def plain(self) -> dict[str, Any]:
        """Everything, as it is written; keys of another version included."""
        return dict(self._kept)


class Remembered:
    """The file, read once and written when a window closes; a damaged one counts as empty."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or config_folder() / FILE
        found = _read(self._path)
        self.window = Shelf(found.get(WINDOW))
        kept = found.get(WORKSPACES)
        self._workspaces = {str(k): Shelf(v) for k, v in (kept if isinstance(kept, dict) else {}).items()}
        self._used: set[str] = set()
        self._saved = self._all()

    def workspace(self, path: Path) -> Shelf:
        """What is kept of the workspace at ``path``."""
        self._used.add(str(path))
        return self._workspaces.setdefault(str(path), Shelf())

    @property
    def is_changed(self) -> bool:
        """Whether anything is new since it was read or written."""
        return self._all() != self._saved

    def _all(self) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
        return self.window.plain(), {path: self._workspaces[path].plain() for path in self._used}

    def save(self) -> None:
        """Write it; what another window has kept of other workspaces stands. Losing it loses no work."""
        there = _read(self._path)
        kept = there.get(WORKSPACES)
        others = {k: v for k, v in (kept if isinstance(kept, dict) else {}).items() if k not in self._used}
        window, mine = taken = self._all()
        all_of_them = dict([*others.items(), *mine.items()][-MOST_WORKSPACES:])
        whole = {**there, WINDOW: window, WORKSPACES: all_of_them}
        with contextlib.suppress(OSError):
            data = json.dumps(whole, ensure_ascii=False, indent=1).encode()
            write_atomically(self._path, data, private=True)
        self._saved = taken


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_bytes().decode("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
