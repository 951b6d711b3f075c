"""The head of a dialog: its name, for eyes and for a screen reader, and the column that begins with it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout

from ui.look.text import label


def name_dialog(dialog: QDialog, title: str) -> None:
    """Call a dialog by its title; it goes when it is closed."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(title)
    dialog.setAccessibleName(title)


def column_of(dialog: QDialog, title: str = "", *, spacing: int = 8) -> QVBoxLayout:
    """What a dialog holds from top to bottom, under its title where it shows one."""
    column = QVBoxLayout(dialog)
    column.setContentsMargins(24, 20, 24, 20)
    column.setSpacing(spacing)
    if title:
        column.addWidget(label(title, "title"))
    return column
