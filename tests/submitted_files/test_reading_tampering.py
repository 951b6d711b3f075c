"""What was changed in a submission is named, or the file refused."""

from __future__ import annotations

import random
import re
import zipfile
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from factories.costs_file import TYPED
from factories.review_files import answers_of, edited, found, read, write
from factories.reviews import random_review
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from small_pack import PACK, small_head

from bvreview.framework.descriptors import Framework
from bvreview.framework.loader import default_framework
from bvreview.framework.rules import Level
from bvreview.review.evidence import Evidence
from bvreview.review.examples import build_review
from bvreview.review.exchange.submission import FileKind, FileReading
from bvreview.review.model import Review
from bvreview.workbook.gate.gate import Gate
from bvreview.workbook.reader import Reader
from submitted_files.kit import costs, repacked


def test_a_changed_explanation_of_a_submission_is_named(gate: Gate, tmp_path: Path) -> None:
    jump = build_review(PACK, small_head(), {**TYPED, "costs.outputs:loans.last": "20"})
    path = write(PACK, jump, tmp_path / "e.xlsx", FileKind.SUBMISSION)
    with edited(path) as workbook:
        sheet = workbook["Put right"]
        row = next(r for r in range(1, 40) if '"rise"' in str(sheet.cell(r, 1).value))
        sheet.cell(row, 8).value = "Because."
    (changed,) = found(read(PACK, gate, path), "file.changed")
    assert changed.sheet == "Put right"


def test_every_changed_cell_of_a_section_is_named(gate: Gate, tmp_path: Path, review: Review) -> None:
    """One cell after the other: its figure, our words, a key, a heading, a total (figure 17)."""
    path = write(PACK, review, tmp_path / "whole.xlsx", FileKind.SUBMISSION)
    assert not _is_remarked_on(PACK, gate, path)
    workbook = load_workbook(path)
    cells = _cells_of_sections(workbook)
    assert len(cells) >= 90  # with those of the whole pack, a hundred
    for cell in cells:
        assert _is_remarked_on(PACK, gate, _tampered(workbook, cell, tmp_path)), (cell, cell.value)


@pytest.mark.counts(10, 1_000)
@pytest.mark.timeout(7200)  # the long count takes its time
def test_any_changed_cell_of_the_whole_pack_is_named(gate: Gate, tmp_path: Path, seeds: range) -> None:
    framework = default_framework()
    path = write(framework, random_review(framework, seeds.start, answers=600), tmp_path / "whole.xlsx")
    assert not _is_remarked_on(framework, gate, path)
    workbook = load_workbook(path)
    for cell in random.Random(seeds.start).sample(_cells_of_sections(workbook), len(seeds)):
        assert _is_remarked_on(framework, gate, _tampered(workbook, cell, tmp_path)), (cell, cell.value)


def test_a_text_that_is_worked_out_is_named_when_it_is_typed_over(gate: Gate, tmp_path: Path) -> None:
    framework = default_framework()
    path = write(framework, random_review(framework, 200, answers=60), tmp_path / "whole.xlsx")
    with edited(path) as workbook:
        row = next(row for row in costs(workbook).iter_rows() if row[0].value == "costs.prices_of")
        row[2].value = "1997-98"
    (changed,) = found(read(framework, gate, path), "file.locked_changed")
    assert (changed.address.field, changed.found) == ("prices_of", "1997-98")


def _cells_of_sections(workbook: Workbook) -> list[Cell]:
    """What stands in them; the key of a spare line says nothing while its line is empty."""
    sheets = [s for s in workbook.worksheets if not str(s["A1"].value).startswith("bvr:#")]
    cells = [c for s in sheets for row in s.iter_rows() for c in row if c.value is not None]
    return [c for c in cells if not re.fullmatch(r"[a-z_.]+:\+\w+", str(c.value))]


def _tampered(workbook: Workbook, cell: Cell, folder: Path) -> Path:
    """The workbook with something else in one cell, which is put back."""
    before: Any = cell.value
    if cell.data_type == "f":
        cell.value = 987654
    else:
        cell.value = before + 1 if isinstance(before, int | float) else f"{before}x"
    workbook.save(folder / "t.xlsx")
    cell.value = before
    return folder / "t.xlsx"


def _is_remarked_on(framework: Framework, gate: Gate, path: Path) -> bool:
    return _says_something(read(framework, gate, path))


@pytest.mark.counts(50, 100_000)
@pytest.mark.timeout(7200)  # the long count takes its time
def test_a_damaged_submission_is_refused_named_or_the_same(
    gate: Gate, tmp_path: Path, review: Review, seeds: range
) -> None:
    """Random damage inside the parts of the package (reliability.md, figure 14)."""
    of = next(iter(review.cells))
    listed = {"e1": Evidence("e1", "Minutes", "B 12/09", date(2010, 3, 4)), "e2": Evidence("e2", "Ledger")}
    review = replace(review, evidence=listed, links={of: ("e1", "e2")})
    path = write(PACK, review, tmp_path / "whole.xlsx", FileKind.SUBMISSION)
    reader = Reader(PACK)
    sent = said_in(read(PACK, gate, path).review)
    for seed in seeds:
        dice = random.Random(seed)
        with zipfile.ZipFile(path) as package:
            part = dice.choice([n for n in package.namelist() if n.endswith((".xml", ".rels"))])
        damaged = repacked(path, tmp_path / "d.xlsx", partial(_damage_one, part, dice))
        outcome = reader.read(gate.read(damaged), "d.xlsx")
        if isinstance(outcome, FileReading) and not _says_something(outcome):
            assert said_in(outcome.review) == sent, (seed, part)


def said_in(review: Review) -> tuple[object, ...]:
    explained = {key: (e.found, e.text) for key, e in review.explanations.items()}
    return answers_of(review), dict(review.rows), explained, review.evidence, dict(review.links)


@pytest.mark.parametrize(("key", "column"), [('"e1","",', 3), ('"e2","",', 2), ('"e2","costs', 8)])
def test_changed_evidence_of_a_submission_is_named(
    gate: Gate, tmp_path: Path, review: Review, key: str, column: int
) -> None:
    listed = {n: Evidence(n, title) for n, title in (("e1", "Minutes"), ("e2", "Ledger"))}
    of = next(iter(review.cells))
    path = write(PACK, replace(review, evidence=listed, links={of: ("e1", "e2")}), tmp_path / "e.xlsx")
    with edited(path) as workbook:
        sheet = workbook["Evidence for answers"]
        row = next(r for r in range(1, 40) if key in str(sheet.cell(r, 1).value))
        sheet.cell(row, column).value = None if sheet.cell(row, column).value else "Changed"
    (changed,) = found(read(PACK, gate, path), "file.changed")
    assert (changed.sheet, changed.level) == ("Evidence for answers", Level.STOP)


def _damage_one(part: str, dice: random.Random, name: str, data: bytes) -> bytes:
    return _damage(data, dice) if name == part else data


def _damage(data: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(data))
    match dice.randrange(4):
        case 0:
            return data[:at] + bytes([dice.randrange(32, 127)]) + data[at + 1 :]
        case 1:
            return data[:at] + data[at + dice.randrange(1, 40) :]
        case 2:
            return data[:at] + data[at - 30 : at] + data[at:]
        case _:
            digits = [n for n, byte in enumerate(data) if 48 <= byte <= 57]
            at = dice.choice(digits) if digits else at
            return data[:at] + bytes([48 + dice.randrange(10)]) + data[at + 1 :]


def _says_something(reading: FileReading) -> bool:
    return bool(reading.question) or any(f.rule.startswith("file.") for f in reading.findings)
