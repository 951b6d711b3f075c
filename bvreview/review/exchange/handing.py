"""Sections that are handed out: the part of a review that a workbook holds, and a word to who has it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from msgspec import Struct

from bvreview.i18n import _
from bvreview.review.assignments import due_words
from bvreview.review.exchange.outgoing import Outgoing, day_words
from bvreview.review.exchange.sent import Sent
from bvreview.review.model import Review


class Out(Struct, frozen=True):
    """A workbook that went out for a review: the review's id and what it is called."""

    review: str
    about: str
    outgoing: Outgoing


def part_of(review: Review, sections: Collection[str], sent: Sent | None = None) -> Review:
    """Some sections of a review, with what belongs to them.

    ``sent``: what was handed here, of sections that go back: evidence goes with them that was among it, or
    that is linked to nothing yet.
    """
    links = {a: numbers for a, numbers in review.links.items() if a.section in sections}
    linked = {number for numbers in links.values() for number in numbers}
    if sent:
        elsewhere = {number for numbers in review.links.values() for number in numbers} - linked
        linked = {*sent.evidence, *(number for number in review.evidence if number not in elsewhere)}
    return replace(
        review,
        cells={a: c for a, c in review.cells.items() if a.section in sections},
        rows={n: keys for n, keys in review.rows.items() if n.partition(".")[0] in sections},
        explanations={k: e for k, e in review.explanations.items() if k.section in sections},
        assignments={s: a for s, a in review.assignments.items() if s in sections},
        evidence={n: e for n, e in review.evidence.items() if n in linked},
        links=links,
    )


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
