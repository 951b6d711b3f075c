"""Whether a verdict holds whoever one is compared with: the same figure read in every group."""

from __future__ import annotations

from dataclasses import dataclass

from bvreview.i18n import _, plural
from bvreview.review.compared.overview import say_quarter
from bvreview.review.compared.peers import GroupKind, Peers
from bvreview.review.compared.standing import ComparisonKind, Reading, Standing, Topic

LEAST = 10
"""With fewer figures a group gives no verdict of its own."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A peer that decides a verdict: what it would be without it; ``other_word``: not just a new quarter."""

    peer: str
    said: str
    other_word: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """One group: how the figure reads in it, and its quarter by value (4 is the worst, or the dearest).

    ``size``: members with a figure; ``own``: whether the group is large enough for a verdict of its own.
    ``turns``: the peers without whom the verdict would be another.
    ``pull``: the peer that moves the centre most, and by how much (share of 1, or pounds).
    ``same_as``: the group before it whose figures are the very same ones: that is no verdict more.
    """

    peers: Peers
    size: int
    own: bool
    reading: Reading
    quarter: int | None = None
    centre: float | None = None
    turns: tuple[Turn, ...] = ()
    pull: tuple[str, float] | None = None
    same_as: str = ""


@dataclass(frozen=True, slots=True)
class Stress:
    """One measure or cost over every group. ``directed``: whether one side of it is better.

    ``illustrative``: whether any figure that it is read against, or its own, is invented.
    """

    topic: Topic
    kind: ComparisonKind
    standing: Standing | None
    verdicts: tuple[Verdict, ...]
    directed: bool
    why: str = ""
    illustrative: bool = False

    @property
    def judged(self) -> tuple[Verdict, ...]:
        """The groups with a verdict of their own, those with the very same figures once."""
        return tuple(v for v in self.verdicts if v.own and not v.same_as)

    @property
    def holds(self) -> bool:
        """Whether all of them say the same: one reading, one quarter."""
        return len({(v.reading, v.quarter) for v in self.judged}) == 1

    @property
    def small(self) -> int:
        """How many groups are too small."""
        return sum(not v.own for v in self.verdicts)

    @property
    def drivers(self) -> tuple[tuple[str, int], ...]:
        """The peers that decide most verdicts, each with how many; those that change the word first."""
        counted: dict[str, tuple[int, int]] = {}
        for turn in (turn for verdict in self.judged for turn in verdict.turns):
            words, groups = counted.get(turn.peer, (0, 0))
            counted[turn.peer] = (words + turn.other_word, groups + 1)
        ranked = sorted(counted.items(), key=lambda entry: (-entry[1][0], -entry[1][1], entry[0]))
        return tuple((name, groups) for name, (__, groups) in ranked)

    @property
    def quarters_said(self) -> str:
        """As in "worst quarter in 9 of 11 groups", or that there are none."""
        judged = [v for v in self.judged if v.quarter]
        if not judged:
            return _("no quarters")
        counts = {n: sum(v.quarter == n for v in judged) for n in (4, 3, 2, 1)}
        often = max(counts, key=lambda n: counts[n])
        one, many = "{{quarter}} in {{count}} of {n} group", "{{quarter}} in {{count}} of {n} groups"
        text = plural(one, many, len(judged))
        return text.format(quarter=self.quarter_word(often), count=counts[often])

    def quarter_word(self, quarter: int) -> str:
        """A quarter in words: best to worst where one side is better, else lowest to highest."""
        if self.kind == "money" or not self.directed:
            return say_quarter(quarter)
        words = (_("best quarter"), _("second quarter"), _("third quarter"), _("worst quarter"))
        return words[quarter - 1]

    @property
    def readings_said(self) -> str:
        """How often each word comes: "clearly worse in 3 of 4"; for a cost which side of the median."""
        judged = self.judged
        if not judged:
            return self.why or _("no group has 10 or more with figures")
        words = [v.reading.word for v in judged]
        counts = sorted({w: words.count(w) for w in words}.items(), key=lambda entry: -entry[1])
        text = _("{word} in {n} of {all}")
        return "; ".join(text.format(word=word, n=n, all=len(judged)) for word, n in counts)


@dataclass(frozen=True, slots=True)
class StressTest:
    """Every measure and cost of one organisation over every group; ``kinds`` are those it covers."""

    organisation: str
    groups: tuple[Peers, ...]
    results: tuple[Stress, ...]
    missing: tuple[str, ...] = ()

    @property
    def kinds(self) -> tuple[GroupKind, ...]:
        """The kinds of groups it covers."""
        return tuple(dict.fromkeys(p.kind for p in self.groups))

    def find(self, topic: str) -> Stress | None:
        """The result of a topic (its id), or None."""
        return next((r for r in self.results if r.topic.id == topic), None)

    @property
    def method(self) -> str:
        """How it is worked out."""
        return _(
            "The same figure is read in every group that has 10 or more figures of its own: shares by the "
            "group's funnel (pooled share of the group, own figures included), costs by its median; "
            "quarters by value, which say nothing of chance: read the words beside them. Groups overlap, so "
            "that their verdicts are no independent proofs. A peer decides a verdict where it would be "
            "another one without that peer, all others left in."
        )
