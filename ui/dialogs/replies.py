"""What was answered to a questionnaire, counted question by question, and the way into the register."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from bvreview.i18n import _, plural
from bvreview.review.exchange.outgoing import Outgoing
from bvreview.review.exchange.questionnaire import FEWEST, Counted, share_words
from ui.dialogs.list_dialog import Face, ListDialog
from ui.look.text import button
from ui.look.theme import Look
from ui.widgets.listing_model import Column, Line


class RepliesDialog(ListDialog):
    """``registers`` asks to put count and summary into the line of the group."""

    registers = Signal()

    def __init__(
        self,
        parent: QWidget,
        look: Look,
        outgoing: Outgoing,
        counted: Sequence[Counted],
        *,
        may_register: bool = True,
    ) -> None:
        super().__init__(parent, look, _face(outgoing))
        copy, self.register = button(_("Copy as a table")), button(_("Put into the register"), primary=True)
        self.register.setEnabled(may_register)
        self.register.clicked.connect(self._register)
        self.add_foot(self.register, copy)
        self.show_lines(list(_lines(counted)))
        text = "\n".join("\t".join(line.texts) for line in self.list.lines)
        copy.clicked.connect(lambda _on: QGuiApplication.clipboard().setText(text))
        self.list.setFocus()

    def _register(self) -> None:
        self.accept()
        self.registers.emit()


def _face(outgoing: Outgoing) -> Face:
    columns = (
        Column(_("Question"), 44, bold=True),
        Column(_("Answer"), 40),
        Column(_("How many"), 12, right=True),
        Column(_("Share"), 10, right=True, optional=True),
    )
    title, hint = _("Answers: {who}").format(who=outgoing.who), [how_many_words(outgoing)]
    if len(outgoing.replies) < FEWEST:
        hint.append(_("Shares are shown from {n} answers on.").format(n=FEWEST))
    return Face(title, "\n".join(hint), columns, (900, 600))


def how_many_words(outgoing: Outgoing) -> str:
    """How many answered, and how many of their files are copies of others."""
    words = plural("{n} answer", "{n} answers", len(outgoing.replies))
    copies = plural(
        "{n} of them came as a copy of another file, byte for byte.",
        "{n} of them came as copies of other files, byte for byte.",
        outgoing.copies,
    )
    return f"{words}. {copies}" if outgoing.copies else words


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
