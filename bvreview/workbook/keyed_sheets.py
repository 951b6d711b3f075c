"""The sheets of a file with the keys of their rows, and the sheet of a section whose key column is gone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from bvreview.framework.descriptors import Framework
from bvreview.workbook import keys
from bvreview.workbook.gate.raw import RawSheet, RawWorkbook
from bvreview.workbook.gate.references import Position
from bvreview.workbook.headings import fold, same_heading
from bvreview.workbook.keys import RowKey
from bvreview.workbook.plan import LABEL, RowKind, SheetPlan

_LONGEST_KEY: Final = 300


@dataclass(slots=True)
class KeyedSheet:
    """A sheet of the file with the keys of its rows, from the first row to the last.

    ``guessed``: the key column is gone, the keys were worked out from titles and labels.
    """

    raw: RawSheet
    column: int
    keys: dict[int, RowKey]
    texts: dict[int, str]
    guessed: bool = False
    filled: dict[int, set[int]] = field(default_factory=dict)
    in_order: list[int] = field(default_factory=list)
    counted: Counter[str] = field(default_factory=Counter)
    by_part: dict[tuple[str, str], list[tuple[int, RowKey]]] = field(default_factory=dict)

    def text(self, row: int, column: int) -> str:
        """The text in a cell, "" for anything else."""
        value = self.raw.cells.get((row, column))
        return value if isinstance(value, str) else ""

    def count(self, section: str) -> int:
        """How many rows of a section stand on the sheet."""
        if self.keys and not self.counted:
            self.counted = Counter(key.section for key in self.keys.values())
        return self.counted.get(section, 0)

    def keys_of(self, section: str, part: str) -> list[tuple[int, RowKey]]:
        """The rows of a part with their keys; those of the fields of a section's forms have no part."""
        if not self.by_part:
            for row, key in self.keys.items():
                self.by_part.setdefault((key.section, key.part), []).append((row, key))
        return self.by_part.get((section, part), [])

    def rows(self) -> list[int]:
        """The rows that hold a value or an error, in order."""
        if not self.in_order:
            self.in_order = sorted({row for row, __ in self.raw.cells} | {row for row, __ in self.raw.errors})
        return self.in_order

    def columns_of(self, row: int) -> list[int]:
        """The columns of a row that hold something, in order, errors and formulas included."""
        if not self.filled:
            for at, column in (*self.raw.cells, *self.raw.errors, *self.raw.uncached):
                self.filled.setdefault(at, set()).add(column)
        return sorted(self.filled.get(row, ()))


KeyFinder = Callable[[str], object]
"""Says whether a text may be a key: it begins with the id of one of the sections."""
KeyTexts = dict[Position, str]
"""What may be a key on a sheet, by its place."""


def key_finder(framework: Framework) -> KeyFinder:
    """Knows the keys of one pack."""
    sections = (*(s.id for s in framework.sections), keys.PREFIX)
    return re.compile(rf"\s*(?:{'|'.join(map(re.escape, sections))})[.:].{{0,{_LONGEST_KEY}}}$").match


def key_texts(may_be_key: KeyFinder, raw: RawWorkbook) -> list[KeyTexts]:
    """What may be a key on each sheet: all cells of a file are looked through once."""
    return [
        {at: text for at, text in sheet.cells.items() if type(text) is str and may_be_key(text)}
        for sheet in raw.sheets
    ]


def key_sheets(raw: RawWorkbook, texts: list[KeyTexts]) -> list[KeyedSheet]:
    """Every sheet with the keys found in it; a sheet without keys has none."""
    return [_key_sheet(*pair) for pair in zip(raw.sheets, texts, strict=True)]


def _key_sheet(sheet: RawSheet, texts: KeyTexts) -> KeyedSheet:
    found: dict[int, dict[int, RowKey]] = {}
    for (row, column), text in texts.items():
        if key := keys.parse_key(text):
            found.setdefault(column, {})[row] = key
    if not found:
        return KeyedSheet(sheet, 0, {}, {})
    if any(k.section == keys.PREFIX for rows in found.values() for k in rows.values()):
        return KeyedSheet(sheet, 0, {}, {})  # one of the sheets beside the sections
    column = max(found, key=lambda c: (len(found[c]), -c))
    in_order = dict(sorted(found[column].items()))
    return KeyedSheet(sheet, column, in_order, {row: texts[row, column].strip() for row in in_order})


def sheets_of(section: str, sheets: list[KeyedSheet]) -> list[KeyedSheet]:
    """The sheets that hold rows of a section, the fullest first."""
    return sorted((s for s in sheets if s.count(section)), key=lambda s: -s.count(section))


def guess_sheet(plan: SheetPlan, raw: RawWorkbook, sheets: list[KeyedSheet]) -> KeyedSheet | None:
    """The sheet of a section whose key column is gone: by defined names, else by title; keys from labels."""
    named = Counter(r.sheet for name, r in raw.names.items() if _is_name_of(plan, name))
    titles = [title for title, __ in named.most_common(1)] or [plan.title]
    for sheet in sheets:
        if not sheet.keys and fold(sheet.raw.name) in {fold(t) for t in titles}:
            guessed = _guess_keys(plan, sheet)
            return guessed if len(guessed.keys) > len(plan.blocks) else None
    return None


def _is_name_of(plan: SheetPlan, name: str) -> bool:
    return keys.name_key(name).startswith(keys.name_key(keys.field_name(plan.section.id, "")))


def _guess_keys(plan: SheetPlan, sheet: KeyedSheet) -> KeyedSheet:
    """Walk down the rows: part titles say where we are, labels say which row it is."""
    rows = sorted({row for row, __ in sheet.raw.cells})
    found: dict[int, RowKey] = {}
    labels = Counter[int]()
    waiting = [
        (k, r.texts[LABEL], r.kind) for r in plan.rows if (k := keys.parse_key(r.key)) and LABEL in r.texts
    ]
    for row in rows:
        columns = sheet.columns_of(row)
        text = sheet.text(row, columns[0]) if columns else ""
        for n, (key, label, kind) in enumerate(waiting):
            if text and same_heading(text, label):
                found[row] = key
                labels[columns[0]] += 1
                # titles come in order; the rows of a part may have been sorted
                del waiting[0 if kind in (RowKind.PART, RowKind.HEADING) else n : n + 1]
                break
    column = labels.most_common(1)[0][0] - 1 if labels else 0
    return KeyedSheet(sheet.raw, column, found, {}, guessed=True)
