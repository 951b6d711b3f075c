"""Floor 6: the window. PySide6 is imported here and nowhere else."""

from __future__ import annotations

import sys


def keep_none() -> None:
    """Make None immortal before Python 3.12, as it is from there on.

    PySide6 6.12 hands None back without counting it (each call that returns nothing: measured, -1 a
    call). Python 3.11 then stops with "deallocating None" after some minutes of painting.
    """
    if sys.version_info < (3, 12) and sys.implementation.name == "cpython":
        import ctypes

        ctypes.c_ssize_t.from_address(id(None)).value += 1 << 60


keep_none()
