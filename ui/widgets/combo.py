"""Drop-downs that the mouse wheel does not change; long ones are searched by typing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QStyledItemDelegate

from bvreview.framework.terms import Item

SEARCH_FROM = 8
"""Lists with as many entries can be searched by typing."""


class CalmCombo(QComboBox):
    """A drop-down as wide as its words, that the mouse wheel does not change by accident."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the wheel does not bring the keyboard here
        self.setItemDelegate(QStyledItemDelegate(self))  # the usual one ignores how high the sheet has lines

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def make_combo(items: Sequence[Item]) -> CalmCombo:
    """A drop-down over a list, with an empty entry first."""
    combo = CalmCombo()
    combo.addItem("")
    for item in items:
        combo.addItem(item.label)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContentsOnFirstShow)
    combo.setMinimumContentsLength(18)
    if len(items) >= SEARCH_FROM:
        combo.setEditable(True)
        combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        search(combo)
    return combo


def search(combo: QComboBox) -> QCompleter:
    """Let the entries of a drop-down be found by typing any part of them."""
    completer = QCompleter(combo.model(), combo)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
    if popup := completer.popup():
        popup.setObjectName("choices")
    combo.setCompleter(completer)
    return completer
