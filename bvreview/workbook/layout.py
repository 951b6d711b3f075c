"""Where everything lies on the sheets of a review: one plan for writer and reader.

Pure: no workbook library is touched here.
Every row we write carries a key in the hidden first column; a row without one was put in by someone else.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from bvreview.framework.references import RESERVED_ROWS
from bvreview.framework.sections import Field, Kind, Part, PartKind, Section
from bvreview.i18n import _
from bvreview.review.answers import Answers
from bvreview.workbook import guidance, keys
from bvreview.workbook.headings import cut_at_word
from bvreview.workbook.plan import (
    ANSWER,
    GUIDE,
    LABEL,
    NOTE,
    SOURCE,
    Block,
    PlannedRow,
    RowKind,
    SheetPlan,
    WorkbookPlan,
)

SPARE_ROWS: Final = 10
LONGEST_TITLE: Final = 31
_NOT_IN_TITLES: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


def plan_workbook(
    answers: Answers,
    *,
    spare_rows: int = SPARE_ROWS,
    file: str = "",
    only: Collection[str] = (),
) -> WorkbookPlan:
    """The sheets of a review as they would be sent out now.

    ``file``: what tells this file from every other; the keys of its spare rows are made from it. ``only``:
    the sections that are handed out; all of them where none is named.
    """
    taken = {t.casefold() for t in side_titles().values()}
    sheets = []
    for section in (s for s in answers.sections() if not only or s.id in only):
        title = _free_title(section.title, taken)
        sheets.append(_Sheet(answers, section, spare_rows, file).plan(title))
    return WorkbookPlan(tuple(sheets))


def plan_own_rows(answers: Answers, plan: WorkbookPlan) -> WorkbookPlan:
    """The plan of an empty form, with the volumes and measures of this review."""
    return WorkbookPlan(tuple(_with_own_rows(answers, sheet) for sheet in plan.sheets))


def _with_own_rows(answers: Answers, sheet: SheetPlan) -> SheetPlan:
    if not any(part.rows in RESERVED_ROWS for part in sheet.section.parts):
        return sheet
    return _Sheet(answers, sheet.section, SPARE_ROWS, "").plan(sheet.title)


def side_titles() -> dict[str, str]:
    """The names of the sheets that are not sections."""
    return {
        keys.ABOUT_SHEET: _("About this file"),
        keys.PUT_RIGHT_SHEET: _("Put right"),
        keys.SOURCES_SHEET: _("Sources and notes"),
        keys.EVIDENCE_SHEET: _("Evidence for answers"),
        keys.COPIES_SHEET: _("Copies of files"),
        keys.CHECK_SHEET: _("Check"),
        keys.LISTS_SHEET: _("Lists"),
    }


def context_line(answers: Answers) -> str:
    """Who, what, when: the line under the title of every sheet."""
    head = answers.head
    organisation = answers.framework.organisation(head.organisation)
    words = [
        organisation.name if organisation else head.organisation,
        answers.service.name if answers.service else head.service,
        head.period.label,
        _("revision {n}").format(n=head.revision),
    ]
    return " \u00b7 ".join(w for w in words if w)


def _free_title(wanted: str, taken: set[str]) -> str:
    base = _NOT_IN_TITLES.sub(" ", wanted).strip(" '") or _("Section")
    title, number = cut_at_word(base, LONGEST_TITLE), 1
    while title.casefold() in taken:
        number += 1
        tail = f" {number}"
        title = cut_at_word(base, LONGEST_TITLE - len(tail)) + tail
    taken.add(title.casefold())
    return title


class _Sheet:
    """Lays rows down one after the other."""

    def __init__(self, answers: Answers, section: Section, spare_rows: int, file: str) -> None:
        self.answers = answers
        self.section = section
        self.spare_rows = spare_rows
        self.file = file
        self.parts = answers.parts(section)
        self.rows: list[PlannedRow] = []
        self.blocks: list[Block] = []
        self.next = 1
        self.table_columns = max((self._table_width(p) for p in self.parts), default=0)
        self.has_form = any(p.kind is PartKind.FORM for p in self.parts)
        self.last_column = max(self.table_columns, GUIDE if self.has_form else 0, LABEL)

    def plan(self, title: str) -> SheetPlan:
        """The whole sheet."""
        self._head()
        for part in self.parts:
            self._part(part)
        tables = [b for b in self.blocks if not b.is_form]
        above = tables[0].heading if len(self.blocks) == 1 and tables else 2
        return SheetPlan(
            self.section,
            title,
            tuple(self.rows),
            tuple(self.blocks),
            self._widths(),
            self.last_column,
            (above + 1, ANSWER),
        )

    def _add(self, kind: RowKind, key: str, texts: Mapping[int, str]) -> int:
        number = self.next
        self.rows.append(PlannedRow(number, kind, key, texts))
        self.next += 1
        return number

    def _head(self) -> None:
        section = self.section
        self._own(RowKind.TITLE, "title", section.title)
        self._own(RowKind.CONTEXT, "context", context_line(self.answers))
        if self.answers.head.illustrative:
            self._own(RowKind.BANNER, "banner", illustrative_words())
        if section.intro:
            self._own(RowKind.INTRO, "intro", section.intro)

    def _own(self, kind: RowKind, what: str, text: str) -> None:
        self._add(kind, keys.section_text_key(self.section.id, what), {LABEL: text})

    def _part(self, part: Part) -> None:
        self._say_where()
        self._add(RowKind.PART, keys.part_text_key(self.section.id, part.id, "title"), {LABEL: part.title})
        if part.intro:
            key = keys.part_text_key(self.section.id, part.id, "intro")
            self._add(RowKind.INTRO, key, {LABEL: part.intro})
        if part.kind is PartKind.FORM:
            self.blocks.append(self._form(part))
        else:
            self.blocks.append(self._table(part))
            self._column_guidance(part)

    def _say_where(self) -> None:
        """What follows or has ended, in words: a blank row would end the sheet for a screen reader."""
        section = self.section
        if self.blocks:
            ended = self.blocks[-1].part
            key, words = keys.part_text_key(section.id, ended.id, "end"), _("End of {title}")
            self._add(RowKind.PLACE, key, {LABEL: words.format(title=ended.title)})
            return
        words = _("Parts: {titles}").format(titles="; ".join(p.title for p in self.parts))
        self._add(RowKind.PLACE, keys.section_text_key(section.id, "parts"), {LABEL: words})

    def _form(self, part: Part) -> Block:
        section, fields = self.section, self.answers.fields(part)
        titles = {LABEL: _("Question"), ANSWER: _("Answer"), SOURCE: _("Source"), NOTE: _("Note")}
        heading = self._add(
            RowKind.HEADING, keys.row_key(section.id, part.id, ""), {**titles, GUIDE: _("Guidance")}
        )
        rows = {}
        for asked in fields:
            texts = {LABEL: guidance.heading(asked), GUIDE: guidance.field_guidance(asked)}
            rows[asked.id] = self._add(RowKind.FIELD, f"{section.id}.{asked.id}", _not_blank(texts))
        columns = {f.id: ANSWER for f in fields}
        labels = {f.id: guidance.heading(f) for f in fields}
        return Block(section, part, fields, columns, rows, heading, heading + 1, self.next - 1, labels=labels)

    def _table(self, part: Part) -> Block:
        section, fields = self.section, self.answers.fields(part)
        is_grid = part.kind is PartKind.GRID
        first_column = ANSWER if is_grid else LABEL
        columns = {f.id: first_column + n for n, f in enumerate(fields)}
        titles = {columns[f.id]: guidance.heading(f) for f in fields}
        if is_grid:
            titles = {LABEL: part.row_label or part.title, **titles}
        if is_grid and self._grid_guides(part):
            titles[first_column + len(fields)] = _("Guidance")
        heading = self._add(RowKind.HEADING, keys.row_key(section.id, part.id, ""), titles)
        rows = self._grid_rows(part, len(fields)) if is_grid else self._table_rows(part)
        last = self.next - 1
        total = self._total(part, fields) if any(f.total for f in fields) else 0
        grid = self.answers.grid_rows(part) if is_grid else {}
        labels = {key: guidance.row_title(row) for key, row in grid.items()}
        return Block(section, part, fields, columns, rows, heading, heading + 1, last, total, labels)

    def _grid_rows(self, part: Part, count: int) -> dict[str, int]:
        rows = {}
        guides = self._grid_guides(part)
        for row in self.answers.grid_rows(part).values():
            texts = {LABEL: guidance.row_title(row)}
            texts |= {ANSWER + count: guidance.row_guidance(row)} if guides else {}
            rows[row.id] = self._add(
                RowKind.LINE, keys.row_key(self.section.id, part.id, row.id), _not_blank(texts)
            )
        return rows

    def _table_rows(self, part: Part) -> dict[str, int]:
        rows = {}
        filled = self.answers.row_keys(self.section, part)
        for key in filled:
            rows[key] = self._add(RowKind.LINE, keys.row_key(self.section.id, part.id, key), {})
        for ordinal in range(max(self.spare_rows, part.at_least - len(filled))):
            self._add(RowKind.LINE, keys.spare_key(self.file, self.section.id, part.id, ordinal), {})
        return rows

    def _total(self, part: Part, fields: tuple[Field, ...]) -> int:
        starts_with_figure = part.kind is PartKind.TABLE and fields[0].total
        texts = {} if starts_with_figure else {LABEL: _("Total")}
        return self._add(RowKind.TOTAL, keys.row_key(self.section.id, part.id, keys.TOTAL), texts)

    def _column_guidance(self, part: Part) -> None:
        guided = [asked for asked in self.answers.fields(part) if guidance.field_guidance(asked)]
        if guided:  # the hints keep clear of the last row and the total
            key = keys.part_text_key(self.section.id, part.id, "means")
            self._add(RowKind.PLACE, key, {LABEL: _("What the columns mean")})
        for asked in guided:
            key = keys.part_text_key(self.section.id, part.id, f"help.{asked.id}")
            self._add(RowKind.GUIDE, key, {LABEL: asked.label, ANSWER: guidance.field_guidance(asked)})

    def _grid_guides(self, part: Part) -> bool:
        """Whether the rows of a grid are explained here: once on a sheet, in the first that has them."""
        first = next(p for p in self.parts if p.kind is PartKind.GRID and p.rows == part.rows)
        return part is first and any(
            guidance.row_guidance(row) for row in self.answers.grid_rows(part).values()
        )

    def _table_width(self, part: Part) -> int:
        count = len(self.answers.fields(part))
        if part.kind is PartKind.FORM:
            return 0
        if part.kind is PartKind.TABLE:
            return LABEL + count - 1
        return ANSWER + count - 1 + self._grid_guides(part)

    def _widths(self) -> dict[int, float]:
        widths: dict[int, float] = {LABEL: 36.0}
        for block in self.blocks:
            for column, width in self._block_widths(block):
                widths[column] = max(widths.get(column, 9.0), width)
        if self.has_form:
            beyond = sum(widths.get(c, 9.0) for c in range(GUIDE + 1, self.last_column + 1))
            widths[GUIDE] = max(widths.get(GUIDE, 9.0), 44.0 - beyond)
        return widths

    def _block_widths(self, block: Block) -> Iterable[tuple[int, float]]:
        if block.is_form:
            only_forms = not self.table_columns
            yield ANSWER, 40.0 if only_forms else 24.0
            yield SOURCE, 22.0 if only_forms else 14.0
            yield NOTE, 28.0 if only_forms else 14.0
            if only_forms:
                yield GUIDE, 60.0
            return
        for asked in block.fields:
            yield block.columns[asked.id], _column_width(asked)
        if block.part.kind is PartKind.GRID and self._grid_guides(block.part):
            yield ANSWER + len(block.fields), 48.0


def illustrative_words() -> str:
    """What stands on every sheet of a file whose figures are invented."""
    return _("Illustrative: the figures in this file are invented, except where a source is given.")


def _column_width(asked: Field) -> float:
    longest_word = max((len(w) for w in guidance.heading(asked).split()), default=0)
    least = 14.0 if asked.kind.is_numeric and asked.kind is not Kind.MONEY else 17.0
    return float(min(max(asked.width + 2, longest_word + 2, least), 60))


def _not_blank(texts: Mapping[int, str]) -> dict[int, str]:
    return {column: text for column, text in texts.items() if text}
