"""The first start: who is at the screen, then three ways to begin."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from bvreview.i18n import _
from ui.look.text import Ground, button, label


class StartPage(Ground):
    """``ready`` tells name and role."""

    ready = Signal(str, str)

    def __init__(self, width: int) -> None:
        super().__init__()
        self.name, self.role = QLineEdit(), QLineEdit()
        self.problem = label("", "stop")
        self.problem.hide()
        self.name.returnPressed.connect(self.role.setFocus)
        self.role.returnPressed.connect(self._go)
        self.name.textEdited.connect(self.problem.hide)
        words = _(
            "Prepare a review, send it to the region, compare it with others and plan what to "
            "improve. Everything stays on this computer."
        )
        about = label(words, "muted")
        self._centre(self._asked(about, width))
        self.setFocusProxy(self.name)
        about.ensurePolished()
        about.setMinimumHeight(about.heightForWidth(width - 48))  # whatever the window manager does first

    def _asked(self, about: QLabel, width: int) -> QWidget:
        inner = QWidget()
        inner.setFixedWidth(width)
        column = QVBoxLayout(inner)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addWidget(label(_("Best Value Review"), "title"))
        column.addWidget(about)
        column.addSpacing(12)
        self._ask(column, _("Your name"), self.name, _("It stands beside every change that you make."))
        column.addWidget(self.problem)
        column.addSpacing(8)
        self._ask(column, _("Your role"), self.role, _("For example finance lead, or contract manager."))
        column.addSpacing(8)
        go = button(_("Continue"), primary=True)
        go.clicked.connect(self._go)
        column.addWidget(go, 0, Qt.AlignmentFlag.AlignLeft)
        return inner

    def _ask(self, column: QVBoxLayout, words: str, line: QLineEdit, hint: str) -> None:
        line.setAccessibleName(words)
        line.setAccessibleDescription(hint)
        column.addWidget(label(words, "strong"))
        column.addWidget(label(hint, "small"))
        column.addWidget(line)

    def _centre(self, inner: QWidget) -> None:
        outer, across = QVBoxLayout(self), QHBoxLayout()
        across.addStretch(1)
        across.addWidget(inner)
        across.addStretch(1)
        outer.addStretch(1)
        outer.addLayout(across)
        outer.addStretch(2)

    def _go(self) -> None:
        if not self.name.text().strip():
            self.problem.setText(_("Give your name: every change says who made it."))
            self.problem.show()
            self.name.setFocus()
            return
        self.ready.emit(self.name.text().strip(), self.role.text().strip())
