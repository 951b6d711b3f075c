"""A framework built in code, small enough to see whole: one form, one table, one grid, one service."""

from __future__ import annotations

from decimal import Decimal

from bvreview.framework.descriptors import Framework
from bvreview.framework.expressions import Expression
from bvreview.framework.organisations import Organisation, Region
from bvreview.framework.rules import Example, Level, Rule
from bvreview.framework.sections import Field, Kind, Part, PartKind, Section, Stage
from bvreview.framework.services import Service
from bvreview.framework.terms import Asked, Item, Path
from bvreview.review.model import ReviewHead
from bvreview.review.periods import FinancialYear

COLOURS = (Item(id="red", label="Dark red"), Item(id="sea_green", label="Sea-green"))
NEEDS = Asked.ALWAYS


def _money(name: str, formula: str = "", **more: object) -> Field:
    expression = Expression(formula) if formula else None
    return Field(id=name, label=name.title(), kind=Kind.MONEY, formula=expression, **more)  # type: ignore[arg-type]


FORM = Part(
    id="head",
    title="Head",
    fields=(
        Field(id="lead", label="Lead", kind=Kind.PERSON, required=NEEDS),
        Field(id="begun", label="Begun", kind=Kind.DATE),
        Field(id="ended", label="Ended", kind=Kind.DATE),
        Field(id="colours", label="Colours", kind=Kind.CHOICES, list="colours"),
        _money("whole", "sum(costs.staff.cost) + number(other)"),
        _money("other", minimum=Decimal(0)),
        _money("each_loan", "whole / cell(costs.outputs.year, unit)"),
    ),
)
STAFF = Part(
    id="staff",
    title="Staff",
    kind=PartKind.TABLE,
    at_least=1,
    fields=(
        Field(id="grade", label="Grade", required=NEEDS),
        Field(
            id="fte", label="FTE", kind=Kind.NUMBER, required=NEEDS, minimum=Decimal(0), maximum=Decimal(999)
        ),
        _money("salary", required=NEEDS),
        _money("cost", "fte * salary", total=True),
    ),
)
OUTPUTS = Part(
    id="outputs",
    title="Outputs",
    kind=PartKind.GRID,
    rows="volumes",
    fields=(
        Field(id="q1", label="April to June", kind=Kind.INTEGER, required=Asked.FULL),
        Field(id="q2", label="July to September", kind=Kind.INTEGER),
        Field(id="year", label="Year", kind=Kind.NUMBER, formula=Expression("q1 + q2")),
        Field(id="last", label="Last year", kind=Kind.INTEGER),
    ),
)
RISE = Rule(
    id="rise",
    level=Level.EXPLAIN,
    each="costs.outputs",
    check=Expression("abs(year - last) <= last * 0.1"),
    expected=Expression("last"),
    at="year",
    message="{row}: {found} against {expected} last year.",
    put_right="Say why {label} moved.",
    fails=Example(answers={}),
    passes=Example(answers={}),
)
PACK = Framework(
    id="small",
    version="1",
    title="Small pack",
    public_service="library",
    stages=(Stage(id="collect", title="Collect"),),
    sections=(Section(id="costs", title="Costs", stage="collect", parts=(FORM, STAFF, OUTPUTS)),),
    lists={"colours": COLOURS},
    services=(
        Service(
            id="loans",
            name="Loans",
            specification="None",
            unit="loans",
            unit_name="loan",
            volumes=(
                Item(id="loans", label="Loans"),
                Item(id="visits", label="Visits", required=Asked.NEVER),
            ),
            measures=(),
        ),
    ),
    regions=(Region(id="north", name="North"),),
    organisations=(Organisation(id="aber", name="Aber", kind="library", region="north"),),
    criteria=(),
    rules=(RISE,),
)


def small_head(path: Path = Path.FULL) -> ReviewHead:
    return ReviewHead("r1", "aber", "loans", FinancialYear(2009), path, PACK.id, PACK.version)
