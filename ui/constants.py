"""Makes None, True and False immortal before Python 3.12, as they are from there on.

PySide6 6.12 hands them back without counting them (each call that returns nothing: measured, -1 a call; a
hundred thousand painted cells for True and False). Python 3.11 then stops with "deallocating None" or
"deallocating True or False" after some minutes of painting.
"""

from __future__ import annotations

import sys
from typing import Any, Final

from shiboken6 import VoidPtr

_COUNT: Final = 8  # bytes at the head of every object that count the references to it

if sys.version_info < (3, 12) and sys.implementation.name == "cpython":
    for constant in (None, True, False):
        place: Any = VoidPtr(id(constant), _COUNT, True)  # type: ignore[call-arg]  # the stubs know no size
        count = memoryview(place).cast("B").cast("q")
        count[0] += 1 << 60
