"""From a place to its print preview; Qt's PDF and printing parts are loaded when they are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget

from bvreview.i18n import _
from ui.desk import Desk
from ui.exchange.papers import Paper
from ui.widgets.messages import inform


@runtime_checkable
class Printable(Protocol):
    """A page that has something for paper; ``prints_together``: its papers are of one kind."""

    prints_together: bool

    def papers(self) -> Sequence[Paper]:
        """What can be printed now, what is looked at first."""


def print_page(parent: QWidget, desk: Desk, page: QWidget | None) -> None:
    """Preview what a page offers, or say that it offers nothing."""
    papers = page.papers() if isinstance(page, Printable) else ()
    if not papers:
        words = _(
            "There is nothing on this page to print. Open a review to print its plan, how it compares and "
            "what is still to put right; the region prints the plans of all its reviews."
        )
        inform(parent, _("Nothing to print here"), words)
        return
    from ui.preview.dialog import PreviewDialog

    together = isinstance(page, Printable) and page.prints_together
    PreviewDialog(parent, desk, papers, together=together).open()
