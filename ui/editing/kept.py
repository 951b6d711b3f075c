"""A shown review that is kept: what is changed is committed behind the hand, and what is not shown is read.

What is shown stands on an entry of the workspace's log. An edit is shown at once, and stands on its own
entry when it is committed right behind. Whatever else the log goes on by (an undo, a signature, a change
from elsewhere) is read again once nothing is on its way.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from msgspec import structs
from PySide6.QtCore import Signal

from bvreview.framework.descriptors import Framework
from bvreview.review.cells import Address
from bvreview.review.changes import Change
from bvreview.review.model import Review
from bvreview.store.log import Committed
from bvreview.workspace import Workspace
from ui.editing.shown import Opened, ShownReview
from ui.reader import Reader
from ui.saving import Saver

MANY: Final = 20
"""So many changes at once were not typed: the rules look at them at once."""
NOTHING: Final = -1
"""What is shown stands on no entry of the log."""


class KeptReview(ShownReview):
    """``caught_up``: what had not been shown is. ``unread``: why it cannot be.

    ``touched``: sections of the organisation year were changed here.
    """

    touched = Signal(object)
    caught_up = Signal()
    unread = Signal(object)

    def __init__(self, workspace: Workspace, framework: Framework, saver: Saver, opened: Opened) -> None:
        super().__init__(workspace, framework, opened)
        self._saver = saver
        self._as_of = opened.review.as_of
        self._reader = Reader()
        self._reader.answered.connect(self._take_read)
        self._reader.failed.connect(self.unread)
        self._run: Change | None = None
        self._last: Change | None = None
        self._typed: set[object] = set()

    @property
    def is_judged(self) -> bool:
        """Whether the findings are those of what is shown, and that is what was committed."""
        return super().is_judged and self._as_of >= self._saver.as_of

    def close(self) -> None:
        """End what is typed, and the thread of the rules."""
        self.end_typing(*self._typed)
        self._reader.forget()
        super().close()

    # what is typed

    def begin_typing(self, what: object) -> None:
        """Something is being typed that is not committed yet, so that not all is saved."""
        self._typed.add(what)
        self._saver.hold(True)
        self._judge.wait_longer()

    def end_typing(self, *what: object) -> None:
        """It was committed or given up."""
        self._typed.difference_update(what)
        self._saver.hold(bool(self._typed))

    def end_run(self) -> None:
        """The hand went elsewhere: what is typed next is a step of its own."""
        self._run = None

    def _go_on_at(self, address: Address) -> None:
        if self._last and self._last.address == address:
            self._run = self._last

    # what is committed

    def change(
        self, after: Review, changes: tuple[Change, ...], label: str, files: Sequence[bytes] = ()
    ) -> None:
        """Show the review as changes make it and commit them as one step, with files that are kept."""
        if self.is_read_only or not changes:
            return
        self._show(after)
        self._commit(changes, label, files)

    def _commit(self, changes: tuple[Change, ...], label: str, files: Sequence[bytes] = ()) -> None:
        place = structs.replace(changes[0], old=None, new=None) if len(changes) == 1 else None
        typing = place is not None and place == self._run
        self._run, self._last = None, place
        year = self.review.head.organisation_year
        if shared := frozenset(c.section for c in changes if c.subject == year):
            self.touched.emit(shared)
        apply = self.workspace.apply
        self._saver.put(
            lambda: self.workspace.later(apply, changes, label, typing=typing, files=files),
            lambda done: self._stand_on(done, len(changes)),
        )
        if len(changes) > MANY:
            self.judge()
        else:
            self._judge.wait()

    def _stand_on(self, done: Committed, shown: int) -> None:
        """So many changes that are shown were committed; where anything came in between, that is not."""
        if done.seq - shown == self._as_of:
            self._as_of = done.seq

    def _let(self, verb: Callable[..., object], *how: object) -> None:
        """Have the workspace do what is shown only once it is read."""
        self._saver.put(lambda: self.workspace.later(verb, self.id, *how))

    # what is read again

    def catch_up(self) -> None:
        """Read again where more is committed than is shown, once nothing is on its way."""
        if self._as_of < self._saver.as_of and self._saver.is_idle:
            self.reread()

    def reread(self) -> None:
        """Show the review as it is in the workspace, also where nothing of it was committed: a refusal."""
        self._as_of = NOTHING
        self._reader.ask(lambda: self.workspace.later(self.workspace.review, self.id))

    def _take_read(self, review: Review) -> None:
        """What is on its way, or was committed meanwhile, is not in it: it is read again behind that."""
        if self._saver.is_idle and review.as_of >= self._saver.as_of:
            self._as_of = review.as_of
            self._show(review)
            self.judge()
            self.caught_up.emit()
