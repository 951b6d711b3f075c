"""The rows of the regional inbox: what was received, what was found in it, what is missing or not taken."""

from __future__ import annotations

from typing import Final

from bvreview.framework.organisations import Organisation
from bvreview.i18n import _
from bvreview.review.findings import Verdict
from bvreview.store.received import Submission
from bvreview.store.refused import NotTaken
from bvreview.store.summaries import ReviewSummary
from bvreview.workspace import Workspace
from ui.look.text import Pill
from ui.widgets.listing_model import Line
from ui.wording import when

_MISSING: Final = "missing:"
Inbox = tuple[list[ReviewSummary], dict[str, Submission], tuple[NotTaken, ...]]


def read_inbox(workspace: Workspace) -> Inbox:
    """What was received, the last file of each review, and the files that were not taken."""
    received = [r for r in workspace.reviews() if not r.own]
    return received, {s.review: s for s in workspace.submissions()}, workspace.not_taken()


def received_line(review: ReviewSummary, file: Submission | None) -> Line:
    """An organisation that sent: its file, its status, what was found."""
    from ui.dialogs.outcomes import found_words

    ready = file is not None and file.verdict is Verdict.READY
    marks = [_("illustrative")] if review.head.illustrative else []
    kind: Pill = "ok" if ready else "explain"
    status = _("Ready") if ready else _("Put right")
    texts = (
        review.organisation_name,
        file.name if file else "",
        str(review.head.revision),
        status,
        " \u00b7 ".join([found_words(review.counts), *marks]),
        when(file.received) if file else "",
    )
    return Line(review.head.id, texts, kind)


def missing_line(organisation: Organisation) -> Line:
    """An organisation that sent nothing yet."""
    texts = (organisation.name, "\u2013", "", _("No data"), _("nothing received yet"), "")
    return Line(f"{_MISSING}{organisation.id}", texts, "stop")


def missing_in(key: str) -> str:
    """The organisation whose file is missing in the line with this key; "" for any other line."""
    return key.removeprefix(_MISSING) if key.startswith(_MISSING) else ""


def not_taken_line(found: NotTaken) -> Line:
    """A file that stayed outside: the reason, and when."""
    from ui.dialogs.outcomes import KINDS, outcome_words

    texts = (found.file, outcome_words(found.outcome), found.reason, when(found.received))
    return Line(found.file, texts, KINDS[found.outcome])
