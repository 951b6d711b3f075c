"""Pages: one screen each, in the frame of the window."""

from __future__ import annotations
