"""Said once of a workspace: that it lies where other computers write too, and the way on."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtWidgets import QMessageBox

from bvreview.i18n import _
from bvreview.locations import warning_of
from ui.left.remembered import Key
from ui.widgets.messages import offer
from ui.window import Window

PLACE: Final = "place"


def warn_of_place(window: Window) -> QMessageBox | None:
    """Say that the place of the workspace is a risk, if it is and was not said before."""
    here = window.desk.here
    said = here.get(Key.SAID, list[Any]())
    if PLACE in said or not (sentence := warning_of(window.desk.workspace.path)):
        return None
    here.keep(Key.SAID, [*said, PLACE])
    ways = [(_("Save it elsewhere\u2026"), window.commands.save_elsewhere)]
    return offer(window, _("Where the workspace is"), sentence, ways)
