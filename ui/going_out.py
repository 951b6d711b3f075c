"""What goes out of an open review to people: sections, returns; each is loaded when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.session import Session

if TYPE_CHECKING:
    from ui.dialogs.hand_out import Handing


class GoingOut(QObject):
    """Belongs to the page of a review."""

    def __init__(self, page: QWidget, desk: Desk, session: Session) -> None:
        super().__init__(page)
        self._page, self._desk, self._session = page, desk, session

    def hand_out(self, wanted: Handing) -> None:
        """Write the workbook for a colleague."""
        from ui.hand_outs import write_hand_out

        write_hand_out(self._page.window(), self._desk, self._session, wanted)

    def send_back(self) -> None:
        """Write the workbook that goes back to who handed it out."""
        from ui.hand_outs import send_back

        send_back(self._page.window(), self._desk, self._session)

    def open_returns(self) -> None:
        """List the returns of whom the review names."""
        from ui.returns import open_returns

        open_returns(self._page.window(), self._desk, self._session)
