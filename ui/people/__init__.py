"""Who is at the screen, and who owes what."""

from __future__ import annotations
