"""Where everything was left, and how it is found again."""

from __future__ import annotations
