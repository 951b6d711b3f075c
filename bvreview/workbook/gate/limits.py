"""How much of a file is read; eight times the largest of the real workbooks these were measured on."""

from __future__ import annotations

from typing import Final

MIB: Final = 1024 * 1024

FILE_BYTES: Final = 20 * MIB
INFLATED_BYTES: Final = 64 * MIB
PART_BYTES: Final = 32 * MIB
PARTS: Final = 1_000
ELEMENTS: Final = 3_000_000
TREE_ELEMENTS: Final = 300_000
"""In one of the small parts that are read as a whole."""
DEPTH: Final = 64
ATTRIBUTES: Final = 200
TOKEN_BYTES: Final = 1 * MIB

ROWS: Final = 1_048_576
COLUMNS: Final = 16_384
SHEETS: Final = 200
VALUES: Final = 200_000
BOX_CELLS: Final = 2_000_000
AREA_CELLS: Final = 100_000
AREAS: Final = 20_000
NAMES: Final = 20_000
COMMENTS: Final = 20_000
TEXT_CHARACTERS: Final = 32_767

SECONDS: Final = 30.0
CHILD_BYTES: Final = 512 * MIB
"""Address space of the reading child, where the platform can limit it."""
RECYCLE_BYTES: Final = 192 * MIB
"""A child that ever held more than this is replaced before the next file."""
ANSWER_BYTES: Final = 256 * MIB
