"""What went out as a workbook to somebody: who has what, since when, by when, and when it came back."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Final

from msgspec import Struct, to_builtins
from msgspec.json import decode

from bvreview.framework.descriptors import Framework
from bvreview.i18n import _
from bvreview.review.assignments import DueState, due_state_of, due_words
from bvreview.review.cells import Address
from bvreview.review.changes import Change, ChangeKind, canonical_json
from bvreview.review.digests import answer_mark
from bvreview.review.model import ExplanationKey, Review
from bvreview.review.wording import show_date


class Way(StrEnum):
    """What the workbook is: sections that a colleague fills in, or such that were handed to us."""

    OUT = "hand-out"
    HERE = "handed here"


class Outgoing(Struct, frozen=True, omit_defaults=True):
    """A workbook that is out, or was. ``who`` fills it in; ``sent_by`` sent it.

    ``sections``: what it asks for. ``sent``, ``came``: ISO, UTC; ``came`` is when it came back last (of one
    that was handed here: when it was sent back). ``is_closed``: nobody waits for it any more.
    ``kept``: SHA-256 of what was sent, as ``encode_sent`` writes it.
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

    @property
    def is_out(self) -> bool:
        """Whether somebody still has it."""
        return not self.came and not self.is_closed

    def due_state(self, today: date) -> DueState:
        """How near the day is; what came back is not due any more."""
        return due_state_of(self.due, today) if self.is_out else DueState.NO_DATE

    def words(self, today: date) -> str:
        """How it stands: "out since 3 May 2010, due in 3 days", "came back 12 May 2010"."""
        if self.came:
            words = _("sent back {day}") if self.way is Way.HERE else _("came back {day}")
            return words.format(day=day_words(self.came))
        if self.is_closed:
            return _("not expected any more")
        words = _("here since {day}") if self.way is Way.HERE else _("out since {day}")
        parts = (words.format(day=day_words(self.sent)), due_words(self.due, today))
        return ", ".join(part for part in parts if part)


class Sent(Struct, frozen=True):
    """What stood in the workbook: answers as canonical JSON, lines, explanations as (found, text)."""

    answers: dict[Address, str]
    rows: dict[str, tuple[str, ...]]
    explanations: dict[ExplanationKey, tuple[str, str]]


_FORMAT: Final = 1


def marks_of_sent(sent: Sent) -> dict[Address, str]:
    """The mark of every answer that stood in a workbook."""
    return {address: answer_mark(address, text) for address, text in sent.answers.items()}


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


def outgoing_change(subject: str, old: Outgoing | None, new: Outgoing | None) -> Change:
    """The change of what is known of a workbook that went out."""
    one = new or old
    assert one, "something changes"
    texts = encode_outgoing(old), encode_outgoing(new)
    return Change(ChangeKind.OUTGOING, subject, rule=one.id, old=texts[0], new=texts[1])


def titles_of(framework: Framework, sections: Iterable[str]) -> str:
    """Sections by name: "Costs, Volumes"."""
    found = (framework.section(name) for name in sections)
    return ", ".join(section.title for section in found if section)


def encode_outgoing(outgoing: Outgoing | None) -> str | None:
    """As canonical JSON, as the history keeps it; None for none."""
    return None if outgoing is None else canonical_json(to_builtins(outgoing))


def decode_outgoing(text: str | None) -> Outgoing | None:
    """The value in its canonical JSON."""
    return None if text is None else decode(text, type=Outgoing)


def hand_out(sections: Iterable[str], who: str, due: date | None, by: tuple[str, str]) -> Outgoing:
    """A hand-out with an id of its own; ``by``: who sends it, and when (ISO, UTC)."""
    return Outgoing(f"h{secrets.token_hex(4)}", Way.OUT, who, tuple(sections), due, by[1], by[0])


def part_of(review: Review, sections: Collection[str]) -> Review:
    """Some sections of a review, with what belongs to them."""
    links = {a: numbers for a, numbers in review.links.items() if a.section in sections}
    linked = {number for numbers in links.values() for number in numbers}
    return replace(
        review,
        cells={a: c for a, c in review.cells.items() if a.section in sections},
        rows={n: keys for n, keys in review.rows.items() if n.partition(".")[0] in sections},
        explanations={k: e for k, e in review.explanations.items() if k.section in sections},
        assignments={s: a for s, a in review.assignments.items() if s in sections},
        evidence={n: e for n, e in review.evidence.items() if n in linked},
        links=links,
    )


def sent_of(review: Review, texts: dict[Address, str]) -> Sent:
    """What a workbook of a review holds; ``texts``: its answers as canonical JSON."""
    explained = {key: (e.found, e.text) for key, e in review.explanations.items()}
    return Sent(texts, dict(review.rows), explained)


def encode_sent(sent: Sent) -> bytes:
    """The value as canonical JSON."""
    answers = sorted([*address, text] for address, text in sent.answers.items())
    explained = sorted([k.rule, k.section, k.row, k.field, *pair] for k, pair in sent.explanations.items())
    rows = {name: list(keys) for name, keys in sent.rows.items()}
    parts = {"format": _FORMAT, "answers": answers, "rows": rows, "explanations": explained}
    return canonical_json(parts).encode()


class _Written(Struct):
    answers: list[tuple[str, str, str, str]]
    rows: dict[str, tuple[str, ...]]
    explanations: list[tuple[str, str, str, str, str, str]]


def decode_sent(data: bytes) -> Sent:
    """The value in its canonical JSON."""
    written = decode(data, type=_Written)
    answers = {Address(*place): text for *place, text in written.answers}
    explained = {ExplanationKey(*key): (found, text) for *key, found, text in written.explanations}
    return Sent(answers, written.rows, explained)
