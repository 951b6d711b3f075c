"""What is remarked about a file as a whole: its format, hidden parts, links, locked cells, comments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from bvreview.framework.rules import Level
from bvreview.i18n import _
from bvreview.workbook import keys
from bvreview.workbook.desk import Desk, Words, short
from bvreview.workbook.entries import text_of
from bvreview.workbook.gate.raw import Format, RawSheet, SheetState
from bvreview.workbook.gate.references import address
from bvreview.workbook.headings import fold
from bvreview.workbook.keyed_sheets import KeyedSheet
from bvreview.workbook.plan import KEY, Place, RowKind, SheetPlan
from bvreview.workbook.remark_marks import own_words
from bvreview.workbook.side_in import side_sheet

_MOST_ATTACHED: Final = 100_000  # characters of a sheet that is not ours; the file itself is kept whole


def remark_on_file(desk: Desk, found: dict[str, KeyedSheet]) -> None:
    """Everything about the file but the answers themselves."""
    for rule, words in _about_format(desk):
        desk.remark(rule, Level.NOTE, words)
    ours = {s.raw.name for s in found.values()} | {
        s.name for what in keys.SIDE_SHEETS if (s := side_sheet(desk.raw, desk.names, what))
    }
    copies = {f.sheet for f in desk.findings if f.rule == "file.sheet_copied"}
    for sheet in desk.raw.sheets:
        if sheet.name not in ours | copies:
            _extra_sheet(desk, sheet)
    columns = _answered(desk)
    for section, keyed in found.items():
        plan = desk.plan.sheet(section)
        if plan:
            _remark_on_sheet(desk, plan, keyed, columns[keyed.raw.name])
    for sheet in desk.raw.sheets:
        _other_comments(desk, sheet)


def _about_format(desk: Desk) -> Iterator[tuple[str, Words]]:
    raw = desk.raw
    formats = {
        Format.XLS: _(
            "An old Excel file (.xls): errors in cells and document properties cannot be seen in it."
        ),
        Format.ODS: _("An OpenDocument file; it was read like an Excel workbook."),
        Format.STRICT: _("A strict Open XML file; it was read like any other."),
    }
    if raw.format in formats:
        yield "format", Words(raw.format.value, formats[raw.format])
    if raw.has_macros:
        yield "macros", Words("", _("The file holds macros. They were not run."))
    for link in raw.external_links:
        yield "link", Words(link, _("The file links to another file. The link was not followed."))
    if raw.date1904:
        yield "date1904", Words("1904", _("The file counts dates from 1904; they were read accordingly."))
    if raw.open_elsewhere:
        yield (
            "open",
            Words("", _("The file was open in Excel when it was read; there may be a later one.")),
        )
    for title in raw.other_sheets:
        yield "extra_sheet", Words(title, _('"{sheet}" is not part of the form.').format(sheet=title))


def _extra_sheet(desk: Desk, sheet: RawSheet) -> None:
    message = _('"{sheet}" is not part of the form; its {count} cells are no answers. Their text is kept.')
    text = "\n".join("\t".join(texts) for texts in _texts_by_row(sheet).values())
    if len(text) > _MOST_ATTACHED:
        message = _('"{sheet}" is not part of the form; its {count} cells are no answers. Some text is kept.')
    words = Words(sheet.name, message.format(sheet=sheet.name, count=len(sheet.cells)))
    desk.remark("extra_sheet", Level.NOTE, words, sheet.name)
    if text:
        desk.attached[sheet.name] = text[:_MOST_ATTACHED]


def _texts_by_row(sheet: RawSheet) -> dict[int, list[str]]:
    rows: dict[int, list[str]] = {}
    for (row, __), value in sorted(sheet.cells.items()):
        rows.setdefault(row, []).append(text_of(value))
    return rows


_Columns = dict[int, list[int]]
"""The columns that hold answers, by row."""


def _answered(desk: Desk) -> defaultdict[str, _Columns]:
    """Where answers stand, by sheet."""
    found: defaultdict[str, _Columns] = defaultdict(lambda: defaultdict(list))
    for of in desk.cells:
        place = desk.places[of]
        found[place.sheet][place.row].append(place.column)
    return found


def _remark_on_sheet(desk: Desk, plan: SheetPlan, keyed: KeyedSheet, answered: _Columns) -> None:
    sheet = keyed.raw
    if sheet.state is not SheetState.VISIBLE:
        _hidden(desk, sheet, _("The sheet is hidden."), sheet.name, asks=bool(answered))
    if sheet.has_filter:
        desk.remark("filter", Level.NOTE, Words("", _("A filter is on; all rows were read.")), sheet.name)
    hidden = sorted(sheet.hidden_rows & answered.keys())
    if hidden:
        message = _("Hidden rows hold answers: {rows}.").format(rows=", ".join(str(r) for r in hidden[:12]))
        _hidden(desk, sheet, message, str(hidden[0]), asks=not sheet.has_filter)
    columns = sorted(sheet.hidden_columns & {c for row in answered.values() for c in row})
    if columns:
        letters = ", ".join(address(1, c)[:-1] for c in columns)
        _hidden(
            desk,
            sheet,
            _("Hidden columns hold answers: {columns}.").format(columns=letters),
            letters,
            asks=True,
        )
    for top, left, bottom, right in sheet.merged:
        rows = (answered.get(row, ()) for row in range(top, bottom + 1))
        if any(left <= column <= right for row in rows for column in row):
            area = f"{address(top, left)}:{address(bottom, right)}"
            message = _("The cells {area} are merged; the first was read, the others are blank.")
            place = Place(sheet.name, top, left)
            desk.remark("merged", Level.NOTE, Words(area, message.format(area=area)), place)
    if not keyed.guessed and desk.identity.head.framework_version == desk.framework.version:
        _locked_cells(desk, plan, keyed)


def _hidden(desk: Desk, sheet: RawSheet, message: str, found: str, *, asks: bool) -> None:
    desk.remark("hidden", Level.NOTE, Words(found, message), sheet.name)
    if asks:
        text = _('Something on "{sheet}" is hidden and holds answers. Take the file in with them?')
        desk.ask(f"hidden.{sheet.name}", text.format(sheet=sheet.name), at=sheet.name)


def _locked_cells(desk: Desk, plan: SheetPlan, keyed: KeyedSheet) -> None:
    """Our own words that were changed, cell by cell, and keys that are not ours any more."""
    rows = {text: row for row, text in reversed(keyed.texts.items())}
    shift = keyed.column - KEY
    cells = keyed.raw.cells
    for planned in plan.rows:
        row = rows.get(planned.key, 0)
        texts = desk.context if planned.kind is RowKind.CONTEXT else planned.texts
        for column, text in texts.items() if row else ():
            if cells.get((row, column + shift)) != text and not _stands(keyed, row, column + shift, text):
                _locked_cell(desk, Place(keyed.raw.name, row, column + shift), keyed, text)
    known = {row.key for row in plan.rows}
    with_rows = {block.part.id for block in plan.blocks if not block.is_form}
    for row, key in keyed.keys.items():
        is_row = key.part in with_rows and not key.is_own_text and not key.is_heading
        if keyed.texts[row] not in known and not is_row:
            _locked_cell(desk, Place(keyed.raw.name, row, keyed.column), keyed, "")


def _stands(keyed: KeyedSheet, row: int, column: int, text: str) -> bool:
    """Whether one of our texts is still in its row; columns may have been put in."""
    columns = (column, *keyed.columns_of(row))
    return any(fold(keyed.text(row, c)) == fold(text) for c in columns)


def _locked_cell(desk: Desk, place: Place, keyed: KeyedSheet, was: str) -> None:
    if (place.sheet, (place.row, place.column)) in desk.used:
        return  # a heading of which this was said already
    message = _("A locked cell was changed.")
    if was:
        message = _('A locked cell was changed: it read "{was}".').format(was=short(was))
    there = text_of(keyed.raw.cells.get((place.row, place.column)))
    desk.remark("locked_changed", Level.NOTE, Words(short(there), message), place)


def _other_comments(desk: Desk, sheet: RawSheet) -> None:
    for at, whole in sheet.comments.items():
        text = own_words(whole)
        if (sheet.name, at) not in desk.used and text_of(text):
            message = _("There is a comment on a cell that holds no answer.")
            desk.remark("comment", Level.NOTE, Words(text_of(text), message), Place(sheet.name, *at))
