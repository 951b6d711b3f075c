"""The foot of a dialog: what it is for on the right, the way out beside it, anything else on the left."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton

from bvreview.i18n import _
from ui.look.text import button


def foot(dialog: QDialog, go: QPushButton, *others: QPushButton) -> QHBoxLayout:
    """``go`` accepts the dialog, also by Enter; "Cancel" leaves it."""
    close = button(_("Cancel"))
    close.clicked.connect(dialog.reject)
    go.setDefault(True)
    go.clicked.connect(dialog.accept)
    row = QHBoxLayout()
    for other in others:
        row.addWidget(other)
    row.addStretch(1)
    row.addWidget(close)
    row.addWidget(go)
    return row
