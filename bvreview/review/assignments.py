"""Who is to fill in a section and by when: a name and a day, and how near the day is in words."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from json.encoder import encode_basestring
from typing import Final

from msgspec import Struct

from bvreview.i18n import _
from bvreview.review.wording import show_date

SOON: Final = 7  # days


class DueState(StrEnum):
    """How near the day is."""

    NO_DATE = "no date"
    LATER = "later"
    SOON = "soon"
    OVERDUE = "overdue"


class Assignment(Struct, frozen=True):
    """A section's owner (a name as people write it, "" for nobody) and the day that it is due."""

    owner: str = ""
    due: date | None = None

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing."""
        return not self.owner and self.due is None

    def is_of(self, name: str) -> bool:
        """Whether a person of that name owns it; case and spaces do not count."""
        return bool(self.owner) and same_name(self.owner) == same_name(name)

    def due_state(self, today: date) -> DueState:
        """How near the day is."""
        return due_state_of(self.due, today)

    def words(self, today: date) -> str:
        """Both in one line: "Ann Other, due in 3 days"; "" for nothing."""
        return ", ".join(part for part in (self.owner, due_words(self.due, today)) if part)


def same_name(name: str) -> str:
    """What two ways of writing one name have in common."""
    return " ".join(name.split()).casefold()


def named(owner: str, due: date | None) -> Assignment | None:
    """The assignment of a typed name and a day; None where both are blank."""
    made = Assignment(" ".join(owner.split()), due)
    return None if made.is_empty else made


def due_state_of(due: date | None, today: date) -> DueState:
    """How near a day is."""
    if due is None:
        return DueState.NO_DATE
    left = (due - today).days
    if left < 0:
        return DueState.OVERDUE
    return DueState.SOON if left <= SOON else DueState.LATER


def due_words(due: date | None, today: date) -> str:
    """A day as it is said: "overdue since 12 May 2010", "due today", "due in 3 days", "due 12 May 2010"."""
    if due is None:
        return ""
    left = (due - today).days
    if left < 0:
        return _("overdue since {day}").format(day=show_date(due))
    if left == 0:
        return _("due today")
    if left == 1:
        return _("due tomorrow")
    if left <= SOON:
        return _("due in {n} days").format(n=left)
    return _("due {day}").format(day=show_date(due))


def encode_assignment(assignment: Assignment | None) -> str | None:
    """An assignment as canonical JSON, as the history keeps it; None for none."""
    if assignment is None or assignment.is_empty:
        return None
    due = assignment.due.isoformat() if assignment.due else ""
    return f'{{"due":{encode_basestring(due)},"owner":{encode_basestring(assignment.owner)}}}'


def decode_assignment(text: str | None) -> Assignment | None:
    """The assignment in its canonical JSON."""
    if text is None:
        return None
    parts = json.loads(text)
    due = parts.get("due", "")
    return Assignment(parts.get("owner", ""), date.fromisoformat(due) if due else None)


def common(assignments: Iterable[Assignment | None]) -> tuple[str | None, date | bool | None]:
    """Owner and day that all have in common: None, and False, where they differ."""
    all_of = [a or Assignment() for a in assignments]
    owners = {same_name(a.owner): a.owner for a in all_of}
    days = {a.due for a in all_of}
    owner = next(iter(owners.values()), "") if len(owners) < 2 else None
    return owner, (next(iter(days), None) if len(days) < 2 else False)
