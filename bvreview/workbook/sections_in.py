"""Reads the sections of a file: from the rows and columns that were found to answers at their addresses."""

from __future__ import annotations

from bvreview.framework.rules import Level
from bvreview.framework.sections import Field, Kind, PartKind
from bvreview.i18n import _
from bvreview.review.answers import row_address, row_id
from bvreview.review.cells import Address, Answer, State, address_of
from bvreview.review.local import local_sections
from bvreview.workbook import keys
from bvreview.workbook.desk import Desk, Words
from bvreview.workbook.doubts import read_personal
from bvreview.workbook.entries import read_answer, text_of, with_note
from bvreview.workbook.evidence_in import read_titles
from bvreview.workbook.headings import fold, same_heading
from bvreview.workbook.keyed_sheets import KeyedSheet, guess_sheet, sheets_of
from bvreview.workbook.mapping import match_as_answered
from bvreview.workbook.matching import BlockMatch
from bvreview.workbook.plan import ANSWER, LABEL, NOTE, SOURCE, Block, Place, SheetPlan
from bvreview.workbook.remark_marks import own_words
from bvreview.workbook.rows_in import name_new_rows, remark_on_loose_row, remark_on_rows, remark_on_spare_rows


def read_sections(desk: Desk, sheets: list[KeyedSheet]) -> dict[str, KeyedSheet]:
    """Read every section; the sheet that each was found on, by section id."""
    found = {}
    for section in [plan.section for plan in desk.plan.sheets]:
        plan = desk.plan.sheet(section.id)
        assert plan, "local lines add rows to sheets and take none away"
        sheet = _find_sheet(desk, plan, sheets)
        if sheet:
            found[section.id] = sheet
            _read_section(desk, plan, sheet)
            if section.id in local_sections(desk.framework):
                desk.ask_for_local()
        elif section.id not in local_sections(desk.framework):  # a form without local lines is whole
            _miss_section(desk, plan)
    return found


def _find_sheet(desk: Desk, plan: SheetPlan, sheets: list[KeyedSheet]) -> KeyedSheet | None:
    candidates = sheets_of(plan.section.id, sheets)
    titled = [s for s in candidates if fold(s.raw.name) == fold(plan.title)]
    chosen = next(iter(titled or candidates), None)
    if chosen is None:
        chosen = guess_sheet(plan, desk.raw, sheets)
        if chosen:
            message = _("The hidden column of keys is not there; rows were found by their titles and labels.")
            desk.remark("keys_missing", Level.NOTE, Words("", message), chosen.raw.name)
        return chosen
    if not titled:
        message = _('The sheet "{was}" is called "{now}" in the file.')
        words = Words(chosen.raw.name, message.format(was=plan.title, now=chosen.raw.name))
        desk.remark("sheet_renamed", Level.NOTE, words, chosen.raw.name)
    for other in candidates:
        if other is not chosen:
            _copied_sheet(desk, chosen, other)
    return chosen


def _copied_sheet(desk: Desk, chosen: KeyedSheet, other: KeyedSheet) -> None:
    names = {"first": chosen.raw.name, "second": other.raw.name}
    message = _('The sheets "{first}" and "{second}" hold the same section; the first was read.').format(
        **names
    )
    desk.remark("sheet_copied", Level.NOTE, Words(other.raw.name, message), other.raw.name)
    if chosen.raw.cells != other.raw.cells:
        text = _('The sheets "{first}" and "{second}" differ. Take the file in with the first?')
        desk.ask(f"sheet_copied.{other.raw.name}", text.format(**names), at=other.raw.name)


def _miss_section(desk: Desk, plan: SheetPlan) -> None:
    title = plan.section.title
    if desk.is_older:
        message = _('"{section}" is new in this version of the pack; the file does not have it.')
        desk.remark("section_new", Level.NOTE, Words(title, message.format(section=title)))
        return
    words = Words(
        "",
        _('The sheet "{section}" is not in the file.').format(section=title),
        _("Send the whole file, with all its sheets."),
    )
    desk.stop_section(plan.section, "sheet_missing", words, plan.title)
    for block in plan.blocks:
        _pend_missing(desk, block, "")


def _pend_missing(desk: Desk, block: Block, sheet: str) -> None:
    """The answers of a part that is not there: pending, so that nobody takes them for blanks."""
    for key in ("",) if block.is_form else block.rows:
        for asked in block.fields:
            if not asked.formula:
                of = row_address(block.section, block.part, key, asked)
                desk.answer(of, Answer(state=State.PENDING), Place(sheet, 1, 1))


def _read_section(desk: Desk, plan: SheetPlan, sheet: KeyedSheet) -> None:
    matches = [match_as_answered(desk, block, sheet) for block in plan.blocks]
    if any(_labels_moved(match) for match in matches):
        words = Words(
            "",
            _("The keys in column A do not stand beside their labels; values may belong to other rows."),
            _("Undo the sorting, or copy the answers into a fresh form, and send the file again."),
        )
        desk.stop_section(plan.section, "keys_moved", words, sheet.raw.name)
    for match in matches:
        _read_block(desk, match)
    if plan.section.id in desk.stopped:
        _pend_all(desk, plan.section.id)


def _labels_moved(match: BlockMatch) -> bool:
    """Whether rows carry the label of another row of the same part: keys and rows were sorted apart."""
    expected = {key: fold(text) for key, text in match.block.labels.items()}
    labels = set(expected.values())
    for key, row in match.rows.items():
        own, label = expected.get(key), fold(match.sheet.text(row, match.label_column))
        if label and own and label != own and label in labels:
            return True
    return False


def _pend_all(desk: Desk, section: str) -> None:
    for of, cell in list(desk.cells.items()):
        if of.section == section and cell.answer.state is not State.PENDING:
            raw = str(text_of(desk.raw_value(of)))
            desk.answer(of, Answer(state=State.PENDING, raw=raw), desk.places[of])


def _read_block(desk: Desk, match: BlockMatch) -> None:
    block, name = match.block, match.sheet.raw.name
    if not match.heading and not match.rows:
        _miss_part(desk, match)
        return
    first = Address(block.section.id, "" if block.is_form else f"{block.part.id}:", block.fields[0].id)
    if not block.is_form:
        desk.places[first] = Place(name, match.heading, match.columns.get(block.fields[0].id, LABEL))
    _remark_columns(desk, match)
    remark_on_rows(desk, match)
    if block.is_form:
        match.beside = source_and_note_columns(match)
        for asked in block.fields:
            if asked.id in match.rows:
                of = Address(block.section.id, "", asked.id)
                _read_cell(desk, match, match.rows[asked.id], of, asked)
    else:
        _read_rows(desk, match)


def _miss_part(desk: Desk, match: BlockMatch) -> None:
    block, name = match.block, match.sheet.raw.name
    message = _('"{part}" is not on its sheet.').format(part=block.part.title)
    if desk.is_older:
        desk.remark("part_new", Level.NOTE, Words(block.part.title, message), name)
        return
    of = Address(block.section.id, "" if block.is_form else f"{block.part.id}:", block.fields[0].id)
    put_right = _("Copy the answers into a fresh form and send that.")
    desk.remark("part_missing", Level.STOP, Words("", message, put_right), name, of)
    _pend_missing(desk, block, name)


def _remark_columns(desk: Desk, match: BlockMatch) -> None:
    block, name = match.block, match.sheet.raw.name
    section, part = block.section.id, block.part.id
    for field_id, column, text in match.retyped:
        asked = block.part.field(field_id)
        message = _('The heading of "{field}" was changed to "{now}".').format(
            field=asked.label if asked else field_id, now=text
        )
        of = Address(section, f"{part}:", field_id)
        desk.remark(
            "heading_changed", Level.NOTE, Words(text, message), Place(name, match.heading, column), of
        )
        desk.used.add((name, (match.heading, column)))
    for field_id in match.missing:
        asked = block.part.field(field_id)
        if not asked or asked.formula:
            continue
        message = _('"{field}" is not in the file.').format(field=asked.label)
        level = Level.NOTE if desk.is_older else Level.STOP
        put_right = "" if desk.is_older else _("Copy the answers into a fresh form and send that.")
        of = Address(section, "" if block.is_form else f"{part}:", field_id)
        desk.remark("field_missing", level, Words("", message, put_right), name, of)
        if level is Level.STOP:
            _pend_field(desk, match, asked)


def _pend_field(desk: Desk, match: BlockMatch, asked: Field) -> None:
    block = match.block
    for key in ("",) if block.is_form else match.rows:
        of = row_address(block.section, block.part, key, asked)
        row = match.rows.get(key, match.heading or 1)
        desk.answer(of, Answer(state=State.PENDING), Place(match.sheet.raw.name, row, match.label_column))


def _read_rows(desk: Desk, match: BlockMatch) -> None:
    block = match.block
    in_order: list[tuple[int, str]] = [(row, key) for key, row in match.rows.items()]
    if block.part.kind is PartKind.TABLE:
        in_order += [(row, key) for row, key in name_new_rows(match)]
        remark_on_spare_rows(desk, match)
    in_order.sort()
    asked_here = [f for f in block.fields if f.id in match.columns]
    for row, key in in_order:
        of_row = row_id(block.part, key)
        for asked in asked_here:
            _read_cell(desk, match, row, address_of((block.section.id, of_row, asked.id)), asked)
    for asked in block.fields:
        if match.total and asked.total and asked.id in match.columns:
            of = Address(block.section.id, f"{block.part.id}:{keys.TOTAL}", asked.id)
            desk.shown[of] = Place(match.sheet.raw.name, match.total, match.columns[asked.id])
    if block.part.kind is PartKind.TABLE and in_order:
        desk.rows[f"{block.section.id}.{block.part.id}"] = tuple(key for __, key in in_order)
    if block.part.kind is PartKind.GRID:
        for row in match.new:
            remark_on_loose_row(desk, match, row)


def _read_cell(desk: Desk, match: BlockMatch, row: int, of: Address, asked: Field) -> None:
    sheet = match.sheet.raw
    at = (row, match.columns[asked.id])
    place = Place(sheet.name, *at)
    desk.places[of] = place
    if asked.formula:
        desk.shown[of] = place
        return
    is_named = asked.kind is Kind.EVIDENCE and at not in sheet.errors
    answer = read_titles(desk, sheet, place, of) if is_named else read_answer(desk, sheet, place, of, asked)
    beside = ("", "") if of.row else _beside(match, row)
    comment = text_of(own_words(sheet.comments[at])) if at in sheet.comments else ""
    if comment or any(beside):
        answer = Answer() if answer is None and is_named else answer
        answer = _with_words(desk, place, of, answer, (*beside, comment))
    if answer is not None:
        desk.answer(of, answer, place)


def _beside(match: BlockMatch, row: int) -> tuple[str, str]:
    """Source and note of a form's answer, in the columns headed so."""
    cells, (source, note) = match.sheet.raw.cells, match.beside
    return text_of(cells.get((row, source))), text_of(cells.get((row, note)))


def _with_words(
    desk: Desk, place: Place, of: Address, answer: Answer | None, words: tuple[str, str, str]
) -> Answer | None:
    """The answer with its source, its note and the comment on its cell; these are not kept without it."""
    source, note, comment = (read_personal(desk, place, of, text) for text in words)
    if comment:
        desk.used.add((place.sheet, (place.row, place.column)))
        message = _("The comment on the cell was brought in as a note.")
        desk.remark("comment", Level.NOTE, Words(comment, message), place, of)
    if answer is not None:
        return with_note(with_note(answer, source, note), "", comment)
    if text := "\n".join(t for t in (source, note, comment) if t):
        message = _("There is a source or note, but no answer; it was not kept.")
        desk.remark("note_alone", Level.NOTE, Words(text, message, _("Give an answer.")), place, of)
    return None


def source_and_note_columns(match: BlockMatch) -> tuple[int, int]:
    """The columns of source and note: by their headings, else beside the answer."""
    sheet, heading = match.sheet, match.heading
    answer = next(iter(match.columns.values()), ANSWER)
    found = []
    for word, planned in ((_("Source"), SOURCE), (_("Note"), NOTE)):
        named = [c for c in sheet.columns_of(heading) if same_heading(sheet.text(heading, c), word)]
        found.append(named[0] if named else answer + planned - ANSWER)
    return found[0], found[1]
