"""A change is a value: what stood somewhere before and after. Undo is the same change the other way round."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Final

from msgspec import Struct, structs
from msgspec.json import Encoder

from bvreview.framework.descriptors import Framework
from bvreview.framework.sections import Field, Scope
from bvreview.review.assignments import Assignment, encode_assignment
from bvreview.review.cells import Address, Answer, State, encode_value
from bvreview.review.evidence import LINKED, Evidence, encode_evidence
from bvreview.review.exchange.outgoing import Outgoing, encode_outgoing
from bvreview.review.model import ExplanationKey, Review, ReviewHead
from bvreview.review.values import decode_value

_encode: Final = Encoder(order="sorted").encode


class ChangeKind(StrEnum):
    """What was changed."""

    CELL = "cell"
    ROW = "row"
    HEAD = "head"
    EXPLANATION = "explanation"
    ASSIGNMENT = "assignment"
    EVIDENCE = "evidence"
    LINK = "link"
    OUTGOING = "outgoing"


class Change(Struct, frozen=True):
    """One change of one subject (a review, or an organisation year), old and new as canonical text.

    CELL: ``encode_answer`` or None; ROW: the position in its part as digits, or None where the row is
    not there; HEAD: ``field`` names the attribute; EXPLANATION: ``rule`` and address, JSON or None;
    ASSIGNMENT: ``section``, ``encode_assignment`` or None; EVIDENCE: its id as ``rule``,
    ``encode_evidence`` or None; LINK: the evidence's id as ``rule`` and the address, ``LINKED`` or None;
    OUTGOING: what went out, its id as ``rule``, ``encode_outgoing`` or None.
    """

    kind: ChangeKind
    subject: str
    section: str = ""
    row: str = ""
    field: str = ""
    rule: str = ""
    old: str | None = None
    new: str | None = None

    @property
    def address(self) -> Address:
        """Where it happened."""
        return Address(self.section, self.row, self.field)

    def inverse(self) -> Change:
        """The change that takes this one back."""
        return structs.replace(self, old=self.new, new=self.old)


def inverse(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes that take these back, last one first."""
    return tuple(c.inverse() for c in reversed(tuple(changes)))


def subject_of(framework: Framework, head: ReviewHead, section_id: str, *, own: bool = True) -> str:
    """What a section's cells belong to: the review, or the organisation year it shares.

    A received review (``own`` false) keeps its organisation year within itself.
    """
    section = framework.section(section_id)
    shared = own and section is not None and section.scope is Scope.ORGANISATION_YEAR
    return head.organisation_year if shared else head.id


def cell_change(subject: str, address: Address, old: Answer | None, new: Answer | None) -> Change:
    """The change of one cell."""
    return Change(ChangeKind.CELL, subject, *address, old=encode_answer(old), new=encode_answer(new))


def explanation_change(
    subject: str, key: ExplanationKey, old: tuple[str, str] | None, new: tuple[str, str] | None
) -> Change:
    """The change of an explanation; old and new are (found, text)."""
    old_text, new_text = (canonical_json(list(pair)) if pair else None for pair in (old, new))
    return Change(
        ChangeKind.EXPLANATION, subject, key.section, key.row, key.field, key.rule, old_text, new_text
    )


def assignment_change(subject: str, section: str, old: Assignment | None, new: Assignment | None) -> Change:
    """The change of a section's owner and due date."""
    texts = encode_assignment(old), encode_assignment(new)
    return Change(ChangeKind.ASSIGNMENT, subject, section, old=texts[0], new=texts[1])


def evidence_change(subject: str, number: str, old: Evidence | None, new: Evidence | None) -> Change:
    """The change of a piece of evidence."""
    texts = encode_evidence(old), encode_evidence(new)
    return Change(ChangeKind.EVIDENCE, subject, rule=number, old=texts[0], new=texts[1])


def link_change(subject: str, address: Address, number: str, *, on: bool) -> Change:
    """Evidence linked to an answer, or not any more."""
    old, new = (None, LINKED) if on else (LINKED, None)
    return Change(ChangeKind.LINK, subject, *address, rule=number, old=old, new=new)


def outgoing_change(subject: str, old: Outgoing | None, new: Outgoing | None) -> Change:
    """The change of what is known of a workbook that went out."""
    one = new or old
    assert one, "something changes"
    texts = encode_outgoing(old), encode_outgoing(new)
    return Change(ChangeKind.OUTGOING, subject, rule=one.id, old=texts[0], new=texts[1])


def evidence_differences(held: Review, after: Review) -> Iterator[Change]:
    """How the evidence and links of one review differ from those of another of the same id."""
    subject = held.head.id
    for number in {**held.evidence, **after.evidence}:
        change = evidence_change(subject, number, held.evidence.get(number), after.evidence.get(number))
        if change.old != change.new:
            yield change
    for address in {**held.links, **after.links}:
        old, new = held.links.get(address, ()), after.links.get(address, ())
        yield from (link_change(subject, address, n, on=False) for n in old if n not in new)
        yield from (link_change(subject, address, n, on=True) for n in new if n not in old)


def encode_answer(answer: Answer | None) -> str | None:
    """An answer as canonical JSON; only what is not the usual stands in it."""
    if answer is None:
        return None
    value = answer.value if type(answer.value) is str else encode_value(answer.value)
    if value and answer.is_plain:  # nearly every answer
        return canonical_json({"value": value})
    parts = {
        "value": value,
        "state": answer.state.value if answer.state is not State.GIVEN else "",
        "source": answer.source,
        "note": answer.note,
        "raw": answer.raw,
    }
    return canonical_json({key: value for key, value in parts.items() if value is not None and value != ""})


def decode_answer(field: Field, text: str | None) -> Answer | None:
    """The answer in its canonical JSON."""
    if text is None:
        return None
    parts = json.loads(text)
    return Answer(
        decode_value(field, parts.get("value")),
        State(parts.get("state", State.GIVEN)),
        parts.get("source", ""),
        parts.get("note", ""),
        parts.get("raw", ""),
    )


def canonical_json(value: object) -> str:
    """JSON with sorted keys and no spaces: the text that is hashed."""
    return _encode(value).decode()


def chain_hash(previous: str, change: Change, author: str, time: str) -> str:
    """SHA-256 over the entry before and this one, so that a change to the past is seen."""
    entry = [
        *(previous, change.kind.value, change.subject, change.section, change.row, change.field),
        *(change.rule, change.old, change.new, author, time),
    ]
    return hashlib.sha256(canonical_json(entry).encode()).hexdigest()
