"""Who owes what by when: the sections that are not done, with their owners, and the text of a reminder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby

from msgspec import Struct

from bvreview.framework.descriptors import Framework
from bvreview.framework.sections import Scope
from bvreview.i18n import _, plural
from bvreview.review.assignments import Assignment, DueState, due_words
from bvreview.review.model import ReviewHead
from bvreview.review.progress import Progress, SectionProgress
from bvreview.review.wording import show_date


class Owed(Struct, frozen=True):
    """A section of a review, how far it has come, and who is to fill it in by when.

    ``about``: what the review is called; of a section that the reviews of an organisation year share, the
    organisation and the year.
    """

    head: ReviewHead
    about: str
    standing: SectionProgress
    assignment: Assignment
    shared: bool = False

    @property
    def is_done(self) -> bool:
        """Whether nothing is missing and nothing is to be put right."""
        return self.standing.progress is Progress.DONE

    @property
    def is_wanted(self) -> bool:
        """Whether somebody must or should do something: it is required, begun, or given to somebody."""
        s = self.standing
        return bool(s.required or s.entered or s.open_findings or not self.assignment.is_empty)

    def due_state(self, today: date) -> DueState:
        """How near the day is; what is done is not due any more."""
        return DueState.NO_DATE if self.is_done else self.assignment.due_state(today)

    def due_words(self, today: date) -> str:
        """The day in words, without urgency where it is done."""
        due = self.assignment.due
        if self.is_done and due:
            return _("was due {day}").format(day=show_date(due))
        return due_words(due, today)

    @property
    def missing_words(self) -> str:
        """What is missing, in counts: "9 of 12 answers missing, 2 to put right"."""
        s, words = self.standing, []
        if missing := missing_words(s):
            words.append(missing)
        if s.open_findings:
            words.append(plural("{n} to put right", "{n} to put right", s.open_findings))
        return ", ".join(words) or (_("done") if self.is_done else _("not started, optional"))


def missing_words(standing: SectionProgress) -> str:
    """How many answers are not there, by the count of the task list: "9 of 12 answers missing"; or ""."""
    missing = standing.required - standing.answered
    words = _("{n} of {of} answers missing").format(n=missing, of=standing.required)
    return words if missing else ""


def owed_in(
    framework: Framework,
    head: ReviewHead,
    about: tuple[str, str],
    standing: Iterable[SectionProgress],
    assignments: Mapping[str, Assignment],
) -> tuple[Owed, ...]:
    """The sections of a review; ``about``: what the review, and its organisation year, are called."""
    shared = {s.id for s in framework.sections if s.scope is Scope.ORGANISATION_YEAR}
    owed = (
        Owed(
            head, about[s.section in shared], s, assignments.get(s.section, Assignment()), s.section in shared
        )
        for s in standing
    )
    return tuple(o for o in owed if o.is_wanted)


def by_day(owed: Iterable[Owed]) -> list[Owed]:
    """The soonest first, those without a day last; otherwise as they came."""
    return sorted(owed, key=lambda o: o.assignment.due or date.max)


def overdue_in(owed: Iterable[Owed], today: date) -> int:
    """How many are overdue."""
    return sum(o.due_state(today) is DueState.OVERDUE for o in owed)


def summary_words(owed: Sequence[Owed], today: date) -> str:
    """How many, and how many of them overdue: "5 sections, 2 overdue"."""
    words = plural("{n} section", "{n} sections", len(owed))
    late = overdue_in(owed, today)
    return f"{words}, {_('{n} overdue').format(n=late)}" if late else words


def reminder(name: str, owed: Sequence[Owed], sender: str, today: date) -> tuple[str, str]:
    """Subject and text of a message to one person about what is not done; plain text."""
    left = by_day(o for o in owed if not o.is_done)
    subject = _("Best Value review: {sections}").format(sections=summary_words(left, today))
    opening = _("These sections are yours and not done yet, as at {day}:").format(day=show_date(today))
    blocks = [_("Dear {name},").format(name=name), opening, *_blocks(left, today), _how_to_send_back()]
    blocks.append(_("If a day cannot be kept, say which one can."))
    return subject, "\n\n".join([*blocks, sender])


def _blocks(owed: Sequence[Owed], today: date) -> Iterable[str]:
    """A block a review, its sections as lines."""
    in_order = sorted(owed, key=lambda o: o.about)  # stable, so that days stay in order
    for about, mine in groupby(in_order, key=lambda o: o.about):
        yield "\n".join([about, *(_line(o, today) for o in mine)])


def _line(owed: Owed, today: date) -> str:
    parts = [owed.missing_words, owed.due_words(today)]
    return f"- {owed.standing.title}: {'; '.join(part for part in parts if part)}"


def _how_to_send_back() -> str:
    return _(
        "How to send it back: open the workbook of the review that you were sent, fill in the tinted cells "
        "on the sheets of these sections, save it and send the file back. What you leave blank stays as "
        "it was. On a computer that holds the review, choose your name under Switch "
        "person and fill the sections in there."
    )
