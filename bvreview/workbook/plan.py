"""The plan of a review's sheets, as values: rows, blocks of answers, and the place of every cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from msgspec import Struct

from bvreview.framework.sections import Field, Part, PartKind, Section
from bvreview.review.cells import Address

KEY, LABEL, ANSWER, SOURCE, NOTE, GUIDE = 1, 2, 3, 4, 5, 6


class RowKind(StrEnum):
    """What a row is for; decides its style."""

    TITLE = "title"
    CONTEXT = "context"
    BANNER = "banner"
    INTRO = "intro"
    PART = "part"
    HEADING = "heading"
    FIELD = "field"
    LINE = "line"
    TOTAL = "total"
    GUIDE = "guide"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A row as it is sent out. ``texts`` are our words by column; answers stand beside them."""

    number: int
    kind: RowKind
    key: str
    texts: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Block:
    """A part on its sheet. ``columns``: field id to column (a form's answers all stand in one).

    ``rows``: row key to row number, in a form field id to row number. ``first`` to ``last`` are the rows
    that hold answers, spare ones included; ``total`` is 0 where nothing is added up.
    ``labels``: by key, of forms and grids.
    """

    section: Section
    part: Part
    fields: tuple[Field, ...]
    columns: Mapping[str, int]
    rows: Mapping[str, int]
    heading: int
    first: int
    last: int
    total: int = 0
    labels: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_form(self) -> bool:
        """Whether it has one field a row."""
        return self.part.kind is PartKind.FORM

    def place(self, key: str, field_id: str) -> tuple[int, int] | None:
        """Row and column of a cell; the headings' row for the empty key of a table."""
        row = self.rows.get(field_id if self.is_form else key)
        if row is None and not key:
            row = self.heading
        column = self.columns.get(field_id)
        return (row, column) if row and column else None


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """One section on its sheet."""

    section: Section
    title: str
    rows: tuple[PlannedRow, ...]
    blocks: tuple[Block, ...]
    widths: Mapping[int, float]
    last_column: int
    freeze: tuple[int, int]

    def block(self, part_id: str) -> Block | None:
        """The block of a part."""
        return next((b for b in self.blocks if b.part.id == part_id), None)


class Place(Struct, frozen=True):
    """A cell of the workbook."""

    sheet: str
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class WorkbookPlan:
    """All section sheets of a review, in the order of the stages."""

    sheets: tuple[SheetPlan, ...]
    _by_section: dict[str, SheetPlan] = field(default_factory=dict, repr=False, compare=False)

    def sheet(self, section_id: str) -> SheetPlan | None:
        """The sheet of a section."""
        if not self._by_section:
            self._by_section.update({s.section.id: s for s in self.sheets})
        return self._by_section.get(section_id)

    def place(self, address: Address) -> Place | None:
        """Where a cell of the review lies."""
        sheet = self.sheet(address.section)
        for block in sheet.blocks if sheet else ():
            if address.part and block.part.id != address.part:
                continue
            found = block.place(address.key, address.field)
            if sheet and found and block.is_form is not bool(address.row):
                return Place(sheet.title, *found)
        return None
