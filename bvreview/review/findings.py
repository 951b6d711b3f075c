"""What a rule says of a cell or section, and the verdict that follows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct

from bvreview.framework.rules import Level
from bvreview.i18n import _
from bvreview.review.cells import Address
from bvreview.review.model import Explanation, ExplanationKey

REQUIRED, AT_LEAST = "required", "rows"
UNANSWERED = frozenset({REQUIRED, AT_LEAST})


class Verdict(StrEnum):
    """What may happen next with a review or a file."""

    READY = "ready"
    PUT_RIGHT = "put right"
    REFUSED = "refused"


class Finding(Struct, frozen=True):
    """A located remark. ``sheet``/``cell`` are set when it was found in a workbook.

    ``explanation``: the living answer to an "explain"; ``stale``: an answer to an earlier value.
    """

    rule: str
    level: Level
    address: Address
    found: str
    message: str
    put_right: str
    label: str = ""
    sheet: str = ""
    cell: str = ""
    explanation: Explanation | None = None
    stale: Explanation | None = None

    @property
    def key(self) -> ExplanationKey:
        """What an explanation of this finding is filed under."""
        return ExplanationKey(self.rule, *self.address)

    @property
    def is_unanswered(self) -> bool:
        """Whether it only says that something is still to be filled in: no fault of what is there."""
        return self.rule in UNANSWERED

    @property
    def is_open(self) -> bool:
        """Whether something must still be done before the review is sent."""
        return self.level is Level.STOP or (self.level is Level.EXPLAIN and self.explanation is None)


def verdict_of(findings: Iterable[Finding]) -> Verdict:
    """Ready, or put right (any stop, any unanswered explain)."""
    return Verdict.PUT_RIGHT if any(f.is_open for f in findings) else Verdict.READY


def counts_by_level(findings: Iterable[Finding]) -> dict[str, int]:
    """How many findings are open at each level, and all notes: {"stop": 1, "explain": 0, "note": 4}."""
    counted = Counter(f.level for f in findings if f.is_open or f.level is Level.NOTE)
    return {level.value: counted[level] for level in Level}


def level_word(level: Level) -> str:
    """The word shown for a level."""
    return {Level.STOP: _("Put right"), Level.EXPLAIN: _("Explain"), Level.NOTE: _("Note")}[level]
