"""Simple formulas that came without a result: worked out as a spreadsheet would, all else left alone."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from bvreview.workbook.gate.formula_texts import formula_texts
from bvreview.workbook.gate.gate import Gate
from bvreview.workbook.gate.raw import RawWorkbook
from bvreview.workbook.recompute import recompute


def worked_out(path: Path, formula: str) -> Decimal | None:
    """B1 with the formula, beside 2, 3.5, a blank, "words", and 10 on the sheet "More costs"."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet["A1"], sheet["A2"], sheet["A4"], sheet["C1"] = 2, 3.5, "words", "=A1*4"
    sheet["B1"] = formula
    workbook.create_sheet("More costs")["A1"] = 10
    workbook.save(path)
    with Gate() as gate:
        raw = gate.read(path)
    assert isinstance(raw, RawWorkbook)
    return recompute(raw, raw.sheets[0], (1, 2))


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ("=10+2", "12"), ("=A1+A2*2", "9"), ("=(A1+A2)*2", "11"), ("=-A1^2", "4"), ("=A1-1-1", "0"),
        ("=SUM(A1:A4)", "5.5"), ("=SUM(A1,A2,1)", "6.5"), ("=ROUND(A2/3,2)", "1.17"), ("=50%", "0.5"),
        ("=MAX(A1:A2)-MIN(A1:A2)", "1.5"), ("=AVERAGE(A1:A4)", "2.75"), ("='More costs'!A1/4", "2.5"),
        ("=$A$1+C1", "10"), ("=1/3", "0.333333333333333"), ("=A3+1", "1"),
    ],
)  # fmt: skip
def test_a_simple_formula_gives_what_excel_gives(tmp_path: Path, formula: str, result: str) -> None:
    assert worked_out(tmp_path / "f.xlsx", formula) == Decimal(result)


@pytest.mark.parametrize(
    "formula",
    [
        "=1/0", "=A4+1", "=B1+1", '=INDIRECT("A1")', "=IF(A1>1,2,3)", "=[1]Sheet!A1", "=A1:A2", "=SUM(",
        "=2^99999", '="12"', "=NOW()", "=Absent!A1", "=1 2",
    ],
)  # fmt: skip
def test_anything_else_is_left_alone(tmp_path: Path, formula: str) -> None:
    assert worked_out(tmp_path / "f.xlsx", formula) is None


def test_formulas_are_found_by_the_address_of_their_cell() -> None:
    cells = b'<c s="3" r="B1" t="n"><f>A1&amp;&quot;x&quot;</f><v/></c><c r="C1"><f>A1</f></c>'
    data = b'<row r="1">' + cells + b"</row>"
    assert formula_texts(data, [(1, 2)]) == {(1, 2): 'A1&"x"'}
