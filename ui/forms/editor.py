"""What every editor has: it shows an answer, gives back what was typed, and says when the hand leaves."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QRadioButton, QWidget

from bvreview.framework.sections import Field
from bvreview.framework.terms import Item
from bvreview.review.cells import Answer
from ui.look.text import set_property


class Editor(QWidget):
    """What every editor has: ``edited`` while the hand is on it, ``left`` when it goes elsewhere."""

    edited = Signal()
    left = Signal()
    entered = Signal()

    def __init__(self, field: Field, items: Sequence[Item]) -> None:
        super().__init__()
        self.field = field
        self.items = tuple(items)

    @abstractmethod
    def show_answer(self, answer: Answer | None) -> None:
        """Show what stands in the cell."""

    @abstractmethod
    def raw(self) -> str:
        """What the person typed or chose, as text to be read."""

    @abstractmethod
    def inputs(self) -> tuple[QWidget, ...]:
        """The widgets that take the keyboard, in order."""

    def set_name(self, name: str, description: str) -> None:
        """Name every input for a screen reader."""
        for widget in self.inputs():
            own = widget.text() if isinstance(widget, QCheckBox | QRadioButton) else ""
            widget.setAccessibleName(f"{name}: {own}" if own else name)
            widget.setAccessibleDescription(description)

    def set_read_only(self, fixed: bool) -> None:
        """Allow reading only."""
        for widget in self.inputs():
            if isinstance(widget, QLineEdit | QPlainTextEdit):
                widget.setReadOnly(fixed)
                set_property(widget, "fixed", "true" if fixed else "false")
            else:
                widget.setEnabled(not fixed)

    def has_hand(self) -> bool:
        """Whether the keyboard is on it."""
        return any(w.hasFocus() for w in self.inputs())

    def watch(self) -> None:
        """Tell of focus coming and going; called once the inputs are there."""
        for widget in self.inputs():
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.entered.emit()
        elif isinstance(event, QFocusEvent) and event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()
        return False

    def _lay_out(self, *widgets: QWidget, stretch: bool = False) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in widgets:
            row.addWidget(widget)
        if stretch:
            row.addStretch(1)
