"""What is held about somebody, to be shown to them: on screen, as Excel, as text."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from bvreview.i18n import _
from bvreview.review.exchange.held import Held, held_text
from ui.dialogs.list_dialog import Face, ListDialog
from ui.look.text import button
from ui.look.theme import Look
from ui.widgets.listing_model import Column, Line
from ui.widgets.tasks import APART


class HeldDialog(ListDialog):
    """``saves`` asks to write it, with the ending of the file."""

    saves = Signal(str)

    def __init__(self, parent: QWidget, look: Look, held: Held) -> None:
        super().__init__(parent, look, _face(held))
        excel, text = button(_("Save as Excel\u2026")), button(_("Save as text\u2026"))
        copy = button(_("Copy"))
        excel.clicked.connect(lambda _on: self.saves.emit("xlsx"))
        text.clicked.connect(lambda _on: self.saves.emit("txt"))
        copy.clicked.connect(lambda _on: QGuiApplication.clipboard().setText(held_text(held)))
        self.add_foot(None, excel, text, copy)
        lines = [(g.title, x.label, x.value, x.beside) for g in held.groups for x in g.lines]
        self.show_lines([Line(str(n), texts) for n, texts in enumerate(lines)])
        self.list.setFocus()


def _face(held: Held) -> Face:
    columns = (
        Column(_("Where"), 26, muted=True),
        Column(_("Question"), 26, bold=True),
        Column(_("Answer"), 34),
        Column(_("Source, note, evidence"), 26, muted=True, optional=True),
    )
    title = _("What is held about {who}").format(who=held.who)
    return Face(title, APART.join((held.about, held.standing)), columns, (960, 600))
