"""What was answered to a questionnaire, counted question by question, and the way into the register."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from bvreview.i18n import _, plural
from bvreview.review.exchange.questionnaire import FEWEST, Counted, share_words
from ui.look.text import button, label
from ui.look.theme import Look
from ui.widgets.listing import Listing
from ui.widgets.listing_model import Column, Line


class RepliesDialog(QDialog):
    """``registers`` asks to put count and summary into the line of the group."""

    registers = Signal()

    def __init__(  # noqa: PLR0913 - the window, and what was asked and answered
        self,
        parent: QWidget,
        look: Look,
        who: str,
        counted: Sequence[Counted],
        replies: int,
        *,
        may_register: bool = True,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Answers: {who}").format(who=who))
        self.setAccessibleName(self.windowTitle())
        columns = (
            Column(_("Question"), 44, bold=True),
            Column(_("Answer"), 40),
            Column(_("How many"), 12, right=True),
            Column(_("Share"), 10, right=True, optional=True),
        )
        self.list = Listing(look, self.windowTitle(), columns)
        self.list.show_lines(list(_lines(counted)))
        self._text = "\n".join("\t".join(line.texts) for line in self.list.lines)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        column.addWidget(label(self.windowTitle(), "title"))
        column.addWidget(label(plural("{n} answer", "{n} answers", replies), "muted"))
        if replies < FEWEST:
            words = _("Shares are shown from {n} answers on.").format(n=FEWEST)
            column.addWidget(label(words, "small"))
        column.addWidget(self.list, 1)
        column.addLayout(self._foot(may_register))
        self.resize(look.room_for(900, 600))
        self.list.setFocus()

    def _foot(self, may_register: bool) -> QHBoxLayout:
        copy, close = button(_("Copy as a table")), button(_("Close"))
        self.register = button(_("Put into the register"), primary=True)
        self.register.setEnabled(may_register)
        self.register.setDefault(True)
        copy.clicked.connect(lambda _on: QGuiApplication.clipboard().setText(self._text))
        close.clicked.connect(self.reject)
        self.register.clicked.connect(self._register)
        row = QHBoxLayout()
        row.addWidget(copy)
        row.addStretch(1)
        row.addWidget(close)
        row.addWidget(self.register)
        return row

    def _register(self) -> None:
        self.accept()
        self.registers.emit()


def _lines(counted: Sequence[Counted]) -> Iterator[Line]:
    for n, one in enumerate(counted, 1):
        asked = f"{n}. {one.question.text}"
        for m, (answer, number) in enumerate(one.counts):
            texts = ("" if m else asked, answer, str(number), share_words(number, one.answered))
            yield Line(f"{n}.{m}", texts)
        for m, words in enumerate(one.words):
            yield Line(f"{n}.w{m}", ("" if m else asked, words, "", ""))
        if not one.counts and not one.words:
            yield Line(f"{n}.0", (asked, _("nobody answered"), "", ""))
