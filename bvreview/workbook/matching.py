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
from bvreview.workbook.headings import fold, same_heading
from bvreview.workbook.keyed_sheets import KeyedSheet
from bvreview.workbook.plan import KEY, LABEL, Block


@dataclass(slots=True)
class BlockMatch:
    """A part in the file.

    ``rows``: by key (by field id in a form); ``new``: rows without a key that hold something;
    ``columns``: by field id; ``missing``: fields whose column was not found; ``unsure``: those that may be
    one of the ``free`` columns, whose headings tell nothing; ``beside``: the columns of a form's sources
    and notes.
    """

    block: Block
    sheet: KeyedSheet
    heading: int = 0
    end: int = 0
    rows: dict[str, int] = field(default_factory=dict)
    repeated: list[tuple[str, int]] = field(default_factory=list)
    unknown: list[tuple[str, int]] = field(default_factory=list)
    new: list[int] = field(default_factory=list)
    columns: dict[str, int] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)
    free: dict[int, str] = field(default_factory=dict)
    retyped: list[tuple[str, int, str]] = field(default_factory=list)
    total: int = 0
    beside: tuple[int, int] = (0, 0)

    @property
    def label_column(self) -> int:
        """Where the labels of the rows stand."""
        return self.sheet.column + LABEL - KEY

    def spans(self, row: int) -> bool:
        """Whether a row may belong to the part: it does not stand above its headings, or in a copy of it."""
        return row >= self.heading and not (self.end and row >= self.end)

    def take_column(self, field_id: str, column: int) -> None:
        """A column with another heading than its own."""
        self.columns[field_id] = column
        self.retyped.append((field_id, column, self.free.pop(column)))


def match_block(block: Block, sheet: KeyedSheet, names: Named, span: tuple[int, int] = (0, 0)) -> BlockMatch:
    """Rows and columns of a part on the sheet that was found for its section.

    ``span``: where there is a choice, the row of its headings and the first row beyond it (0: no end).
    """
    match = BlockMatch(block, sheet, *span)
    _match_rows(match)
    if match.heading and not match.rows:
        _match_labels(match)
    named = names.get(sheet.raw.name.casefold(), {})
    if block.is_form:
        _match_form_columns(match, named)
    else:
        _match_columns(match, named)
    return match


def find_new_rows(match: BlockMatch) -> None:
    """Rows without a key that hold something, once it is known which column is which."""
    if not match.block.is_form:
        columns = set(match.columns.values())
        known = {*match.rows.values(), match.total}
        loose = (row for row in _loose_rows(match) if row not in known)
        match.new = [row for row in loose if not columns.isdisjoint(match.sheet.columns_of(row))]


def beginnings(block: Block, sheet: KeyedSheet) -> list[int]:
    """The rows in which a table may begin: those keyed as its headings, else without a key but headed so."""
    if block.is_form:
        return []
    keyed = [row for row, key in sheet.keys_of(block.section.id, block.part.id) if key.is_heading]
    without = [row for row in sheet.rows() if row not in sheet.keys]
    if not without or len(block.fields) < 2:
        return keyed
    expected = {fold(heading(asked)) for asked in block.fields}
    return keyed + [row for row in without if _texts(sheet, row) >= expected]


def _texts(sheet: KeyedSheet, row: int) -> set[str]:
    return {fold(sheet.text(row, column)) for column in sheet.columns_of(row)}


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
    block, sheet = match.block, match.sheet
    if block.is_form:
        fields = {f.id for f in block.fields}
        for row, key in sheet.keys_of(block.section.id, ""):
            if key.field in fields and match.spans(row):
                _take(match, key.field, row)
    for row, key in sheet.keys_of(block.section.id, block.part.id):
        if not match.spans(row):
            continue
        if key.is_heading:
            match.heading = match.heading or row
        elif key.row == keys.TOTAL:
            match.total = row
        elif not key.is_own_text and not key.is_spare and not block.is_form:
            _take(match, key.row, row)


def _match_labels(match: BlockMatch) -> None:
    """The rows below headings, where no row has a key: those of a grid by their labels, and the total."""
    by_label = {fold(label): key for key, label in match.block.labels.items()}
    for row in match.sheet.rows():
        if row > match.heading and match.spans(row):
            if row in match.sheet.keys:
                return
            label = match.sheet.text(row, match.label_column)
            if key := by_label.get(fold(label)):
                _take(match, key, row)
            elif same_heading(label, _("Total")):
                match.total = match.total or row


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
    for asked in block.fields:
        position = named.get(keys.name_key(keys.column_name_of(section, part, asked.id)))
        if position and (not match.heading or position[0] == match.heading):
            match.columns[asked.id] = position[1]
            match.heading = match.heading or position[0]
    taken = set(match.columns.values())
    headings = (
        {c: sheet.text(match.heading, c) for c in sheet.columns_of(match.heading)} if match.heading else {}
    )
    expected = {f.id: heading(f) for f in block.fields}
    for asked in (f for f in block.fields if f.id not in match.columns):
        alike = [
            c for c, text in headings.items() if c not in taken and same_heading(text, expected[asked.id])
        ]
        if len(alike) == 1:
            match.columns[asked.id] = alike[0]
            taken.add(alike[0])
    _place_the_rest(match, headings, expected)


def _place_the_rest(match: BlockMatch, headings: Mapping[int, str], expected: Mapping[str, str]) -> None:
    """What neither name nor heading tells: plain where there is one column for it, else to be asked about."""
    block, taken, shift = match.block, set(match.columns.values()), match.sheet.column - KEY
    match.free = {c: text for c, text in headings.items() if _may_be_asked(match, c, text) and c not in taken}
    lost = [f for f in block.fields if f.id not in match.columns and not f.formula]
    is_plain = len(lost) == len(match.free) == 1
    for asked in block.fields:
        planned = block.columns[asked.id] + shift
        if asked.id in match.columns:
            text = headings.get(match.columns[asked.id], "")
            if text != expected[asked.id]:
                match.retyped.append((asked.id, match.columns[asked.id], text))
        elif planned in match.free and (asked.formula or is_plain):
            match.take_column(asked.id, planned)
        elif match.free and not asked.formula:
            match.unsure.append(asked.id)
        else:
            match.missing.append(asked.id)


def _may_be_asked(match: BlockMatch, column: int, text: str) -> bool:
    """Whether a heading may stand for an answer: it is no label of rows, and none of our own words."""
    first = min(match.block.columns.values()) + match.sheet.column - KEY
    return bool(text.strip()) and column >= first and not same_heading(text, _("Guidance"))


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
        row
        for row, k in sheet.keys.items()
        if k.part == part and match.spans(row) and (k.is_spare or k.row in match.block.rows)
    }
    last = max({*own, *match.rows.values()}, default=match.heading)
    for row in sheet.rows():
        if row <= match.heading:
            continue
        if not match.spans(row):
            return
        key = sheet.keys.get(row)
        if key and (key.part != part or key.is_own_text):
            return
        if key is None and row > last + 1 and not sheet.guessed:
            return
        if key is None or key.is_spare:
            last = max(last, row)
            yield row
