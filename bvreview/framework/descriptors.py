"""What is asked, as frozen values: the pack's TOML tables have exactly these names and keys.

A field is described once; form, workbook sheet, rule, help and export column are derived from it.
"""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum
from typing import Final

from msgspec import Struct

from bvreview.framework.carried_map import CarriedMap
from bvreview.framework.coverage_map import CoverageMap
from bvreview.framework.expressions import Expression
from bvreview.framework.gap_map import GapMap
from bvreview.framework.ledger_map import LedgerMap
from bvreview.framework.questionnaire_map import QuestionnaireMap
from bvreview.framework.report_map import ReportMap
from bvreview.i18n import _


class Kind(StrEnum):
    """What an answer is made of; decides editor, workbook cell, parsing and printing."""

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

    @property
    def is_numeric(self) -> bool:
        """Whether the value is a Decimal (a percentage is held as 0 to 100)."""
        return self in _NUMERIC


_NUMERIC = (Kind.MONEY, Kind.NUMBER, Kind.INTEGER, Kind.PERCENT)


class Asked(StrEnum):
    """On which path something is asked, or must be answered."""

    ALWAYS = "always"
    FULL = "full"
    NEVER = "never"

    def on(self, path: Path) -> bool:
        """Whether it holds on the light or the full path."""
        return self is Asked.ALWAYS or (self is Asked.FULL and path is Path.FULL)


class Path(StrEnum):
    """How deep a review goes: proportionate effort is the trust's choice."""

    LIGHT = "light"
    FULL = "full"


class PartKind(StrEnum):
    """The shape of a part of a section."""

    FORM = "form"
    TABLE = "table"
    GRID = "grid"


class Scope(StrEnum):
    """What a section belongs to: one review, or the organisation's year that all its reviews share."""

    REVIEW = "review"
    ORGANISATION_YEAR = "organisation year"


class Level(StrEnum):
    """How grave a finding is."""

    STOP = "stop"
    EXPLAIN = "explain"
    NOTE = "note"


class Direction(StrEnum):
    """Which way of a measure is better."""

    UP = "up"
    DOWN = "down"
    NEUTRAL = "neutral"


class MeasureKind(StrEnum):
    """How a measure is worked out."""

    PROPORTION = "proportion"
    RATE = "rate"
    RATIO = "ratio"


class Descriptor(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of everything read from a pack: immutable, and an unknown key is a mistake."""


class Help(Descriptor, frozen=True, kw_only=True):
    """What counts, what does not, an example, and where the definition comes from."""

    counts: str = ""
    excludes: str = ""
    example: str = ""
    source: str = ""


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

    ``rows``: "volumes", "measures", or the id of a list. ``own_row``: of a grid over services; only the row
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


class Item(Descriptor, frozen=True, kw_only=True):
    """One entry of a list: a choice, or a fixed row of a grid."""

    id: str
    label: str
    help: Help = Help()
    unit: str = ""
    required: Asked = Asked.ALWAYS
    services: tuple[str, ...] = ()


class Measure(Descriptor, frozen=True, kw_only=True):
    """A performance measure: numerator over denominator, with a direction and a source."""

    id: str
    label: str
    numerator: str
    denominator: str
    kind: MeasureKind = MeasureKind.PROPORTION
    direction: Direction = Direction.UP
    target: Decimal | None = None
    target_note: str = ""
    definition: str = ""
    source: str = ""
    required: Asked = Asked.ALWAYS
    help: Help = Help()

    @property
    def unit(self) -> str:
        """The unit of the measure as shown beside a figure."""
        return "%" if self.kind is MeasureKind.PROPORTION else ""


class Service(Descriptor, frozen=True, kw_only=True):
    """A service that is reviewed, with its specification, outputs and measures.

    ``unit``: the id of the volume that unit costs divide by; ``unit_name``: in words, "hour worked".
    ``outcome``: the id of the volume that counts what is to be achieved; ``outcome_name``: in words.
    """

    id: str
    name: str
    specification: str
    specification_source: str = ""
    summary: str = ""
    unit: str
    unit_name: str
    outcome: str = ""
    outcome_name: str = ""
    volumes: tuple[Item, ...]
    measures: tuple[Measure, ...]


class Series(Descriptor, frozen=True, kw_only=True):
    """Published figures by key, such as an index by financial year; ``released``: the day of publication."""

    title: str
    source: str
    released: str
    values: dict[str, Decimal]


LOCAL: Final = "local"
LONGEST_NAME: Final = 60
_APART: Final = "_"


def local_service_id(organisation: str, name: str) -> str:
    """The id of a service that an organisation added: it says whose it is and what it is called.

    Raises:
        ValueError: the name has no letter or digit.
    """
    words = re.findall(r"[^\W_]+", name)
    if not words:
        raise ValueError(name)
    return _APART.join((LOCAL, organisation, "-".join(words)[:LONGEST_NAME].strip("-")))


def local_service(service_id: str) -> Service | None:
    """The service in the id of a local one; None for any other. Its volumes and measures are answers."""
    local, __, rest = service_id.partition(_APART)
    organisation, __, words = rest.rpartition(_APART)
    if local != LOCAL or not organisation or not re.fullmatch(r"[^\W_]+(-[^\W_]+)*", words):
        return None
    if len(words) > LONGEST_NAME:
        return None
    name = _("{name} (local)").format(name=words.replace("-", " "))
    by = _("Local: the organisation's own specification")
    return Service(id=service_id, name=name, specification=by, unit="", unit_name="", volumes=(), measures=())


class Organisation(Descriptor, frozen=True, kw_only=True):
    """A probation area (2008) or trust (2010) with its region and successor.

    ``first_year``/``last_year``: the financial years ("2008-09") in which it reports, blank where open.
    """

    id: str
    name: str
    kind: str
    region: str
    family: str = ""
    successor: str = ""
    first_year: str = ""
    last_year: str = ""


class Region(Descriptor, frozen=True, kw_only=True):
    """A region under one Director of Offender Management; ``evidence``: how its membership is known."""

    id: str
    name: str
    evidence: str = ""


class Criterion(Descriptor, frozen=True, kw_only=True):
    """A test on which the Director evaluates a plan; ``weight`` in per cent, ours unless ``source`` says."""

    id: str
    label: str
    question: str
    weight: Decimal
    source: str = ""


class Example(Descriptor, frozen=True, kw_only=True):
    """Answers by address ("section.field" or "section.part:row.field") as a person would type them."""

    answers: dict[str, str]
    service: str = ""
    path: Path = Path.FULL


class Rule(Descriptor, frozen=True, kw_only=True):
    """A check of the answers: it fails where ``check`` is false, and is silent where it is undefined.

    ``each``: "section.part" to check every row; ``at``: the field the finding stands beside
    ("section.field", a field of the row, or "section.part" as a whole); ``value``: what is shown as found
    and what an explanation is bound to. ``message`` may name ``{found}``, ``{label}``, ``{row}`` and
    ``{expected}``.
    """

    id: str
    level: Level
    check: Expression
    at: str
    message: str
    put_right: str
    each: str = ""
    when: Expression | None = None
    value: Expression | None = None
    expected: Expression | None = None
    services: tuple[str, ...] = ()
    asked: Asked = Asked.ALWAYS
    fails: Example
    passes: Example


class UnitCost(Descriptor, frozen=True, kw_only=True):
    """A cost for each unit that organisations are compared on; ``address`` is a form's worked-out field.

    ``whole``: where the cost stands that is divided; ``last_year``: where the whole cost of the year before;
    ``earlier``: its column in the table of years before that. ``each_outcome``: it is the cost of an outcome
    of the service, not of its unit.
    """

    id: str
    label: str
    address: str
    each_outcome: bool = False
    whole: str = ""
    last_year: str = ""
    earlier: str = ""


class SharePlace(Descriptor, frozen=True, kw_only=True):
    """Where another share of each measure stands: of a quarter, or of the year before."""

    numerator: str
    denominator: str


class CostPlace(Descriptor, frozen=True, kw_only=True):
    """Where what a service costs stands, part by part, so that a gap can be split.

    ``grade``, ``fte``, ``share`` (of their time, in per cent) and ``pay``: columns of one table; the others
    are fields of forms, but ``volume``, a column over the volumes. ``last_volume``: of the year before;
    ``earlier_year`` and ``earlier_volume``: columns of the table of years before that. ``prices``: the id of
    the series of prices by year; ``price_base``: the field that names the year of the prices to show.
    """

    grade: str
    fte: str
    share: str = ""
    pay: str
    non_staff: tuple[str, ...] = ()
    overhead: str = ""
    volume: str
    last_volume: str = ""
    earlier_year: str = ""
    earlier_volume: str = ""
    prices: str = ""
    price_base: str = ""

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every place that is named."""
        columns = (self.grade, self.fte, self.share, self.pay, self.volume)
        earlier = (self.earlier_year, self.earlier_volume)
        fields = (*self.non_staff, self.overhead, self.last_volume, self.price_base)
        return tuple(filter(None, (*columns, *earlier, *fields)))


class Predicted(Descriptor, frozen=True, kw_only=True):
    """A count against what was predicted for the same people, by address of a form's fields.

    ``ratio``: where observed over expected is worked out; ``direction``: which way is better.
    """

    id: str
    label: str
    observed: str
    expected: str
    ratio: str
    direction: Direction = Direction.DOWN


class CompareMap(Descriptor, frozen=True, kw_only=True):
    """Where the figures to compare stand: columns of a grid over the measures, and the unit costs.

    ``quality``: the column that says how sure a figure is; those in ``estimates`` are marked "estimate".
    ``quarters``, ``quarters_before`` (of the year before) and ``last_year``: where other figures of a measure
    stand; ``costs``: what costs are made of.
    ``sizes``: topics of published tables that say how large an area is, the first that is at hand counts;
    ``characteristics``: topics that say what an area is like, for nearest neighbours; ``families``: what
    the families of organisations are called, and ``family_source`` on what they rest. ``gaps``: where what
    it shows is answered.
    """

    numerator: str
    denominator: str
    target: str = ""
    quality: str = ""
    estimates: tuple[str, ...] = ()
    quarters: tuple[SharePlace, ...] = ()
    quarters_before: tuple[SharePlace, ...] = ()
    last_year: SharePlace | None = None
    predicted: tuple[Predicted, ...] = ()
    unit_costs: tuple[UnitCost, ...] = ()
    costs: CostPlace | None = None
    sizes: tuple[str, ...] = ()
    characteristics: tuple[Item, ...] = ()
    families: tuple[Item, ...] = ()
    family_source: str = ""
    gaps: GapMap | None = None

    @property
    def whole_cost(self) -> str:
        """The id of the widest cost of a unit: the last one that is no outcome's; "" where there is none."""
        units = [cost.id for cost in self.unit_costs if not cost.each_outcome]
        return units[-1] if units else ""


class LocalMap(Descriptor, frozen=True, kw_only=True):
    """The tables ("section.part") in which staff add volumes and measures of their own to a review.

    ``volumes`` has the columns label, unit, counts and excludes; ``measures`` label, numerator, denominator,
    direction, definition and source.
    """

    volumes: str
    measures: str


class Sheet(Descriptor, frozen=True, kw_only=True):
    """One sheet of a return: a section that no review holds."""

    id: str
    title: str
    parts: tuple[Part, ...]
    intro: str = ""


class Results(Descriptor, frozen=True, kw_only=True):
    """A table of a return ("section.part") whose lines are results in counts, and the columns of them."""

    part: str
    name: str
    numerator: str
    denominator: str


class Return(Descriptor, frozen=True, kw_only=True):
    """What somebody answers who is named in a line of a table: it goes out as a workbook and is read in.

    ``table``: the "section.part" whose lines it goes to; ``name``: the column that says to whom. ``purpose``:
    what it is for, sentence by sentence, said to who answers. ``lists``: choices that only it asks.
    """

    id: str
    title: str
    table: str
    name: str
    sheets: tuple[Sheet, ...]
    purpose: tuple[str, ...] = ()
    lists: dict[str, tuple[Item, ...]] = {}
    results: Results | None = None


class Coaching(Descriptor, frozen=True, kw_only=True):
    """What explanations are coached by. ``causes``: words or beginnings of words that name a cause."""

    causes: tuple[str, ...] = ()


class Framework(Descriptor, frozen=True, kw_only=True):
    """A whole pack, ready to use."""

    id: str
    version: str
    title: str
    public_service: str
    note: str = ""
    stages: tuple[Stage, ...]
    sections: tuple[Section, ...]
    lists: dict[str, tuple[Item, ...]]
    series: dict[str, Series] = {}
    carried: CarriedMap | None = None
    services: tuple[Service, ...]
    regions: tuple[Region, ...]
    organisations: tuple[Organisation, ...]
    criteria: tuple[Criterion, ...]
    rules: tuple[Rule, ...]
    compare: CompareMap | None = None
    coaching: Coaching | None = None
    local: LocalMap | None = None
    coverage: CoverageMap | None = None
    report: ReportMap | None = None
    ledger: LedgerMap | None = None
    returns: tuple[Return, ...] = ()
    questionnaire: QuestionnaireMap | None = None

    def section(self, section_id: str) -> Section | None:
        """The section of that id, or None."""
        return next((s for s in self.sections if s.id == section_id), None)

    def service(self, service_id: str) -> Service | None:
        """The service of that id, be it local, or None."""
        found = next((s for s in self.services if s.id == service_id), None)
        return found or (local_service(service_id) if self.local else None)

    def organisation(self, organisation_id: str) -> Organisation | None:
        """The organisation of that id, or None."""
        return next((o for o in self.organisations if o.id == organisation_id), None)

    def region(self, region_id: str) -> Region | None:
        """The region of that id, or None."""
        return next((r for r in self.regions if r.id == region_id), None)

    def organisations_in(self, year: str, region: str = "") -> tuple[Organisation, ...]:
        """The organisations that report for the financial year ``"2009-10"``, of one region or all."""
        return tuple(
            o
            for o in self.organisations
            if (not region or o.region == region)
            and (not o.first_year or o.first_year <= year)
            and (not o.last_year or year <= o.last_year)
        )
