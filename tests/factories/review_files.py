"""Random reviews, and a way to write them to a file and read them back through the gate."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from msgspec import structs
from openpyxl import Workbook, load_workbook

from bvreview.framework.descriptors import Framework
from bvreview.framework.sections import Field, Kind, PartKind
from bvreview.review.answers import Answers, row_address
from bvreview.review.cells import Address, Answer, Cell
from bvreview.review.exchange.submission import FileKind, FileReading, FileRefusal
from bvreview.review.findings import Finding
from bvreview.review.model import Explanation, ExplanationKey, Review, ReviewHead
from bvreview.review.rules import find_all
from bvreview.review.values import normalise_text, read_entry
from bvreview.workbook.gate.gate import Gate
from bvreview.workbook.reader import Reader
from bvreview.workbook.writer import write_review
from factories.hostile_texts import HOSTILE_TEXTS

WORDS = (
    "PO",
    "Ilkeston",
    "12",
    "=1+1",
    "not yet",
    "a < b & c",
    "_x000D_",
    "1,234",
    "  two  spaces",
    "Tŷ Cŵn\nline",
)


def answers_of(review: Review) -> dict[Address, Answer]:
    return {address: cell.answer for address, cell in review.cells.items()}


def write(framework: Framework, review: Review, path: Path, kind: FileKind = FileKind.SUBMISSION) -> Path:
    findings = find_all(framework, review)
    write_review(
        framework,
        review,
        path,
        kind=kind,
        findings=findings,
        app_version="0.1",
        written="2010-05-12T10:00:00Z",
    )
    return path


def read(framework: Framework, gate: Gate, path: Path) -> FileReading:
    outcome = Reader(framework).read(gate.read(path), path.name)
    assert isinstance(outcome, FileReading), outcome
    return outcome


def refuse(framework: Framework, gate: Gate, path: Path) -> FileRefusal:
    outcome = Reader(framework).read(gate.read(path), path.name)
    assert isinstance(outcome, FileRefusal), outcome
    return outcome


@contextmanager
def edited(path: Path) -> Iterator[Workbook]:
    """The workbook open in another program (openpyxl), saved again at the end."""
    workbook = load_workbook(path)
    yield workbook
    workbook.save(path)


def properties(workbook: Workbook) -> Any:
    """The custom document properties, which the stubs do not know."""
    return vars(workbook)["custom_doc_props"]


def found(reading: FileReading, rule: str) -> list[Finding]:
    return [f for f in reading.findings if f.rule == rule]


def random_review(framework: Framework, head: ReviewHead, seed: int, density: float = 0.5) -> Review:
    """Answers of every kind and state, as they come out of what people type."""
    dice = random.Random(seed)
    review = Review(head)
    answers = Answers(framework, review)
    rows = {}
    for section in answers.sections():
        for part in answers.parts(section):
            if part.kind is PartKind.TABLE and dice.random() < density + 0.2:
                count = dice.choice([1, 2, 3, 14])
                rows[f"{section.id}.{part.id}"] = tuple(f"r{n}{dice.choice('ab')}" for n in range(count))
    review = replace(review, rows=rows)
    cells: dict[Address, Cell] = {}
    for section, part, key, field in Answers(framework, review).places():
        if field.formula or dice.random() > density:
            continue
        address = row_address(section, part, key, field)
        answer = _random_answer(framework, field, dice)
        if answer:
            cells[address] = Cell(address, answer)
    review = replace(review, cells=cells)
    return replace(review, explanations=_random_explanations(framework, review, dice))


def _random_answer(framework: Framework, field: Field, dice: random.Random) -> Answer | None:
    items = framework.lists.get(field.list, ())
    answer = read_entry(field, _typed(field, items, dice), items).answer
    if answer and dice.random() < 0.2:
        source, note = (normalise_text(dice.choice([*WORDS, "", *HOSTILE_TEXTS])) for __ in range(2))
        answer = structs.replace(answer, source=source, note=note or answer.note)
    return answer


def _typed(field: Field, items: tuple[object, ...], dice: random.Random) -> str:
    if dice.random() < 0.15:
        return dice.choice(["not collected", "not applicable", "suppressed", "tbc", "12,50", "#REF!"])
    match field.kind:
        case Kind.CHOICE | Kind.CHOICES:
            chosen = dice.sample(items, dice.randint(1, min(3, len(items))))
            count = None if field.kind is Kind.CHOICES else 1
            return "; ".join(getattr(item, "label", "") for item in chosen[:count])
        case Kind.YES_NO:
            return dice.choice(["yes", "no"])
        case Kind.DATE:
            return f"{dice.randint(1, 28)}/{dice.randint(1, 12)}/{dice.randint(1901, 2099)}"
        case Kind.PERCENT:
            return f"{dice.randint(0, 10_000) / 100}"
        case kind if kind.is_numeric:
            digits = "".join(dice.choice("0123456789") for __ in range(dice.randint(1, 15)))
            places = (
                dice.randint(0, min(field.places, len(digits) - 1)) if field.kind is not Kind.INTEGER else 0
            )
            number = f"{digits[: len(digits) - places] or '0'}.{digits[len(digits) - places :]}".rstrip(".")
            return dice.choice(["", "-"]) + number
        case _:
            return dice.choice([*WORDS, *HOSTILE_TEXTS])


def _random_explanations(
    framework: Framework, review: Review, dice: random.Random
) -> dict[ExplanationKey, Explanation]:
    made = {}
    for finding in find_all(framework, review):
        if finding.level.value == "explain" and dice.random() < 0.7:
            text = normalise_text(dice.choice([*WORDS, *HOSTILE_TEXTS]))
            current = finding.found if dice.random() < 0.7 else "an earlier figure"
            if text:
                made[finding.key] = Explanation(finding.key, current, text, "A Person", "2010-05-12")
    return made
