"""What a chart shows, as data: the same value is laid out for screen and print and made native in Excel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from bvreview.review.compared.standing import FunnelLimit, Reading

PointRole = Literal["own", "followed", "peer", "other"]
"""``followed``: the one that somebody picked out, beside the own one."""
Format = Literal["percent", "pounds", "count"]
Scale = Literal["linear", "square_root"]


@dataclass(frozen=True, slots=True)
class Words:
    """What is said with a chart: ``sentence`` means it, ``description`` replaces it for who cannot see it."""

    title: str
    sentence: str = ""
    description: str = ""
    source: str = ""
    notes: tuple[str, ...] = ()
    illustrative: bool = False


@dataclass(frozen=True, slots=True)
class Axis:
    """How an axis is named and its figures written."""

    label: str
    format: Format
    scale: Scale = "linear"


@dataclass(frozen=True, slots=True)
class Point:
    """One organisation in a funnel: ``x`` its size, ``y`` its value, with the 95% interval."""

    label: str
    x: float
    y: float
    lower: float | None
    upper: float | None
    role: PointRole
    reading: Reading
    readout: str


@dataclass(frozen=True, slots=True)
class FunnelSpec:
    """Values over sizes with limits around a centre; ``peer_label`` and ``other_label`` name the roles."""

    words: Words
    points: tuple[Point, ...]
    limits: tuple[FunnelLimit, ...]
    centre: float | None
    centre_label: str
    x_axis: Axis
    y_axis: Axis
    peer_label: str = ""
    other_label: str = ""


@dataclass(frozen=True, slots=True)
class DotRow:
    """One organisation in ranked dots: value, interval, target and a short note at the end of the row."""

    label: str
    value: float
    lower: float | None
    upper: float | None
    target: float | None
    role: PointRole
    reading: Reading
    note: str
    readout: str


@dataclass(frozen=True, slots=True)
class RankedDotsSpec:
    """Values one under the other with their intervals; ``note_label`` heads the notes."""

    words: Words
    rows: tuple[DotRow, ...]
    centre: float | None
    centre_label: str
    axis: Axis
    note_label: str = ""
    peer_label: str = ""
    other_label: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """A value in time: ``label`` in full ("Quarter 1, 2009 to 2010"), ``short`` at the axis.

    ``sign``: what a rule says of it, clearly better or worse (higher or lower); None for chance alone;
    ``said``: by which rule, in words.
    ``lower`` and ``upper``: the 95% interval of a share, drawn where the trend has no limits.
    """

    label: str
    short: str
    value: float | None
    readout: str
    sign: Reading | None = None
    said: str = ""
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """The values of one organisation, or of one kind of cost, from the oldest to the newest.

    ``whose``: the organisation that is followed when one of its marks is picked.
    """

    label: str
    role: PointRole
    moments: tuple[Moment, ...]
    whose: str = ""


@dataclass(frozen=True, slots=True)
class TrendSpec:
    """Values over time, all courses at the same moments; mean and limits of the first, where it has them."""

    words: Words
    courses: tuple[Course, ...]
    axis: Axis
    time_label: str = ""
    mean: float | None = None
    lower: float | None = None
    upper: float | None = None
    target: float | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a waterfall: a total stands on zero, a change on where the step before ended."""

    label: str
    amount: float
    text: str
    readout: str
    total: bool = False
    own: bool = False


@dataclass(frozen=True, slots=True)
class WaterfallSpec:
    """From one amount to another by steps that add up."""

    words: Words
    steps: tuple[Step, ...]
    axis: Axis


@dataclass(frozen=True, slots=True)
class QuadrantPoint:
    """One organisation by two figures; ``hollow`` where it cannot be told from the centre."""

    label: str
    x: float
    y: float
    role: PointRole
    hollow: bool
    readout: str


@dataclass(frozen=True, slots=True)
class QuadrantSpec:
    """Two figures of each organisation around the centres of both.

    ``corners``: what the fields mean: top left, top right, bottom left, bottom right.
    """

    words: Words
    points: tuple[QuadrantPoint, ...]
    centre: tuple[float, float]
    x_axis: Axis
    y_axis: Axis
    corners: tuple[str, str, str, str]
    peer_label: str = ""
    other_label: str = ""


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A row of a matrix: the names in each column, and what is said of it; ``gap`` where nobody is named."""

    label: str
    cells: tuple[tuple[str, ...], ...]
    said: str = ""
    gap: bool = False


@dataclass(frozen=True, slots=True)
class MatrixSpec:
    """Who stands where in rows and columns."""

    words: Words
    columns: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    row_label: str = ""


ChartSpec = FunnelSpec | RankedDotsSpec | TrendSpec | WaterfallSpec | QuadrantSpec | MatrixSpec


@dataclass(frozen=True, slots=True)
class Frame:
    """The room for a chart: size, font size in the same unit, and whether title and notes are drawn in it.

    A chart beside which the page says title, source and notes is drawn bare; one that is copied or printed
    by itself is dressed.
    """

    width: float
    height: float
    text_size: float = 12.0
    dressed: bool = True
