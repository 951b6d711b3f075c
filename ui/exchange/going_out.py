"""What goes out of an open review to people: sections, returns; each is loaded when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from bvreview.framework.descriptors import Framework
from bvreview.i18n import _
from ui.desk import Desk
from ui.editing.session import Session

if TYPE_CHECKING:
    from ui.dialogs.hand_out import Handing


RETURNS: Final = "returns"
QUESTIONNAIRES: Final = "questionnaires"


class GoingOut(QObject):
    """Belongs to the page of a review."""

    def __init__(self, page: QWidget, desk: Desk, session: Session) -> None:
        super().__init__(page)
        self._page, self._desk, self._session = page, desk, session

    def hand_out(self, wanted: Handing) -> None:
        """Write the workbook for a colleague."""
        from ui.exchange.hand_outs import write_hand_out

        write_hand_out(self._page.window(), self._desk, self._session, wanted)

    def send_back(self) -> None:
        """Write the workbook that goes back to who handed it out."""
        from ui.exchange.hand_outs import send_back

        send_back(self._page.window(), self._desk, self._session)

    def open(self, what: str) -> None:
        """List the returns of whom the review names (RETURNS), or its questionnaires (QUESTIONNAIRES)."""
        from ui.exchange.questionnaires import open_questionnaires
        from ui.exchange.returns import open_returns

        ways = {RETURNS: open_returns, QUESTIONNAIRES: open_questionnaires}
        ways[what](self._page.window(), self._desk, self._session)


def ways_out(framework: Framework, place: str) -> tuple[tuple[str, str], ...]:
    """What goes out from a part ("section.part") of a section: which list it is, and its words."""
    returns = tuple((RETURNS, asked.title) for asked in framework.returns if asked.table == place)
    questions = framework.questionnaire
    if questions and questions.part == place:
        return (*returns, (QUESTIONNAIRES, _("Questionnaires")))
    return returns
