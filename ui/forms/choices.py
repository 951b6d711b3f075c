"""Editors for what is chosen: one of a list, any of a list, yes or no."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QButtonGroup, QCheckBox, QRadioButton, QVBoxLayout, QWidget

from bvreview.framework.sections import Field
from bvreview.framework.terms import Item
from bvreview.i18n import _
from bvreview.review.cells import Answer, State
from bvreview.review.wording import show_answer
from ui.forms.editor import Editor
from ui.look.text import plain
from ui.widgets.combo import make_combo


class ChoiceEditor(Editor):
    """One of a list; long lists are searched by typing any part of a word."""

    def __init__(self, field: Field, items: Sequence[Item]) -> None:
        super().__init__(field, items)
        self.combo = make_combo(items)
        self.combo.activated.connect(self._activated)
        if line := self.combo.lineEdit():
            line.textEdited.connect(self.edited)
        self._lay_out(self.combo, stretch=True)
        self.watch()

    def show_answer(self, answer: Answer | None) -> None:
        text = show_answer(self.field, answer, {self.field.list: self.items})
        index = self.combo.findText(text)
        self.combo.setCurrentIndex(index)
        if self.combo.isEditable():
            self.combo.setEditText(text)
        elif index < 0:
            self.combo.setPlaceholderText(text)

    def raw(self) -> str:
        return self.combo.currentText()

    def inputs(self) -> tuple[QWidget, ...]:
        line = self.combo.lineEdit()
        return (self.combo, line) if line else (self.combo,)

    def _activated(self) -> None:
        self.edited.emit()
        self.left.emit()


class ChoicesEditor(Editor):
    """Any of a list."""

    def __init__(self, field: Field, items: Sequence[Item]) -> None:
        super().__init__(field, items)
        self.boxes = {item.id: QCheckBox(plain(item.label)) for item in items}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for box in self.boxes.values():
            box.clicked.connect(self.edited)
            column.addWidget(box)
        self.watch()

    def show_answer(self, answer: Answer | None) -> None:
        chosen = answer.value if answer and isinstance(answer.value, tuple) else ()
        for key, box in self.boxes.items():
            box.setChecked(key in chosen)

    def raw(self) -> str:
        return "; ".join(key for key, box in self.boxes.items() if box.isChecked())

    def inputs(self) -> tuple[QWidget, ...]:
        return tuple(self.boxes.values())


class YesNoEditor(Editor):
    """Yes or no."""

    def __init__(self, field: Field, items: Sequence[Item]) -> None:
        super().__init__(field, items)
        self.yes, self.no = QRadioButton(_("Yes")), QRadioButton(_("No"))
        self._group = QButtonGroup(self)
        for choice in (self.yes, self.no):
            self._group.addButton(choice)
            choice.clicked.connect(self.edited)
            choice.clicked.connect(self.left)
        self._lay_out(self.yes, self.no, stretch=True)
        self.watch()

    def show_answer(self, answer: Answer | None) -> None:
        value = answer.value if answer and answer.state is State.GIVEN else None
        self._group.setExclusive(False)
        self.yes.setChecked(value == "yes")
        self.no.setChecked(value == "no")
        self._group.setExclusive(True)

    def raw(self) -> str:
        return "yes" if self.yes.isChecked() else "no" if self.no.isChecked() else ""

    def inputs(self) -> tuple[QWidget, ...]:
        return (self.yes, self.no)
