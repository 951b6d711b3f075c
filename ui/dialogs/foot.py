"""The foot of a dialog: what it is for on the right, the way out beside it, anything else on the left."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLayout, QPushButton

from bvreview.i18n import _
from ui.look.text import button
from ui.look.theme import OF_THE_SCREEN

GAP = 6
"""Pixels that the foot stands further from what is above it than that from each other."""


def foot(dialog: QDialog, go: QPushButton, *others: QPushButton) -> QHBoxLayout:
    """``go`` accepts the dialog, also by Enter; "Cancel" leaves it."""
    close = button(_("Cancel"))
    close.clicked.connect(dialog.reject)
    go.setDefault(True)
    go.clicked.connect(dialog.accept)
    return foot_of(close, go, left=others)


def foot_of(*right: QPushButton, left: Sequence[QPushButton] = ()) -> QHBoxLayout:
    """Buttons at the two ends of a row, the one that the dialog is for last."""
    row = QHBoxLayout()
    row.setContentsMargins(0, GAP, 0, 0)
    row.setSpacing(10)
    for one in left:
        row.addWidget(one)
    row.addStretch(1)
    for one in right:
        row.addWidget(one)
    return row


def fit_to_words(dialog: QDialog, column: QLayout, width: int = 0) -> None:
    """Make a dialog as small as what it says, around the middle of where it stands; never off the screen."""
    column.activate()
    width = width or dialog.width()
    middle = dialog.geometry().center()
    wanted = QSize(width, column.totalHeightForWidth(width))
    dialog.resize(wanted.boundedTo(dialog.screen().availableSize() * OF_THE_SCREEN))
    if dialog.isVisible():
        place = dialog.geometry()
        place.moveCenter(middle)
        dialog.setGeometry(place)
