"""The sheet of keys: every command and every key, by group."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from bvreview.i18n import _
from ui.actions import IN_THE_MENU, shortcuts
from ui.dialogs.head import column_of, name_dialog
from ui.look.text import Role, button, label
from ui.look.theme import Look
from ui.widgets.scroller import ScrollColumn


class ShortcutsDialog(QDialog):
    """Keys at the left, what they do at the right; of a group what has none comes last."""

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent)
        name_dialog(self, _("Keyboard shortcuts"))
        self.sheet = ScrollColumn("canvas", 10)
        self.sheet.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.sheet.setAccessibleName(self.windowTitle())
        self.sheet.setProperty("ringed", True)
        self.sheet.column.setSpacing(4)
        for title, keys in shortcuts():
            self._group(look, title, keys)
        self.sheet.column.addStretch(1)
        close = button(_("Close"), primary=True)
        close.setDefault(True)
        close.clicked.connect(self.accept)
        column = column_of(self, self.windowTitle(), spacing=12)
        column.addWidget(self.sheet, 1)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.resize(look.room_for(600, 620))

    def _group(self, look: Look, title: str, keys: tuple[tuple[str, str], ...]) -> None:
        self.sheet.column.addWidget(label(title, "heading"))
        grid = QGridLayout()
        grid.setContentsMargins(0, look.px(4), look.px(12), look.px(14))
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(look.px(6))
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        in_menu = _(IN_THE_MENU)
        for n, (held, words) in enumerate(sorted(keys, key=lambda key: key[0] == in_menu)):
            role: Role = "muted" if held == in_menu else "strong"
            grid.addWidget(label(held, role), n, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(words), n, 1, Qt.AlignmentFlag.AlignTop)
        self.sheet.column.addLayout(grid)
