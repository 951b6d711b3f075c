"""The questions that files raise before they may enter: each file with its own, each with its choices."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton

from bvreview.i18n import _
from bvreview.review.exchange.questions import NO, Question
from bvreview.review.exchange.submission import ImportOutcome
from ui.look.text import label, plain
from ui.look.theme import Look
from ui.widgets.scroller import ScrollColumn


class Questions(ScrollColumn):
    """``outcomes``: the files with questions, by their place in the import.

    ``answered`` says whether all questions of any file have an answer.
    """

    answered = Signal(bool)

    def __init__(self, look: Look, outcomes: Mapping[int, ImportOutcome]) -> None:
        super().__init__("surface", 12)
        self._look = look
        self.choices: dict[tuple[int, str], dict[str, QRadioButton]] = {}
        for n, outcome in outcomes.items():
            self.column.addWidget(label(outcome.file, "strong"))
            for question in outcome.questions:
                self._add(n, outcome.file, question)
            self.column.addSpacing(8)
        self.column.addStretch(1)

    def _add(self, n: int, file: str, question: Question) -> None:
        self.column.addWidget(label(question.whole))
        group = QButtonGroup(self)
        made = self.choices.setdefault((n, question.id), {})
        for choice in question.choices:
            made[choice.id] = QRadioButton(plain(choice.words))
            said = _("{choice}, {file}").format(choice=choice.words, file=file)
            made[choice.id].setAccessibleName(said)
            made[choice.id].setAccessibleDescription(question.whole)
            made[choice.id].toggled.connect(lambda _on: self.answered.emit(bool(self.given())))
            group.addButton(made[choice.id])
            self.column.addWidget(made[choice.id])

    def given(self) -> dict[int, dict[str, str]]:
        """The answers of the files of which every question has one, by their place in the import.

        A file of which one answer leaves it outside needs no other.
        """
        found: dict[int, dict[str, str]] = {}
        for (n, question), choices in self.choices.items():
            made = next((name for name, radio in choices.items() if radio.isChecked()), "")
            found.setdefault(n, {})[question] = made
        return {n: answers for n, answers in found.items() if all(answers.values()) or NO in answers.values()}
