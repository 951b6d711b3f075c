"""Whose workbook it is, and by which form: read, asked about or refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from factories.costs_file import row_of
from factories.review_files import answers_of, edited, found, properties, read, refuse, write
from msgspec import structs
from openpyxl import Workbook
from small_pack import PACK, small_head

from bvreview.framework.rules import Level
from bvreview.review.model import Review
from bvreview.workbook.gate.gate import Gate
from bvreview.workbook.whose import version_order


def test_a_workbook_that_is_not_ours_is_refused(gate: Gate, tmp_path: Path) -> None:
    workbook = Workbook()
    workbook.active["A1"] = "Costs"  # type: ignore[index]
    workbook.save(tmp_path / "other.xlsx")
    assert refuse(PACK, gate, tmp_path / "other.xlsx").reason == "not ours"


def test_what_the_gate_refuses_is_refused_with_its_sentence(gate: Gate, tmp_path: Path) -> None:
    (tmp_path / "page.xlsx").write_text("<html><table></table></html>")
    refusal = refuse(PACK, gate, tmp_path / "page.xlsx")
    assert refusal.reason == "web page"
    assert "save it as an Excel workbook" in refusal.sentence


@pytest.mark.parametrize(
    ("name", "value", "reason", "said"),
    [
        ("template", "2", "newer", "0.1"),
        ("framework_version", "1.10", "newer pack", "version 1.10"),
        ("framework", "schools", "other pack", "schools"),
        ("period", "last year", "identity", "period"),
    ],
)
def test_a_newer_or_foreign_file_is_refused_saying_what_is_needed(
    gate: Gate, path: Path, name: str, value: str, reason: str, said: str
) -> None:
    with edited(path) as workbook:
        properties(workbook)[f"bvr.{name}"].value = value
    refusal = refuse(PACK, gate, path)
    assert refusal.reason == reason
    assert said in refusal.sentence


def test_an_older_pack_version_is_read_and_said(gate: Gate, tmp_path: Path, review: Review) -> None:
    old = structs.replace(PACK, version="0.9")
    older = replace(review, head=replace(review.head, framework_version="0.9"))
    path = write(old, older, tmp_path / "old.xlsx")
    reading = read(PACK, gate, path)
    assert answers_of(reading.review) == answers_of(review)
    assert len(found(reading, "file.older")) == 1
    assert version_order("1.10") > version_order("1.9") > version_order("0.9")


def test_a_question_that_an_older_file_could_not_have_is_a_note(gate: Gate, path: Path) -> None:
    with edited(path) as workbook:
        for sheet in workbook.worksheets:
            for row in sheet.iter_rows():
                if row[0].value in ("bvr.framework_version", "costs.lead"):
                    row[2].value = "0.9" if row[0].value != "costs.lead" else None
                if row[0].value == "costs.lead":
                    row[0].value = None
        del workbook.defined_names["bvr.costs.lead"]
        properties(workbook)["bvr.framework_version"].value = "0.9"
    missing = found(read(PACK, gate, path), "file.field_missing")
    assert [f.level for f in missing] == [Level.NOTE]


def test_without_document_properties_the_visible_sheet_says_who_it_is(gate: Gate, path: Path) -> None:
    with edited(path) as workbook:
        for name in list(properties(workbook).names):
            del properties(workbook)[name]
    reading = read(PACK, gate, path)
    assert reading.review.head == small_head()
    assert len(found(reading, "file.identity")) == 1


def test_a_file_with_only_the_name_changed_is_asked_about(gate: Gate, path: Path) -> None:
    with edited(path) as workbook:
        about = workbook.worksheets[0]
        about.cell(row_of(about, "bvr.organisation"), 3).value = "elsewhere"
    reading = read(PACK, gate, path)
    assert "elsewhere" in reading.question
    assert reading.review.head.organisation == "aber"


def test_an_organisation_that_the_pack_does_not_know_is_asked_about(
    gate: Gate, tmp_path: Path, review: Review
) -> None:
    stranger = replace(review, head=replace(review.head, organisation="atlantis"))
    reading = read(PACK, gate, write(PACK, stranger, tmp_path / "a.xlsx"))
    assert '"atlantis"' in reading.question
