"""The clock of a workspace, turned by a test."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import bvreview.workspace.collated
import bvreview.workspace.door
import bvreview.workspace.handing

ROOMS = (bvreview.workspace.collated, bvreview.workspace.door, bvreview.workspace.handing)


def turn_clock(monkeypatch: pytest.MonkeyPatch, now: str | Callable[[], str]) -> None:
    """What the workspace takes for the time from now on: ISO, UTC."""
    tell = now if callable(now) else lambda: now
    for room in ROOMS:
        monkeypatch.setattr(room, "utc_now", tell)
