"""What the improvement plan on paper says, as data: its chapters, and which answers play which part.

A pack has this in ``report.toml``. Addresses are "section.field" for an answer in a form and
"section.part.field" for a column; a column of the same part is named by its field alone.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class BlockKind(StrEnum):
    """What a block of a chapter shows; those after "listing" are put together by the application."""

    TEXT = "text"
    TABLE = "table"
    LISTING = "listing"
    ACTIONS = "actions"
    BENEFITS = "benefits"
    STANDING = "standing"
    CHARTS = "charts"
    COVERAGE = "coverage"
    NEEDED = "needed"
    EXPLANATIONS = "explanations"
    OPEN_FINDINGS = "open findings"
    QUALITY = "quality"
    METHODS = "methods"
    PREDICTED = "predicted"
    SIGN_OFF = "sign-off"


class ReportEntry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of everything in ``report.toml``."""


class ReportColumn(ReportEntry, frozen=True, kw_only=True):
    """A column of a printed table, made of one or more fields.

    ``pattern`` joins them ("{baseline} to {target}") where all are given. ``strong``: the first in the
    heavier weight.
    """

    fields: tuple[str, ...]
    title: str = ""
    pattern: str = ""
    strong: bool = False


class ReportBlock(ReportEntry, frozen=True, kw_only=True):
    """A block of a chapter.

    ``fields``: the answers of a text block (``labels``: each after its label), or the columns that a
    "needed" or "quality" block counts. ``part``, ``columns``: of a table, or of a listing (each row's label
    with its first column in brackets). ``needs``: only rows with one of these fields. What has no content
    is not printed.
    """

    kind: BlockKind = BlockKind.TEXT
    title: str = ""
    note: str = ""
    fields: tuple[str, ...] = ()
    labels: bool = True
    part: str = ""
    columns: tuple[ReportColumn, ...] = ()
    needs: tuple[str, ...] = ()


class ReportChapter(ReportEntry, frozen=True, kw_only=True):
    """A chapter; it is printed when one of its blocks has content."""

    id: str
    title: str
    blocks: tuple[ReportBlock, ...]


class ReportFigure(ReportEntry, frozen=True, kw_only=True):
    """A number for the first page. ``topic``: the comparison whose words follow the label."""

    address: str
    label: str = ""
    topic: str = ""
    services: tuple[str, ...] = ()


class ActionMap(ReportEntry, frozen=True, kw_only=True):
    """The table of actions: which field plays which part.

    ``benefits`` and ``overlaps``: one field a year, in the same order. ``kind``: of the benefit.
    """

    part: str
    what: str
    why: str
    owner: str
    due: str
    measure: str
    baseline: str
    target: str
    one_off: str
    benefits: tuple[str, ...]
    overlaps: tuple[str, ...]
    overlap_with: str
    kind: str

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field that plays a part."""
        texts = (self.what, self.why, self.owner, self.due, self.measure, self.baseline, self.target)
        return (*texts, self.one_off, *self.benefits, *self.overlaps, self.overlap_with, self.kind)


class SmallCounts(ReportEntry, frozen=True, kw_only=True):
    """A part with counts of people, of which small ones are withheld on paper.

    ``counts``: its whole numbers, each part of the one before it ("in_caseload", "in_service", "good").
    ``within``: the field whose value puts rows together that add up to a whole; "" where each row is one by
    itself. ``of_them``: figures about the people of the first count, such as their average, withheld with
    it. What is worked out from a figure that is withheld is withheld too.
    """

    part: str
    counts: tuple[str, ...]
    within: str = ""
    of_them: tuple[str, ...] = ()


class ReportMap(ReportEntry, frozen=True, kw_only=True):
    """The improvement plan on paper.

    ``codes``: the letters that stand for a section in the short code beside a figure. ``starts``,
    ``ends``: the dates of the plan. ``path_reason``: why the light or the full path was taken. ``sign_off``:
    answers printed with the lines to sign on. ``small``: the tables in which small numbers are withheld.
    """

    ask_title: str
    asked: str = ""
    otherwise: str = ""
    starts: str = ""
    ends: str = ""
    path_reason: str = ""
    codes: dict[str, str] = {}
    figures: tuple[ReportFigure, ...] = ()
    front: tuple[ReportBlock, ...] = ()
    actions: ActionMap | None = None
    chapters: tuple[ReportChapter, ...] = ()
    sign_off: tuple[str, ...] = ()
    small: tuple[SmallCounts, ...] = ()
