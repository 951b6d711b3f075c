"""Fingerprints of what was answered: over normalised values, so that a second save changes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import astuple
from typing import Final

from bvreview.review.cells import Address
from bvreview.review.changes import canonical_json, encode_answer
from bvreview.review.evidence import as_sent, encode_evidence
from bvreview.review.model import Review

_MARK: Final = 8


def answer_texts(review: Review) -> dict[Address, str]:
    """Every answer as canonical JSON."""
    return {address: encode_answer(cell.answer) or "" for address, cell in review.cells.items()}


def answer_mark(address: Address, text: str) -> str:
    """A short mark of an answer (as canonical JSON) at its place: evidence of change and no signature."""
    section, row, field = address
    place = f"{section}.{row}.{field}" if row else f"{section}.{field}"
    return hashlib.sha256(f"{place}\x1f{text}".encode()).hexdigest()[:_MARK]


def section_digests(review: Review, texts: Mapping[Address, str] | None = None) -> dict[str, str]:
    """SHA-256 of each section that has answers, by section id.

    ``texts``: the review's answers as canonical JSON, where they are at hand.
    """
    sections: dict[str, list[tuple[str, str, str]]] = {}
    for (section, row, field), text in (answer_texts(review) if texts is None else texts).items():
        sections.setdefault(section, []).append((row, field, text))
    return {section: _digest(entries, review, section) for section, entries in sorted(sections.items())}


def content_digest(review: Review, sections: Mapping[str, str] | None = None) -> str:
    """SHA-256 of all answers, explanations and what the review is about; the same for the same content.

    ``sections``: the review's section digests, where they are at hand.
    """
    sections = section_digests(review) if sections is None else sections
    head = review.head
    about = [head.organisation, head.service, head.period.id, head.path.value, head.framework]
    explanations = sorted([*astuple(k), e.found, e.text] for k, e in review.explanations.items())
    return _sha([about, sorted(sections.items()), explanations])


def evidence_digest(review: Review) -> str:
    """SHA-256 of what a workbook says of the evidence, and of which answers it supports; "" without any."""
    if not review.evidence:
        return ""
    said = sorted((number, encode_evidence(as_sent(e)) or "") for number, e in review.evidence.items())
    links = sorted([*address, sorted(numbers)] for address, numbers in review.links.items())
    return _sha([said, links])


def _digest(cells: Iterable[tuple[str, str, str]], review: Review, section: str) -> str:
    rows = sorted([name, list(keys)] for name, keys in review.rows.items() if name.startswith(f"{section}."))
    return _sha([sorted(cells), rows])


def _sha(value: object) -> str:
    return hashlib.sha256(canonical_json(value).encode()).hexdigest()


def short_digest(digest: str) -> str:
    """How a digest is printed: "9f31 c0a2 77be"."""
    return " ".join(digest[n : n + 4] for n in (0, 4, 8))
