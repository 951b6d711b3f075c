"""The open finding that comes after the hand: the way through all that is to be put right."""

from __future__ import annotations

from typing import NamedTuple

from bvreview.review.cells import Address
from bvreview.review.findings import Finding
from ui.editing.session import Session


class Step(NamedTuple):
    """Where to go, what is found there, and which of how many places that is."""

    finding: Finding
    number: int
    of: int


def next_finding(session: Session, hand: Address | None, section: str, step: int) -> Step | None:
    """The finding after the hand, or before it (``step`` -1); round at the ends, None where all is right.

    Faults first; what is only not answered yet counts where there is no fault. ``section`` is looked at.
    """
    is_open = [f for f in session.findings if f.is_open]
    if not session.is_judged:  # what was just put right is still among them for a moment
        is_open = [f for f in is_open if f.address != hand] or is_open
    found = [f for f in is_open if not f.is_unanswered] or is_open
    addresses = list(dict.fromkeys(f.address for f in found))
    if not addresses:
        return None
    at = _place(session, addresses, hand, section, step)
    return Step(next(f for f in found if f.address == addresses[at]), at + 1, len(addresses))


def _place(session: Session, addresses: list[Address], hand: Address | None, section: str, step: int) -> int:
    if hand in addresses:
        return (addresses.index(hand) + step) % len(addresses)
    ranks = {at.id: n for n, at in enumerate(session.answers.sections())}
    order = {place: n for n, place in enumerate(session.answers.addresses())}
    start = order.get(hand, 0) if hand and hand.section == section else 0
    here = ranks.get(section, 0), start
    # a table without lines has no place of its own and counts as the end of its section
    places = [(ranks.get(a.section, 0), order.get(a, len(order))) for a in addresses]
    first = next((n for n, place in enumerate(places) if place >= here), 0)
    return first if step > 0 else (first - 1) % len(addresses)
