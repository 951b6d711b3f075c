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
from bvreview.review.compared.told import ToldColumn, ToldRow, ToldTable, titled, unbroken

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
    def ours(self) -> str:
        """The own figure in a few words, "" without one."""
        return _("Ours: {figure}").format(figure=_figure(self.own)) if self.own else ""

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
    return ToldTable(
        title=_("Who does better than {organisation}, and how").format(organisation=better.organisation),
        intro=tuple(_intro(better)),
        columns=(
            ToldColumn(_("Measure or cost"), 20),
            ToldColumn(_("Who"), 16),
            ToldColumn(_("Theirs"), 12, right=True),
            ToldColumn(_("Ours"), 12, right=True),
            ToldColumn(_("Reads"), 14),
            ToldColumn(_("Alike in"), 14, spare=True),
            ToldColumn(_("What they do"), 30),
        ),
        rows=tuple(_row(b) for b in better.rows),
        notes=(*(f"{p.short}: {p.label}. {p.basis}" for p in better.groups), better.method),
        sheet=_("Who does better"),
        owner=better.organisation,
        about=about,
        illustrative=any("illustrative" in b.marks for b in better.rows),
    )


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
    mine = sum(len(b.notes) for b in better.found)
    yield how.format(told=told.format(own=better.organisation), n=mine)


def _row(b: Better) -> ToldRow:
    who = titled(b.who, b.marks, ())
    reads = b.apart.word if b.topic else ""
    alike = ", ".join(p.short for p in b.alike)
    texts = (b.title, who, _figure(b.other), _figure(b.own), reads, alike, _brief(b.notes))
    return ToldRow(b.key, texts, (None, None, None, None, b.apart.shape if b.topic else None, None, None))


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
    """What is known of one of them, a paragraph each: the notes, then the figure and in what it is alike."""
    told = [paragraph for note in b.notes for paragraph in _note(note, b)]
    if b.topic and not b.notes:
        told = [_("{who} has shared no practice note on this: ask them how.").format(who=b.who)]
    return (*told, *_compared(b))


def _note(note: PracticeNote, b: Better) -> Iterator[str]:
    if note.about and not b.topic:
        yield _("On {about}:").format(about=note.about)
    yield from note.paragraphs


def _compared(b: Better) -> Iterator[str]:
    if b.other:
        figure, interval = _figure(b.other), say_interval(b.other)
        text = _("{who}: {theirs}, 95% interval {interval}.") if interval else _("{who}: {figure}.")
        yield text.format(who=b.who, theirs=say_share(b.other), figure=figure, interval=interval)
    if b.alike:
        yield _("Alike in:")
        yield from (f"{p.label}. {p.basis}" for p in b.alike)


def notes_of(b: Better) -> Sequence[str]:
    """What must be said of the figure and the notes."""
    said = [_("Their figure and notes: {marks}.").format(marks=", ".join(b.marks))] if b.marks else []
    return [*said, *filter(None, [b.topic.source if b.topic else ""])]
