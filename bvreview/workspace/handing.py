"""Sections that are handed out as workbooks, and workbooks that come back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import structs

from bvreview.i18n import _
from bvreview.review.changes import outgoing_change
from bvreview.review.exchange.outgoing import Outgoing, Way
from bvreview.store import heads
from bvreview.store.checksums import sha256
from bvreview.store.edits import is_open, title_of
from bvreview.store.engine import utc_now
from bvreview.store.log import Committed
from bvreview.store.outgoing import read_outgoing
from bvreview.store.thread import on_thread
from bvreview.workspace.committing import CommittingWorkspace

if TYPE_CHECKING:  # what goes out and comes back is loaded when it does
    from bvreview.review.exchange.difference import Difference
    from bvreview.review.exchange.handing import Out
    from bvreview.review.exchange.submission import Coming


class HandingWorkspace(CommittingWorkspace):
    """An open workspace that knows what went out."""

    @on_thread
    def outgoing(self, review_id: str = "") -> tuple[tuple[str, Outgoing], ...]:
        """What went out for a review, or for all of them: the review's id and what is known, by time."""
        return read_outgoing(self._db, (review_id,) if review_id else ())

    @on_thread
    def out(self) -> tuple[Out, ...]:
        """What was handed out for the reviews that are written here, by time."""
        from bvreview.review.exchange.handing import Out

        own = {head.id: head for head in heads.read_heads(self._db) if is_open(head)}
        return tuple(
            Out(review, title_of(self.framework, own[review]), outgoing)
            for review, outgoing in self.outgoing()
            if review in own and outgoing.way is not Way.HERE
        )

    @on_thread
    def hand_out(self, review_id: str, outgoing: Outgoing, sent: bytes) -> Committed:
        """Write down that a workbook went out, and who fills its sections in; ``sent``: what stands in it.

        Raises:
            ReceivedReviewError: the review came in as a file.
            SignedReviewError: it is signed.
        """
        from bvreview.store import handing

        outgoing = structs.replace(outgoing, kept=sha256(sent))
        changes = handing.going_out(self._db, self.framework, self.head(review_id), outgoing)
        label = _("Handed out to {who}").format(who=outgoing.who)
        return self._commit(changes, self._step(label), [sent])

    @on_thread
    def expect_no_more(self, review_id: str, number: str) -> Committed:
        """Wait for a workbook no longer; it may come back all the same."""
        return self._change(review_id, number, _("Not expected any more"), is_closed=True)

    @on_thread
    def send_back(self, review_id: str, number: str) -> Committed:
        """Write down that sections that were handed here were sent back."""
        time, author = utc_now(), str(self.person)
        return self._change(review_id, number, _("Sent back"), came=time, came_by=author)

    def _change(self, review_id: str, number: str, label: str, **changed: object) -> Committed:
        known = next((o for __, o in self.outgoing(review_id) if o.id == number), None)
        now = structs.replace(known, **changed) if known else None
        changes = [outgoing_change(review_id, known, now)] if known and now != known else []
        return self._commit(changes, self._step(label))

    @on_thread
    def sent_in(self, outgoing: Outgoing) -> bytes | None:
        """What stood in a workbook when it went out, as it is kept."""
        return self.submission_file(outgoing.kept) if outgoing.kept else None

    @on_thread
    def copies_of(self, review_id: str) -> dict[str, bytes]:
        """The copies of files that are kept with the evidence of a review, by digest."""
        files = (e.file for e in self.review(review_id).evidence.values() if e.file)
        return {f.digest: data for f in files if (data := self.submission_file(f.digest))}

    @on_thread
    def look_through(self, coming: Coming) -> tuple[Difference, ...]:
        """What a workbook that came back would change, in the order of the form."""
        from bvreview.store import handing

        return handing.compare_return(self._db, self._fields, coming).differences

    @on_thread
    def came_before(self, coming: Coming) -> str:
        """When a workbook that came back did so before; "" where it did not."""
        from bvreview.store import handing

        known = handing.returned_of(self._db, coming.reading)
        return known.came if known else ""

    @on_thread
    def take_back(self, coming: Coming, taken: Sequence[Difference]) -> Committed:
        """Take differences over as one step, and write down that the workbook came back.

        Raises:
            ChangedMeanwhileError: something else stands where a change was to be made; nothing is written.
            SignedReviewError: the review is signed.
        """
        from bvreview.store import handing

        handed = coming.reading.identity.handed
        who = handed.to if handed and handed.to else coming.reading.file
        step = self._step(_("Taken back from {who}").format(who=who))
        with self.writing() as db:
            return handing.take_back(db, self._fields, coming, taken, step)
