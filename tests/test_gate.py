"""What comes through the import gate: values, and everything a spreadsheet holds beside them."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Context, Decimal
from pathlib import Path
from typing import Final

import openpyxl
import pytest
from factories import workbooks as make
from factories.everything import everything
from hypothesis import given, settings
from hypothesis import strategies as st

from bvreview.workbook.gate import limits
from bvreview.workbook.gate.gate import Gate
from bvreview.workbook.gate.raw import CellValue, Format, RawSheet, RawWorkbook, Reference, SheetState
from bvreview.workbook.gate.references import Position
from bvreview.workbook.gate.refusals import Refused

DATA: Final = Path(__file__).parent / "data" / "gate"
CORPUS: Final = Path(__file__).parents[2] / "shared" / "corpus"
FIFTEEN: Final = Context(prec=15)


@pytest.fixture(scope="module")
def gate() -> Iterator[Gate]:
    with Gate() as opened:
        yield opened


def read(gate: Gate, folder: Path, content: bytes, name: str = "return.xlsx") -> RawWorkbook:
    path = folder / name
    path.write_bytes(content)
    outcome = gate.read(path)
    assert isinstance(outcome, RawWorkbook), str(outcome)
    return outcome


def one_sheet(gate: Gate, folder: Path, rows: str, **around: str) -> RawSheet:
    return read(gate, folder, make.xlsx(make.sheet_xml(rows, **around))).sheets[0]


def alike(cells: Mapping[Position, CellValue]) -> dict[Position, CellValue]:
    """Cells as they compare: numbers to the fifteen digits that every spreadsheet keeps."""
    return {at: FIFTEEN.plus(v) if isinstance(v, Decimal) else v for at, v in cells.items()}


# --- the whole workbook


def test_the_bytes_that_were_read_come_along_with_their_digest(gate: Gate, tmp_path: Path) -> None:
    content = make.xlsx()
    book = read(gate, tmp_path, content)
    assert book.content == content
    assert book.size == len(content)
    assert book.digest == hashlib.sha256(content).hexdigest()
    assert book.format is Format.XLSX
    assert not book.has_macros
    assert not book.open_elsewhere


def test_everything_openpyxl_writes_is_seen(gate: Gate, tmp_path: Path) -> None:
    book = read(gate, tmp_path, everything())
    assert [(sheet.name, sheet.state) for sheet in book.sheets] == [
        ("Costs", SheetState.VISIBLE),
        ("Staff & volunteers' posts", SheetState.HIDDEN),
        ("Keys", SheetState.VERY_HIDDEN),
        ("Empty", SheetState.VISIBLE),
    ]
    assert book.names == {
        "bvr.costs.staff": Reference("Costs", (3, 2), (3, 2)),
        "bvr.costs.table": Reference("Costs", (1, 1), (9, 2)),
        "bvr.staff.orders": Reference("Staff & volunteers' posts", (2, 2), (2, 2)),
    }
    assert book.local_names == {("Costs", "bvr.local"): Reference("Costs", (2, 1), (2, 1))}
    assert book.properties == {"bvr.pack": "probation-2010", "bvr.revision": "3"}
    assert "Openpyxl" in book.application
    costs = book.sheets[0]
    assert costs.formulas == costs.uncached == {(1, 5), (2, 5)}
    assert costs.comments == {(3, 2): "Taken from the ledger.\nSecond line."}
    assert costs.merged == ((1, 7, 2, 8),)
    assert costs.hidden_rows == {8}  # row 40 is hidden too but holds nothing
    assert costs.hidden_columns == {4}
    assert costs.has_filter
    assert book.sheet("keys") is book.sheets[2]
    assert book.sheets[1].cells == {(2, 2): "orders"}
    assert not book.sheets[3].cells


@pytest.mark.parametrize("name", ["saved-again.xlsx", "saved-again.ods", "saved-again.xls"])
def test_a_workbook_saved_again_by_libreoffice_holds_the_same(name: str, gate: Gate, tmp_path: Path) -> None:
    sent = read(gate, tmp_path, everything())
    back = read(gate, tmp_path, (DATA / name).read_bytes(), name)
    assert back.format == name.rpartition(".")[2]
    assert [sheet.name for sheet in back.sheets] == [sheet.name for sheet in sent.sheets]
    for before, after in zip(sent.sheets, back.sheets, strict=True):
        results = {at: after.cells[at] for at in after.formulas if at in after.cells}
        assert alike(after.cells) == alike({**before.cells, **results})
        assert after.formulas == before.formulas
        assert after.merged == before.merged
        assert after.hidden_rows == before.hidden_rows
        assert after.hidden_columns == before.hidden_columns
        assert after.has_filter == before.has_filter
    costs = back.sheets[0]
    assert costs.cells[1, 5] == 24
    assert costs.errors == {(2, 5): "#DIV/0!"}
    assert not costs.uncached
    if back.format is not Format.XLS:
        assert back.names == sent.names
        assert back.local_names == sent.local_names
        assert back.properties.items() >= sent.properties.items()
        assert costs.comments == sent.sheets[0].comments
        assert "LibreOffice" in back.application


def test_strict_open_xml_reads_like_the_usual_form(gate: Gate, tmp_path: Path) -> None:
    rows = make.row(1, make.cell("B1", 12.5), make.cell("C1", 0, "s"))
    shared = f'<sst xmlns="{make.STRICT_MAIN}"><si><t>Derbyshire</t></si></sst>'.encode()
    parts = make.xlsx_parts(make.sheet_xml(rows, space=make.STRICT_MAIN), shared=shared)
    links = {
        name: data.replace(make.RELS.encode(), make.STRICT_RELS.encode())
        for name, data in parts.items()
        if name.endswith(".rels")
    }
    custom = make.custom_properties(pack="p")
    root = make.relationships(
        ("rId1", "officeDocument", "xl/workbook.xml"),
        ("rId2", "customProperties", "docProps/custom.xml"),
        prefix=make.STRICT_RELS,
    )
    book = read(
        gate,
        tmp_path,
        make.zipped(
            parts
            | links
            | {"xl/workbook.xml": make.workbook_xml(["Costs"], strict=True)}
            | {"_rels/.rels": root, "docProps/custom.xml": custom}
        ),
    )
    assert book.format is Format.STRICT
    assert book.sheets[0].cells == {(1, 2): Decimal("12.5"), (1, 3): "Derbyshire"}
    assert book.properties == {"pack": "p"}


def test_macros_are_noted_and_their_workbook_read(gate: Gate, tmp_path: Path) -> None:
    parts = make.xlsx_parts() | {
        "[Content_Types].xml": make.content_types(make.MACRO_TYPE),
        "xl/vbaProject.bin": b"\xcc\x61",
    }
    book = read(gate, tmp_path, make.zipped(parts), "return.xlsm")
    assert book.format is Format.XLSM
    assert book.has_macros
    assert book.sheets[0].cells == {(1, 1): 1}


def test_links_to_other_workbooks_are_named_and_not_followed(gate: Gate, tmp_path: Path) -> None:
    links = make.relationships(
        ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId7", "externalLink", "externalLinks/link1.xml")
    )
    outside = make.relationships(("rId1", "externalLinkPath", "file:///H:/Costs 2009.xls"), outside=["rId1"])
    book = read(
        gate,
        tmp_path,
        make.xlsx(
            parts={
                "xl/_rels/workbook.xml.rels": links,
                "xl/externalLinks/link1.xml": f'<externalLink xmlns="{make.MAIN}"/>'.encode(),
                "xl/externalLinks/_rels/link1.xml.rels": outside,
            }
        ),
    )
    assert book.external_links == ("file:///H:/Costs 2009.xls",)


def test_chart_sheets_are_named_beside_the_worksheets(gate: Gate, tmp_path: Path) -> None:
    links = make.relationships(
        ("rId1", "chartsheet", "chartsheets/sheet1.xml"), ("rId2", "worksheet", "worksheets/sheet1.xml")
    )
    parts = {
        "xl/workbook.xml": make.workbook_xml(["Chart", "Costs"]),
        "xl/_rels/workbook.xml.rels": links,
        "xl/chartsheets/sheet1.xml": f'<chartsheet xmlns="{make.MAIN}"/>'.encode(),
    }
    book = read(gate, tmp_path, make.xlsx(parts=parts))
    assert book.other_sheets == ("Chart",)
    assert [sheet.name for sheet in book.sheets] == ["Costs"]
    assert book.sheets[0].cells == {(1, 1): 1}


def test_excels_note_beside_the_file_says_that_it_is_open(gate: Gate, tmp_path: Path) -> None:
    (tmp_path / "~$return.xlsx").write_bytes(b"\x03Ann")
    assert read(gate, tmp_path, make.xlsx()).open_elsewhere


# --- values


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


# --- OpenDocument


def test_an_opendocument_sheet_gives_all_its_facts(gate: Gate, tmp_path: Path) -> None:
    hidden = (
        '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/>'
        "</style:style>"
    )
    paragraphs = "<text:s>A. N. Other</text:s><text:p>one</text:p><text:p>two</text:p>"
    note = f"<office:annotation>{paragraphs}</office:annotation>"
    twice = make.ods_cell("text", "string", ' table:number-columns-repeated="2"')
    rows = (
        '<table:table-column table:number-columns-repeated="2"/><table:table-column '
        'table:visibility="collapse"/>'
        f"<table:table-row>{make.ods_cell(1)}"
        f'<table:table-cell office:value-type="float" office:value="2">{note}<text:p>2</text:p>'
        f"</table:table-cell>"
        f"{make.ods_cell(3)}</table:table-row>"
        '<table:table-row table:number-rows-repeated="3"/>'
        '<table:table-row table:visibility="filter" table:number-rows-repeated="2">'
        f"{twice}</table:table-row>"
        '<table:table-row><table:table-cell table:formula="of:=1+1"/><table:table-cell '
        'table:formula="of:=1/0"'
        ' office:value-type="string" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
        '<table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="2"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048569"><table:table-cell'
        ' table:number-columns-repeated="16384"/></table:table-row>'
    )
    names = (
        "<table:named-expressions><table:named-range "
        'table:name="bvr.a" table:cell-range-address="$Costs.$B$1"/>'
        '<table:named-range table:name="bvr.b" table:cell-range-address="$\'My sheet\'.$A$1:.$B$2"/>'
        '<table:named-expression table:name="rate" table:expression="of:=0.4"/></table:named-expressions>'
    )
    other = make.ods_table("'file:///x.ods'#$Costs", f"<table:table-row>{make.ods_cell(9)}</table:table-row>")
    book = read(
        gate,
        tmp_path,
        make.ods(
            make.ods_table("Costs", rows),
            make.ods_table("My sheet", "", ' table:style-name="ta2"'),
            other,
            styles=hidden,
            expressions=names,
        ),
        "return.ods",
    )
    assert [(sheet.name, sheet.state) for sheet in book.sheets] == [
        ("Costs", "visible"),
        ("My sheet", "hidden"),
    ]
    costs = book.sheets[0]
    texts = {(r, c): "text" for r in (5, 6) for c in (1, 2)}
    assert costs.cells == {(1, 1): 1, (1, 2): 2, (1, 3): 3, **texts}
    assert costs.comments == {(1, 2): "one\ntwo"}
    assert costs.hidden_rows == {5, 6}
    assert costs.hidden_columns == {3}
    assert costs.formulas == {(7, 1), (7, 2)}
    assert costs.uncached == {(7, 1)}
    assert costs.errors == {(7, 2): "#DIV/0!"}
    assert costs.merged == ((7, 3, 8, 4),)
    assert book.names == {
        "bvr.a": Reference("Costs", (1, 2), (1, 2)),
        "bvr.b": Reference("My sheet", (1, 1), (2, 2)),
    }
    assert book.other_names == {"rate": "of:=0.4"}


# --- two readers, one truth

_TEXT: Final = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"),
    min_size=1,
).filter(lambda text: text.strip() and not text.startswith("=") and "_x" not in text)
_NUMBERS: Final = st.one_of(
    st.integers(-(10**14), 10**14),
    st.decimals(-(10**9), 10**9, places=2).map(float),
)
_MOMENTS: Final = st.datetimes(datetime(1950, 1, 1), datetime(2050, 1, 1)).map(
    lambda moment: moment.replace(microsecond=0)
)
_GRID: Final = st.dictionaries(
    st.tuples(st.integers(1, 30), st.integers(1, 30)),
    st.one_of(_TEXT, _NUMBERS, _MOMENTS),
    min_size=1,
    max_size=40,
)


@settings(max_examples=40)
@given(grid=_GRID)
def test_gate_and_openpyxl_read_the_same_from_a_well_formed_file(
    grid: dict[Position, str | float | datetime], gate: Gate, tmp_path_factory: pytest.TempPathFactory
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for (row, column), value in grid.items():
        sheet.cell(row, column).value = value
    path = tmp_path_factory.mktemp("grid") / "return.xlsx"
    book.save(path)
    second = openpyxl.load_workbook(path).active
    assert second is not None
    outcome = gate.read(path)
    assert isinstance(outcome, RawWorkbook)
    seen = {
        (cell.row, cell.column): Decimal(repr(cell.value))
        if isinstance(cell.value, int | float)
        else cell.value
        for cells in second.iter_rows()
        for cell in cells
        if cell.value is not None
    }
    assert {at: _as_moment(v) for at, v in outcome.sheets[0].cells.items()} == seen


def _as_moment(value: CellValue) -> CellValue:
    """Openpyxl gives midnight as a date and time, the gate as a date."""
    return datetime(value.year, value.month, value.day) if type(value) is date else value


# --- the corpus, where it is there

_INDEX: Final = CORPUS / "index.csv"


def _corpus() -> list[tuple[str, str]]:
    if not _INDEX.exists():
        return []
    with _INDEX.open(encoding="utf-8", newline="") as index:
        return [(row["path"], row["expect_reader"]) for row in csv.DictReader(index)]


@pytest.mark.skipif(
    not _INDEX.exists(), reason="the corpus of odd and hostile workbooks is not beside the project"
)
@pytest.mark.parametrize(("path", "expected"), _corpus())
def test_the_corpus_is_read_or_refused_as_it_should_be(path: str, expected: str, gate: Gate) -> None:
    outcome = gate.read(CORPUS / path)
    if expected == "reject":
        assert isinstance(outcome, Refused)
    elif expected in ("read", "read-warn"):
        assert isinstance(outcome, RawWorkbook), str(outcome)
    assert gate.peak_memory <= 256 * limits.MIB
