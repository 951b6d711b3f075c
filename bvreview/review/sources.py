"""Where figures come from that were not typed: the source that stands beside them."""

from __future__ import annotations

from datetime import date

from bvreview.i18n import _
from bvreview.review.cells import Answer
from bvreview.review.wording import show_date


def extract_source(place: str, day: date) -> str:
    """The source of figures from a ledger extract: the file or clipboard, and the day."""
    return _("Ledger extract, {place}, {day}").format(place=place, day=show_date(day))


def is_from_extract(answer: Answer) -> bool:
    """Whether an answer came from a ledger extract."""
    return answer.source.startswith(_("Ledger extract, {place}, {day}").partition("{")[0])


def source_after(old: Answer, new: Answer) -> str:
    """The source of what is typed over an answer: an extract is no source of another figure."""
    return "" if is_from_extract(old) and old.value != new.value else old.source
