"""What is asked of a review: stages, sections, their parts and fields.

A field is described once; form, workbook sheet, rule, help and export column are derived from it.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from bvreview.framework.expressions import Expression
from bvreview.framework.terms import Asked, Descriptor, Help


class Kind(StrEnum):
    """What an answer is made of; decides editor, workbook cell, parsing and printing.

    ``EVIDENCE``: the answer is the evidence that is linked to its place; nothing else is kept of it.
    """

    TEXT = "text"
    LONG_TEXT = "long text"
    MONEY = "money"
    NUMBER = "number"
    INTEGER = "integer"
    PERCENT = "percent"
    DATE = "date"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes no"
    PERSON = "person"
    EVIDENCE = "evidence"

    @property
    def is_numeric(self) -> bool:
        """Whether the value is a Decimal (a percentage is held as 0 to 100)."""
        return self in _NUMERIC


_NUMERIC = frozenset((Kind.MONEY, Kind.NUMBER, Kind.INTEGER, Kind.PERCENT))


class PartKind(StrEnum):
    """The shape of a part of a section."""

    FORM = "form"
    TABLE = "table"
    GRID = "grid"


class Scope(StrEnum):
    """What a section belongs to: one review, or the organisation's year that all its reviews share."""

    REVIEW = "review"
    ORGANISATION_YEAR = "organisation year"


class Field(Descriptor, frozen=True, kw_only=True):
    """One question. ``formula`` makes it worked out: never asked, never stored."""

    id: str
    label: str
    kind: Kind = Kind.TEXT
    help: Help = Help()
    required: Asked = Asked.NEVER
    asked: Asked = Asked.ALWAYS
    unit: str = ""
    list: str = ""
    places: int = 2
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    formula: Expression | None = None
    total: bool = False
    width: int = 12
    services: tuple[str, ...] = ()


class Part(Descriptor, frozen=True, kw_only=True):
    """A form, a repeating table, or a grid whose rows the pack fixes (``rows`` names them).

    ``rows``: "volumes", "measures" (that are shares), "rates" (rates and averages; left out where a service
    has none), or the id of a list. ``own_row``: of a grid over services; only the row
    of the service that is reviewed must be answered.
    """

    id: str
    title: str
    kind: PartKind = PartKind.FORM
    fields: tuple[Field, ...]
    intro: str = ""
    rows: str = ""
    row_label: str = ""
    at_least: int = 0
    own_row: bool = False
    asked: Asked = Asked.ALWAYS

    def field(self, field_id: str) -> Field | None:
        """The field of that id, or None."""
        return next((f for f in self.fields if f.id == field_id), None)


class Section(Descriptor, frozen=True, kw_only=True):
    """A part of a stage: one line of the task list, one sheet of the workbook, one owner."""

    id: str
    title: str
    stage: str
    parts: tuple[Part, ...]
    intro: str = ""
    scope: Scope = Scope.REVIEW
    asked: Asked = Asked.ALWAYS
    services: tuple[str, ...] = ()

    def part(self, part_id: str) -> Part | None:
        """The part of that id, or None."""
        return next((p for p in self.parts if p.id == part_id), None)

    def form_field(self, field_id: str) -> Field | None:
        """The field of that id in the section's forms, or None."""
        forms = (p for p in self.parts if p.kind is PartKind.FORM)
        return next((f for p in forms if (f := p.field(field_id))), None)


class Stage(Descriptor, frozen=True, kw_only=True):
    """Collect, challenge, compare, plan: the order of a review."""

    id: str
    title: str
    intro: str = ""
