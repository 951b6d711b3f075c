"""Who does better in a like context, and how: figures that can be told apart, and what others wrote of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bvreview.i18n import _, plural
from bvreview.review.compared.overview import say_expected
from bvreview.review.compared.peers import Peers
from bvreview.review.compared.practice import PracticeNote
from bvreview.review.compared.standing import Shape, Standing, Topic, say_interval, say_pounds, say_share
from bvreview.review.compared.told import (
    Cell,
    ToldColumn,
    ToldFigures,
    ToldRow,
    ToldTable,
    common_marks,
    titled,
    unbroken,
)

CHANCE = 0.025
"""The most that chance gives a pair of equal organisations: 95% intervals that do not meet, one side."""


class Apart(StrEnum):
    """How another's figure reads beside one's own."""

    BETTER = "better"
    WORSE = "worse"
    MEETS = "meets"
    COST = "cost"
    NEUTRAL = "neutral"
    NOTHING = "nothing"

    @property
    def word(self) -> str:
        """In a word or two."""
        return {
            Apart.BETTER: _("better"),
            Apart.WORSE: _("worse"),
            Apart.MEETS: _("not distinguishable"),
            Apart.COST: _("a cost: no interval"),
            Apart.NEUTRAL: _("neither way is better"),
            Apart.NOTHING: _("no figure"),
        }[self]

    @property
    def shape(self) -> Shape | None:
        """The shape beside the word."""
        shapes: dict[Apart, Shape] = {Apart.BETTER: "tick", Apart.WORSE: "triangle", Apart.MEETS: "dash"}
        return shapes.get(self)


@dataclass(frozen=True, slots=True)
class Better:
    """One other (an organisation or provider) in one topic, with the notes that it shared on it.

    ``apart``: how its figure reads beside one's own; ``alike``: groups that both are in. ``topic``: None for
    notes on the service as a whole, or on what is not compared.
    """

    who: str
    topic: Topic | None
    apart: Apart
    own: Standing | None = None
    other: Standing | None = None
    alike: tuple[Peers, ...] = ()
    notes: tuple[PracticeNote, ...] = ()

    @property
    def key(self) -> str:
        """What it is called where it is chosen from: the measure, then the organisation."""
        return f"{self.topic.id if self.topic else ''}\x1f{self.who}"

    @property
    def title(self) -> str:
        """What it is about; notes that name something that is not compared say it themselves."""
        return self.topic.title if self.topic else _("The service as a whole")

    @property
    def both(self) -> str:
        """Both figures with their intervals, a line each; without one of another, who it is."""
        theirs = f"{self.who}: {_figure(self.other)}" if self.other else self.who
        return "\n".join(
            [theirs, *([_("Ours: {figure}").format(figure=_figure(self.own))] if self.own else [])]
        )

    @property
    def marks(self) -> tuple[str, ...]:
        """What must be said of the figure and the notes."""
        figure = self.other.observation.marks if self.other else ()
        return tuple(dict.fromkeys((*figure, *(mark for note in self.notes for mark in note.marks))))


@dataclass(frozen=True, slots=True)
class BetterFound:
    """All of them. ``groups``: the like contexts; ``pairs``: how many were compared.

    ``found``: better ones, with or without notes; ``noted``: others who shared notes all the same.
    """

    organisation: str
    groups: tuple[Peers, ...]
    found: tuple[Better, ...]
    pairs: int
    noted: tuple[Better, ...] = ()

    @property
    def rows(self) -> tuple[Better, ...]:
        """Better ones first."""
        return (*self.found, *self.noted)

    @property
    def method(self) -> str:
        """How they were found."""
        return _(
            "In a like context: the same family, size band, nearest neighbours or list of one's own. Better: "
            "the two 95% intervals (Wilson) do not meet, on the better side of the measure. By chance that "
            "happens to at most one in forty pairs of equal organisations. Costs have no interval, so that "
            "nobody is called better in them; a measure without a better side is left out. A better figure "
            "is no proof of a better way: case mix and recording differ. Ask before copying. Practice notes "
            "are the words of who wrote them, shown as far as they may be shared; nobody checked them."
        )


def tell_better(better: BetterFound, about: str) -> ToldTable:
    """Who does better, measure by measure, those alike in most respects first; then others' notes."""
    common = common_marks([b.marks for b in better.rows])
    return ToldTable(
        title=_("Who does better than {organisation}, and how").format(organisation=better.organisation),
        intro=(*_intro(better), *_common(common)),
        columns=(
            ToldColumn(_("Measure or cost"), 18),
            ToldColumn(_("Who"), 16),
            ToldColumn(_("How it reads"), 20),
            ToldColumn(_("Alike in"), 12, spare=True),
            ToldColumn(_("What they do"), 36),
        ),
        rows=tuple(_row(b, common) for b in better.rows),
        notes=(*(f"{p.short}: {p.label}. {p.basis}" for p in better.groups), better.method),
        sheet=_("Who does better"),
        owner=better.organisation,
        about=about,
        illustrative=any("illustrative" in b.marks for b in better.rows),
        figures=_figures(better),
    )


def _figures(better: BetterFound) -> ToldFigures:
    """One line a note, and one for each who is better and wrote none."""
    columns = (
        *(_("Measure or cost"), _("Who"), _("Reads"), _("Theirs"), _("95% lower"), _("95% upper")),
        *(_("Ours"), _("Ours, 95% lower"), _("Ours, 95% upper"), _("Alike in"), _("What they do")),
        *(_("Since"), _("It took"), _("It seems to have changed"), _("Known from"), _("Ask"), _("Marks")),
    )
    pairs = [(b, note) for b in better.rows for note in b.notes or (None,)]
    return ToldFigures(columns, tuple(_line(b, note) for b, note in pairs))


def _line(b: Better, note: PracticeNote | None) -> tuple[Cell, ...]:
    about = b.topic.title if b.topic else note.about if note and note.about else b.title
    told = (note.what, note.since, note.took, note.changed, note.known, note.ask) if note else ("",) * 6
    return (
        *(about, b.who, b.apart.word if b.topic else "", *_numbers(b.other), *_numbers(b.own)),
        *(", ".join(p.label for p in b.alike), *told, ", ".join(b.marks)),
    )


def _numbers(standing: Standing | None) -> tuple[Cell, ...]:
    if standing is None:
        return None, None, None
    return standing.value, standing.interval_lower, standing.interval_upper


def _intro(better: BetterFound) -> Iterator[str]:
    if better.groups:
        text = _(
            "{n} of {all} figures of others in a like context are better; chance alone would give {most} "
            "at most."
        )
        most = say_expected(better.pairs * CHANCE)
        yield text.format(n=len(better.found), all=better.pairs, most=most)
    else:
        yield _("No group of organisations in a like context can be formed.")
    count = sum(len(b.notes) for b in better.rows)
    if not count:
        yield _("Nobody has shared a practice note with {own}: ask them how.").format(own=better.organisation)
        return
    told = plural(
        "{n} practice note is shared with {{own}}", "{n} practice notes are shared with {{own}}", count
    )
    how = _("{told}; {n} by who is better in what it bears on.")
    mine = sum(len(b.notes) for b in better.found) or _("none")
    yield how.format(told=told.format(own=better.organisation), n=mine)


def _common(common: Sequence[str]) -> Iterator[str]:
    if common:
        yield _("All figures and notes of others here: {marks}.").format(marks=", ".join(common))


def _row(b: Better, common: Sequence[str]) -> ToldRow:
    who = titled(b.who, b.marks, common)
    alike = ", ".join(p.short for p in b.alike)
    texts = (b.title, who, _beside(b), alike, _brief(b.notes))
    return ToldRow(b.key, texts, (None, None, b.apart.shape if b.topic else None, None, None))


def _beside(b: Better) -> str:
    """How it reads, and both figures: "better: 3.5%, ours 3.9%"."""
    if not b.topic or not b.other or not b.own:
        return b.apart.word if b.topic else ""
    theirs, ours = (_value(s) for s in (b.other, b.own))
    both = _("{theirs}, ours {ours}").format(theirs=theirs, ours=ours)
    return both if b.apart is Apart.COST else _("{word}: {figures}").format(word=b.apart.word, figures=both)


def _value(standing: Standing) -> str:
    return say_share(standing) if say_interval(standing) else say_pounds(standing.value)


def _brief(notes: Sequence[PracticeNote]) -> str:
    """The first note, and how many more there are."""
    if len(notes) < 2:
        return notes[0].what if notes else ""
    return _("{what} (and {n} more)").format(what=notes[0].what, n=len(notes) - 1)


def _figure(standing: Standing | None) -> str:
    if standing is None:
        return ""
    interval = say_interval(standing)
    if not interval:
        return say_pounds(standing.value)
    return f"{say_share(standing)} {unbroken(f'({interval})')}"


def better_details(b: Better) -> tuple[str, ...]:
    """What one of them wrote, a paragraph each, then in what it is alike."""
    told = [said for n, note in enumerate(b.notes, 1) for said in _note(note, b, n)]
    if b.topic and not b.notes:
        told = [_("{who} has shared no practice note on this: ask them how.").format(who=b.who)]
    alike = [_("Alike in:"), *(f"{p.label}. {p.basis}" for p in b.alike)] if b.alike else []
    return (*told, *alike)


def _note(note: PracticeNote, b: Better, number: int) -> Iterator[str]:
    """A note; numbered where there are several, with what it is about where that is not compared."""
    first, *rest = note.paragraphs
    about = (
        _("On {about}: {what}").format(about=note.about, what=first) if note.about and not b.topic else first
    )
    yield f"{number}. {about}" if len(b.notes) > 1 else about
    yield from rest


def notes_of(b: Better) -> Sequence[str]:
    """What must be said of the figure and the notes."""
    said = [_("Their figure and notes: {marks}.").format(marks=", ".join(b.marks))] if b.marks else []
    return [*said, *filter(None, [b.topic.source if b.topic else ""])]
