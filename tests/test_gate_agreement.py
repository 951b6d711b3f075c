"""Two readers, one truth: OpenDocument, what openpyxl reads of any file, a corpus where it is there."""

from __future__ import annotations

import csv
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Final

import openpyxl
import pytest
from factories import workbooks as make
from gate_kit import read
from hypothesis import given, settings
from hypothesis import strategies as st

from bvreview.workbook.gate import limits
from bvreview.workbook.gate.gate import Gate
from bvreview.workbook.gate.raw import CellValue, RawWorkbook, Reference
from bvreview.workbook.gate.references import Position
from bvreview.workbook.gate.refusals import Refused

CORPUS: Final = Path(__file__).parents[2] / "shared" / "corpus"


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
