"""What is written can be read back: every answer, state, row, source, note and explanation, the same."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from factories.hostile_texts import HOSTILE_TEXTS
from factories.review_files import answers_of, properties, random_review, read, write
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from small_pack import PACK, small_head

from bvreview.framework.descriptors import Framework
from bvreview.framework.loader import default_framework
from bvreview.framework.terms import Path as ReviewPath
from bvreview.review.cells import Address, Answer, Cell, State
from bvreview.review.digests import content_digest, section_digests
from bvreview.review.examples import build_review
from bvreview.review.exchange.submission import FileKind
from bvreview.review.model import Review, ReviewHead
from bvreview.review.periods import FinancialYear
from bvreview.review.values import LONGEST_TEXT
from bvreview.workbook.errors import TextTooLong
from bvreview.workbook.gate.gate import Gate
from bvreview.workbook.writer import asked_of, write_review


def probation_head(framework: Framework, path: ReviewPath = ReviewPath.FULL, service: int = 0) -> ReviewHead:
    organisation = framework.organisations[7]
    return ReviewHead(
        "rev-1",
        organisation.id,
        framework.services[service].id,
        FinancialYear(2009),
        path,
        framework.id,
        framework.version,
    )


def same(framework: Framework, gate: Gate, review: Review, path: Path) -> None:
    """Write, read, compare; nothing may be remarked about the file itself but what was pending."""
    expected = asked_of(framework, review)
    reading = read(framework, gate, write(framework, review, path))
    assert answers_of(reading.review) == answers_of(expected)
    assert reading.review.rows == expected.rows
    assert reading.review.explanations == expected.explanations
    assert reading.review.head == expected.head
    assert reading.identity.section_digests == section_digests(expected) == section_digests(reading.review)
    assert reading.identity.content_digest == content_digest(expected) == content_digest(reading.review)
    rules = {f.rule for f in reading.findings if f.rule.startswith("file.")}
    assert rules <= {"file.unreadable", "file.personal", "file.date_text"}


@settings(max_examples=44)  # with those of the whole pack, fifty
@given(seed=st.integers(0, 10**9), density=st.sampled_from([0.1, 0.5, 1.0]))
def test_a_random_review_of_a_small_pack_comes_back(
    gate: Gate, tmp_path_factory: pytest.TempPathFactory, seed: int, density: float
) -> None:
    path = tmp_path_factory.mktemp("out") / "small.xlsx"
    same(PACK, gate, random_review(PACK, small_head(), seed, density), path)


@pytest.mark.counts(6, 5_000)
@pytest.mark.timeout(7200)  # the long count takes its time
def test_a_random_review_of_the_whole_pack_comes_back(gate: Gate, tmp_path: Path, seeds: range) -> None:
    framework = default_framework()
    for seed in seeds:
        path = ReviewPath.LIGHT if seed % 3 == 0 else ReviewPath.FULL
        head = probation_head(framework, path, seed % len(framework.services))
        review = random_review(framework, head, seed, (0.2, 0.6, 1.0)[seed % 3])
        same(framework, gate, review, tmp_path / "r.xlsx")


def test_an_empty_template_comes_back_empty(gate: Gate, tmp_path: Path) -> None:
    framework = default_framework()
    path = write(framework, Review(probation_head(framework)), tmp_path / "t.xlsx", FileKind.TEMPLATE)
    reading = read(framework, gate, path)
    assert reading.review.cells == {}
    assert reading.identity.kind is FileKind.TEMPLATE
    assert [f for f in reading.findings if f.rule.startswith("file.")] == []
    assert reading.question == ""


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_hostile_text_is_text_and_comes_back(gate: Gate, tmp_path: Path, text: str) -> None:
    typed = {"costs.lead": text, "costs.staff:r1.grade": text, "costs.staff:r1.fte": "1"}
    review = build_review(PACK, small_head(), typed)
    path = write(PACK, review, tmp_path / "h.xlsx")
    assert answers_of(read(PACK, gate, path).review) == answers_of(review)
    sheet = load_workbook(path)["Costs"]
    lead = next(row for row in sheet.iter_rows() if row[0].value == "costs.lead")
    assert lead[2].data_type == "s"


@pytest.mark.parametrize("percent", ["0", "0.01", "33.3", "85", "99.99", "100"])
def test_a_percentage_is_a_true_one_in_excel_and_comes_back_exactly(
    gate: Gate, tmp_path: Path, percent: str
) -> None:
    framework = default_framework()
    measure = framework.services[0].measures[0].id
    address = Address("measures", f"results:{measure}", "target")
    review = Review(probation_head(framework), {address: Cell(address, Answer(Decimal(percent)))})
    path = write(framework, review, tmp_path / "p.xlsx")
    read_back = read(framework, gate, path).review.cells[address].answer.value
    assert read_back == Decimal(percent).quantize(Decimal("0.1")).normalize() or read_back == Decimal(percent)
    sheet = load_workbook(path)["Measures"]
    row = next(r for r in sheet.iter_rows() if r[0].value == f"measures.results:{measure}")
    target = next(c for c in row if c.number_format == "0.0%" and not c.protection.locked)
    assert target.value == pytest.approx(float(percent) / 100)


def test_a_text_that_fits_in_no_cell_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    address = Address("costs", "", "lead")
    long = Answer(state=State.PENDING, raw="x" * (LONGEST_TEXT + 1))
    review = Review(small_head(), {address: Cell(address, long)})
    with pytest.raises(TextTooLong, match="32,767"):
        write(PACK, review, tmp_path / "long.xlsx")
    assert list(tmp_path.glob("*.xlsx")) == []


def test_answers_not_asked_on_the_path_stay_at_home(gate: Gate, tmp_path: Path) -> None:
    framework = default_framework()
    full = random_review(framework, probation_head(framework), 3, 1.0)
    light = replace(full, head=replace(full.head, path=ReviewPath.LIGHT))
    same(framework, gate, light, tmp_path / "light.xlsx")
    assert len(asked_of(framework, light).cells) < len(full.cells)


def test_the_same_review_gives_the_same_bytes(tmp_path: Path) -> None:
    review = random_review(PACK, small_head(), 5)
    first, second = write(PACK, review, tmp_path / "a.xlsx"), write(PACK, review, tmp_path / "b.xlsx")
    assert first.read_bytes() == second.read_bytes()


def test_an_illustrative_review_says_so_on_every_sheet_and_in_the_file(gate: Gate, tmp_path: Path) -> None:
    review = build_review(PACK, replace(small_head(), illustrative=True), {"costs.lead": "A"})
    path = write(PACK, review, tmp_path / "i.xlsx")
    workbook = load_workbook(path)
    for sheet in workbook.worksheets:
        assert "Illustrative" in str(sheet["B3"].value)
    assert properties(workbook)["bvr.illustrative"].value == "yes"
    assert "illustrative" in (workbook.properties.keywords or "")
    assert read(PACK, gate, path).review.head.illustrative


def test_the_identity_stands_in_properties_and_on_a_visible_sheet(tmp_path: Path) -> None:
    review = build_review(PACK, small_head(), {"costs.lead": "A"})
    file = write_review(PACK, review, tmp_path / "i.xlsx", kind=FileKind.CANDIDATE, app_version="1.2")
    workbook = load_workbook(tmp_path / "i.xlsx")
    shown = {row[0].value: row[2].value for row in workbook.worksheets[0].iter_rows()}
    custom = {p.name: p.value for p in properties(workbook).props}
    assert workbook.worksheets[0].sheet_state == "visible"
    for name, text in {"bvr.review": "r1", "bvr.app": "1.2", "bvr.content": file.content_digest}.items():
        assert shown[name] == custom[name] == text


def test_no_macros_no_external_links_no_relations_outside(tmp_path: Path) -> None:
    path = write(PACK, random_review(PACK, small_head(), 8), tmp_path / "n.xlsx")
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            assert "vba" not in name.lower()
            assert "externalLink" not in name
            assert b'TargetMode="External"' not in package.read(name)
