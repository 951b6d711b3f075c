"""Tables that people have in files: workbooks through the gate, delimited text of every kind."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from factories.ledger import ledger_rows
from openpyxl import Workbook

from bvreview.review.ledger.extract import read_extract
from bvreview.review.ledger.extract_columns import recognise
from bvreview.workbook.errors import NoTableError
from bvreview.workbook.plain_tables import read_tables, split_text


@pytest.mark.parametrize("mark", ["\t", ",", ";", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_delimited_text_of_every_kind_is_the_same_table(tmp_path: Path, mark: str, encoding: str) -> None:
    rows = ledger_rows()
    quoted = [[f'"{cell}"' if mark in cell else cell for cell in row] for row in rows]
    path = tmp_path / "ledger.csv"
    path.write_bytes("\r\n".join(mark.join(row) for row in quoted).encode(encoding))
    assert read_tables(path) == {"ledger.csv": rows}


def test_a_workbook_gives_its_sheets_with_numbers_that_can_be_read(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet
    sheet.title = "Ledger"
    for row in (["CC", "Account", "Actual"], [10, 1000, 20.221], [10, 2000, 1234.5], [20, 1000, 7]):
        sheet.append(row)
    sheet["D2"], sheet["D3"], sheet["D4"] = "#REF!", date(2009, 4, 1), "=SUM(C2:C4)"
    sheet["D2"].data_type = "e"
    book.create_sheet("Empty")
    path = tmp_path / "ledger.xlsx"
    book.save(path)
    (rows,) = read_tables(path).values()
    assert rows == [
        ["CC", "Account", "Actual", ""],
        ["10", "1000", "20.2210", "#REF!"],
        ["10", "2000", "1234.50", "2009-04-01"],
        ["20", "1000", "7", "#formula"],
    ]
    assert str(read_extract(rows, recognise(rows)).total.actual) == "1261.72"


@pytest.mark.parametrize("content", [b"", b"\n\n  \n", b"\xff\xfe"])
def test_an_empty_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "ledger.csv"
    path.write_bytes(content)
    with pytest.raises(NoTableError, match=r"ledger\.csv"):
        read_tables(path)


def test_what_is_no_workbook_is_refused_with_the_reason_of_the_gate(tmp_path: Path) -> None:
    path = tmp_path / "ledger.xlsx"
    path.write_bytes(b"%PDF-1.4 nothing else")
    with pytest.raises(NoTableError, match="PDF"):
        read_tables(path)
    with pytest.raises(NoTableError):
        read_tables(tmp_path / "gone.csv")


def test_one_cell_with_a_million_letters_is_read() -> None:
    assert split_text(f"a,{'b' * 1_000_000}\n") == [["a", "b" * 1_000_000]]
