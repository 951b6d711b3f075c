"""What a file leaves open, asked once: each question with a stable id, its choices, and the answer given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from bvreview.i18n import _

YES: Final = "yes"
NO: Final = "no"
COLUMN: Final = "column."
TABLE: Final = "table."
"""What begins the ids of questions about the shape of a form: which column it is, where a table begins."""
_SHOWN: Final = 5
"""Of what a question is about, how many cells are shown."""
Given = Mapping[str, str]
"""Answers by the id of the question: the id of the choice."""


class Choice(NamedTuple):
    """One way to answer: a stable id, and the words that are shown."""

    id: str
    words: str


class Seen(NamedTuple):
    """What a question is about: a cell of the file, or only a sheet, and what stands there."""

    sheet: str
    cell: str = ""
    found: str = ""

    @property
    def words(self) -> str:
        """The place with what stands there: "Costs C12: 12,50"."""
        place = f"{self.sheet} {self.cell}".strip()
        return f"{place}: {self.found}" if self.found else place


@dataclass(frozen=True, slots=True)
class Question:
    """Something that must be answered before a file may enter.

    ``choices``: the first takes the file as it was read, the last (``NO``) leaves it outside.
    ``answer``: the id of the choice that was made, "" while it is open. ``seen``: what it is about; shown
    to whoever answers, and not kept: it may be what identifies a person.
    """

    id: str
    text: str
    choices: tuple[Choice, ...]
    answer: str = ""
    seen: tuple[Seen, ...] = ()

    @property
    def whole(self) -> str:
        """The question with what it is about, the first few of many."""
        cells = [one.words for one in self.seen if one.cell]
        if not cells:
            return self.text
        listed = "; ".join(cells[:_SHOWN])
        more = len(cells) - _SHOWN
        listed = _("{listed}; and {n} more").format(listed=listed, n=more) if more > 0 else listed
        return _("{question} It is about {listed}.").format(question=self.text, listed=listed)

    @property
    def is_declined(self) -> bool:
        """Whether the answer leaves the file outside."""
        return self.answer == NO

    @property
    def is_about_shape(self) -> bool:
        """Whether it is about columns and tables: the answer holds for the next file of the same form too."""
        return self.id.startswith((COLUMN, TABLE))

    @property
    def answer_words(self) -> str:
        """The words of the choice that was made; "" while it is open."""
        return next((c.words for c in self.choices if c.id == self.answer), "")

    def answered(self, choice: str) -> Question:
        """The question with this answer; unchanged where that is none of its choices."""
        return replace(self, answer=choice) if any(c.id == choice for c in self.choices) else self


def take_it(question_id: str, text: str, *others: Choice) -> Question:
    """A question whose answer lets a file in as it was read, in one of the other ways, or not at all."""
    return Question(question_id, text, (Choice(YES, _("Take it in")), *others, leave_out()))


def one_of(question_id: str, text: str, *ways: Choice) -> Question:
    """A question with several ways to read a file, the first as it was read; or it stays outside."""
    return Question(question_id, text, (*ways, leave_out()))


def leave_out() -> Choice:
    """The choice that leaves a file outside."""
    return Choice(NO, _("Do not take the file in"))


def in_one(questions: Iterable[Question]) -> str:
    """What is still open, as one text."""
    return " ".join(q.text for q in questions if not q.answer)


def answers_for(answers: Mapping[str, Given], *names: str) -> dict[str, str]:
    """The answers of one file, which may go by any of its names; those of the later name count."""
    found: dict[str, str] = {}
    for name in names:
        found |= answers.get(name, {})
    return found
