"""What stands in a cell comes through the gate as it is: numbers, texts, moments, errors."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import openpyxl
from factories import workbooks as make
from gate_kit import one_sheet, read

from bvreview.workbook.gate.gate import Gate


def test_numbers_are_the_shortest_decimal_that_stands_for_them(gate: Gate, tmp_path: Path) -> None:
    texts = ["0", "-1", "0.1", "0.30000000000000004", "1234567.89", "999999999999999", "1e-7", "2.5E20"]
    rows = "".join(make.row(n, make.cell(f"A{n}", text)) for n, text in enumerate(texts, 1))
    cells = one_sheet(gate, tmp_path, rows).cells
    assert [cells[n, 1] for n in range(1, len(texts) + 1)] == [Decimal(text) for text in texts]
    assert all(type(value) is Decimal for value in cells.values())
    assert str(cells[2, 1]) == "-1"


def test_text_comes_through_untouched(gate: Gate, tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t xml:space="preserve">  a  </t></is></c>'
        '<c r="B1" t="inlineStr"><is><t>line_x000D_&#10;two</t></is></c>'
        '<c r="C1" t="inlineStr"><is><r><t xml:space="preserve">rich </t></r><r><t>text</t></r></is></c>'
        '<c r="D1" t="str"><v>=1+1</v></c><c r="E1" t="inlineStr"><is><t></t></is></c></row>'
    )
    assert one_sheet(gate, tmp_path, rows).cells == {
        (1, 1): "  a  ",
        (1, 2): "line\r\ntwo",
        (1, 3): "rich text",
        (1, 4): "=1+1",
    }


def test_dates_times_and_durations(gate: Gate, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["A2"] = date(2009, 4, 1), datetime(2009, 4, 1, 13, 30)
    sheet["A3"], sheet["A4"], sheet["A5"] = time(7, 15), timedelta(hours=30, minutes=15), True
    buffer = io.BytesIO()
    book.save(buffer)
    assert read(gate, tmp_path, buffer.getvalue()).sheets[0].cells == {
        (1, 1): date(2009, 4, 1),
        (2, 1): datetime(2009, 4, 1, 13, 30),
        (3, 1): time(7, 15),
        (4, 1): timedelta(hours=30, minutes=15),
        (5, 1): True,
    }


def test_the_1904_date_system_is_told_and_allowed_for(gate: Gate, tmp_path: Path) -> None:
    rows = make.row(1, make.cell("A1", 38442, style=1))
    usual = make.xlsx(make.sheet_xml(rows))
    of_1904 = make.workbook_xml(["Sheet1"], before='<workbookPr date1904="1"/>')
    assert not read(gate, tmp_path, usual).date1904
    book = read(gate, tmp_path, make.xlsx(make.sheet_xml(rows), parts={"xl/workbook.xml": of_1904}))
    assert book.date1904
    assert book.sheets[0].cells == {(1, 1): date(1904, 1, 1) + timedelta(days=38442)}


def test_an_error_cell_is_an_error_and_never_a_blank_or_a_value(gate: Gate, tmp_path: Path) -> None:
    rows = make.row(
        1,
        make.cell("A1", "#REF!", "e"),
        make.cell("B1", 5),
        '<c r="C1" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
        make.cell("D1", "1e999"),
    )
    sheet = one_sheet(gate, tmp_path, rows)
    assert sheet.errors == {(1, 1): "#REF!", (1, 3): "#DIV/0!", (1, 4): "#NUM!"}
    assert sheet.cells == {(1, 2): 5}
    assert sheet.formulas == {(1, 3)}


def test_formulas_without_a_stored_result_are_told_apart(gate: Gate, tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="A1"><f>1+1</f></c><c r="B1"><f>1+1</f><v/></c>\n<c r="C1"><f>1+1</f><v>2</v></c>\n'
        '<c r="D1" t="str"><f>""</f><v></v></c><c r="E1" t="str"><f>"a"</f><v>a</v></c><c r="F1"><v>3</v>'
        "</c></row>"
    )
    sheet = one_sheet(gate, tmp_path, rows)
    assert sheet.formulas == {(1, 1), (1, 2), (1, 3), (1, 4), (1, 5)}
    assert sheet.uncached == {(1, 1), (1, 2)}
    assert sheet.cells == {(1, 3): 2, (1, 5): "a", (1, 6): 3}
