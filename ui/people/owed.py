"""What is owed as the page shows it: groups by person or date, lines of a list, a table to copy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from itertools import groupby
from typing import Final

from bvreview.i18n import _, plural
from bvreview.review.assignments import DueState, same_name
from bvreview.review.owing import Owed, by_day, summary_words
from bvreview.review.progress import Progress
from bvreview.review.wording import show_date
from ui.look.text import EXPLAIN_SHAPE, OK_SHAPE, STOP_SHAPE, Pill
from ui.widgets.listing_model import Column, Line

_APART: Final = "\x1f"
_NAMED: Final = 3  # sections that are named before the rest is only counted
_STATES: Final = (DueState.OVERDUE, DueState.SOON, DueState.LATER, DueState.NO_DATE)


class Grouping(Enum):
    """What the lines stand under."""

    PERSON = auto()
    DATE = auto()


@dataclass(frozen=True, slots=True)
class OwedGroup:
    """Lines under one heading; ``person`` is "" for a group of days or of nobody."""

    title: str
    owed: tuple[Owed, ...]
    person: str = ""
    says_owner: bool = False

    def summary(self, today: date) -> str:
        """How many, and of a person how many overdue."""
        if self.says_owner:
            return plural("{n} section", "{n} sections", len(self.owed))
        return summary_words(self.owed, today)

    def columns(self) -> tuple[Column, ...]:
        """The columns of the list."""
        owner = (Column(_("Owner"), 20),) if self.says_owner else ()
        return (
            Column(_("Section"), 24, bold=True),
            *owner,
            Column(_("Review"), 32 if self.says_owner else 34, muted=True),
            Column(_("Status"), 16, spare=self.says_owner),
            Column(_("Put right"), 9, right=True, spare=True),
            Column(_("Due"), 17),
            Column("", 20, pill=True),
        )

    def lines(self, today: date) -> list[Line]:
        """A line a section, the soonest first."""
        return [self._line(o, today) for o in by_day(self.owed)]

    def _line(self, owed: Owed, today: date) -> Line:
        words, kind = near_words(owed, today)
        due = owed.assignment.due
        owner = (owed.assignment.owner or _("nobody yet"),) if self.says_owner else ()
        texts = (
            owed.standing.title,
            *owner,
            owed.about,
            standing_words(owed),
            str(owed.standing.open_findings or ""),
            show_date(due) if due else _("no date"),
            words,
        )
        return Line(id_of(owed), texts, kind)


def id_of(owed: Owed) -> str:
    """The line's id: the review and the section."""
    return f"{owed.head.id}{_APART}{owed.standing.section}"


def split(line: str) -> tuple[str, str]:
    """The review and the section of a line's id."""
    review, __, section = line.partition(_APART)
    return review, section


def standing_words(owed: Owed) -> str:
    """How far the section has come, without what is to be put right, which has a column of its own."""
    standing = owed.standing
    if standing.progress is Progress.PUT_RIGHT:
        return _("put right")
    return standing.words


def near_words(owed: Owed, today: date) -> tuple[str, Pill]:
    """How near the day is, with a shape; "" where nothing presses."""
    if owed.is_done:
        return f"{OK_SHAPE} {_('done')}", "ok"
    due, state = owed.assignment.due, owed.due_state(today)
    if due is None or state not in (DueState.OVERDUE, DueState.SOON):
        return "", "plain"
    days = (due - today).days
    if state is DueState.OVERDUE:
        return f"{STOP_SHAPE} {plural('{n} day overdue', '{n} days overdue', -days)}", "stop"
    words = (_("today"), _("tomorrow"))[days] if days < 2 else _("in {n} days").format(n=days)
    return f"{EXPLAIN_SHAPE} {words}", "explain"


def groups_of(owed: Sequence[Owed], by: Grouping, today: date) -> list[OwedGroup]:
    """The groups that have lines: people by name and those without one last, or days by how near."""
    return _by_person(owed) if by is Grouping.PERSON else _by_state(owed, today)


def _by_person(owed: Sequence[Owed]) -> list[OwedGroup]:
    names: dict[str, list[Owed]] = {}
    for o in owed:
        names.setdefault(same_name(o.assignment.owner), []).append(o)
    in_order = sorted(names.items(), key=lambda found: (not found[0], found[0]))
    return [
        OwedGroup(mine[0].assignment.owner or _("Nobody yet"), tuple(mine), mine[0].assignment.owner)
        for __, mine in in_order
    ]


def _by_state(owed: Sequence[Owed], today: date) -> list[OwedGroup]:
    titles = {
        DueState.OVERDUE: _("Overdue"),
        DueState.SOON: _("In the next 7 days"),
        DueState.LATER: _("Later"),
        DueState.NO_DATE: _("Without a date"),
    }
    found = {state: tuple(o for o in owed if o.due_state(today) is state) for state in _STATES}
    return [OwedGroup(titles[s], mine, says_owner=True) for s, mine in found.items() if mine]


def unowned_lines(owed: Sequence[Owed]) -> tuple[tuple[Column, ...], list[Line]]:
    """A line a review with the sections that nobody has; its id names the review alone."""
    columns = (Column(_("Review"), 40, bold=True), Column(_("Sections"), 60), Column("", 14, link=True))
    in_order = sorted(owed, key=lambda o: o.head.id)
    lines = []
    for review, found in groupby(in_order, key=lambda o: o.head.id):
        mine = list(found)
        about = next((o.about for o in mine if not o.shared), mine[0].about)
        lines.append(Line(f"{review}{_APART}", (about, _titles(mine), _("Choose owners"))))
    return columns, lines


def _titles(owed: Sequence[Owed]) -> str:
    names = ", ".join(o.standing.title for o in owed[:_NAMED])
    left = len(owed) - _NAMED
    return _("{names} and {n} more").format(names=names, n=left) if left > 0 else names


def copied(owed: Sequence[Owed], today: date) -> str:
    """A table for the clipboard: a heading, then a line a section, cells apart by tabs."""
    head = (_("Owner"), _("Section"), _("Review"), _("Standing"), _("Put right"), _("Due"), _("Overdue"))
    rows = [head, *(_copied_row(o, today) for o in by_day(owed))]
    return "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in rows)


def _copied_row(owed: Owed, today: date) -> tuple[str, ...]:
    due = owed.assignment.due
    late = owed.due_state(today) is DueState.OVERDUE
    return (
        owed.assignment.owner,
        owed.standing.title,
        owed.about,
        standing_words(owed),
        str(owed.standing.open_findings),
        show_date(due) if due else "",
        _("overdue") if late else "",
    )
