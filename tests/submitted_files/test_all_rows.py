"""The table of what goes wrong with submitted files: no row is without its test."""

from __future__ import annotations

import re
from pathlib import Path

ROWS = 50


def test_every_row_has_its_test() -> None:
    sources = [path.read_text("utf-8") for path in Path(__file__).parent.glob("test_*_rows.py")]
    named = {int(n) for text in sources for n in re.findall(r"^def test_row_(\d+)_", text, re.MULTILINE)}
    assert named == set(range(1, ROWS + 1))
