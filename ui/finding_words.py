"""What is said of a finding, once: the field, the side panel and the list of all say it in these words."""

from __future__ import annotations

from bvreview.framework.rules import Level
from bvreview.i18n import _
from bvreview.review.findings import Finding, level_word
from bvreview.review.model import Explanation
from bvreview.settings import command_line
from ui.look.text import EXPLAIN_SHAPE, NEEDED_SHAPE, OK_SHAPE, PILL_OF, SHAPE_OF, Pill, Role
from ui.wording import moment


def word_of(finding: Finding) -> str:
    """Shape and word: "▲ Put right", "◆ Explain", "◆ Explain again", "✓ Explained", "○ Note".

    What is only not there yet is no fault and is counted apart: "✱ Not answered".
    """
    if finding.is_unanswered:
        return f"{NEEDED_SHAPE} {_('Not answered')}"
    if finding.explanation:
        return f"{OK_SHAPE} {_('Explained')}"
    if finding.stale:
        return f"{EXPLAIN_SHAPE} {_('Explain again')}"
    return f"{SHAPE_OF[finding.level]} {level_word(finding.level)}"


def pill_of(finding: Finding) -> Pill:
    """The colours of that word."""
    if finding.explanation:
        return "ok"
    if finding.is_unanswered:
        return "plain"
    return PILL_OF[finding.level] if finding.is_open else "plain"


def advice_of(finding: Finding) -> str:
    """What to do; of an explanation that does not fit any more, why it does not."""
    if not finding.stale:
        return finding.put_right
    moved = _("The figure has moved since it was explained (it was {found}). Say whether this still holds.")
    return f"{moved.format(found=finding.stale.found or _('blank'))} {finding.put_right}"


def in_one_line(finding: Finding) -> str:
    """Word, message and advice, as they stand beside a field; of what is explained only the message."""
    words = f"{word_of(finding)}: {finding.message}"
    return words if finding.explanation else f"{words} {advice_of(finding)}".strip()


def role_of(finding: Finding) -> Role:
    """How those words are shown."""
    if not finding.is_open or finding.is_unanswered:
        return "small"
    return "stop" if finding.level is Level.STOP else "explain"


def explained_words(explanation: Explanation | None, *, received: bool = False) -> str:
    """Who explained it and when; "" while that is not known. What a file says is ``received``."""
    if not explanation or not explanation.author:
        return ""
    words = _received_words(explanation.author) if received else _("Explained by {who}, {when}")
    return words.format(who=explanation.author, when=moment(explanation.time))


def _received_words(author: str) -> str:
    if author == str(command_line()):
        return _("Explained in the file that was taken in at the command line, {when}")
    return _("Explained in the file that {who} took in, {when}")
