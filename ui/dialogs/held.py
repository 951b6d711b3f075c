"""What is held about somebody, to be shown to them: on screen, as Excel, as text."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from bvreview.i18n import _
from bvreview.review.exchange.held import Held, held_text
from ui.look.text import button, label
from ui.look.theme import Look
from ui.widgets.listing import Listing
from ui.widgets.listing_model import Column, Line
from ui.widgets.tasks import APART


class HeldDialog(QDialog):
    """``saves`` asks to write it, with the ending of the file."""

    saves = Signal(str)

    def __init__(self, parent: QWidget, look: Look, held: Held) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._held = held
        self.setWindowTitle(_("What is held about {who}").format(who=held.who))
        self.setAccessibleName(self.windowTitle())
        columns = (
            Column(_("Where"), 26, muted=True),
            Column(_("Question"), 26, bold=True),
            Column(_("Answer"), 34),
            Column(_("Source, note, evidence"), 26, muted=True, optional=True),
        )
        self.list = Listing(look, self.windowTitle(), columns)
        lines = [(g.title, x.label, x.value, x.beside) for g in held.groups for x in g.lines]
        self.list.show_lines([Line(str(n), texts) for n, texts in enumerate(lines)])
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        column.addWidget(label(self.windowTitle(), "title"))
        column.addWidget(label(APART.join((held.about, held.standing)), "muted"))
        column.addWidget(self.list, 1)
        column.addLayout(self._foot())
        self.resize(look.room_for(960, 600))
        self.list.setFocus()

    def _foot(self) -> QHBoxLayout:
        excel, text = button(_("Save as Excel\u2026")), button(_("Save as text\u2026"))
        copy, close = button(_("Copy")), button(_("Close"), primary=True)
        excel.clicked.connect(lambda _on: self.saves.emit("xlsx"))
        text.clicked.connect(lambda _on: self.saves.emit("txt"))
        copy.clicked.connect(lambda _on: QGuiApplication.clipboard().setText(held_text(self._held)))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        for made in (excel, text, copy):
            row.addWidget(made)
        row.addStretch(1)
        row.addWidget(close)
        return row
