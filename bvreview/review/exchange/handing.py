"""Sections that are handed out: the part of a review that a workbook holds, kept as it was sent."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Final

from msgspec import Struct
from msgspec.json import decode

from bvreview.i18n import _
from bvreview.review.assignments import due_words
from bvreview.review.cells import Address
from bvreview.review.changes import canonical_json
from bvreview.review.digests import answer_mark
from bvreview.review.exchange.outgoing import Outgoing, day_words
from bvreview.review.model import ExplanationKey, Review


class Sent(Struct, frozen=True):
    """What stood in the workbook: answers as canonical JSON, lines, explanations as (found, text)."""

    answers: dict[Address, str]
    rows: dict[str, tuple[str, ...]]
    explanations: dict[ExplanationKey, tuple[str, str]]


_FORMAT: Final = 1


class Out(Struct, frozen=True):
    """A workbook that went out for a review: the review's id and what it is called."""

    review: str
    about: str
    outgoing: Outgoing


def marks_of_sent(sent: Sent) -> dict[Address, str]:
    """The mark of every answer that stood in a workbook."""
    return {address: answer_mark(address, text) for address, text in sent.answers.items()}


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


def reminder_of(outgoing: Outgoing, about: tuple[str, str], today: date) -> tuple[str, str]:
    """Subject and text of a message to the colleague who has a workbook; plain text.

    ``about``: what the review, and what the sections are called.
    """
    review, titles = about
    subject = _("Best Value review: {sections}").format(sections=titles)
    sent = _("The workbook was sent to you on {day}.").format(day=day_words(outgoing.sent))
    due = due_words(outgoing.due, today)
    asks = _("These sections of the review {review} are with you: {titles}.")
    blocks = (
        _("Dear {name},").format(name=outgoing.who),
        asks.format(review=review, titles=titles),
        f"{sent} {_('It is {due}.').format(due=due)}" if due else sent,
        _(
            "How to send it back: fill in the tinted cells, or open the file in Best Value Review and fill "
            "it in there, save it and send the file back. What you leave as it is stays as it was."
        ),
        _("If a day cannot be kept, say which one can."),
        outgoing.sent_by,
    )
    return subject, "\n\n".join(blocks)
