"""Floor 6: the window. PySide6 is imported here and nowhere else."""

from __future__ import annotations

import sys


def keep_constants() -> None:
    """Make None, True and False immortal before Python 3.12, as they are from there on.

    PySide6 6.12 hands them back without counting them (each call that returns nothing: measured, -1 a
    call; a hundred thousand painted cells for True and False). Python 3.11 then stops with "deallocating
    None" or "deallocating True or False" after some minutes of painting.
    """
    if sys.version_info < (3, 12) and sys.implementation.name == "cpython":
        import ctypes

        for constant in (None, True, False):
            ctypes.c_ssize_t.from_address(id(constant)).value += 1 << 60


keep_constants()
