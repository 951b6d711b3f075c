"""A workbook that a colleague filled in for a review that is written here: what of it is taken over unseen.

Only what the colleague changed; what was changed on both sides is asked about. Blanks take nothing.
"""

from __future__ import annotations

from functools import cached_property
from typing import Final

from bvreview.i18n import _
from bvreview.review.changes import Change, ChangeKind
from bvreview.review.exchange.handing import Sent
from bvreview.review.exchange.returning import UNREAD, Comparing, Difference, Why
from bvreview.review.exchange.submission import FileReading
from bvreview.review.model import Review
from bvreview.store.fields import Fields
from bvreview.store.merging_evidence import MergingEvidence

_NAMED: Final = 3
_TAKEN: Final = (Why.NEW, Why.BOTH)
_LONGEST: Final = 60


class Merging:
    """A file beside the review it was written from."""

    def __init__(self, fields: Fields, held: Review, reading: FileReading, sent: Sent | None = None) -> None:
        """Compare ``reading`` with ``held``; ``sent``: what it was written with, where that was kept."""
        self._tells = sent is not None or reading.marks is not None
        self._comparing = comparing(fields, held, reading, sent)
        self._evidence = MergingEvidence(fields.framework, held, reading)

    @cached_property
    def changes(self) -> list[Change]:
        """Everything to be taken over, rows first; what was emptied or taken out in the file stays."""
        taken = (d for d in self._comparing.differences if d.why in _TAKEN or _is_blank_here(d))
        return [*self._comparing.changes(taken), *self._evidence.changes()]

    @property
    def answers(self) -> int:
        """How many answers are taken over."""
        return sum(change.kind is ChangeKind.CELL for change in self.changes)

    @property
    def has_evidence(self) -> bool:
        """Whether something of the evidence is taken over."""
        return any(True for __ in self._evidence.changes())

    @property
    def question(self) -> str:
        """What to ask before newer answers here are replaced, or ""."""
        clashes = [d for d in self._comparing.differences if d.why is Why.BOTH]
        if not clashes:
            return self._about_evidence()
        some = "; ".join(_clash(d) for d in clashes[:_NAMED])
        if more := max(len(clashes) - _NAMED, 0):
            some += _(" and {count} more").format(count=more)
        asked = f"{self._why(len(clashes))} {some}. {_('Take the answers of the file?')}"
        return " ".join(words for words in (self._about_evidence(), asked) if words)

    def _about_evidence(self) -> str:
        words = _("Evidence was changed both in the file and here: {titles}. Take what the file says?")
        titles = "; ".join(f'"{_short(title)}"' for title in self._evidence.clashes[:_NAMED])
        return words.format(titles=titles) if titles else ""

    def _why(self, count: int) -> str:
        if not self._tells:
            return _("The file does not tell what was changed in it. Answers that would change here:")
        if count == 1:
            return _("Since the file was written, 1 answer was changed both in it and here:")
        return _("Since the file was written, {count} answers were changed both in it and here:").format(
            count=count
        )


def comparing(fields: Fields, held: Review, reading: FileReading, sent: Sent | None) -> Comparing:
    """A file beside the review that it belongs to."""
    unread = {f.address.section for f in reading.findings if f.rule in UNREAD}
    return Comparing(fields.framework, (held, reading.review), reading.marks, sent, unread)


def _is_blank_here(difference: Difference) -> bool:
    """Whether what cannot be read stands beside nothing: it is kept as it was written, to be put right."""
    return difference.why is Why.UNREADABLE and not difference.here


def _clash(difference: Difference) -> str:
    here, there = (_short(text) or _("blank") for text in (difference.here, difference.there))
    return _('"{label}" from {here} to {there}').format(label=difference.label, here=here, there=there)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "\u2026"
