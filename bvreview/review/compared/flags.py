"""What the comparison asks: each flag as a challenge question, with the gap that answers it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from bvreview.i18n import _
from bvreview.review.compared.gaps import BETTER, Asked, Gap, match_gaps, say_open
from bvreview.review.compared.overview import Overview, OverviewCell, OverviewRow
from bvreview.review.compared.overview_told import gravity
from bvreview.review.compared.peers import Peers
from bvreview.review.compared.practice import PracticeNote, place_notes
from bvreview.review.compared.standing import Reading, Shape, say_percent
from bvreview.review.compared.told import ToldColumn, ToldRow, ToldTable, titled


@dataclass(frozen=True, slots=True)
class Flag:
    """A flagged measure. ``peers``, ``cell``: the gravest of the groups that flag it.

    ``flagged`` of ``compared``: groups whose figures are the same ones count once. ``wants``: whether it
    wants an explanation or an action; one on the better side invites to share, which ``told`` says was done.
    """

    row: OverviewRow
    peers: Peers
    cell: OverviewCell
    flagged: int
    compared: int
    gap: Gap | None = None
    told: bool = False

    @property
    def against(self) -> str:
        """With whom it was compared: all of them where the group is too small for limits of its own."""
        if self.cell.basis > self.cell.size:
            return _("all {n} organisations").format(n=self.cell.basis)
        return self.peers.within

    @property
    def invites(self) -> bool:
        """Whether it is on the better side: others may want to know how."""
        return self.cell.reading in BETTER

    @property
    def wants(self) -> bool:
        """Whether it still wants an explanation or an action."""
        return not self.invites and not (self.gap and self.gap.is_answered)

    @property
    def question(self) -> str:
        """The challenge question; between the 95% and the 99.8% limits chance is one of the answers."""
        words = {
            "title": self.row.topic.title,
            "group": self.against,
            "word": self.cell.reading.word,
            "value": self._value,
            "centre": say_percent(self.cell.centre or 0.0, 1),
        }
        return _question(self.cell.reading).format(**words)

    @property
    def _value(self) -> str:
        """As precise as the centre that it stands beside."""
        return say_percent(self.row.standing.value, 1) if self.row.standing else ""

    @property
    def size(self) -> str:
        """How large it is: "76.2% against 79.1%, East Midlands: worth a look, worse side"."""
        text = _("{value} against {centre}, {group}: {word}")
        centre = say_percent(self.cell.centre or 0.0, 1)
        return text.format(value=self._value, centre=centre, group=self.against, word=self.cell.reading.word)

    @property
    def state(self) -> str:
        """How it is answered."""
        if self.gap:
            return self.gap.words
        if self.told and self.invites:
            return _("Shared: a practice note says how")
        if self.wants:
            return _("Wants an explanation or an action")
        clear = self.cell.reading is Reading.CLEARLY_BETTER
        return _("Invites to share how") if clear else _("Wants no answer: it may be chance")

    @property
    def asked(self) -> Asked:
        """What a gap is begun with."""
        topic, standing = self.row.topic, self.row.standing
        figure = _per_cent(standing.value) if standing else None
        return Asked(topic.id, topic.title, self.size, topic.direction, figure)


def _question(reading: Reading) -> str:
    match reading:
        case Reading.CLEARLY_WORSE:
            return _(
                "{title}: why clearly worse than {group} ({value} against {centre}), and what would "
                "change it?"
            )
        case Reading.CLEARLY_BETTER:
            return _(
                "{title}: what makes it clearly better than {group} ({value} against {centre}), and could "
                "others do the same?"
            )
        case Reading.CLEARLY_HIGHER | Reading.CLEARLY_LOWER:
            return _("{title}: why {word} than {group} ({value} against {centre}), and does it matter?")
    return _(
        "{title}: {word} of {group} ({value} against {centre}). Is there a reason, or could it be chance?"
    )


def _per_cent(share: float) -> Decimal:
    return (Decimal(repr(share)) * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Questions:
    """What the figures of a review ask. ``groups``: all that they were compared with."""

    flags: tuple[Flag, ...] = ()
    groups: tuple[Peers, ...] = ()


NO_QUESTIONS: Final = Questions()


def flags_of(
    table: Overview, gaps: Sequence[Gap] = (), notes: Sequence[PracticeNote] = ()
) -> tuple[Flag, ...]:
    """Every flagged measure once, the gravest first, with the gap that answers it.

    ``notes``: those of the organisation itself, which it lets others read.
    """
    titles = {row.topic.id: row.topic.title for row in table.rows}
    answered = match_gaps(gaps, titles)
    told = {note.topic for note in place_notes(notes, titles)}
    flagged = (row for row in table.rows if row.flagged)
    found = [replace(_flag(table, r, answered.get(r.topic.id)), told=r.topic.id in told) for r in flagged]
    return tuple(sorted(found, key=lambda f: (not f.wants, gravity(f.cell))))


def asked_of(table: Overview, row: OverviewRow) -> Asked | None:
    """What a gap of any row is begun with, flagged or not, a cost too; None without a figure to compare."""
    if row.flagged:
        return _flag(table, row, None).asked
    found = [(p, c) for p, c in zip(table.columns, row.cells, strict=True) if c.centre is not None]
    if not row.standing or not found:
        return None
    peers, cell = found[-1]
    size = _("{value}, {group}: {word}").format(value=row.value, group=peers.label, word=cell.word)
    value = row.standing.value
    figure = Decimal(repr(value)) if row.kind == "money" else _per_cent(value)
    return Asked(row.topic.id, row.topic.title, size, row.topic.direction, figure)


def _flag(table: Overview, row: OverviewRow, gap: Gap | None) -> Flag:
    pairs = list(zip(table.columns, row.cells, strict=True))
    flagged = [(p, c) for p, c in pairs if c.flagged]
    peers, cell = min(flagged, key=lambda entry: (gravity(entry[1]), entry[1].basis > entry[1].size))
    compared = {(c.basis, c.centre) for __, c in pairs if c.centre is not None}
    return Flag(row, peers, cell, len({(c.basis, c.centre) for __, c in flagged}), len(compared), gap)


def tell_flags(table: Overview, flags: Sequence[Flag], about: str) -> ToldTable:
    """The questions that the figures ask, and what answers each."""
    columns = (
        ToldColumn(_("Question"), 52, prose=True),
        ToldColumn(_("Flagged in"), 14),
        ToldColumn(_("How it reads"), 18),
        ToldColumn(_("Answer"), 20),
    )
    flags_by_chance = table.own_flags.get(table.columns[-1].key) if table.columns else None
    own = table.organisation
    return ToldTable(
        title=_("What the figures ask of {organisation}").format(organisation=own),
        intro=(
            say_open(sum(f.wants for f in flags)) if flags else _("No figure is flagged: nothing is asked."),
            *([f"{own}: {flags_by_chance.words}"] if flags_by_chance else []),
        ),
        columns=columns,
        rows=tuple(_row(f) for f in flags),
        notes=(
            _("Flagged in: how many comparisons flag it. Groups in which the same figures count are one."),
            table.method,
        ),
        sheet=_("Questions"),
        owner=own,
        about=about,
        illustrative=any(f.row.illustrative for f in flags),
    )


def _row(flag: Flag) -> ToldRow:
    groups = _("{n} of {all}").format(n=flag.flagged, all=flag.compared)
    if flag.compared == 1 and sum(c.centre is not None for c in flag.row.cells) > 1:
        groups = _("one comparison: the same {n} in all groups").format(n=flag.cell.basis)
    shapes: tuple[Shape | None, ...] = (None, None, flag.cell.shape, None)
    question = titled(flag.question, flag.row.marks, ())
    return ToldRow(flag.row.topic.id, (question, groups, flag.cell.reading.word, flag.state), shapes)
