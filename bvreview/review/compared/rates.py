"""Rates and averages of those who count alike: values, and the table that every output reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bvreview.framework.services import Measure
from bvreview.i18n import _
from bvreview.review.compared.standing import Observation, Reading, Topic
from bvreview.review.compared.told import ToldColumn, ToldRow, ToldTable, titled, unbroken
from bvreview.review.wording import show_number

LARGE: Final = 10
"""From here on one place is enough."""


@dataclass(frozen=True, slots=True)
class RateStanding:
    """One organisation's figure, for each one of the denominator; an average has no interval."""

    observation: Observation
    value: float
    reading: Reading
    lower: float | None = None
    upper: float | None = None

    @property
    def organisation(self) -> str:
        """Whose figure it is."""
        return self.observation.organisation


@dataclass(frozen=True, slots=True)
class RateCompared:
    """A rate or an average of all who have it, the better first.

    ``centre``: the pooled rate, or the middle average; None with fewer than two. ``left_out``: who has no
    figure, and why. ``notes``: the method and what must be said.
    """

    topic: Topic
    measure: Measure
    centre: float | None
    standings: tuple[RateStanding, ...]
    left_out: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()

    def say(self, value: float | None) -> str:
        """A figure for each so many, all of a measure as precise as its largest asks for."""
        if value is None:
            return "\u2013"
        largest = max((s.value for s in self.standings), default=value) * float(self.measure.per)
        return show_number(Decimal(repr(value)) * self.measure.per, 1 if largest >= LARGE else 2)


@dataclass(frozen=True, slots=True)
class RatesFound:
    """All rates and averages of a service and year; ``organisation``: whose review is looked at."""

    organisation: str
    topics: tuple[RateCompared, ...] = ()

    def find(self, key: str) -> tuple[RateCompared, RateStanding] | None:
        """What a row is about."""
        topic, __, name = key.partition("\x1f")
        found = next((t for t in self.topics if t.topic.id == topic), None)
        standing = next((s for s in found.standings if s.organisation == name), None) if found else None
        return (found, standing) if found and standing else None


def tell_rates(found: RatesFound, about: str) -> ToldTable:
    """Each rate and average with everybody who has it."""
    rows = tuple(_row(t, s) for t in found.topics for s in t.standings)
    return ToldTable(
        title=_("Rates and averages beside others"),
        intro=tuple(_intro(found)),
        columns=(
            ToldColumn(_("Measure"), 22),
            ToldColumn(_("Who"), 18),
            ToldColumn(_("Figure"), 9, right=True),
            ToldColumn(_("95% interval"), 14, right=True),
            ToldColumn(_("Counted"), 16, right=True, spare=True),
            ToldColumn(_("Reads"), 18),
        ),
        rows=rows,
        notes=tuple(note for t in found.topics for note in _notes(t)),
        sheet=_("Rates and averages"),
        owner=found.organisation,
        about=about,
        illustrative=any("illustrative" in s.observation.marks for t in found.topics for s in t.standings),
    )


def _intro(found: RatesFound) -> Iterator[str]:
    if not found.topics:
        yield _("Nobody has a rate or an average for this service and year. Add one under Local additions.")
    for t in found.topics:
        alone = len(t.standings) < 2
        text = _("{title}: {n} have the same line; {what} {centre}.")
        what = _("pooled") if t.measure.is_rate else _("in the middle")
        yield (
            _("{title}: nobody else has the same line.").format(title=t.topic.title)
            if alone
            else text.format(title=t.topic.title, n=len(t.standings), what=what, centre=t.say(t.centre))
        )


def _row(t: RateCompared, s: RateStanding) -> ToldRow:
    seen = s.observation
    counted = _("{top} of {bottom}") if t.measure.is_rate else _("{top} by {bottom}")
    top, bottom = (show_number(n) if n is not None else "" for n in (seen.numerator, seen.denominator))
    texts = (
        t.topic.title,
        titled(s.organisation, seen.marks, ()),
        t.say(s.value),
        say_limits(t, s),
        unbroken(counted.format(top=top, bottom=bottom)),
        s.reading.word,
    )
    shapes = (None, None, None, None, None, s.reading.shape)
    return ToldRow(f"{t.topic.id}\x1f{s.organisation}", texts, shapes)


def say_limits(t: RateCompared, s: RateStanding) -> str:
    """The 95% interval, "" where there is none."""
    if s.lower is None or s.upper is None:
        return ""
    return unbroken(_("{low} to {high}").format(low=t.say(s.lower), high=t.say(s.upper)))


def _notes(t: RateCompared) -> Iterator[str]:
    yield _("{title}: {words}.").format(title=t.topic.title, words=t.measure.words)
    yield from t.notes
    if t.left_out:
        listed = "; ".join(f"{name} ({why})" for name, why in t.left_out)
        yield _("Left out: {listed}.").format(listed=listed)
