"""Words that every page uses: whose review it is and how far it has come, a moment, a size."""

from __future__ import annotations

from datetime import datetime

from bvreview.framework.terms import Path
from bvreview.i18n import _
from bvreview.review.model import ReviewHead, Status
from bvreview.review.wording import show_date, show_short_date


def about_review(head: ReviewHead, organisation: str) -> str:
    """Whose review, of which year, how deep and how far."""
    path = _("full review") if head.path is Path.FULL else _("light review")
    return " \u00b7 ".join((organisation, head.period.label, path, status_words(head)))


def status_words(head: ReviewHead) -> str:
    """The status with its revision."""
    words = {
        Status.DRAFT: _("draft"),
        Status.CANDIDATE: _("candidate"),
        Status.SUBMITTED: _("submitted"),
        Status.RECEIVED: _("received"),
    }[head.status]
    if head.status is Status.SUBMITTED and head.signed_by:
        words = _("signed by {name}").format(name=head.signed_by)
    if not head.revision:
        return words
    if head.status is Status.DRAFT:
        return _("draft of revision {n}").format(n=head.revision + 1)
    return _("{status}, revision {n}").format(status=words, n=head.revision)


def when(time: str) -> str:
    """A moment (ISO, UTC) as a day on this computer."""
    return show_date(datetime.fromisoformat(time).astimezone().date()) if time else ""


def moment(time: str) -> str:
    """A moment (ISO, UTC) on this computer's clock: "12 May 2010, 14:02"; "" for none."""
    if not time:
        return ""
    local = datetime.fromisoformat(time).astimezone()
    return f"{show_date(local.date())}, {local:%H:%M}"


def short_moment(time: str) -> str:
    """The same for a column: "12 May 2010, 14:02" with the month in three letters."""
    if not time:
        return ""
    local = datetime.fromisoformat(time).astimezone()
    return f"{show_short_date(local.date())}, {local:%H:%M}"


def size_words(size: int) -> str:
    """Bytes as people count them."""
    if size < 1_000_000:
        return _("{n} kB").format(n=max(1, round(size / 1000)))
    return _("{n} MB").format(n=f"{size / 1_000_000:,.1f}")
