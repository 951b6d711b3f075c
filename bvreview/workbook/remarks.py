"""What is remarked about a file as a whole: its format, hidden parts, links, locked cells, totals."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from bvreview.framework.rules import Level
from bvreview.framework.sections import Field, Kind
from bvreview.i18n import _
from bvreview.review.answers import Answers, locate
from bvreview.review.cells import Address
from bvreview.review.exchange.scale import MONEY, THOUSANDS
from bvreview.review.exchange.submission import FileKind
from bvreview.review.model import Review
from bvreview.review.wording import show_answer, show_with_unit
from bvreview.workbook import keys, seal
from bvreview.workbook.desk import CHANGED, Desk, Words
from bvreview.workbook.entries import text_of
from bvreview.workbook.gate.raw import Format, RawSheet, SheetState
from bvreview.workbook.gate.references import address
from bvreview.workbook.headings import fold
from bvreview.workbook.keyed_sheets import KeyedSheet
from bvreview.workbook.plan import KEY, Place, RowKind, SheetPlan
from bvreview.workbook.remark_marks import own_words
from bvreview.workbook.side_in import side_sheet

_MOST_ATTACHED: Final = 100_000  # characters of a sheet that is not ours; the file itself is kept whole
_OF_A_SHARE: Final = Decimal("0.005")  # pounds that rounding can take from a share, or add to it


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
            _remark_on_sheet(desk, plan, keyed, columns.get(keyed.raw.name, {}))
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


def _answered(desk: Desk) -> dict[str, dict[int, set[int]]]:
    """Where answers stand: by sheet and row, the columns."""
    found: dict[str, dict[int, set[int]]] = {}
    for of in desk.cells:
        place = desk.places[of]
        found.setdefault(place.sheet, {}).setdefault(place.row, set()).add(place.column)
    return found


def _remark_on_sheet(desk: Desk, plan: SheetPlan, keyed: KeyedSheet, answered: dict[int, set[int]]) -> None:
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
        desk.ask(f"hidden.{sheet.name}", text.format(sheet=sheet.name))


def _locked_cells(desk: Desk, plan: SheetPlan, keyed: KeyedSheet) -> None:
    """Our own words that were changed, cell by cell, and keys that are not ours any more."""
    rows = {text: row for row, text in reversed(keyed.texts.items())}
    shift = keyed.column - KEY
    for planned in plan.rows:
        row = rows.get(planned.key)
        texts = desk.context if planned.kind is RowKind.CONTEXT else planned.texts
        for column, text in texts.items() if row else ():
            if row and not _stands(keyed, row, column + shift, text):
                _locked_cell(desk, Place(keyed.raw.name, row, column + shift), keyed, text)
    known = {row.key for row in plan.rows}
    with_rows = {block.part.id for block in plan.blocks if not block.is_form}
    for row, key in keyed.keys.items():
        is_row = key.part in with_rows and not key.is_own_text and not key.is_heading
        if keyed.texts[row] not in known and not is_row:
            _locked_cell(desk, Place(keyed.raw.name, row, keyed.column), keyed, "")


def _stands(keyed: KeyedSheet, row: int, column: int, text: str) -> bool:
    """Whether one of our texts is still in its row; columns may have been put in."""
    if keyed.text(row, column) == text:
        return True
    columns = (column, *keyed.columns_of(row))
    return any(fold(keyed.text(row, c)) == fold(text) for c in columns)


def _locked_cell(desk: Desk, place: Place, keyed: KeyedSheet, was: str) -> None:
    if (place.sheet, (place.row, place.column)) in desk.used:
        return  # a heading of which this was said already
    message = _("A locked cell was changed.")
    if was:
        message = _('A locked cell was changed: it read "{was}".').format(was=_short(was))
    there = text_of(keyed.raw.cells.get((place.row, place.column)))
    desk.remark("locked_changed", Level.NOTE, Words(_short(there), message), place)


def _short(text: str) -> str:
    return text if len(text) <= 120 else text[:119] + "\u2026"


def _other_comments(desk: Desk, sheet: RawSheet) -> None:
    for at, whole in sheet.comments.items():
        text = own_words(whole)
        if (sheet.name, at) not in desk.used and text_of(text):
            message = _("There is a comment on a cell that holds no answer.")
            desk.remark("comment", Level.NOTE, Words(text_of(text), message), Place(sheet.name, *at))


def remark_on_results(desk: Desk, answers: Answers) -> None:
    """Totals and worked-out cells of the file that differ from what is worked out here."""
    if desk.raw.format is Format.XLS:
        return  # which of its cells are formulas cannot be seen
    sheets = {sheet.name: sheet for sheet in desk.raw.sheets}
    pennies = _pennies_of_shares(answers)
    for of, place in desk.shown.items():
        found = answers.locate(of)
        sheet = sheets.get(place.sheet)
        at = (place.row, place.column)
        there = sheet.cells.get(at) if sheet else None
        if not found or not sheet or there is None or of.section in desk.stopped:
            continue
        if isinstance(there, Decimal):
            near = _tolerance(found[2], there, pennies if at in sheet.formulas else Decimal(0))
            _compare(
                desk, of, place, (found[2], there, _ours(answers, of)), near, typed=at not in sheet.formulas
            )
        elif at not in sheet.formulas and found[2].kind.is_numeric and text_of(there):
            message = _("The worked-out cell was typed over.")
            desk.remark("locked_changed", Level.NOTE, Words(_short(text_of(there)), message), place, of)


def _ours(answers: Answers, of: Address) -> Decimal | None:
    """What is worked out here for a cell, or for the total of a column."""
    if of.key != keys.TOTAL:
        figure = answers.figure(of)
        return figure if isinstance(figure, Decimal) else None
    place = answers.locate(of)
    column = answers.column(*place).values() if place else ()
    figures = [f for f in column if isinstance(f, Decimal)]
    return sum(figures, Decimal(0)) if figures else None


def _compare(  # noqa: PLR0913 - one cell against what is worked out for it
    desk: Desk,
    of: Address,
    place: Place,
    figures: tuple[Field, Decimal, Decimal | None],
    near: Decimal,
    *,
    typed: bool,
) -> None:
    field, there, ours = figures
    theirs = there.scaleb(2) if field.kind is Kind.PERCENT else there
    if field.kind is Kind.MONEY and desk.given.get(MONEY) == THOUSANDS:
        theirs *= 1000
    if ours is None or abs(ours - theirs) > near:
        _differs(desk, of, place, (field, theirs, ours), typed=typed)


def _tolerance(field: Field, figure: Decimal, pennies: Decimal) -> Decimal:
    """One unit of the last place shown, or what fifteen digits can lose; of money what shares can."""
    more = pennies if field.kind is Kind.MONEY else Decimal(0)
    return max(Decimal(1).scaleb(-field.places), abs(figure).scaleb(-12), more)


def _pennies_of_shares(answers: Answers) -> Decimal:
    """By how much a sum of shares may differ: a spreadsheet rounds each, we share out what is left."""
    shares = (
        len(answers.row_keys(section, part))
        for section in answers.sections()
        for part in answers.parts(section)
        for field in answers.fields(part)
        if field.formula and "portion(" in field.formula.source
    )
    return sum(shares) * _OF_A_SHARE


def _differs(
    desk: Desk, of: Address, place: Place, figures: tuple[Field, Decimal, Decimal | None], *, typed: bool
) -> None:
    field, theirs, ours = figures
    exact = Decimal(1).scaleb(-field.places)
    theirs, ours = theirs.quantize(exact), ours and ours.quantize(exact)
    words = {"theirs": show_with_unit(field, theirs), "ours": show_with_unit(field, ours) or _("nothing")}
    if typed:
        message = _("The worked-out cell was typed over: it says {theirs}; the answers give {ours}.")
        put_right = _("Correct the answers it is worked out from, or explain the difference.")
        level = Level.EXPLAIN
    else:
        message = _("The file shows {theirs}; worked out from its answers it is {ours}. The latter is used.")
        if ours is None:
            message = _("The file shows {theirs}, but its answers are not enough to work it out.")
        put_right, level = _("Let the workbook calculate before it is saved."), Level.NOTE
    desk.remark(
        "result_differs", level, Words(words["theirs"], message.format(**words), put_right), place, of
    )


def remark_on_changes(desk: Desk, review: Review, marks: seal.Marks, now: seal.Marks) -> None:
    """Answers of a submission that are not what they were when it was frozen, one by one."""
    if desk.identity.kind is not FileKind.SUBMISSION:
        return
    if not marks or marks == now:
        return
    for of in sorted(of for of in {**marks, **now} if marks.get(of) != now.get(of)):
        if of.section not in desk.stopped:
            _changed(desk, of, review, was_there=of in marks)


def _changed(desk: Desk, of: Address, review: Review, *, was_there: bool) -> None:
    cell, found = review.cells.get(of), locate(desk.framework, of)
    message = _("The answer was changed after the file was frozen.")
    if cell is None:
        message = _("The answer was taken out after the file was frozen.")
    elif not was_there:
        message = _("The answer was put in after the file was frozen.")
    shown = show_answer(found[2], cell.answer, desk.framework.lists) if cell and found else ""
    put_right = _("Submit it again as a new revision, or put the answer back.")
    place = desk.places.get(of) or (found[0].title if found else "")
    desk.remark(CHANGED, Level.STOP, Words(_short(shown), message, put_right), place, of)
