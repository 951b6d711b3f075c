"""Side panels: what is said about what is in the middle."""

from __future__ import annotations
