"""What is known of an answer beside its value: not collected, not applicable, to follow."""

from __future__ import annotations

from msgspec import structs

from bvreview.i18n import _
from bvreview.review.cells import Answer, State


def stated(old: Answer, state: State) -> Answer:
    """The answer in another state; source and note stay, and what is pending says that it is to follow."""
    if state is old.state:
        return old
    raw = to_follow() if state is State.PENDING else ""
    return structs.replace(old, state=state, value=None, raw=raw)


def to_follow() -> str:
    """What stands in a cell that is to be answered later."""
    return _("to follow")
