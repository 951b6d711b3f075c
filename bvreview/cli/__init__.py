"""The headless front: the commands, with results on standard output and progress on standard error."""

from __future__ import annotations

from bvreview.cli.parser import main

__all__ = ["main"]
