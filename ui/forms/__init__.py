"""Forms and tables, derived from the pack's fields."""

from __future__ import annotations
