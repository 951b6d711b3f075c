"""How a gap is answered, and the ways on: explain it, plan an action for it, or share how it is done."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from bvreview.i18n import _
from bvreview.review.cells import Address
from bvreview.review.compared.gaps import (
    Answered,
    Asked,
    Gap,
    Rows,
    explain_gap,
    gap_map,
    plan_action,
    share_how,
)
from ui.compare.common import Common
from ui.look.text import button, label
from ui.widgets.flow import Flow


class GapWays(QWidget):
    """Begins the row of the gap where there is none; the hand goes to what is to be written."""

    def __init__(self, common: Common) -> None:
        super().__init__()
        self._common = common
        self._asked: Asked | None = None
        self.state = label()
        self.explain, self.plan = button(_("Explain")), button(_("Plan an action"))
        self.share = button(_("Share how"))
        self.share.clicked.connect(lambda _checked: self._share())
        self.explain.clicked.connect(lambda _checked: self._explain())
        self.plan.clicked.connect(lambda _checked: self._plan())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.state)
        column.addWidget(Flow((self.share, self.explain, self.plan)))

    def show_gap(self, asked: Asked, gap: Gap | None, words: str, *, share: bool) -> None:
        """Show how a measure or cost is answered; ``share``: whether to offer to write how it is done."""
        session = self._common.session
        can_answer = gap_map(session.answers) is not None
        self.setVisible(can_answer)
        self._asked = asked
        self.state.setText(words)
        self.state.setVisible(bool(words))
        self.plan.setText(_("Go to the action") if gap and gap.actions else _("Plan an action"))
        for made in (self.explain, self.plan):
            made.setVisible(not session.is_read_only)
        compare = session.framework.compare
        can_share = compare is not None and compare.practice is not None
        self.share.setVisible(can_share and share and not session.is_read_only)

    def _explain(self) -> None:
        if self._asked:
            self._begin(explain_gap(self._common.session.answers, self._asked), _("Gap: explanation begun"))

    def _plan(self) -> None:
        session = self._common.session
        if self._asked:
            found = plan_action(session.answers, self._asked, *session.new_keys(1))
            self._begin(found, _("Gap: action begun"))

    def _share(self) -> None:
        session = self._common.session
        if self._asked:
            found = share_how(session.answers, self._asked, *session.new_keys(1))
            self._begin(found, _("Practice note begun"))

    def _begin(self, begun: tuple[Answered, Rows, Address] | None, label: str) -> None:
        session = self._common.session
        if begun and not session.is_read_only:
            answers, rows, address = begun
            if rows or answers:
                session.set_rows(answers, rows, label)
            self._common.wants_answer.emit(address)
