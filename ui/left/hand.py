"""Where the hand was left in a review, as plain values, and how it goes back there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bvreview.review.cells import parse_address
from bvreview.review.exchange.outgoing import handed_here

if TYPE_CHECKING:
    from ui.look.theme import Look
    from ui.pages.review import ReviewPage


def describe_hand(page: ReviewPage, look: Look) -> dict[str, Any]:
    """Section, answer, how far it is scrolled (in pixels at 100 % text), and whether charts are shown."""
    view = page.stage.current()
    return {
        "section": view.section.id if view else "",
        "field": str(page.hand) if page.hand else "",
        "scroll": round(view.verticalScrollBar().value() / look.factor) if view else 0,
        "charts": page.panes is not page.stage.panes,
    }


def go_back(page: ReviewPage, look: Look, left: Mapping[str, Any]) -> bool:
    """Go where the hand was left, at first to what was handed here; whether that is there."""
    handed = handed_here(page.session.review.outgoing.values())
    begin = handed.sections[0] if handed and handed.sections else ""
    section = page.session.framework.section(str(left.get("section", begin)))
    if not section or section.id not in [s.section for s in page.session.progress]:
        return False
    page.stage.go_to_section(section.id)
    hand = parse_address(str(left.get("field", "")))
    if hand.section == section.id:
        page.stage.go_to(hand)
    if left.get("charts") is True:
        page.show_charts()
    scroll, view = left.get("scroll"), page.stage.current()
    if view and isinstance(scroll, int):
        view.scroll_to(look.px(scroll))
    return True
