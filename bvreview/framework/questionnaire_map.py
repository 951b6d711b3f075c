"""A questionnaire as data: where its answers are summed up, the scale, and questions to begin with.

A pack has this in ``questionnaire.toml``; ``part`` is a grid ("section.part") with a line for each group.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class QuestionKind(StrEnum):
    """How a question is answered: on the scale, by one of its choices, in words."""

    SCALE = "scale"
    CHOICE = "choice"
    TEXT = "text"


class Starter(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A question to begin with; ``groups``: the lines that it is for, all of them where none is named."""

    text: str
    kind: QuestionKind
    choices: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


class QuestionnaireMap(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Columns of ``part``: how many answered, what they said, when and how they were asked.

    ``by``: the choice in ``method`` that means a questionnaire. ``scale``: its steps, the best first.
    """

    part: str
    people: str
    said: str
    asked_on: str = ""
    method: str = ""
    by: str = ""
    scale: tuple[str, ...]
    questions: tuple[Starter, ...] = ()
