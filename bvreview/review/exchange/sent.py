"""What is known to stand in a workbook that is out: as it was sent, and as it came back last."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec import Struct
from msgspec.json import decode

from bvreview.review.cells import Address
from bvreview.review.changes import canonical_json
from bvreview.review.digests import answer_mark, answer_texts
from bvreview.review.evidence import Evidence, as_sent, decode_evidence, encode_evidence, evidence_mark
from bvreview.review.exchange.submission import FileReading
from bvreview.review.model import ExplanationKey, Review

_FORMAT: Final = 1


class Sent(Struct, frozen=True):
    """Answers as canonical JSON, lines, explanations as (found, text), evidence by id and its links."""

    answers: dict[Address, str]
    rows: dict[str, tuple[str, ...]]
    explanations: dict[ExplanationKey, tuple[str, str]]
    evidence: dict[str, Evidence] = {}
    links: dict[Address, tuple[str, ...]] = {}


class Back(Struct, frozen=True):
    """What sections go back with: what was handed here, and copies of files behind evidence, by digest."""

    before: Sent
    copies: dict[str, bytes] = {}


def sent_of(review: Review) -> Sent:
    """What a workbook of a review holds."""
    explained = {key: (e.found, e.text) for key, e in review.explanations.items()}
    evidence = {number: as_sent(e) for number, e in review.evidence.items()}
    return Sent(answer_texts(review), dict(review.rows), explained, evidence, dict(review.links))


def came_back(reading: FileReading, before: Sent | None, *, is_decided: bool) -> Sent:
    """What is known of a workbook from when it came back on, in place of what was known before.

    A section that was not found in it stays as it was known. ``is_decided``: whether a person was asked about
    what was taken out of it; otherwise that stays known too, so that it is asked about another time.
    """
    now = sent_of(reading.review)
    if before is None:
        return now
    unread = reading.unread_sections

    def stays(section: str) -> bool:
        return not is_decided or section in unread

    answers = {a: text for a, text in before.answers.items() if stays(a.section)}
    answers |= {a: text for a, text in now.answers.items() if a.section not in unread}
    rows = {name: keys for name, keys in before.rows.items() if stays(_section(name))}
    for name, keys in now.rows.items():
        if _section(name) not in unread:
            rows[name] = tuple(dict.fromkeys((*rows.get(name, ()), *keys)))
    has_all_evidence = is_decided and bool(reading.evidence_marks)
    return Sent(
        answers,
        rows,
        {**before.explanations, **now.explanations},
        now.evidence if has_all_evidence else {**before.evidence, **now.evidence},
        now.links if has_all_evidence else {**before.links, **now.links},
    )


def _section(table: str) -> str:
    return table.partition(".")[0]


def marks_of_sent(sent: Sent) -> dict[Address, str]:
    """The mark of every answer."""
    return {address: answer_mark(address, text) for address, text in sent.answers.items()}


def evidence_marks_of(evidence: Mapping[str, Evidence]) -> dict[str, str]:
    """The mark of every piece of evidence, by id."""
    return {number: evidence_mark(e) for number, e in evidence.items()}


def encode_sent(sent: Sent) -> bytes:
    """The value as canonical JSON."""
    answers = sorted([*address, text] for address, text in sent.answers.items())
    explained = sorted([k.rule, k.section, k.row, k.field, *pair] for k, pair in sent.explanations.items())
    rows = {name: list(keys) for name, keys in sent.rows.items()}
    parts = {"format": _FORMAT, "answers": answers, "rows": rows, "explanations": explained}
    if sent.evidence:
        parts["evidence"] = {number: encode_evidence(e) for number, e in sent.evidence.items()}
        parts["links"] = sorted([*address, list(numbers)] for address, numbers in sent.links.items())
    return canonical_json(parts).encode()


class _Written(Struct):
    answers: list[tuple[str, str, str, str]]
    rows: dict[str, tuple[str, ...]]
    explanations: list[tuple[str, str, str, str, str, str]]
    evidence: dict[str, str] = {}
    links: list[tuple[str, str, str, tuple[str, ...]]] = []


def decode_sent(data: bytes) -> Sent:
    """The value in its canonical JSON."""
    written = decode(data, type=_Written)
    answers = {Address(*place): text for *place, text in written.answers}
    explained = {ExplanationKey(*key): (found, text) for *key, found, text in written.explanations}
    evidence = {number: e for number, t in written.evidence.items() if (e := decode_evidence(number, t))}
    links = {Address(*place): numbers for *place, numbers in written.links}
    return Sent(answers, written.rows, explained, evidence, links)
