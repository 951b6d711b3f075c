"""Local lines in a workbook: they travel with their figures, and what is done to them is named."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from factories.hostile_texts import HOSTILE_TEXTS
from factories.review_files import edited, found, read, write
from hypothesis import given, settings
from hypothesis import strategies as st
from local_kit import NAMES, PACK, head, measure_rows, review, same
from openpyxl import load_workbook

from bvreview.framework.services import Direction
from bvreview.review.cells import Address, Answer, Cell
from bvreview.review.examples import build_review
from bvreview.review.local import MOST, local_measures, local_volumes
from bvreview.review.model import Review
from bvreview.workbook.gate.gate import Gate


def test_local_lines_and_their_figures_travel_in_the_workbook(gate: Gate, tmp_path: Path) -> None:
    came = same(gate, review(), tmp_path / "local.xlsx")
    assert measure_rows(came)[-1] == "local-m1"
    sheet = load_workbook(tmp_path / "local.xlsx")["Measures"]
    row = next(r for r in sheet.iter_rows() if r[0].value == "measures.results:local-m1")
    assert str(row[1].value).startswith("Inducted within five days (local)")


@settings(max_examples=4)
@given(names=st.lists(NAMES, min_size=1, max_size=3), figure=st.integers(0, 10**6))
def test_any_names_come_back_with_their_figures(
    gate: Gate, tmp_path_factory: pytest.TempPathFactory, names: list[str], figure: int
) -> None:
    typed: dict[str, str] = {}
    for n, name in enumerate(names):
        typed |= {f"local.measures:m{n}.label": name, f"local.volumes:v{n}.label": name}
    of = build_review(PACK, head(), typed)
    for n, measure in enumerate(local_measures(PACK, of)):
        at = Address("measures", f"results:{measure.id}", "numerator")
        of = replace(of, cells={**of.cells, at: Cell(at, Answer(Decimal(figure + n)))})
    same(gate, of, tmp_path_factory.mktemp("any") / "any.xlsx")


def test_hostile_names_are_text_everywhere(gate: Gate, tmp_path: Path) -> None:
    typed = {
        f"local.{part}:r{n}.label": t for n, t in enumerate(HOSTILE_TEXTS) for part in ("measures", "volumes")
    }
    of = review(typed | {f"local.volumes:r{n}.unit": t for n, t in enumerate(HOSTILE_TEXTS)})
    same(gate, of, tmp_path / "hostile.xlsx")
    workbook = load_workbook(tmp_path / "hostile.xlsx")
    labels = [
        row[1]
        for name in ("Volumes", "Measures")
        for row in workbook[name].iter_rows()
        if ":local-" in str(row[0].value)
    ]
    added = len(local_measures(PACK, of)) + len(local_volumes(PACK, of))
    assert added > len(HOSTILE_TEXTS)
    assert len(labels) == 2 * added  # this year and the year before
    assert all(cell.data_type == "s" for cell in labels)
    for measure in local_measures(PACK, of):
        assert "\n" not in measure.label
        assert len(measure.label) < 140


def test_a_line_added_in_excel_is_asked_for_once_it_is_read(gate: Gate, tmp_path: Path) -> None:
    path = write(PACK, Review(head()), tmp_path / "added.xlsx")
    with edited(path) as workbook:
        sheet = workbook["Local additions"]
        spare = next(
            r for r in sheet.iter_rows() if str(r[0].value).startswith("local.measures:+") and not r[1].value
        )
        for cell, text in zip(
            spare[1:], ("Seen in time", "Seen", "Referred", "Lower is better"), strict=False
        ):
            cell.value = text
    came = read(PACK, gate, path).review
    assert [m.label for m in local_measures(PACK, came)] == ["Seen in time (local)"]
    assert local_measures(PACK, came)[0].direction is Direction.DOWN


def test_a_file_made_before_there_were_local_lines_is_whole(gate: Gate, tmp_path: Path) -> None:
    path = write(PACK, Review(head()), tmp_path / "before.xlsx")
    with edited(path) as workbook:
        del workbook["Local additions"]
    reading = read(PACK, gate, path)
    assert not found(reading, "file.sheet_missing")
    assert not found(reading, "file.changed")


def test_a_local_sheet_taken_out_of_a_submission_is_named_and_its_figures_asked_about(
    gate: Gate, tmp_path: Path
) -> None:
    path = write(PACK, review(), tmp_path / "cut.xlsx")
    with edited(path) as workbook:
        del workbook["Local additions"]
    reading = read(PACK, gate, path)
    assert {f.address.section for f in found(reading, "file.changed")} >= {"local"}
    assert any(q.id.startswith("other_rows.measures") for q in reading.questions)


def test_a_local_line_beyond_the_limit_is_named_with_its_figures(gate: Gate, tmp_path: Path) -> None:
    typed = {f"local.measures:r{n}.label": f"Measure {n}" for n in range(MOST + 1)}
    reading = read(PACK, gate, write(PACK, review(typed), tmp_path / "many.xlsx"))
    assert found(reading, "local_too_many")
