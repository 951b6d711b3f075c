"""Finds the rows and columns of a section in a file: by defined names, by the key column, by headings.

Never by position, sheet name or format alone. What was moved is followed, what is missing is said.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from bvreview.framework.descriptors import Framework
from bvreview.i18n import _
from bvreview.workbook import keys
from bvreview.workbook.gate.raw import RawSheet, RawWorkbook
from bvreview.workbook.gate.references import Position
from bvreview.workbook.guidance import heading
from bvreview.workbook.headings import fold, same_heading
from bvreview.workbook.keys import RowKey
from bvreview.workbook.plan import KEY, LABEL, Block, RowKind, SheetPlan

_LONGEST_KEY: Final = 300


@dataclass(slots=True)
class KeyedSheet:
    """A sheet of the file with the keys of its rows.

    ``guessed``: the key column is gone, the keys were worked out from titles and labels.
    """

    raw: RawSheet
    column: int
    keys: dict[int, RowKey]
    texts: dict[int, str]
    guessed: bool = False
    filled: dict[int, list[int]] = field(default_factory=dict)
    in_order: list[int] = field(default_factory=list)
    counted: Counter[str] = field(default_factory=Counter)

    def text(self, row: int, column: int) -> str:
        """The text in a cell, "" for anything else."""
        value = self.raw.cells.get((row, column))
        return value if isinstance(value, str) else ""

    def count(self, section: str) -> int:
        """How many rows of a section stand on the sheet."""
        if not self.counted:
            self.counted = Counter(key.section for key in self.keys.values())
        return self.counted[section]

    def rows(self) -> list[int]:
        """The rows that hold a value or an error, in order."""
        if not self.in_order:
            self.in_order = sorted({row for row, __ in self.raw.cells} | {row for row, __ in self.raw.errors})
        return self.in_order

    def columns_of(self, row: int) -> list[int]:
        """The columns of a row that hold something, errors and formulas included."""
        if not self.filled:
            for at, column in {*self.raw.cells, *self.raw.errors, *self.raw.uncached}:
                self.filled.setdefault(at, []).append(column)
        return sorted(self.filled.get(row, ()))


KeyFinder = Callable[[str], object]
"""Says whether a text may be a key: it begins with the id of one of the sections."""


def key_finder(framework: Framework) -> KeyFinder:
    """Knows the keys of one pack."""
    sections = (*(s.id for s in framework.sections), keys.PREFIX)
    return re.compile(rf"\s*(?:{'|'.join(map(re.escape, sections))})[.:].{{0,{_LONGEST_KEY}}}$").match


def key_sheets(may_be_key: KeyFinder, raw: RawWorkbook) -> list[KeyedSheet]:
    """Every sheet with the keys found in it; a sheet without keys has none."""
    return [_key_sheet(sheet, may_be_key) for sheet in raw.sheets]


def _key_sheet(sheet: RawSheet, may_be_key: KeyFinder) -> KeyedSheet:
    found: dict[int, dict[int, RowKey]] = {}
    for (row, column), value in sheet.cells.items():
        if type(value) is str and may_be_key(value) and (key := keys.parse_key(value)):
            found.setdefault(column, {})[row] = key
    if not found:
        return KeyedSheet(sheet, 0, {}, {})
    if any(k.section == keys.PREFIX for rows in found.values() for k in rows.values()):
        return KeyedSheet(sheet, 0, {}, {})  # one of the sheets beside the sections
    column = max(found, key=lambda c: (len(found[c]), -c))
    texts = {row: str(v).strip() for (row, c), v in sheet.cells.items() if c == column}
    return KeyedSheet(sheet, column, found[column], texts)


def sheets_of(section: str, sheets: list[KeyedSheet]) -> list[KeyedSheet]:
    """The sheets that hold rows of a section, the fullest first."""
    counts = [(s.count(section), s) for s in sheets]
    return [s for count, s in sorted(counts, key=lambda c: -c[0]) if count]


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


@dataclass(slots=True)
class BlockMatch:
    """A part in the file.

    ``rows``: by key (by field id in a form); ``new``: rows without a key that hold something;
    ``columns``: by field id; ``missing``: fields whose column was not found; ``beside``: the columns of
    a form's sources and notes.
    """

    block: Block
    sheet: KeyedSheet
    heading: int = 0
    rows: dict[str, int] = field(default_factory=dict)
    repeated: list[tuple[str, int]] = field(default_factory=list)
    unknown: list[tuple[str, int]] = field(default_factory=list)
    new: list[int] = field(default_factory=list)
    columns: dict[str, int] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    retyped: list[tuple[str, int, str]] = field(default_factory=list)
    total: int = 0
    beside: tuple[int, int] = (0, 0)

    @property
    def label_column(self) -> int:
        """Where the labels of the rows stand."""
        return self.sheet.column + LABEL - KEY


def match_block(block: Block, sheet: KeyedSheet, names: Named) -> BlockMatch:
    """Rows and columns of a part on the sheet that was found for its section."""
    match = BlockMatch(block, sheet)
    _match_rows(match)
    named = names.get(sheet.raw.name.casefold(), {})
    if block.is_form:
        _match_form_columns(match, named)
    else:
        _match_columns(match, named)
        match.new = [
            row for row in _loose_rows(match) if set(sheet.columns_of(row)) & set(match.columns.values())
        ]
    return match


Named = Mapping[str, Mapping[str, Position]]
"""By sheet, then by defined name, both without regard to case: the cells that have a name."""


def positions_named(raw: RawWorkbook) -> Named:
    """The named cells of every sheet; the workbook's names stand before those of a copied sheet."""
    found: dict[str, dict[str, Position]] = {}
    for (owner, name), target in raw.local_names.items():
        if owner.casefold() == target.sheet.casefold():
            found.setdefault(owner.casefold(), {})[keys.name_key(name)] = target.first
    for name, target in raw.names.items():
        if target.first == target.last:
            found.setdefault(target.sheet.casefold(), {})[keys.name_key(name)] = target.first
    return found


def _match_rows(match: BlockMatch) -> None:
    block, part = match.block, match.block.part.id
    fields = {f.id for f in block.fields}
    for row, key in sorted(match.sheet.keys.items()):
        if key.section != block.section.id:
            continue
        if key.field and block.is_form and key.field in fields:
            _take(match, key.field, row)
        elif key.part != part:
            continue
        elif key.is_heading:
            match.heading = match.heading or row
        elif key.row == keys.TOTAL:
            match.total = row
        elif not key.is_own_text and not key.is_spare and not block.is_form:
            _take(match, key.row, row)


def _take(match: BlockMatch, key: str, row: int) -> None:
    is_grid = not match.block.is_form and bool(match.block.part.rows)
    if is_grid and key not in match.block.rows:
        match.unknown.append((key, row))
    elif key in match.rows:
        match.repeated.append((key, row))
    else:
        match.rows[key] = row


def _match_columns(match: BlockMatch, named: Mapping[str, Position]) -> None:
    block, sheet = match.block, match.sheet
    section, part = block.section.id, block.part.id
    planned_shift = sheet.column - KEY
    for asked in block.fields:
        position = named.get(keys.name_key(keys.column_name_of(section, part, asked.id)))
        if position and (not match.heading or position[0] == match.heading):
            match.columns[asked.id] = position[1]
            match.heading = match.heading or position[0]
    taken = set(match.columns.values())
    headings = (
        {c: sheet.text(match.heading, c) for c in sheet.columns_of(match.heading)} if match.heading else {}
    )
    expected = {f.id: _expected_heading(block, f.id) for f in block.fields}
    for asked in block.fields:
        if asked.id in match.columns:
            continue
        free = [
            c for c, text in headings.items() if c not in taken and same_heading(text, expected[asked.id])
        ]
        if len(free) == 1:
            match.columns[asked.id] = free[0]
            taken.add(free[0])
    for asked in block.fields:
        planned = block.columns[asked.id] + planned_shift
        if asked.id in match.columns:
            text = headings.get(match.columns[asked.id], "")
            if text != expected[asked.id]:
                match.retyped.append((asked.id, match.columns[asked.id], text))
        elif planned not in taken and headings.get(planned):
            match.columns[asked.id] = planned
            taken.add(planned)
            match.retyped.append((asked.id, planned, headings[planned]))
        else:
            match.missing.append(asked.id)


def _expected_heading(block: Block, field_id: str) -> str:
    asked = block.part.field(field_id)
    return heading(asked) if asked else ""


def _match_form_columns(match: BlockMatch, named: Mapping[str, Position]) -> None:
    """A form's answers: by name where the row is the row of the key, else in the column of the answers."""
    block = match.block
    usual = _usual_answer_column(match, named)
    for asked in block.fields:
        position = named.get(keys.name_key(keys.field_name(block.section.id, asked.id)))
        row = match.rows.get(asked.id)
        if row is None and position:
            match.rows[asked.id] = position[0]
            match.columns[asked.id] = position[1]
        elif row is not None:
            match.columns[asked.id] = position[1] if position and position[0] == row else usual
        else:
            match.missing.append(asked.id)
    if not match.heading and match.rows:
        match.heading = max(min(match.rows.values()) - 1, 1)


def _usual_answer_column(match: BlockMatch, named: Mapping[str, Position]) -> int:
    block = match.block
    columns = Counter(
        position[1]
        for f in block.fields
        if (position := named.get(keys.name_key(keys.field_name(block.section.id, f.id))))
    )
    if columns:
        return columns.most_common(1)[0][0]
    planned = next(iter(block.columns.values()))
    for column in match.sheet.columns_of(match.heading):
        if same_heading(match.sheet.text(match.heading, column), _("Answer")):
            return column
    return planned + match.sheet.column - KEY


def _loose_rows(match: BlockMatch) -> Iterator[int]:
    """Spare rows, and rows without a key between the headings and what follows the part."""
    part, sheet = match.block.part.id, match.sheet
    own = {
        row for row, k in sheet.keys.items() if k.part == part and (k.is_spare or k.row in match.block.rows)
    }
    last = max({*own, *match.rows.values()}, default=match.heading)
    for row in sheet.rows():
        if row <= match.heading:
            continue
        key = sheet.keys.get(row)
        if key and (key.part != part or key.is_own_text):
            return
        if key is None and row > last + 1 and not sheet.guessed:
            return
        if key is None or key.is_spare:
            last = max(last, row)
            yield row
