"""Finds the rows and columns of a section in a file: by defined names, by the key column, by headings.

Never by position, sheet name or format alone. What was moved is followed, what is missing is said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bvreview.i18n import _
from bvreview.workbook import keys
from bvreview.workbook.gate.raw import RawWorkbook
from bvreview.workbook.gate.references import Position
from bvreview.workbook.guidance import heading
from bvreview.workbook.headings import same_heading
from bvreview.workbook.keyed_sheets import KeyedSheet
from bvreview.workbook.plan import KEY, LABEL, Block


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
