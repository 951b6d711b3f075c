"""A file whose very bytes were counted already: almost surely the same one sent twice, so it counts once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bvreview.i18n import _
from bvreview.review.exchange.questions import NO, YES, Choice, Question
from bvreview.review.exchange.submission import ImportOutcome

COPY: Final = "copy"


def ask_about_copy() -> Question:
    """Whether it is the answer of another person all the same. Nobody has to say so: it counts once."""
    text = _("It is byte for byte a file that was counted. Is it another person's answer?")
    ways = (Choice(YES, _("Yes, count it as well")), Choice(NO, _("No, count it once")))
    return Question(COPY, text, ways)


def tell_copy(outcome: ImportOutcome, before: Sequence[ImportOutcome], *, is_alone: bool) -> ImportOutcome:
    """The outcome with what it is a copy of; ``before``: of the files that came in with it.

    A copy can be counted as well where it came beside the file that it is of, or alone. Where a folder is
    taken in once more nothing is asked of the files that were counted then.
    """
    if not any(question.id == COPY for question in outcome.questions):
        return outcome
    if same := next((o.file for o in before if o.file_digest == outcome.file_digest), ""):
        words = _('Counted once: it is byte for byte a copy of "{file}".')
        return replace(outcome, reason=words.format(file=same))
    if is_alone:
        return outcome
    words = _("To count it as another person's answer, take it in alone.")
    return replace(outcome, reason=f"{outcome.reason} {words}", questions=())
