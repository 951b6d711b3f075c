"""How an organisation stands on every measure and cost against every peer group, in words and shapes."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bvreview.i18n import _, plural
from bvreview.review.compared.peers import NotOffered, Peers
from bvreview.review.compared.standing import (
    CHANCE_95,
    CHANCE_998,
    ComparisonKind,
    Reading,
    Shape,
    Standing,
    Topic,
    quarter_word,
    say_interval,
    say_percent,
    say_pounds,
    say_share,
)
from bvreview.review.wording import MINUS


@dataclass(frozen=True, slots=True)
class OverviewCell:
    """One measure or cost against one group.

    ``size``: members with a figure, the organisation itself counted; ``centre``: the pooled share from which
    the funnel is drawn, or the median in pounds; ``basis``: how many organisations that is drawn from, more
    than ``size`` where the group is too small. ``why``: why there is nothing to read, where there is not.
    ``same_as``: the column before it whose figures are the very same ones: that is one proof, not two.
    For money: ``quarter`` 1 (lowest cost) to 4, and the distance from the median in pounds and per cent.
    """

    peers: str
    reading: Reading
    size: int
    basis: int
    centre: float | None = None
    quarter: int | None = None
    distance: Decimal | None = None
    distance_percent: Decimal | None = None
    why: str = ""
    same_as: str = ""

    @property
    def word(self) -> str:
        """What may be said, with the distance for a cost."""
        if self.why:
            return self.why
        if self.distance is None:
            return self.reading.word
        return say_distance(self)

    @property
    def brief(self) -> str:
        """What may be said, as short as a column wants it: "+£5.50 (+35.5%), highest quarter".

        A share that is read by the limits of all organisations says so: "not distinguishable (of all 42)";
        a group with the very same figures as another names that: "as Region".
        """
        if self.same_as and not self.why:
            return _("as {group}").format(group=self.same_as)
        if self.basis > self.size and not self.why:
            return _("{word} (of all {n})").format(word=self.word, n=self.basis)
        if self.why or not self.distance:
            return self.word
        pounds, percent = say_pounds(abs(self.distance)), self.distance_percent
        said = f"{'+' if self.distance > 0 else MINUS}{pounds}"
        said += f" ({say_signed(percent)})" if percent is not None else ""
        return f"{said}, {say_quarter(self.quarter)}" if self.quarter else said

    @property
    def shape(self) -> Shape:
        """The shape beside the word."""
        return self.reading.shape

    @property
    def flagged(self) -> bool:
        """Whether it lies outside the 95% limits."""
        return self.reading.flagged


@dataclass(frozen=True, slots=True)
class OverviewRow:
    """One measure or cost. ``standing``: the organisation's own figure, None where it has none (``why``).

    ``illustrative``: whether any figure that it is read against, or its own, is invented.
    """

    topic: Topic
    kind: ComparisonKind
    standing: Standing | None
    cells: tuple[OverviewCell, ...]
    caveats: tuple[str, ...] = ()
    why: str = ""
    illustrative: bool = False

    @property
    def value(self) -> str:
        """The figure as people read it, "" without one."""
        if not self.standing:
            return ""
        return say_pounds(self.standing.value) if self.kind == "money" else say_share(self.standing)

    @property
    def interval(self) -> str:
        """The 95% interval in words, "" for a cost."""
        return say_interval(self.standing) if self.standing else ""

    @property
    def said(self) -> str:
        """The figure in one line: "86%, 95% interval 83 to 89", or why there is none."""
        if not self.interval:
            return self.value or self.why
        return _("{value}, 95% interval {interval}").format(value=self.value, interval=self.interval)

    @property
    def marks(self) -> tuple[str, ...]:
        """What must be said of the figure (see ``Observation``): "illustrative", "estimate" ..."""
        return self.standing.observation.marks if self.standing else ()

    @property
    def all_marks(self) -> tuple[str, ...]:
        """What must be said of all that is shown: of the figure, and of those that it is read against."""
        return tuple(dict.fromkeys((*self.marks, *(["illustrative"] if self.illustrative else []))))

    @property
    def flagged(self) -> bool:
        """Whether any group flags it."""
        return any(cell.flagged for cell in self.cells)

    def cell(self, peers: str) -> OverviewCell | None:
        """The cell of a group (its key), or None."""
        return next((c for c in self.cells if c.peers == peers), None)


@dataclass(frozen=True, slots=True)
class FlagCount:
    """How many figures were read against limits, and how many lie outside the 95% and the 99.8% limits."""

    judged: int
    outside_95: int
    outside_998: int

    @property
    def chance_95(self) -> float:
        """How many chance alone would put outside the 95% limits."""
        return self.judged * CHANCE_95

    @property
    def chance_998(self) -> float:
        """How many chance alone would put outside the 99.8% limits."""
        return self.judged * CHANCE_998

    @property
    def words(self) -> str:
        """Both, beside what was found."""
        if not self.judged:
            return _("no figure is read against limits.")
        counted = plural("{{count}} figure", "{{count}} figures", self.judged)
        text = _(
            "of {counted} read against limits, chance alone would put {by_chance} outside the 95% "
            "limits and {far} outside the 99.8% limits; found: {found} and {clear}."
        )
        return text.format(
            counted=counted.format(count=f"{self.judged:,}"),
            by_chance=say_expected(self.chance_95),
            far=say_expected(self.chance_998),
            found=self.outside_95,
            clear=self.outside_998,
        )


@dataclass(frozen=True, slots=True)
class Overview:
    """Every measure and cost (rows) against every group (columns) for one organisation.

    ``own_flags``: of this organisation, by group key; ``all_flags``: of all organisations, each measure once
    against all that have a figure.
    """

    organisation: str
    columns: tuple[Peers, ...]
    rows: tuple[OverviewRow, ...]
    own_flags: dict[str, FlagCount]
    all_flags: FlagCount
    not_offered: tuple[NotOffered, ...] = ()

    @property
    def method(self) -> str:
        """How the words are found, with the sources."""
        return _(
            "Measures: funnel limits p ± z√(p(1−p)/n) around the pooled share of the group, each "
            "organisation's own figures included (APHO Technical Briefing 3, 2008); from all organisations "
            "where the group has fewer than 10 with figures. Outside the 95% limits: worth a look; outside "
            "the 99.8% limits: clearly. Too small to tell: the 95% interval (Wilson) is wider than the "
            "distance between the 10th and the 90th percentile of the comparators. Costs have no interval: "
            "distance from the median of the group, quarters from 10 organisations on. Limits are not "
            "adjusted for over-dispersion: where far more flags are found than chance would give, "
            "organisations differ in more than chance, such as case mix and recording. The groups overlap, "
            "so the columns of a row are not independent of one another."
        )


def say_expected(count: float) -> str:
    """An expected count as precise as it deserves: "about 105", "about 0.4", "fewer than 0.1"."""
    if count >= 0.1:
        return _("about {n}").format(n=f"{count:,.0f}" if count >= 2 else f"{count:.1f}")
    return _("fewer than 0.1")


def say_quarter(quarter: int) -> str:
    """A quarter of the costs in words."""
    return _("{quarter} quarter").format(quarter=quarter_word(quarter))


def say_distance(cell: OverviewCell) -> str:
    """The quarter, and the distance from the median in pounds and per cent."""
    distance = cell.distance or Decimal(0)
    if distance == 0:
        said = _("at the median")
    else:
        text = _("{pounds} above the median") if distance > 0 else _("{pounds} below the median")
        said = text.format(pounds=say_pounds(abs(distance)))
        if cell.distance_percent is not None:
            said += f" ({say_signed(cell.distance_percent)})"
    return f"{say_quarter(cell.quarter)}, {said}" if cell.quarter else said


def say_signed(percent: Decimal) -> str:
    """A percentage with its sign: Decimal("14.2") -> "+14.2%"."""
    shown = say_percent(float(abs(percent)) / 100, 1)
    return f"{'+' if percent > 0 else MINUS}{shown}" if percent else shown
