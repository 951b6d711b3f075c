"""The questions that files raise before they may enter, each answered for itself: a tick means take it in."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox

from bvreview.i18n import _
from bvreview.review.submission import ImportOutcome
from ui.panels.scroll import ScrollColumn
from ui.text import label, plain
from ui.theme import Look


class Questions(ScrollColumn):
    """``outcomes``: the files with a question, by their place in the import."""

    ticked = Signal(bool)

    def __init__(self, look: Look, outcomes: Mapping[int, ImportOutcome]) -> None:
        super().__init__("surface", 12)
        self.boxes: dict[int, QCheckBox] = {}
        for n, outcome in outcomes.items():
            box = QCheckBox(plain(_("Take in {file}").format(file=outcome.file)))
            box.setAccessibleDescription(outcome.reason)
            box.toggled.connect(lambda _on: self.ticked.emit(bool(self.chosen())))
            self.boxes[n] = box
            self.column.addWidget(box)
            words = label(outcome.reason)
            words.setIndent(look.px(24))
            self.column.addWidget(words)
        self.column.addStretch(1)

    def chosen(self) -> list[int]:
        """The places of the files that are ticked."""
        return [n for n, box in self.boxes.items() if box.isChecked()]
