"""Questionnaires: what is asked of a group, sent out, and the answers as they come back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import structs

from bvreview.framework.descriptors import Framework
from bvreview.i18n import _
from bvreview.review.changes import outgoing_change
from bvreview.review.exchange.outgoing import Outgoing, Way
from bvreview.review.exchange.sent import Sent, decode_sent
from bvreview.store.checksums import sha256
from bvreview.store.log import Committed
from bvreview.store.thread import on_thread
from bvreview.workspace.returns import ReturnsWorkspace

if TYPE_CHECKING:  # loaded when one is asked for
    from bvreview.review.exchange.questionnaire import Questionnaire


class QuestionnairesWorkspace(ReturnsWorkspace):
    """An open workspace that sends questionnaires out."""

    @on_thread
    def send_questionnaire(self, review_id: str, outgoing: Outgoing, asked: Questionnaire) -> Committed:
        """Write down that a questionnaire went out, with what it asks.

        Raises:
            ReceivedReviewError: the review came in as a file.
            SignedReviewError: it is signed.
        """
        from bvreview.review.exchange.questionnaire import encode_questionnaire

        content = encode_questionnaire(asked)
        outgoing = structs.replace(outgoing, kept=sha256(content))
        label = _("Questionnaire for {who}").format(who=outgoing.who)
        return self._commit([outgoing_change(review_id, None, outgoing)], self._step(label), [content])

    @on_thread
    def questionnaire(self, outgoing: Outgoing) -> Questionnaire | None:
        """What a questionnaire asks; None where that is lost."""
        from bvreview.review.exchange.questionnaire import decode_questionnaire

        kept = self.submission_file(outgoing.kept)
        return decode_questionnaire(kept) if kept else None

    @on_thread
    def replies(self, outgoing: Outgoing) -> tuple[Sent, ...]:
        """The answers that came to a questionnaire, in that order."""
        kept = (self.submission_file(reply.partition(":")[0]) for reply in outgoing.replies)
        return tuple(decode_sent(content) for content in kept if content)

    @on_thread
    def asking_framework(self) -> Framework:
        """The pack with the questionnaires that are out as returns, to read what comes back by."""
        from bvreview.review.exchange.questionnaire import as_return

        out = (o for __, o in self.outgoing() if o.way is Way.QUESTIONS)
        found = (self.questionnaire(o) for o in out)
        asked = tuple(as_return(q) for q in found if q)
        return structs.replace(self.framework, returns=(*self.framework.returns, *asked))
