"""What comparing says, as values that every output reads."""

from __future__ import annotations
