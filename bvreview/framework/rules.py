"""Checks of the answers, how grave what they find is, and the examples that prove them."""

from __future__ import annotations

from enum import StrEnum

from bvreview.framework.expressions import Expression
from bvreview.framework.terms import Asked, Descriptor, Path


class Level(StrEnum):
    """How grave a finding is."""

    STOP = "stop"
    EXPLAIN = "explain"
    NOTE = "note"


class Example(Descriptor, frozen=True, kw_only=True):
    """Answers by address ("section.field" or "section.part:row.field") as a person would type them."""

    answers: dict[str, str]
    service: str = ""
    path: Path = Path.FULL


class Rule(Descriptor, frozen=True, kw_only=True):
    """A check of the answers: it fails where ``check`` is false, and is silent where it is undefined.

    ``each``: "section.part" to check every row; ``at``: the field the finding stands beside
    ("section.field", a field of the row, or "section.part" as a whole); ``value``: what is shown as found
    and what an explanation is bound to. ``message`` may name ``{found}``, ``{label}``, ``{row}`` and
    ``{expected}``.
    """

    id: str
    level: Level
    check: Expression
    at: str
    message: str
    put_right: str
    each: str = ""
    when: Expression | None = None
    value: Expression | None = None
    expected: Expression | None = None
    services: tuple[str, ...] = ()
    asked: Asked = Asked.ALWAYS
    fails: Example
    passes: Example
