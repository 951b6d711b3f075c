"""The quick look at rows as programs write them says what the careful scan says, or leaves it to that."""

from __future__ import annotations

import random
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bvreview.resources import sample_path
from bvreview.workbook.gate import limits, sheets
from bvreview.workbook.gate.plain_rows import take_rows
from bvreview.workbook.gate.reasons import Unfit
from bvreview.workbook.gate.survey import SheetFacts

FACTS = (
    *("elements", "values", "empty_results", "has_data", "column_rows", "errors", "formulas"),
    *("uncached", "merged", "has_filter", "hidden_rows", "hidden_columns", "hidden_row_numbers"),
)
HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells></worksheet>'
WORKBOOKS = sorted(p for p in sample_path("").rglob("*.xlsx") if zipfile.is_zipfile(p))


def facts(data: bytes) -> dict[str, object] | None:
    """What the scan says of a sheet; nothing where it refuses it (of two faults either may come first)."""
    try:
        scan = sheets.scan_sheet(data, "Costs", limits.ELEMENTS)
    except Unfit:
        return None
    return {**{name: getattr(scan, name) for name in FACTS}, "rows": sorted(set(scan.value_rows))}


def careful_facts(data: bytes) -> dict[str, object] | None:
    """The same by the careful scan alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sheets, "take_rows", lambda whole, name: (SheetFacts(name), whole))
        return facts(data)


def parts(path: Path) -> list[bytes]:
    with zipfile.ZipFile(path) as package:
        try:
            return [package.read(n) for n in package.namelist() if n.startswith("xl/worksheets/sheet")]
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError):
            return []


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda p: p.name)
def test_both_say_the_same_of_the_samples(path: Path) -> None:
    for data in parts(path):
        assert facts(data) == careful_facts(data)


def test_the_rows_of_our_own_files_are_taken_at_once() -> None:
    ours = next(p for p in WORKBOOKS if p.parent.name == "east-midlands" and "erbyshire" in p.name)
    for data in parts(ours):
        __, rest = take_rows(data, "")
        assert b"<row " not in rest
        assert len(rest) < len(data)


@pytest.mark.parametrize("seed", range(400))
def test_both_say_the_same_of_damaged_sheets(seed: int) -> None:
    dice = random.Random(seed)
    data = bytearray(dice.choice(SHEETS))
    for __ in range(dice.randint(1, 3)):
        at = dice.randrange(len(data))
        match dice.randrange(4):
            case 0:
                data[at] = dice.randrange(256)
            case 1:
                del data[at : at + dice.randint(1, 40)]
            case 2:
                data[at:at] = dice.choice(PIECES)
            case _:
                end = at + dice.randint(1, 200)
                data[at:at] = data[at:end]
    assert facts(bytes(data)) == careful_facts(bytes(data))


PIECES = (
    *(b"<", b">", b"&", b"&amp;", b"&#65;", b"]]>", b"<!-- x -->", b"<![CDATA[x]]>", b"<?x?>", b"\x00"),
    *(b' hidden="1"', b" ht='0'", b' t="e"', b"<v/>", b"<v>1</v>", b"<f>A1</f>", b'<row r="3">', b"</row>"),
    *(b'<c r="B7"/>', b'<c r="A1"><v>#REF!</v></c>', b'xmlns="x"', "\u00e9\ufffd\uffff".encode(), b"\xff"),
)
SHEETS = [data for path in WORKBOOKS if path.parent.name == "east-midlands" for data in parts(path)[:6]]

CELLS = st.sampled_from(
    [
        '<c r="{at}"/>',
        '<c r="{at}" s="3"/>',
        '<c r="{at}"><v>4.5</v></c>',
        '<c r="{at}" t="s"><v>0</v></c>',
        '<c r="{at}" t="inlineStr"><is><t xml:space="preserve"> a &lt; b </t></is></c>',
        '<c r="{at}"><f>A1</f><v>2</v></c>',
        '<c r="{at}" t="str"><f aca="false">A1</f><v></v></c>',
        '<c r="{at}"><f>A1</f><v/></c>',
        '<c r="{at}"><f>A1</f></c>',
        '<c r="{at}"><f>A1</f><is><t>x</t></is></c>',
        '<c r="{at}" t="e"><v>#REF!</v></c>',
        '<c r="{at}" t="b"><v>1</v></c>',
        "<c/>",
        '<c r="{at}"><v>1</v><v>2</v></c>',
        '<c r="{at}"><is><t>a</t><t>b</t></is></c>',
    ]
)
ROWS = st.tuples(
    st.integers(1, 6),
    st.sampled_from(["", ' hidden="1"', " ht='0'", ' ht="0.0"', ' hidden="0" spans="1:5"', ' x:y="1"']),
    st.lists(st.tuples(st.integers(0, 4), CELLS), max_size=4),
)


@given(st.lists(ROWS, max_size=5), st.booleans())
def test_both_say_the_same_of_any_rows(
    rows: list[tuple[int, str, list[tuple[int, str]]]], tidy: bool
) -> None:
    if tidy:  # in order, as a program writes them; else duplicates and disorder
        rows = [
            (r, a, sorted(dict(c).items())) for r, a, c in sorted({r: (r, a, c) for r, a, c in rows}.values())
        ]
    body = "".join(
        f'<row r="{row}"{attributes}>'
        + "".join(cell.format(at=f"{'ABCDE'[column]}{row}") for column, cell in cells)
        + "</row>"
        for row, attributes, cells in rows
    )
    data = HEAD + body.encode() + TAIL
    assert facts(data) == careful_facts(data)
