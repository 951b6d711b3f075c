"""The committed workbooks of the sample region are what the factory makes now, whoever saved them last."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from bvreview.framework.loader import default_framework
from bvreview.review.digests import content_digest, section_digests
from bvreview.review.exchange.submission import FileReading
from bvreview.review.findings import Verdict
from bvreview.work import read_files
from samples.factory import REGION, make_region
from samples.reviews import sample_reviews

FRAMEWORK = default_framework()
REVIEWS = dict(sample_reviews(FRAMEWORK))
LARGEST = 200_000  # bytes


@pytest.fixture(scope="module")
def committed() -> dict[str, FileReading]:
    readings = (reading for *__, reading in read_files(FRAMEWORK, sorted(REGION.glob("*.xlsx"))))
    return {reading.file: reading for reading in readings if isinstance(reading, FileReading)}


def test_the_folder_holds_the_factorys_files_and_no_other(committed: dict[str, FileReading]) -> None:
    assert set(committed) == set(REVIEWS) == {path.name for path in REGION.iterdir()}
    assert all(path.stat().st_size < LARGEST for path in REGION.iterdir())


@pytest.mark.parametrize("name", REVIEWS)
def test_a_committed_file_holds_what_the_factory_makes_now(
    name: str, committed: dict[str, FileReading]
) -> None:
    reading, review = committed[name], REVIEWS[name]
    read = {a: c.answer for a, c in reading.review.cells.items()}
    assert read == {a: c.answer for a, c in review.cells.items()}
    assert reading.review.rows == review.rows
    assert reading.review.explanations == review.explanations
    assert reading.review.head == review.head
    assert reading.identity.content_digest == content_digest(review)
    assert reading.identity.section_digests == section_digests(review)


@pytest.mark.parametrize("name", REVIEWS)
def test_a_committed_file_raises_no_doubt_about_itself(name: str, committed: dict[str, FileReading]) -> None:
    reading = committed[name]
    assert [f.rule for f in reading.findings if f.rule.startswith("file.")] == []
    assert reading.question == ""
    assert reading.verdict is (Verdict.PUT_RIGHT if name.startswith("northants") else Verdict.READY)


def test_the_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    folders = tmp_path / "first", tmp_path / "second"
    for folder in folders:
        make_region(FRAMEWORK, folder, save_again=False)
    first, second = ({p.name: p.read_bytes() for p in folder.iterdir()} for folder in folders)
    assert first == second


def test_one_file_was_saved_by_libreoffice_and_one_packed_by_hand() -> None:
    assert b"LibreOffice" in part(REGION / "Lincs Community Payback 2009-10 FINAL.xlsx", "docProps/app.xml")
    assert b"sharedStrings" not in part(
        REGION / "Nottinghamshire CP return rev 1.xlsx", "xl/_rels/workbook.xml.rels"
    )


def part(path: Path, name: str) -> bytes:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name)
