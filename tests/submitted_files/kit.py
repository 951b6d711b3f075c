"""What the tests of submitted files do with one: change it, read it, take it in."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from factories.costs_file import row_of, type_into
from factories.review_files import answers_of, edited, found, read
from msgspec import structs
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from small_pack import PACK

from bvreview import work
from bvreview.framework.descriptors import Framework
from bvreview.framework.sections import Part
from bvreview.review.cells import Address, Answer
from bvreview.review.exchange.submission import FileReading, ImportOutcome
from bvreview.workbook.gate.gate import Gate
from bvreview.workbook.reader import Reader
from bvreview.workspace import Workspace


def put(path: Path, key: str, column: int, value: object) -> Path:
    type_into(path, key, column, value)
    return path


def asked(gate: Gate, path: Path, framework: Framework = PACK, **given: str) -> FileReading:
    """The file read with answers to its questions."""
    reading = Reader(framework).read(gate.read(path), path.name, given)
    assert isinstance(reading, FileReading)
    return reading


def answer(reading: FileReading, address: Address) -> Answer:
    return answers_of(reading.review)[address]


def rules(reading: FileReading) -> set[str]:
    return {f.rule.removeprefix("file.") for f in reading.findings if f.rule.startswith("file.")}


def questions(reading: FileReading) -> list[str]:
    return [q.id for q in reading.questions if not q.answer]


def take(workspace: Workspace, *paths: Path, **answers: dict[str, str]) -> list[ImportOutcome]:
    read_many = partial(work.read_files, answers={f"{name}.xlsx": a for name, a in answers.items()})
    return list(workspace.import_files(paths, read_many=read_many))


def repacked(path: Path, target: Path, change: Callable[[str, bytes], bytes]) -> Path:
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return target


def costs(workbook: Workbook) -> Worksheet:
    sheet: Worksheet = workbook["Costs"]
    return sheet


def notes(gate: Gate, path: Path, rule: str) -> int:
    return len(found(read(PACK, gate, path), rule))


def pack_with(*fields: object) -> Framework:
    """The small pack in a later version, with more fields in its form."""
    section = PACK.sections[0]
    form = structs.replace(section.parts[0], fields=(*section.parts[0].fields, *fields))
    parts: tuple[Part, ...] = (form, *section.parts[1:])
    return structs.replace(PACK, version="2", sections=(structs.replace(section, parts=parts),))


def spare_rows(sheet: Worksheet) -> list[int]:
    rows = range(1, sheet.max_row + 1)
    return [row for row in rows if str(sheet.cell(row, 1).value).startswith("costs.staff:+")]


def fill_spare(path: Path, ordinal: int, **values: object) -> None:
    """Fill in one of the spare rows of the staff."""
    with edited(path) as workbook:
        sheet = costs(workbook)
        for column, value in zip((2, 3, 4), values.values(), strict=False):
            sheet.cell(spare_rows(sheet)[ordinal], column).value = value  # type: ignore[assignment]


def swap(sheet: Worksheet, first: str, second: str, columns: range) -> None:
    rows = row_of(sheet, first), row_of(sheet, second)
    for column in columns:
        one, two = sheet.cell(rows[0], column), sheet.cell(rows[1], column)
        kinds = two.data_type, one.data_type
        one.value, two.value = two.value, one.value
        one.data_type, two.data_type = kinds  # a text that looks like a formula stays a text
