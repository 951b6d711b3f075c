"""A whole workbook through the import gate: its sheets, names, links, macros and notes beside the values."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest
from factories import workbooks as make
from factories.everything import everything
from gate_kit import alike, read

from bvreview.workbook.gate.gate import Gate
from bvreview.workbook.gate.raw import Format, Reference, SheetState

DATA: Final = Path(__file__).parent / "data" / "gate"


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
