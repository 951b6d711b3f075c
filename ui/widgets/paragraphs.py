"""Several sentences one under the other, a little apart, so that it is seen where each begins."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.look.text import Role, label


class Paragraphs(QWidget):
    """A label a paragraph; a line break inside one text stays what it is."""

    def __init__(self, role: Role = "body", apart: int = 5) -> None:
        super().__init__()
        self._role: Role = role
        self._labels: list[QLabel] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(apart)

    def show_texts(self, texts: Sequence[str]) -> None:
        """Show these in place of what was there."""
        while len(self._labels) < len(texts):
            made = label("", self._role)
            self._labels.append(made)
            self._column.addWidget(made)
        for n, one in enumerate(self._labels):
            one.setText(texts[n] if n < len(texts) else "")
            one.setVisible(n < len(texts))

    def text(self) -> str:
        """What is said, a line a paragraph."""
        return "\n".join(one.text() for one in self._labels if one.text())
