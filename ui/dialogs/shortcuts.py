"""The sheet of keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from bvreview.i18n import _
from ui.actions import shortcuts
from ui.listing import Column, Line, Listing
from ui.text import button, label
from ui.theme import Look


class ShortcutsDialog(QDialog):
    """Keys and what they do, in one table."""

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Keyboard shortcuts"))
        self.setAccessibleName(self.windowTitle())
        table = Listing(
            look, self.windowTitle(), (Column(_("Keys"), 24, bold=True), Column(_("What they do"), 36))
        )
        table.show_lines([Line(keys, (keys, words)) for keys, words in shortcuts()])
        close = button(_("Close"), primary=True)
        close.setDefault(True)
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(self.windowTitle(), "title"))
        column.addWidget(table, 1)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.resize(look.room_for(600, 620))
