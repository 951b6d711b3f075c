"""What went out as a workbook to somebody: who has what, since when, by when, and when it came back."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Final

from msgspec import Struct
from msgspec.json import Decoder, Encoder

from bvreview.framework.descriptors import Framework
from bvreview.framework.returns import return_of
from bvreview.i18n import _, plural
from bvreview.review.assignments import DueState, due_state_of, due_words
from bvreview.review.wording import show_date

_encode: Final = Encoder(order="sorted").encode


class Way(StrEnum):
    """What it is: sections that a colleague fills in, such that were handed to us, a return, questions."""

    OUT = "hand-out"
    HERE = "handed here"
    RETURN = "return"
    QUESTIONS = "questions"


class Outgoing(Struct, frozen=True, omit_defaults=True):
    """A workbook that is out, or was. ``who`` fills it in; ``sent_by`` sent it.

    ``sections``: what it asks for. ``sent``, ``came``: ISO, UTC; ``came`` is when it came back last (of one
    that was handed here: when it was sent back). ``is_closed``: nobody waits for it any more.
    ``kept``: SHA-256 of what is known to stand in it, as ``encode_sent`` writes it: what was sent, or came
    back last. ``form``: what the pack asks in a return; ``row``: the line of its table that it is about,
    "part:key".
    ``file``: SHA-256 of the file that came back last. Of a questionnaire: ``form`` is its id, ``row`` the
    line of the register, ``kept`` what is asked, ``replies`` what came back, one each: SHA-256 of the answers
    and of the file, which is not kept.
    """

    id: str
    way: Way
    who: str
    sections: tuple[str, ...] = ()
    due: date | None = None
    sent: str = ""
    sent_by: str = ""
    came: str = ""
    came_by: str = ""
    is_closed: bool = False
    kept: str = ""
    form: str = ""
    row: str = ""
    file: str = ""
    replies: tuple[str, ...] = ()

    @property
    def is_out(self) -> bool:
        """Whether somebody still has it."""
        return not self.is_closed and (not self.came or self.way is Way.QUESTIONS)

    @property
    def copies(self) -> int:
        """How many answers came in files that are byte for byte those of others, and were counted as well."""
        return len(self.replies) - len({reply.partition(":")[2] for reply in self.replies})

    def due_state(self, today: date) -> DueState:
        """How near the day is; what came back is not due any more."""
        return due_state_of(self.due, today) if self.is_out else DueState.NO_DATE

    def words(self, today: date) -> str:
        """How it stands: "out since 3 May 2010, due in 3 days", "came back 12 May 2010"."""
        if self.came and not self.is_out:
            words = _("sent back {day}") if self.way is Way.HERE else _("came back {day}")
            return words.format(day=day_words(self.came))
        if self.is_closed:
            return _("not expected any more")
        if self.replies:
            came = plural("{n} answer", "{n} answers", len(self.replies))
            return _("{came}, the last on {day}").format(came=came, day=day_words(self.came))
        words = _("here since {day}") if self.way is Way.HERE else _("out since {day}")
        parts = (words.format(day=day_words(self.sent)), due_words(self.due, today))
        return ", ".join(part for part in parts if part)


_decode: Final = Decoder(Outgoing).decode


def hand_out(sections: Iterable[str], who: str, due: date | None, by: tuple[str, str]) -> Outgoing:
    """A hand-out with an id of its own; ``by``: who sends it, and when (ISO, UTC)."""
    return Outgoing(f"h{secrets.token_hex(4)}", Way.OUT, who, tuple(sections), due, by[1], by[0])


def return_out(form: str, row: str, who: str, due: date | None, by: tuple[str, str]) -> Outgoing:
    """A return that goes to whom a line names; ``by``: who sends it, and when (ISO, UTC)."""
    number = f"r{secrets.token_hex(4)}"
    return Outgoing(number, Way.RETURN, who, (), due, by[1], by[0], form=form, row=row)


def encode_outgoing(outgoing: Outgoing | None) -> str | None:
    """As canonical JSON, as the history keeps it; None for none."""
    return None if outgoing is None else _encode(outgoing).decode()


def decode_outgoing(text: str | None) -> Outgoing | None:
    """The value in its canonical JSON."""
    return None if text is None else _decode(text)


def day_words(time: str) -> str:
    """The day of an ISO time."""
    return show_date(date.fromisoformat(time[:10])) if time else ""


def outgoing_words(outgoing: Outgoing | None) -> str:
    """What the history calls it: who has it and by when, or when it came back."""
    if outgoing is None:
        return _("not sent")
    if outgoing.came:
        standing = _("came back {day}").format(day=day_words(outgoing.came))
    elif outgoing.is_closed:
        standing = _("not expected any more")
    else:
        standing = _("by {day}").format(day=show_date(outgoing.due)) if outgoing.due else ""
    return ", ".join(word for word in (outgoing.who, standing) if word)


def titles_of(framework: Framework, sections: Iterable[str]) -> str:
    """Sections by name: "Costs, Volumes"."""
    found = (framework.section(name) for name in sections)
    return ", ".join(section.title for section in found if section)


def about_words(framework: Framework, outgoing: Outgoing) -> str:
    """What it asks for: sections by name, or the title of the return."""
    if outgoing.way is Way.QUESTIONS:
        return _("Questionnaire")
    asked = return_of(framework, outgoing.form) if outgoing.form else None
    return asked.title if asked else titles_of(framework, outgoing.sections)


def handed_here(outgoing: Iterable[Outgoing]) -> Outgoing | None:
    """What was handed to whoever is at this computer, the last of it; None where nothing was."""
    here = [o for o in outgoing if o.way is Way.HERE]
    return here[-1] if here else None


def out_by_section(outgoing: Iterable[Outgoing]) -> dict[str, Outgoing]:
    """Who has the workbook of which section now, by section; the last that went out where several did."""
    out = (o for o in outgoing if o.way is Way.OUT and o.is_out)
    return {section: o for o in out for section in o.sections}
