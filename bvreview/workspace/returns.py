"""Returns: sent out to whoever a line of a table names, and what is held about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bvreview.framework.return_map import Return
from bvreview.framework.returns import return_of
from bvreview.i18n import _
from bvreview.review.changes import outgoing_change
from bvreview.review.exchange.outgoing import Outgoing
from bvreview.review.model import ReviewHead
from bvreview.store.edits import title_of
from bvreview.store.engine import utc_now
from bvreview.store.log import Committed
from bvreview.store.outgoing import read_outgoing, read_sent
from bvreview.store.thread import on_thread
from bvreview.workspace.handing import HandingWorkspace

if TYPE_CHECKING:  # comparison is loaded when something is compared, what is held when it is told
    from bvreview.review.compared.alongside import Alongside
    from bvreview.review.compared.provider_results import Returned
    from bvreview.review.exchange.held import Held


class ReturnsWorkspace(HandingWorkspace):
    """An open workspace that sends returns out."""

    @on_thread
    def send_return(self, review_id: str, outgoing: Outgoing) -> Committed:
        """Write down that a return went out.

        Raises:
            ReceivedReviewError: the review came in as a file.
            SignedReviewError: it is signed.
        """
        label = _("Return sent to {who}").format(who=outgoing.who)
        return self._commit([outgoing_change(review_id, None, outgoing)], self._step(label))

    @on_thread
    def held_about(self, review_id: str, asked: Return, key: str) -> Held:
        """All that is held about whom a line of the return's table names, the last return included."""
        from bvreview.review.exchange.held import tell_held

        review = self.review(review_id)
        row = f"{asked.table.partition('.')[2]}:{key}"
        mine = [o for __, o in read_outgoing(self._db, (review_id,)) if (o.form, o.row) == (asked.id, row)]
        last = max((o for o in mine if o.came), key=lambda o: o.came, default=None)
        came = (last, read_sent(self._db, last))
        about = title_of(self.framework, review.head)
        return tell_held(self.framework, review, asked, key, came, about=about, as_at=utc_now())

    @on_thread
    def returned(self, review_id: str) -> Returned:
        """What those whom the tables of a review name say, as the last return of each has it."""
        from bvreview.review.compared.provider_results import NOTHING_RETURNED, all_returned, read_return
        from bvreview.review.exchange.held import name_in

        came = [o for __, o in read_outgoing(self._db, (review_id,)) if o.form and o.came]
        if not came:  # a review without returns, as most are, is not read for nothing
            return NOTHING_RETURNED
        review, found = self.review(review_id), dict[tuple[str, str], Outgoing]()
        for outgoing in sorted(came, key=lambda o: o.came):
            found[outgoing.form, outgoing.row] = outgoing
        return all_returned(
            read_return(
                self.framework,
                asked,
                review.head,
                name_in(review, asked, outgoing.row.partition(":")[2]),
                sent,
            )
            for outgoing in found.values()
            if (asked := return_of(self.framework, outgoing.form)) and (sent := read_sent(self._db, outgoing))
        )

    def alongside(self, head: ReviewHead) -> Alongside:
        """What stands beside the figures that a review is compared with."""
        from bvreview.review.compared.alongside import Alongside

        others = [h for h in self.heads() if (h.service, h.period) == (head.service, head.period)]
        returned = (self.returned(h.id) for h in others if h.organisation != head.organisation)
        kept = tuple(one for one in returned if one.results or one.notes)
        return Alongside(self.peer_lists(), self.returned(head.id), kept, self.shared_in_packs([head]))
