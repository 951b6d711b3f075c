"""Files for the tests, made in code."""

from __future__ import annotations
