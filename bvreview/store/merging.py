"""A workbook that a colleague filled in for a review that is written here: what of it is taken over unseen.

Only what the colleague changed; what was changed on both sides is asked about. Blanks take nothing.
"""

from __future__ import annotations

from functools import cached_property
from typing import Final

from bvreview.framework.descriptors import Framework
from bvreview.i18n import _
from bvreview.review.changes import Change, ChangeKind
from bvreview.review.exchange.difference import Difference, Why
from bvreview.review.exchange.returning import Comparing
from bvreview.review.exchange.sent import Sent
from bvreview.review.exchange.submission import FileReading
from bvreview.review.model import Review

_NAMED: Final = 3
_TAKEN: Final = (Why.NEW, Why.BOTH)
_LONGEST: Final = 60


class Merging:
    """A file beside the review it was written from."""

    def __init__(
        self, framework: Framework, held: Review, reading: FileReading, sent: Sent | None = None
    ) -> None:
        """Compare ``reading`` with ``held``; ``sent``: what is known to have stood in it, where kept."""
        self._tells = sent is not None or reading.marks is not None
        self._comparing = Comparing(framework, held, reading, sent)

    @cached_property
    def _taken(self) -> list[Difference]:
        return [d for d in self._comparing.differences if d.why in _TAKEN or _is_blank_here(d)]

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Everything to be taken over, rows first; what was emptied or taken out in the file stays."""
        return self._comparing.changes(self._taken)

    @property
    def has_news(self) -> bool:
        """Whether there is anything to look through."""
        return bool(self._comparing.differences)

    @property
    def answers(self) -> int:
        """How many answers are taken over."""
        return sum(change.kind is ChangeKind.CELL for change in self.changes)

    @property
    def has_evidence(self) -> bool:
        """Whether something of the evidence is taken over."""
        return any(d.evidence for d in self._taken)

    @property
    def question(self) -> str:
        """What to ask before newer answers here are replaced, or ""."""
        clashes = [d for d in self._comparing.differences if d.why is Why.BOTH and not d.evidence]
        if not clashes:
            return self._about_evidence()
        some = "; ".join(_clash(d) for d in clashes[:_NAMED])
        if more := max(len(clashes) - _NAMED, 0):
            some += _(" and {count} more").format(count=more)
        asked = f"{self._why(len(clashes))} {some}. {_('Take the answers of the file?')}"
        return " ".join(words for words in (self._about_evidence(), asked) if words)

    def _about_evidence(self) -> str:
        words = _("Evidence was changed both in the file and here: {titles}. Take what the file says?")
        both = [d.label for d in self._comparing.differences if d.why is Why.BOTH and d.evidence]
        titles = "; ".join(f'"{_short(title)}"' for title in both[:_NAMED])
        return words.format(titles=titles) if titles else ""

    def _why(self, count: int) -> str:
        if not self._tells:
            return _("The file does not tell what was changed in it. Answers that would change here:")
        if count == 1:
            return _("Since the file was written, 1 answer was changed both in it and here:")
        return _("Since the file was written, {count} answers were changed both in it and here:").format(
            count=count
        )


def _is_blank_here(difference: Difference) -> bool:
    """Whether what cannot be read stands beside nothing: it is kept as it was written, to be put right."""
    return difference.why is Why.UNREADABLE and not difference.here


def _clash(difference: Difference) -> str:
    here, there = (_short(text) or _("blank") for text in (difference.here, difference.there))
    return _('"{label}" from {here} to {there}').format(label=difference.label, here=here, there=there)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "\u2026"
