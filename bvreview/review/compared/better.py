"""Who does better in a like context, and who wrote how: figures beside one's own, with notes of others."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bvreview.i18n import _
from bvreview.review.compared.peers import Peers
from bvreview.review.compared.practice import PracticeNote
from bvreview.review.compared.standing import Shape, Standing, Topic, say_interval, say_pounds, say_share
from bvreview.review.compared.told import unbroken


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
        theirs = f"{self.who}: {say_figure(self.other)}" if self.other else self.who
        return "\n".join(
            [theirs, *([_("Ours: {figure}").format(figure=say_figure(self.own))] if self.own else [])]
        )

    @property
    def marks(self) -> tuple[str, ...]:
        """What must be said of the figure and the notes."""
        figure = self.other.observation.marks if self.other else ()
        return tuple(dict.fromkeys((*figure, *(mark for note in self.notes for mark in note.marks))))

    @property
    def all_marks(self) -> tuple[str, ...]:
        """What must be said of all that is shown, the own figure too."""
        own = self.own.observation.marks if self.own else ()
        return tuple(dict.fromkeys((*own, *self.marks)))


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


def say_figure(standing: Standing | None) -> str:
    """A share with its interval, or a cost in pounds; "" without one."""
    if standing is None:
        return ""
    interval = say_interval(standing)
    if not interval:
        return say_pounds(standing.value)
    return f"{say_share(standing)} {unbroken(f'({interval})')}"
