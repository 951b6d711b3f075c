"""Files that say wrong things of themselves, or use what nobody expects, are read whole all the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from factories import workbooks as make
from gate_kit import one_sheet, read

from bvreview.workbook.gate.gate import Gate
from bvreview.workbook.gate.raw import Reference


def test_a_sheet_that_lies_about_its_size_is_read_whole(gate: Gate, tmp_path: Path) -> None:
    rows = make.ONE_VALUE + make.row(50, make.cell("H50", 7))
    assert one_sheet(gate, tmp_path, rows, before='<dimension ref="A1:A1"/>').cells == {(1, 1): 1, (50, 8): 7}
    assert len(one_sheet(gate, tmp_path, rows, before='<dimension ref="A1:XFD1048576"/>').cells) == 2


def test_shared_strings_that_lie_about_their_number_are_read(gate: Gate, tmp_path: Path) -> None:
    shared = make.shared_strings("x", counts=f' count="9" uniqueCount="{2**64 - 1}"')
    sheet = make.sheet_xml(make.row(1, make.cell("A1", 0, "s")))
    assert read(gate, tmp_path, make.xlsx(sheet, shared=shared)).sheets[0].cells == {(1, 1): "x"}


def test_cells_and_rows_may_leave_out_their_addresses(gate: Gate, tmp_path: Path) -> None:
    rows = '<row><c><v>1</v></c><c><v>2</v></c></row><row r="4"><c><v>3</v></c><c r="D4"><v>4</v></c></row>'
    assert one_sheet(gate, tmp_path, rows).cells == {(1, 1): 1, (1, 2): 2, (4, 1): 3, (4, 4): 4}


def test_cells_that_hold_nothing_are_no_loss(gate: Gate, tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v/></c><c r="C1" t="inlineStr"><is><t/></is></c>'
        '<c r="D1" t="str"><f>""</f><v></v></c><c r="E1"><f>1</f><v/></c><c><v>7</v></c></row>'
    )
    book = read(gate, tmp_path, make.xlsx(make.sheet_xml(rows), shared=make.shared_strings("")))
    assert book.sheets[0].cells == {(1, 6): 7}


def test_the_filter_of_a_table_counts(gate: Gate, tmp_path: Path) -> None:
    table = (
        f'<table xmlns="{make.MAIN}"><autoFilter ref="A1:B2"><filterColumn colId="0"/></autoFilter></table>'
    )
    parts = {
        "xl/worksheets/_rels/sheet1.xml.rels": make.relationships(("rId1", "table", "../tables/table1.xml")),
        "xl/tables/table1.xml": table.encode(),
    }
    assert read(gate, tmp_path, make.xlsx(parts=parts)).sheets[0].has_filter
    parts["xl/tables/table1.xml"] = table.replace('<filterColumn colId="0"/>', "").encode()
    assert not read(gate, tmp_path, make.xlsx(parts=parts)).sheets[0].has_filter


def test_a_sheet_that_begins_far_from_its_corner_keeps_its_addresses(gate: Gate, tmp_path: Path) -> None:
    rows = make.row(500, make.cell("AB500", 1)) + make.row(502, make.cell("AA502", 2))
    assert one_sheet(gate, tmp_path, rows).cells == {(500, 28): 1, (502, 27): 2}


def test_a_prefix_before_every_element_changes_nothing(gate: Gate, tmp_path: Path) -> None:
    body = (
        f'<x:worksheet xmlns:x="{make.MAIN}"><x:sheetData><x:row r="2"><x:c r="B2" t="e"><x:v>#N/A</x:v>'
        f"</x:c>"
        '<x:c r="C2"><x:v>4</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    sheet = read(gate, tmp_path, make.xlsx(body.encode())).sheets[0]
    assert sheet.errors == {(2, 2): "#N/A"}
    assert sheet.cells == {(2, 3): 4}


def test_values_hidden_in_a_group_of_columns_are_seen(gate: Gate, tmp_path: Path) -> None:
    rows = make.row(1, make.cell("A1", 1), make.cell("C1", 2)) + make.row(2, attributes=' hidden="1"')
    columns = '<cols><col min="2" max="16384" hidden="1"/></cols>'
    sheet = one_sheet(gate, tmp_path, rows, before=columns)
    assert sheet.hidden_columns == {3}
    assert sheet.hidden_rows == frozenset()


def test_threads_of_comments_come_once_and_whole(gate: Gate, tmp_path: Path) -> None:
    threads = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    parts = {
        "xl/worksheets/_rels/sheet1.xml.rels": make.relationships(
            ("rId1", "comments", "../comments1.xml"),
            (
                "rId2",
                "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment",
                "/xl/t.xml",
            ),
        ),
        "xl/comments1.xml": (
            f'<comments xmlns="{make.MAIN}"><commentList><comment ref="A1"><text>'
            f"<t>[Threaded comment] copy</t>"
            '</text></comment><comment ref="B2"><text><r><t>plain </t></r><r><t>note</t></r></text></comment>'
            "</commentList></comments>"
        ).encode(),
        "xl/t.xml": (
            f'<ThreadedComments xmlns="{threads}"><threadedComment ref="A1"><text>Why so low?</text>'
            '</threadedComment><threadedComment ref="A1"><text>Vacancies.</text></threadedComment>'
            "</ThreadedComments>"
        ).encode(),
    }
    sheet = read(gate, tmp_path, make.xlsx(parts=parts)).sheets[0]
    assert sheet.comments == {(1, 1): "Why so low?\nVacancies.", (2, 2): "plain note"}


def test_names_that_are_not_a_place_are_kept_as_text(gate: Gate, tmp_path: Path) -> None:
    names = (
        '<definedName name="rate">0.4</definedName><definedName name="gone">Costs!#REF!</definedName>'
        '<definedName name="far">[1]Costs!$A$1</definedName><definedName name="ok">Sheet1!B2</definedName>'
        '<definedName name="_xlnm.Print_Area" localSheetId="0">Sheet1!$A$1</definedName>'
        '<definedName name="lost" localSheetId="99">Sheet1!$A$1</definedName>'
    )
    workbook = make.workbook_xml(["Sheet1"], more=f"<definedNames>{names}</definedNames>")
    book = read(gate, tmp_path, make.xlsx(parts={"xl/workbook.xml": workbook}))
    assert book.names == {"ok": Reference("Sheet1", (2, 2), (2, 2))}
    assert book.other_names == {"rate": "0.4", "gone": "Costs!#REF!", "far": "[1]Costs!$A$1"}
    assert not book.local_names


@pytest.mark.parametrize(
    "after",
    [
        '<autoFilter ref="banana"/>',
        '<drawing r:id="rId404"/>',
        "<pageMargins/>",
        '<dataValidations><dataValidation type="x" sqref="A1:XFD1048576"/></dataValidations>',
        "<conditionalFormatting/>" * 20_000,
    ],
)
def test_careless_features_do_not_stop_a_sheet(after: str, gate: Gate, tmp_path: Path) -> None:
    assert one_sheet(gate, tmp_path, make.ONE_VALUE, after=after).cells == {(1, 1): 1}


def test_bytes_after_the_zip_and_careless_parts_nobody_reads_do_not_stop_it(
    gate: Gate, tmp_path: Path
) -> None:
    parts = {"docProps/core.xml": b"<html><br></html>", "xl/drawings/vmlDrawing1.vml": b"<xml><br></xml>"}
    assert read(gate, tmp_path, make.xlsx(parts=parts) + b"\n" * 100).sheets[0].cells == {(1, 1): 1}


def test_a_part_that_relationships_name_and_the_zip_does_not_have_is_no_matter(
    gate: Gate, tmp_path: Path
) -> None:
    links = make.relationships(("rId1", "printerSettings", "NULL"), ("rId2", "hyperlink", "#Sheet1!A1"))
    book = read(gate, tmp_path, make.xlsx(parts={"xl/worksheets/_rels/sheet1.xml.rels": links}))
    assert book.sheets[0].cells == {(1, 1): 1}
