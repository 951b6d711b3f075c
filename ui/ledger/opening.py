"""The way to the dialog from the section, the menu and the search."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from bvreview.framework.descriptors import Framework
from bvreview.i18n import _
from ui.desk import Desk
from ui.editing.session import Session
from ui.widgets.messages import inform


def section_of(framework: Framework) -> str:
    """The section that an extract fills in; "" where the pack knows of no extracts."""
    return framework.ledger.actual.partition(".")[0] if framework.ledger else ""


def paste_ledger(parent: QWidget, desk: Desk, session: Session) -> None:
    """Open the dialog for the review that is being edited."""
    from bvreview.review.ledger.allotment import targets
    from ui.ledger.dialog import LedgerDialog

    offered = targets(desk.framework)
    if offered:
        LedgerDialog(parent, desk, session, offered).open()
    else:
        words = _("The questions of this framework pack do not say where a ledger extract goes.")
        inform(parent, _("Paste a ledger extract"), words)
