"""What `run.py bench` measures."""

from __future__ import annotations
