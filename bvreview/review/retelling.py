"""A change of the history in words: where, what stood there before, what stands there after."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bvreview.framework.sections import Field
from bvreview.framework.terms import Path
from bvreview.i18n import _, plural
from bvreview.review.answers import Answers
from bvreview.review.assignments import decode_assignment
from bvreview.review.cells import Address, Answer, State
from bvreview.review.changes import Change, ChangeKind, decode_answer
from bvreview.review.evidence import decode_evidence, evidence_words
from bvreview.review.exchange.outgoing import about_words, decode_outgoing, outgoing_words
from bvreview.review.model import Status
from bvreview.review.wording import show_answer, show_date, show_with_unit

ARROW: Final = "\u2192"
_KINDS: Final = (ChangeKind.CELL, ChangeKind.EXPLANATION, ChangeKind.ROW)


@dataclass(frozen=True, slots=True)
class Told:
    """A change in words: the section it is in, what was changed, from what, to what."""

    section: str
    what: str
    old: str
    new: str

    @property
    def words(self) -> str:
        """All in one line."""
        return f"{self.what}: {self.old} {ARROW} {self.new}"


def tell(answers: Answers, change: Change) -> Told:
    """A change in words, as the review is called now."""
    section = answers.framework.section(change.section)
    title = section.title if section else ""
    match change.kind:
        case ChangeKind.CELL:
            return _told_cell(answers, change, title)
        case ChangeKind.ROW:
            return Told(title, place_words(answers, change.address), *_places(change))
        case ChangeKind.EXPLANATION:
            what = _("Explanation: {place}").format(place=place_words(answers, change.address))
            return Told(title, what, _explained(change.old), _explained(change.new))
        case ChangeKind.ASSIGNMENT:
            return Told(title, _("Owner and due date"), _assigned(change.old), _assigned(change.new))
        case ChangeKind.EVIDENCE:
            found = (evidence_words(decode_evidence(change.rule, text)) for text in (change.old, change.new))
            return Told("", _("Evidence"), *found)
        case ChangeKind.OUTGOING:
            return _told_outgoing(answers, change)
        case ChangeKind.LINK:
            return _told_link(answers, change, title)
        case ChangeKind.HEAD if change.field == "content":
            return Told("", _("Fingerprint of the content"), _start(change.old), _start(change.new))
    return Told("", _head_words(change.field), _head_value(change.old), _head_value(change.new))


def _start(fingerprint: str | None) -> str:
    """Enough of a fingerprint to tell it from others."""
    return f"{fingerprint[:12]}\u2026" if fingerprint else _("none")


def place_words(answers: Answers, address: Address) -> str:
    """What a place is called: "Direct staff, Probation officer: FTE"; a line without its field."""
    place = answers.locate(address)
    if not place:
        part = _part_title(answers, address)
        return ", ".join(w for w in (part, _line(answers, address)) if w) or str(address)
    section, part_found, field = place
    if not address.row:
        return field.label
    row = answers.row_label(section, part_found, address.key)
    return ": ".join(w for w in (row, field.label) if w)


def _part_title(answers: Answers, address: Address) -> str:
    section = answers.framework.section(address.section)
    part = section.part(address.part) if section else None
    return part.title if part else ""


def _line(answers: Answers, address: Address) -> str:
    section = answers.framework.section(address.section)
    part = section.part(address.part) if section else None
    return answers.row_label(section, part, address.key) if section and part else ""


def _told_cell(answers: Answers, change: Change, title: str) -> Told:
    place = answers.locate(change.address)
    field = place[2] if place else Field(id=change.field, label=change.field)
    old, new = (decode_answer(field, text) for text in (change.old, change.new))
    shown = (_answer(answers, field, old), _answer(answers, field, new))
    if shown[0] == shown[1]:  # only its source or note was changed
        shown = (_around(old) or shown[0], _around(new) or shown[1])
    return Told(title, place_words(answers, change.address), *shown)


def _told_outgoing(answers: Answers, change: Change) -> Told:
    old, new = (decode_outgoing(text) for text in (change.old, change.new))
    one = new or old
    about = about_words(answers.framework, one) if one else ""
    return Told(about, _("Workbook sent out"), outgoing_words(old), outgoing_words(new))


def _told_link(answers: Answers, change: Change, title: str) -> Told:
    found = answers.review.evidence.get(change.rule)
    name = found.title if found else _("evidence that was removed")
    what = _("Evidence: {place}").format(place=place_words(answers, change.address))
    return Told(title, what, *(name if text else _("not linked") for text in (change.old, change.new)))


def _answer(answers: Answers, field: Field, answer: Answer | None) -> str:
    if answer and answer.state is State.GIVEN and isinstance(answer.value, Decimal):
        return show_with_unit(field, answer.value)
    return show_answer(field, answer, answers.framework.lists) or _("blank")


def _around(answer: Answer | None) -> str:
    if not answer:
        return ""
    parts = []
    if answer.source:
        parts.append(_("source: {text}").format(text=answer.source))
    if answer.note:
        parts.append(_("note: {text}").format(text=answer.note))
    return "; ".join(parts) or _("no source, no note")


def _places(change: Change) -> tuple[str, str]:
    old, new = (
        None if text is None else _("line {n}").format(n=int(text) + 1) for text in (change.old, change.new)
    )
    return old or _("not there"), new or _("not there")


def _explained(text: str | None) -> str:
    return json.loads(text)[1] if text else _("none")


def _assigned(text: str | None) -> str:
    assignment = decode_assignment(text)
    if not assignment:
        return _("nobody")
    due = _("due {day}").format(day=show_date(assignment.due)) if assignment.due else ""
    return ", ".join(w for w in (assignment.owner, due) if w)


def _head_words(name: str) -> str:
    return {
        "status": _("Status"),
        "path": _("Path"),
        "revision": _("Revision"),
        "provisional": _("Provisional"),
        "signed_by": _("Signed by"),
        "signed_on": _("Signed on"),
        "illustrative": _("Illustrative"),
    }.get(name, name)


def _head_value(text: str | None) -> str:
    known = {
        Path.LIGHT.value: _("light review"),
        Path.FULL.value: _("full review"),
        Status.DRAFT.value: _("draft"),
        Status.SUBMITTED.value: _("submitted"),
        Status.RECEIVED.value: _("received"),
        "yes": _("yes"),
        "no": _("no"),
    }
    return known.get(text or "", text or "") or _("none")


def name_step(answers: Answers, changes: Iterable[Change]) -> str:
    """What a step is called in the menu and the history: "Direct staff, 12 answers", "Lead"."""
    made = [c for c in changes if c.kind in _KINDS]
    cells = [c for c in made if c.kind is ChangeKind.CELL]
    rows = [c for c in made if c.kind is ChangeKind.ROW]
    if len(cells) == 1 and not rows:
        return place_words(answers, cells[0].address)
    parts = list(dict.fromkeys(_place_title(answers, c.address) for c in made))
    counts = _row_counts(rows)
    if cells and not (rows and all(c.new is None for c in rows)):
        counts.insert(0, plural("{n} answer", "{n} answers", len(cells)))
    return ", ".join([*parts[:2], *counts])


def _place_title(answers: Answers, address: Address) -> str:
    section = answers.framework.section(address.section)
    return _part_title(answers, address) or (section.title if section else "")


def _row_counts(rows: list[Change]) -> list[str]:
    added = sum(c.old is None for c in rows)
    gone = sum(c.new is None for c in rows)
    moved = len(rows) - added - gone
    words = []
    if added:
        words.append(plural("{n} line added", "{n} lines added", added))
    if gone:
        words.append(plural("{n} line removed", "{n} lines removed", gone))
    if moved:
        words.append(plural("{n} line moved", "{n} lines moved", moved))
    return words
