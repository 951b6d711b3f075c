"""Writing a questionnaire: for which group, what it is called, and the questions, begun with the pack's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from bvreview.framework.questionnaire_map import QuestionKind, QuestionnaireMap
from bvreview.framework.terms import Item
from bvreview.i18n import _
from bvreview.review.exchange.questionnaire import Question, new_questionnaire, starters, why_incomplete
from ui.dialogs.foot import foot
from ui.dialogs.head import column_of, name_dialog
from ui.look.text import button, label
from ui.look.theme import Look
from ui.widgets.combo import CalmCombo
from ui.widgets.scroller import ScrollColumn

KINDS: Final = (QuestionKind.SCALE, QuestionKind.CHOICE, QuestionKind.TEXT)
APART: Final = ";"
"""Between the choices of a question."""


class QuestionRow(QWidget):
    """A question: its words, how it is answered, the choices of one that has them."""

    def __init__(self, number: int, question: Question) -> None:
        super().__init__()
        self.text, self.kind, self.choices = QLineEdit(question.text), CalmCombo(), QLineEdit()
        self.kind.addItems([kind_words(kind) for kind in KINDS])
        self.kind.setCurrentIndex(KINDS.index(question.kind))
        self.choices.setText(f"{APART} ".join(question.choices))
        self.choices.setPlaceholderText(_("Choices, for example: Often; Once; Never"))
        self.remove = button(_("Remove"), link=True)
        top, column = QHBoxLayout(), QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(4)
        for widget in (self.text, self.kind, self.remove):
            top.addWidget(widget, int(widget is self.text))
        column.addLayout(top)
        column.addWidget(self.choices)
        self.kind.currentIndexChanged.connect(lambda _n: self._follow())
        self.number(number)
        self._follow()

    def number(self, number: int) -> None:
        """Call it by its number."""
        self.text.setPlaceholderText(_("Question {n}").format(n=number))
        self.text.setAccessibleName(_("Question {n}").format(n=number))
        self.kind.setAccessibleName(_("How question {n} is answered").format(n=number))
        self.choices.setAccessibleName(_("Choices of question {n}").format(n=number))
        self.remove.setAccessibleName(_("Remove question {n}").format(n=number))

    def question(self) -> Question:
        """What stands in it."""
        choices = tuple(self.choices.text().split(APART))
        return Question(self.text.text(), KINDS[self.kind.currentIndex()], choices)

    def _follow(self) -> None:
        self.choices.setVisible(KINDS[self.kind.currentIndex()] is QuestionKind.CHOICE)


class QuestionnaireDialog(QDialog):
    """``made`` tells the questionnaire; where its workbook is saved is asked next."""

    made = Signal(object)

    def __init__(self, parent: QWidget, look: Look, asked: QuestionnaireMap, groups: Sequence[Item]) -> None:
        super().__init__(parent)
        self._asked, self._groups = asked, tuple(groups)
        name_dialog(self, _("New questionnaire"))
        self.group, self.title = CalmCombo(), QLineEdit()
        self.rows: list[QuestionRow] = []
        self._begun: list[Question] = []
        self._problem = label("", "stop")
        self._problem.hide()
        column = column_of(self, self.windowTitle())
        column.addWidget(label(_hint(), "muted"))
        column.addLayout(self._head())
        self._holder = ScrollColumn("surface", 12)
        self._holder.setAccessibleName(_("Questions"))
        self._holder.column.addStretch(1)
        column.addWidget(self._holder, 1)
        self.add = button(_("Add a question"), link=True)
        self.add.clicked.connect(lambda _on: self._add_blank())
        column.addWidget(self.add)
        column.addWidget(self._problem)
        go = button(_("Save the workbook\u2026"), primary=True)
        column.addLayout(foot(self, go))
        self.resize(look.room_for(820, 640))
        self._offer()
        self.group.setFocus()

    def _head(self) -> QHBoxLayout:
        self.group.addItems([item.label for item in self._groups])
        self.group.setAccessibleName(_("Group"))
        self.group.activated.connect(lambda _n: self._offer())
        self.title.setAccessibleName(_("Title"))
        self.title.setPlaceholderText(_("Title, for example: Spring 2010"))
        row = QHBoxLayout()
        row.addWidget(label(_("Group"), "strong", wrap=False))
        row.addWidget(self.group)
        row.addSpacing(12)
        row.addWidget(label(_("Title"), "strong", wrap=False))
        row.addWidget(self.title, 1)
        return row

    # the questions

    def _offer(self) -> None:
        """Begin with the pack's questions for the group, unless other ones were written."""
        if [row.question() for row in self.rows] != self._begun:
            return
        for row in self.rows:
            self._take_out(row)
        self.rows = []
        for question in starters(self._asked, self._groups[self.group.currentIndex()].id):
            self._add(question)
        self._begun = [row.question() for row in self.rows]

    def _add(self, question: Question) -> QuestionRow:
        row = QuestionRow(len(self.rows) + 1, question)
        row.remove.clicked.connect(lambda _on: self._remove(row))
        self.rows.append(row)
        self._holder.column.insertWidget(self._holder.column.count() - 1, row)
        return row

    def _add_blank(self) -> None:
        self._add(Question("", QuestionKind.SCALE)).text.setFocus()

    def _remove(self, row: QuestionRow) -> None:
        self.rows.remove(row)
        self._take_out(row)
        for number, left in enumerate(self.rows, 1):
            left.number(number)
        (self.rows[-1].text if self.rows else self.add).setFocus()

    def _take_out(self, row: QuestionRow) -> None:
        self._holder.column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def accept(self) -> None:
        group = self._groups[self.group.currentIndex()].id
        questions = [row.question() for row in self.rows]
        questionnaire = new_questionnaire(self._asked, group, self.title.text(), questions)
        if words := why_incomplete(questionnaire):
            self._problem.setText(words)
            self._problem.show()
            return
        self.made.emit(questionnaire)
        super().accept()


def kind_words(kind: QuestionKind) -> str:
    """How a question is answered, in words."""
    return {
        QuestionKind.SCALE: _("On the scale"),
        QuestionKind.CHOICE: _("One of these"),
        QuestionKind.TEXT: _("In words"),
    }[kind]


def _hint() -> str:
    return _(
        "One workbook for everybody of a group. Nobody's name is asked. What comes back is counted, and the "
        "file is not kept."
    )
