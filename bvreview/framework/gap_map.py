"""Where the gaps that a comparison shows are answered, as data: a table of gaps, and of actions."""

from __future__ import annotations

from msgspec import Struct


class GapMap(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which field plays which part.

    ``part`` is the table of gaps ("section.part"); ``explained``, ``acted`` and ``accepted`` are choices of
    its field ``answer``. ``actions`` is the table of actions; its field ``link`` names the gap that is
    answered. ``up`` and ``down``: choices of the actions' field ``better``.
    """

    part: str
    name: str
    size: str
    answer: str
    explanation: str
    explained: str
    acted: str
    accepted: str
    actions: str
    link: str
    what: str
    why: str
    measure: str
    baseline: str
    better: str
    up: str
    down: str

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field that plays a part, as an address without a row."""
        own = (self.name, self.size, self.answer, self.explanation)
        acts = (self.link, self.what, self.why, self.measure, self.baseline, self.better)
        return (*(f"{self.part}.{f}" for f in own), *(f"{self.actions}.{f}" for f in acts))
