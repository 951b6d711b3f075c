"""What the views of the page share: the comparisons, the peers chosen, and who is followed through them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from bvreview.review.compared.peers import Peers
from bvreview.review.compared.standing import Comparison, PeerGroup
from ui.compare.comparing import Studied, compare_with, recall_years, study_review
from ui.desk import Desk
from ui.editing.session import Session
from ui.jobs import Job
from ui.left.remembered import Key

if TYPE_CHECKING:  # comparison is loaded when something is compared
    from bvreview.analysis.history import History
    from bvreview.analysis.study import Study

PEERS: Final = "peers"
"""What the choice of peers is called where it is remembered."""
NEVER: Final = -1
"""Nothing was asked for yet."""


class Common(QObject):
    """Compared when asked for, again after a change: what is shown is as of so many changes that were told.

    ``found``: figures came or other peers were chosen. ``recalled``: the earlier years came, later.
    ``followed``: the organisation picked out in every chart and table, or "". ``wants_section``: a view leads
    to questions; ``wants_entry``: to another entry; ``wants_answer``: to an answer.
    """

    found = Signal()
    recalled = Signal()
    failed = Signal(object)
    followed = Signal(str)
    wants_section = Signal(str)
    wants_entry = Signal(str)
    wants_answer = Signal(object)

    def __init__(self, desk: Desk, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self.desk, self.session = desk, session
        self.followed_one = ""
        self.history: History | None = None
        self._compared: dict[str, tuple[Comparison, ...]] = {}
        self._chosen = desk.here.part(Key.CHOSEN, PEERS, "")
        self._shown = ""
        self._studied: Studied | None = None
        self._asked = NEVER
        self._job: Job | None = None

    # figures

    def refresh(self) -> None:
        """Compare again when figures have changed since that was asked for."""
        if self._asked != self.desk.bus.told:
            self._compare()

    def _compare(self) -> None:
        """The newest asking counts; an older one is stopped."""
        if self._job:
            self._job.cancel()
        self._asked = self.desk.bus.told
        job = study_review(self.desk.workspace, self.session.review.head, self._chosen, self._asked)
        job.finished.connect(self._take)
        job.failed.connect(self.failed)
        self._job = self.desk.jobs.start(job)

    def _take(self, studied: Studied) -> None:
        if studied.as_of != self._asked:
            return
        self._studied, self._compared = studied, {studied.key: studied.comparisons}
        self._chosen = self._shown = studied.key
        self.found.emit()
        job = recall_years(self.desk.workspace, self.session.review.head, studied.as_of)
        job.finished.connect(self._recall)
        self.desk.jobs.start(job)

    def _recall(self, told: tuple[int, History]) -> None:
        as_of, history = told
        if as_of == self._asked:
            self.history = history
            self.recalled.emit()

    @property
    def study(self) -> Study | None:
        """The figures with every group, once they came."""
        return self._studied.study if self._studied else None

    @property
    def is_there(self) -> bool:
        """Whether anything was compared."""
        return bool(self.comparisons())

    def comparisons(self) -> tuple[Comparison, ...]:
        """The comparisons with the chosen peers; until they are worked out, with those before."""
        return self._compared.get(self._shown, ())

    def comparison(self, topic: str) -> Comparison | None:
        """The comparison of one topic with the chosen peers."""
        return next((c for c in self.comparisons() if c.topic.id == topic), None)

    # peers

    def offered(self) -> Sequence[Peers]:
        """The peers that can be chosen."""
        return self.study.groups.offered if self.study else ()

    @property
    def chosen_peers(self) -> Peers | None:
        """Those that are chosen."""
        return next((peers for peers in self.offered() if peers.key == self._chosen), None)

    @property
    def widest_peers(self) -> Peers | None:
        """The widest of those that can be chosen; they are offered last."""
        offered = self.offered()
        return offered[-1] if offered else None

    def choose_peers(self, key: str) -> None:
        """Compare with others, by the key of their group."""
        peers = next((peers for peers in self.offered() if peers.key == key), None)
        if not self._studied or not peers or key == self._chosen:
            return
        self.desk.here.keep_part(Key.CHOSEN, PEERS, key)
        self._chosen = key
        if self._studied.as_of != self._asked:  # what is being compared was asked for with those before
            self._compare()
        elif key in self._compared:
            self._shown = key
            self.found.emit()
        else:
            job = compare_with(self._studied, peers)
            job.finished.connect(self._take_other)
            job.failed.connect(self.failed)
            self.desk.jobs.start(job)

    def _take_other(self, studied: Studied) -> None:
        """Keep it, and show it if it is still what was asked for."""
        if studied.study is self.study:  # no newer one came meanwhile
            self._compared[studied.key] = studied.comparisons
            if studied.key == self._chosen:
                self._shown = studied.key
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

    def ask_for_lists(self, parent: QWidget) -> None:
        """Open the lists of one's own."""
        from ui.dialogs.peer_lists import PeerListsDialog

        head = self.session.review.head
        others = self.session.framework.organisations_in(head.period.id)
        others = tuple(o for o in others if o.id != head.organisation)
        PeerListsDialog(parent.window(), self.desk, others).open()

    # following

    def follow(self, organisation: str) -> None:
        """Pick an organisation out everywhere, "" for none."""
        if organisation != self.followed_one:
            self.followed_one = organisation
            self.followed.emit(organisation)
