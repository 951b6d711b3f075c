"""One thing that a workbook which came back would change, and how places and answers in it are called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from msgspec import Struct

from bvreview.framework.descriptors import Framework
from bvreview.framework.sections import Field
from bvreview.review.answers import Answers
from bvreview.review.cells import Address, Answer, State
from bvreview.review.changes import Change
from bvreview.review.model import Review
from bvreview.review.wording import show_answer, show_with_unit


class Why(StrEnum):
    """What a difference is. All but the first are asked about."""

    NEW = "new"
    BOTH = "both"
    EMPTIED = "emptied"
    UNREADABLE = "unreadable"
    LINE_GONE = "line gone"


class Difference(Struct, frozen=True):
    """One thing that would change: where, what it is called, as sent, as here now, as in the workbook.

    ``sent`` is None where it is not known. ``table``: the "section.part" whose line must be there first.
    ``evidence``: the id of the evidence that it is about, where it is about evidence.
    """

    why: Why
    address: Address
    section: str
    label: str
    sent: str | None
    here: str
    there: str
    changes: tuple[Change, ...]
    table: str = ""
    evidence: str = ""

    @property
    def asks(self) -> bool:
        """Whether a person decides."""
        return self.why is not Why.NEW


class Names:
    """What places and answers are called in a review as it stands, and as it was read."""

    def __init__(self, framework: Framework, held: Review, read: Review) -> None:
        """``held``: the review as it stands."""
        self._framework = framework
        self._here, self._there = Answers(framework, held), Answers(framework, read)

    def field(self, address: Address) -> Field:
        """What is asked at an address; by its id where the pack does not ask it any more."""
        place = self._here.locate(address)
        return place[2] if place else Field(id=address.field, label=address.field)

    def label(self, address: Address) -> str:
        """What is asked, and in which line."""
        line, label = self.line(address), self.field(address).label
        return f"{line}, {label}" if line else label

    def line(self, address: Address) -> str:
        """What the line of an address is called; "" where it is in none."""
        section = self._framework.section(address.section)
        part = section.part(address.part) if section and address.part else None
        if not section or not part:
            return ""
        here = self._here.row_label(section, part, address.key)
        return here or self._there.row_label(section, part, address.key)

    def whole_line(self, answers: Mapping[Address, Answer | None]) -> str:
        """Every answer of one line by its column, in the order of the columns."""
        in_order = sorted(answers, key=lambda a: self.order(a, {}))
        told = ((self.field(a).label, self.shown(a, answers[a])) for a in in_order)
        return "; ".join(f"{label}: {words}" for label, words in told if words)

    def title(self, section: str) -> str:
        """What a section is called."""
        found = self._framework.section(section)
        return found.title if found else section

    def shown(self, address: Address, answer: Answer | None) -> str:
        """An answer with its unit, source and note."""
        field, lists = self.field(address), self._framework.lists
        if answer and answer.state is State.GIVEN:
            words = show_with_unit(field, answer.value, lists.get(field.list, ()))
        else:
            words = show_answer(field, answer, lists)
        beside = [text for text in (answer.source, answer.note) if text] if answer else []
        return f"{words} ({'; '.join(beside)})" if beside else words

    def order(self, address: Address, lines: Mapping[str, Sequence[str]]) -> tuple[int, int, int, int]:
        """Where an address stands in the form; ``lines``: the keys of each table. What is in none is last."""
        ids = [s.id for s in self._framework.sections]
        place = ids.index(address.section) if address.section in ids else len(ids)
        section = self._framework.section(address.section)
        parts = [p.id for p in section.parts] if section else []
        fields = [f.id for p in (section.parts if section else ()) for f in p.fields]
        keys = lines.get(f"{address.section}.{address.part}", ())
        return (
            place,
            parts.index(address.part) if address.part in parts else -1,
            keys.index(address.key) if address.key in keys else -1,
            fields.index(address.field) if address.field in fields else -1,
        )
