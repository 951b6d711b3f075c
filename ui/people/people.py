"""Who may own a section: the people known on this computer and those who own one already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from bvreview.i18n import _, plural
from bvreview.review.assignments import Assignment, DueState, due_words, same_name
from bvreview.review.exchange.outgoing import Outgoing
from bvreview.settings import Settings
from ui.look.text import EXPLAIN_SHAPE, STOP_SHAPE
from ui.widgets.tasks import APART

OUT_SHAPE: Final = "\u2192"
"""Before the name of somebody who has the workbook."""


@dataclass(frozen=True, slots=True)
class People:
    """Who is at the screen, and every name to choose from."""

    me: str
    names: tuple[str, ...]


def people_of(settings: Settings, assigned: Iterable[Assignment]) -> People:
    """Everybody who was at this screen, and the owners of these; each name once, as it was written first."""
    known: dict[str, str] = {}
    for name in (*(p.name for p in settings.known_people), *(a.owner for a in assigned if a.owner)):
        known.setdefault(same_name(name), name)
    return People(settings.person_name, tuple(known.values()))


def owner_of(
    assignments: Mapping[str, Assignment],
    out: Mapping[str, Outgoing],
    section: str,
    *,
    short: bool = False,
) -> Assignment | None:
    """Who fills a section in, as it is said: "Out with Ann Other" while the workbook is with her.

    ``short``: an arrow before the name, where there is little room.
    """
    if found := out.get(section):
        words = f"{OUT_SHAPE} {found.who}" if short else _("Out with {who}").format(who=found.who)
        return Assignment(words, found.due)
    return assignments.get(section)


def owner_words(
    assignment: Assignment | None, today: date, *, done: bool = False, short: bool = False
) -> str:
    """Owner and day in one line, a day that presses with its shape; "" for neither.

    ``done``: of a section that is done, so that no day presses. ``short``: how many days overdue, without
    the day.
    """
    if assignment is None:
        return ""
    if done:
        return assignment.owner
    state, day = assignment.due_state(today), due_words(assignment.due, today)
    if short and state is DueState.OVERDUE and assignment.due:
        day = plural("{n} day overdue", "{n} days overdue", (today - assignment.due).days)
    shape = {DueState.OVERDUE: STOP_SHAPE, DueState.SOON: EXPLAIN_SHAPE}.get(state, "")
    return APART.join(part for part in (assignment.owner, f"{shape} {day}".strip()) if part)


def owner_tone(assignment: Assignment | None, today: date, *, done: bool = False) -> str:
    """The colour of the line, by its token."""
    state = assignment.due_state(today) if assignment and not done else DueState.NO_DATE
    return {DueState.OVERDUE: "stop", DueState.SOON: "explain"}.get(state, "muted")


def ask_to_own() -> str:
    """What is said where nobody owns a section."""
    return _("Give it an owner and a due date")
