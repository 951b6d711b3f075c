"""Who does better in a like context: organisations whose figure can be told apart from one's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bvreview.i18n import _
from bvreview.review.compared.overview import say_expected
from bvreview.review.compared.peers import Peers
from bvreview.review.compared.standing import Standing, Topic, say_interval, say_share
from bvreview.review.compared.told import ToldColumn, ToldRow, ToldTable, titled, unbroken

CHANCE = 0.025
"""The most that chance gives a pair of equal organisations: 95% intervals that do not meet, one side."""


@dataclass(frozen=True, slots=True)
class Better:
    """One organisation (or provider) that is better in one measure; ``alike``: groups that both are in."""

    topic: Topic
    own: Standing
    other: Standing
    alike: tuple[Peers, ...]

    @property
    def key(self) -> str:
        """What it is called where it is chosen from: the measure, then the organisation."""
        return f"{self.topic.id}\x1f{self.other.organisation}"


@dataclass(frozen=True, slots=True)
class BetterFound:
    """All of them. ``groups``: the like contexts; ``pairs``: how many were compared."""

    organisation: str
    groups: tuple[Peers, ...]
    found: tuple[Better, ...]
    pairs: int

    @property
    def method(self) -> str:
        """How they were found."""
        return _(
            "In a like context: the same family, size band, nearest neighbours or list of one's own. Better: "
            "the two 95% intervals (Wilson) do not meet, on the better side of the measure. By chance that "
            "happens to at most one in forty pairs of equal organisations. Costs have no interval, so that "
            "nobody is called better in them; a measure without a better side is left out. A better figure "
            "is no proof of a better way: case mix and recording differ. Ask before copying."
        )


def tell_better(better: BetterFound, about: str) -> ToldTable:
    """Who does better, measure by measure, those alike in most respects first."""
    marked = [b.other.observation.marks for b in better.found]
    return ToldTable(
        title=_("Who does better than {organisation}").format(organisation=better.organisation),
        intro=tuple(_intro(better)),
        columns=(
            ToldColumn(_("Measure"), 24),
            ToldColumn(_("Who"), 18),
            ToldColumn(_("Theirs"), 12, right=True),
            ToldColumn(_("Ours"), 12, right=True),
            ToldColumn(_("Alike in"), 22),
        ),
        rows=tuple(_row(b) for b in better.found),
        notes=(*(f"{p.short}: {p.label}. {p.basis}" for p in better.groups), better.method),
        sheet=_("Who does better"),
        owner=better.organisation,
        about=about,
        illustrative=any("illustrative" in marks for marks in marked),
    )


def _intro(better: BetterFound) -> Iterator[str]:
    if not better.groups:
        yield _("No group of organisations in a like context can be formed.")
        return
    text = _(
        "{n} of {all} figures of others in a like context are better; chance alone would give {most} at most."
    )
    most = say_expected(better.pairs * CHANCE)
    yield text.format(n=len(better.found), all=better.pairs, most=most)
    yield _("No field of this framework pack says what may be shared, so only names are shown: ask them how.")


def _row(b: Better) -> ToldRow:
    alike = ", ".join(p.short for p in b.alike)
    who = titled(b.other.organisation, b.other.observation.marks, ())
    return ToldRow(b.key, (b.topic.title, who, _figure(b.other), _figure(b.own), alike))


def _figure(standing: Standing) -> str:
    return f"{say_share(standing)} {unbroken(f'({say_interval(standing)})')}"


def better_details(b: Better) -> tuple[str, ...]:
    """What is known of one of them, a paragraph each."""
    text = _("{who}: {theirs}, 95% interval {interval}.")
    first = text.format(who=b.other.organisation, theirs=say_share(b.other), interval=say_interval(b.other))
    alike = [f"{p.label}. {p.basis}" for p in b.alike]
    return (first, _("Alike in:"), *alike)


def notes_of(b: Better) -> Sequence[str]:
    """What must be said of the two figures."""
    marks = b.other.observation.marks
    said = [_("Their figure: {marks}.").format(marks=", ".join(marks))] if marks else []
    return [*said, *filter(None, [b.topic.source])]
