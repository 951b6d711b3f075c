"""What the views of the page share: the comparisons, the peers chosen, and who is followed through them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from bvreview.review.standing import Comparison, PeerGroup
from ui.desk import Desk
from ui.operations import Compared, compare_review
from ui.session import Session

if TYPE_CHECKING:  # comparison is loaded when something is compared
    from bvreview.analysis.study import Study


class Common(QObject):
    """Compared when asked for, again after a change.

    ``found``: figures came or other peers were chosen. ``followed``: the organisation picked out in every
    chart and table, or "". ``wants_section``: a view leads to questions; ``wants_entry``: to another entry.
    ``study``: the figures with every group, once they came.
    """

    found = Signal()
    failed = Signal(object)
    followed = Signal(str)
    wants_section = Signal(str)
    wants_entry = Signal(str)

    def __init__(self, desk: Desk, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self.desk, self.session = desk, session
        self.followed_one = ""
        self.study: Study | None = None
        self._groups: list[tuple[Comparison, ...]] = []
        self._chosen = 0
        self._stale, self._busy = True, False

    # figures

    def outdate(self) -> None:
        """Figures have changed: compare again when it is looked at."""
        self._stale = True

    def refresh(self) -> None:
        """Compare again when figures have changed."""
        if not self._stale or self._busy:
            return
        self._stale, self._busy = False, True
        job = compare_review(self.desk.workspace, self.session.review.head)
        job.finished.connect(self._take)
        job.failed.connect(self._fail)
        self.desk.jobs.start(job)

    def _fail(self, error: Exception) -> None:
        self._busy = False
        self.failed.emit(error)

    def _take(self, compared: Compared) -> None:
        self._busy = False
        self.study = compared.study
        found = (tuple(c for c in group if c.standings) for group in (compared.region, compared.everyone))
        self._groups = [group for group in found if group]
        self._chosen = max(0, min(self._chosen, len(self._groups) - 1))
        self.found.emit()

    @property
    def is_there(self) -> bool:
        """Whether anything was compared."""
        return bool(self._groups)

    def comparisons(self) -> tuple[Comparison, ...]:
        """The comparisons with the chosen peers."""
        return self._groups[self._chosen] if self._groups else ()

    def comparison(self, topic: str) -> Comparison | None:
        """The comparison of one topic with the chosen peers."""
        return next((c for c in self.comparisons() if c.topic.id == topic), None)

    # peers

    def peer_names(self) -> Sequence[str]:
        """What can be chosen as peers."""
        return [group[0].group_label for group in self._groups]

    @property
    def chosen_peers(self) -> int:
        """Which of them are chosen."""
        return self._chosen

    def choose_peers(self, n: int) -> None:
        """Compare with others."""
        if n != self._chosen and 0 <= n < len(self._groups):
            self._chosen = n
            self.found.emit()

    @property
    def own(self) -> str:
        """The organisation of the review, by name."""
        head = self.session.review.head
        found = self.session.framework.organisation(head.organisation)
        return found.name if found else head.organisation

    @property
    def about(self) -> str:
        """Service and year of the review, in words."""
        framework, head = self.session.framework, self.session.review.head
        service = framework.service(head.service)
        return f"{service.name if service else head.service}, {head.period.label}"

    def peers(self) -> PeerGroup | None:
        """The region's organisations, picked out among all of them."""
        framework, head = self.session.framework, self.session.review.head
        organisation = framework.organisation(head.organisation)
        region = framework.region(organisation.region) if organisation else None
        if not region:
            return None
        members = framework.organisations_in(head.period.id, region.id)
        return PeerGroup(region.name, tuple(o.name for o in members))

    # following

    def follow(self, organisation: str) -> None:
        """Pick an organisation out everywhere, "" for none."""
        if organisation != self.followed_one:
            self.followed_one = organisation
            self.followed.emit(organisation)
