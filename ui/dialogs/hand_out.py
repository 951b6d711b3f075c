"""Handing sections out: which, to whom, and by when they are wanted back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal

from bvreview.i18n import _
from ui.dialogs.assign import AssignDialog, Said


@dataclass(frozen=True, slots=True)
class Handing:
    """The sections (ids), the colleague, and the day that they are wanted back."""

    sections: tuple[str, ...]
    who: str
    due: date | None


class HandOutDialog(AssignDialog):
    """``handed`` tells a ``Handing``; where the workbook is saved is asked next."""

    handed = Signal(object)

    def words(self) -> Said:
        hint = _(
            "The sections are written into a workbook. Your colleague fills it in with Excel or "
            "LibreOffice, or opens it in this application, and sends it back."
        )
        go = _("Save the workbook\u2026")
        return Said(_("Hand out sections"), hint, _("Colleague"), _("Wanted back by"), go)

    def give(self, owner: str, day: date | None) -> bool:
        who = " ".join(owner.split())
        if not who:
            self.say_problem(_("Give the name of the colleague who fills them in."), self.owner)
            return False
        self.handed.emit(Handing(tuple(self.ticked()), who, day))
        return True
