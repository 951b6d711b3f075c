"""Where the files beside the code are: fonts, icons, packs, samples; the same from source and frozen."""

from __future__ import annotations

import sys
from pathlib import Path


def root() -> Path:
    """The folder that holds ``resources`` and ``samples``."""
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen) if frozen else Path(__file__).resolve().parent.parent


def resource_path(*parts: str) -> Path:
    """A file or folder under ``resources``."""
    return root().joinpath("resources", *parts)


def sample_path(*parts: str) -> Path:
    """A file or folder under ``samples``."""
    return root().joinpath("samples", *parts)
