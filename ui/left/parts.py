"""The parts of the window, and the way from one to the next: each keeps where the hand was in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from ui.left.tab_order import come_back, has_keys

PART: Final = "part"


def make_part(widget: QWidget) -> None:
    """Let the keys stop here; where parts of it are parts themselves, at those."""
    widget.setProperty(PART, True)


def go_to_part(window: QWidget, step: int) -> None:
    """Give the keyboard to the next part that takes keys, or to the one before with -1; round at the ends."""
    parts = sorted(_parts(window), key=lambda part: _corner(part, window))
    at = next((n for n, part in enumerate(parts) if has_keys(part)), -1)
    begin = at + step if at >= 0 or step > 0 else step
    for n in range(begin, begin + step * len(parts), step):
        if come_back(parts[n % len(parts)]):
            return


def _corner(part: QWidget, window: QWidget) -> tuple[int, int]:
    """Where the eye comes to it: line by line, from the left."""
    corner = part.mapTo(window, QPoint(0, 0))
    return corner.y(), corner.x()


def _parts(root: QWidget) -> Iterator[QWidget]:
    """The parts that are shown; of one in another the inner one."""
    for child in root.children():
        if isinstance(child, QWidget) and child.isVisible() and not child.isWindow():
            inner = list(_parts(child))
            yield from inner or ([child] if child.property(PART) else [])
