"""One open review while it is edited: steps, judging, undo, history."""

from __future__ import annotations
