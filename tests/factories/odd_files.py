"""Files that nobody should send and somebody will: each kind, and the reason for which it is refused."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable
from typing import Final

from bvreview.workbook.gate.reasons import Reason
from factories import workbooks as make
from samples.ole import ole_file

Build = Callable[[], bytes]

_DOCTYPE: Final = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
_XXE: Final = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
_SHEET: Final = "xl/worksheets/sheet1.xml"
_GOOD: Final = make.xlsx()


def _with(name: str, data: bytes | str) -> Build:
    return lambda: make.xlsx(parts={name: data.encode() if isinstance(data, str) else data})


def _after_head(name: str, inserted: str) -> Build:
    def build() -> bytes:
        parts = make.xlsx_parts()
        part = parts.get(name, make.custom_properties(a="b"))
        return make.zipped(
            parts | {name: part.replace(make.HEAD.encode(), make.HEAD.encode() + inserted.encode())}
        )

    return build


def _rows(rows: str, **around: str) -> Build:
    return lambda: make.xlsx(make.sheet_xml(rows, **around))


def _entry(name: str) -> Build:
    return lambda: make.zipped([*make.xlsx_parts().items(), (name, b"x")])


def _target(target: str) -> Build:
    links = make.relationships(("rId1", "worksheet", target), ("rId2", "styles", "styles.xml"))
    return _with("xl/_rels/workbook.xml.rels", links)


def _flagged(data: bytes, flag: int) -> bytes:
    """Set a general purpose flag in every directory entry and local header."""
    changed = bytearray(data)
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = changed.find(mark)
        while at >= 0:
            changed[at + offset] |= flag
            at = changed.find(mark, at + 4)
    return bytes(changed)


def _lying_bomb() -> bytes:
    """Forty megabytes of blanks in a part whose headers both claim a hundred bytes."""
    size = 40 * 1024 * 1024
    body = make.sheet_xml(make.ONE_VALUE, after=" " * size)
    packed = bytearray(make.xlsx(body))
    for mark, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = packed.find(mark)
        while at >= 0:
            if struct.unpack_from("<I", packed, at + offset)[0] > size:
                struct.pack_into("<I", packed, at + offset, 100)
            at = packed.find(mark, at + 4)
    return bytes(packed)


def _many_values() -> bytes:
    rows = "".join(f'<row r="{n}">' + "<c><v>1</v></c>" * 20 + "</row>" for n in range(1, 10_002))
    return make.xlsx(make.sheet_xml(rows))


def _many_names() -> bytes:
    names = "".join(f'<definedName name="n.{n}">Sheet1!$A$1</definedName>' for n in range(20_001))
    return make.xlsx(
        parts={"xl/workbook.xml": make.workbook_xml(["Sheet1"], more=f"<definedNames>{names}</definedNames>")}
    )


def _two_sheets_one_part() -> bytes:
    links = make.relationships(
        ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "worksheet", "worksheets/sheet1.xml")
    )
    sheets = make.workbook_xml(["Costs", "Volumes"])
    return make.xlsx(parts={"xl/workbook.xml": sheets, "xl/_rels/workbook.xml.rels": links})


def _locked_xls() -> bytes:
    records = struct.pack("<HHHHIII", 0x0809, 16, 0x0600, 5, 0, 0, 0) + b"\x00" * 0
    records += struct.pack("<HH6s", 0x002F, 6, b"\x01\x00\x01\x00\x01\x00") + struct.pack("<HH", 0x0A, 0)
    return ole_file({"Workbook": records})


def _wide_ole() -> bytes:
    changed = bytearray(ole_file({"Workbook": b"x"}))
    struct.pack_into("<I", changed, 44, 0xFFFFFFFF)
    struct.pack_into("<I", changed, 72, 0xFFFFFFFF)
    return bytes(changed)


def _looping_ole() -> bytes:
    changed = bytearray(ole_file({"Workbook": b"x"}))
    struct.pack_into("<I", changed, 512 + 4 * 3, 2)  # the second sector of the stream points at its first
    return bytes(changed)


def _half_zero() -> bytes:
    return _GOOD[: len(_GOOD) // 2] + bytes(len(_GOOD) - len(_GOOD) // 2)


def _locked_ods() -> bytes:
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/>'
        "</manifest:file-entry></manifest:manifest>"
    )
    return make.ods(make.ods_table("A", ""), parts={"META-INF/manifest.xml": manifest.encode()})


def _text_number(number: str) -> Build:
    sheet = make.sheet_xml(make.row(1, make.cell("A1", number, "s")))
    return lambda: make.xlsx(sheet, shared=make.shared_strings("zero", "one"))


def _ods_rows(row_attributes: str, *cells: str) -> Build:
    rows = f"<table:table-row{row_attributes}>{''.join(cells)}</table:table-row>"
    return lambda: make.ods(make.ods_table("Costs", rows))


def _office(kind: str) -> Build:
    return lambda: make.zipped(
        {"[Content_Types].xml": make.content_types(f"application/vnd.{kind}.main+xml")}
    )


_ATTRIBUTES: Final = " ".join(f"a{n}='1'" for n in range(300))
_WORD: Final = "openxmlformats-officedocument.wordprocessingml.document"
_SLIDES: Final = "openxmlformats-officedocument.presentationml.presentation"
_FAR: Final = make.row(1, make.cell("A1", 1)) + make.row(1_048_576, make.cell("XFD1048576", 1))
_HYPERLINK: Final = '<hyperlinks><hyperlink ref="A1:XFD1048576" location="A1"/></hyperlinks>'
_MERGE: Final = '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'

REFUSED: Final[dict[str, tuple[Build, Reason]]] = {
    # not a workbook at all
    "empty": (lambda: b"", Reason.EMPTY),
    "zeros": (lambda: bytes(4096), Reason.PLACEHOLDER),
    "pointer of a version control": (
        lambda: b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n",
        Reason.PLACEHOLDER,
    ),
    "pdf": (lambda: b"%PDF-1.7\n%\xe2\xe3", Reason.NOT_A_SPREADSHEET),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(64), Reason.NOT_A_SPREADSHEET),
    "unknown bytes": (lambda: bytes(range(256)), Reason.NOT_A_SPREADSHEET),
    "shortcut of Windows": (lambda: b"L\x00\x00\x00\x01\x14\x02\x00" + bytes(64), Reason.SHORTCUT),
    "html": (lambda: b"<html><body><table><tr><td>1</td></tr></table></body></html>", Reason.WEB_PAGE),
    "html after a mark and a comment": (
        lambda: b"\xef\xbb\xbf<!-- x -->\n<!DOCTYPE html><p>",
        Reason.WEB_PAGE,
    ),
    "web archive": (lambda: b"MIME-Version: 1.0\nContent-Type: multipart/related; x\n", Reason.WEB_PAGE),
    "csv": (lambda: b"Area,Cost\nDerbyshire,12\n", Reason.PLAIN_TEXT),
    "csv in UTF-16": (lambda: "Area\tCost\r\n".encode("utf-16"), Reason.PLAIN_TEXT),
    "spreadsheet of 2003 in XML": (
        lambda: b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        Reason.OTHER_SPREADSHEET,
    ),
    "binary workbook": (
        lambda: make.zipped(
            {"[Content_Types].xml": make.content_types("application/vnd.ms-excel.sheet.binary.x")}
        ),
        Reason.OTHER_SPREADSHEET,
    ),
    "Excel 4": (lambda: b"\x09\x04\x06\x00\x00\x00\x10\x00", Reason.OTHER_SPREADSHEET),
    "Word file": (_office(_WORD), Reason.NOT_A_SPREADSHEET),
    "slides": (_office(_SLIDES), Reason.NOT_A_SPREADSHEET),
    "zip of anything": (lambda: make.zipped({"notes.txt": b"x"}), Reason.NOT_A_SPREADSHEET),
    "OpenDocument text": (
        lambda: make.zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}),
        Reason.NOT_A_SPREADSHEET,
    ),
    "old Word file": (lambda: ole_file({"WordDocument": b"x"}), Reason.NOT_A_SPREADSHEET),
    # locked
    "password on xlsx": (
        lambda: ole_file({"EncryptedPackage": b"x", "EncryptionInfo": b"x"}),
        Reason.PASSWORD,
    ),
    "password on xls": (_locked_xls, Reason.PASSWORD),
    "password on ods": (_locked_ods, Reason.PASSWORD),
    "zip password": (lambda: _flagged(_GOOD, 1), Reason.ENCRYPTED_PART),
    # cut and broken
    "first tenth": (lambda: _GOOD[: len(_GOOD) // 10], Reason.TRUNCATED),
    "nine tenths": (lambda: _GOOD[: len(_GOOD) * 9 // 10], Reason.TRUNCATED),
    "no directory end": (lambda: _GOOD[:-22], Reason.TRUNCATED),
    "second half zeros": (_half_zero, Reason.TRUNCATED),
    "four bytes": (lambda: b"PK\x03\x04", Reason.TRUNCATED),
    "header of an old file only": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 504,
        Reason.DAMAGED_OLD,
    ),
    "old file that claims four billion sectors": (_wide_ole, Reason.DAMAGED_OLD),
    "old file that goes round in circles": (_looping_ole, Reason.DAMAGED_OLD),
    "old file of nonsense": (lambda: ole_file({"Workbook": b"\x09\x08\xff\xff" * 30}), Reason.DAMAGED_OLD),
    **{
        f"empty {name}": (_with(name, b""), Reason.DAMAGED)
        for name in (
            "[Content_Types].xml",
            "_rels/.rels",
            "xl/workbook.xml",
            "xl/_rels/workbook.xml.rels",
            "xl/styles.xml",
            _SHEET,
        )
    },
    "NUL in a text": (_rows('<row r="1"><c r="A1" t="str"><v>a\0b</v></c></row>'), Reason.DAMAGED),
    "bad UTF-8": (_with(_SHEET, make.sheet_xml(make.ONE_VALUE) + b"<!-- \xff -->"), Reason.DAMAGED),
    "another character set": (
        _with(_SHEET, make.sheet_xml(make.ONE_VALUE).replace(b"UTF-8", b"UTF-7")),
        Reason.ENCODING,
    ),
    "sixteen-bit characters": (
        _with(_SHEET, make.sheet_xml(make.ONE_VALUE).decode().replace("UTF-8", "UTF-16").encode("utf-16")),
        Reason.ENCODING,
    ),
    "no sheets": (_with("xl/workbook.xml", make.workbook_xml([])), Reason.NO_SHEETS),
    "boolean of two": (_rows(make.row(1, make.cell("A1", 2, "b"))), Reason.DAMAGED),
    # hostile packages
    "bomb": (lambda: make.xlsx(make.sheet_xml("", after=" " * 34_000_000)), Reason.INFLATED),
    "bomb in many parts": (
        lambda: make.xlsx(parts={f"xl/media/{n}.bin": bytes(17_000_000) for n in range(4)}),
        Reason.INFLATED,
    ),
    "bomb that lies about its size": (_lying_bomb, Reason.DAMAGED),
    "lzma": (lambda: make.zipped(make.xlsx_parts(), zipfile.ZIP_LZMA), Reason.COMPRESSION),
    "bzip2": (lambda: make.zipped(make.xlsx_parts(), zipfile.ZIP_BZIP2), Reason.COMPRESSION),
    "a thousand parts": (
        lambda: make.xlsx(parts={f"xl/media/{n}.bin": b"" for n in range(1_001)}),
        Reason.TOO_MANY_PARTS,
    ),
    **{
        f"entry {name!r}": (_entry(name), Reason.UNSAFE_NAME)
        for name in (
            "../../x.txt",
            "..\\x.txt",
            "/etc/x",
            "C:/x",
            "xl/workbook.xml:evil",
            "xl/CON.xml",
            "xl//x",
            "xl/a\nb",
        )
    },
    "parts that differ in case": (_entry("xl/Workbook.XML"), Reason.DUPLICATE_PART),
    **{
        f"sheet at {target}": (_target(target), Reason.OUTSIDE_LINK)
        for target in (
            "../../../etc/passwd",
            "/etc/passwd",
            "workbook.xml",
            "file:///etc/passwd",
            "\\\\host\\x",
        )
    },
    # hostile markup
    **{
        f"entities in {name}": (_after_head(name, _DOCTYPE), Reason.DOCTYPE)
        for name in (
            _SHEET,
            "xl/workbook.xml",
            "[Content_Types].xml",
            "xl/_rels/workbook.xml.rels",
            "xl/styles.xml",
            "customXml/item1.xml",
        )
    },
    "external entity": (_after_head(_SHEET, _XXE), Reason.DOCTYPE),
    "entities in ods": (lambda: make.ods(parts={"content.xml": f"{_XXE}<x/>".encode()}), Reason.DOCTYPE),
    "deep sheet": (_rows("", after="<a>" * 200_000 + "</a>" * 200_000), Reason.TOO_DEEP),
    "deep relationships": (_with("_rels/.rels", "<a>" * 70 + "</a>" * 70), Reason.TOO_DEEP),
    "three hundred attributes": (
        _rows("", after=f"<x {_ATTRIBUTES}/>"),
        Reason.TOO_DEEP,
    ),
    "endless attribute": (_rows("", after=f'<x a="{"b" * 2_000_000}"/>'), Reason.TOO_LONG),
    "endless comment": (_rows("", after=f"<!--{'<b>' * 700_000}-->"), Reason.TOO_LONG),
    # impossible sheets
    "far corners": (_rows(_FAR), Reason.FAR_CELL),
    "far columns": (
        _rows(make.row(1, make.cell("A1", 1), make.cell("XFD1", 1)) + make.row(200, make.cell("A200", 1))),
        Reason.FAR_CELL,
    ),
    "merge over the whole grid": (_rows(make.ONE_VALUE, after=_MERGE), Reason.LARGE_AREA),
    "link over the whole grid": (_rows(make.ONE_VALUE, after=_HYPERLINK), Reason.LARGE_AREA),
    "twenty thousand names": (_many_names, Reason.TOO_MANY_NAMES),
    "two hundred thousand values": (_many_values, Reason.TOO_MANY_VALUES),
    "garbage address": (_rows('<row r="1"><c r="1A!"><v>1</v></c></row>'), Reason.BAD_ADDRESS),
    "address in another row": (_rows('<row r="1"><c r="A2"><v>1</v></c></row>'), Reason.BAD_ADDRESS),
    "column past the last": (_rows('<row r="1"><c r="XFE1"><v>1</v></c></row>'), Reason.BAD_ADDRESS),
    "row zero": (_rows('<row r="0"><c r="A0"><v>1</v></c></row>'), Reason.BAD_ADDRESS),
    "row of twenty digits": (_rows(f'<row r="{"9" * 20}"><c r="A1"><v>1</v></c></row>'), Reason.BAD_ADDRESS),
    "cell outside a row": (_rows('<c r="A1"><v>1</v></c>'), Reason.BAD_ADDRESS),
    "merge of nonsense": (
        _rows(make.ONE_VALUE, after='<mergeCells><mergeCell ref="nonsense"/></mergeCells>'),
        Reason.BAD_ADDRESS,
    ),
    "one cell twice": (_rows(make.row(1, make.cell("A1", 1), make.cell("A1", 2))), Reason.DUPLICATE_CELL),
    "one row twice": (_rows(make.ONE_VALUE + make.ONE_VALUE), Reason.DUPLICATE_CELL),
    "rows that go up": (_rows(make.row(2, make.cell("A2", 1)) + make.ONE_VALUE), Reason.DAMAGED),
    "two values in one cell": (_rows('<row r="1"><c r="A1"><v>1</v><v>2</v></c></row>'), Reason.DAMAGED),
    "one sheet name twice": (
        lambda: make.xlsx(make.sheet_xml(""), make.sheet_xml(""), names=["Costs", "COSTS"]),
        Reason.DUPLICATE_SHEET,
    ),
    "two sheets of one part": (_two_sheets_one_part, Reason.DUPLICATE_SHEET),
    "cell of another namespace": (
        _rows('<row r="1"><y:c xmlns:y="urn:x" r="B1"><y:v>5</y:v></y:c></row>'),
        Reason.DAMAGED,
    ),
    "two tables in one sheet": (
        _rows(make.ONE_VALUE, after=f"<sheetData>{make.row(2, make.cell('A2', 2))}</sheetData>"),
        Reason.DAMAGED,
    ),
    **{
        f"text number {number!r}": (_text_number(number), Reason.DAMAGED)
        for number in ("-1", "x", "1.0", "2", "18446744073709551616")
    },
    "value the engine would leave out": (
        _rows('<row r="1"><c r="A1"><v><![CDATA[5]]></v></c></row>'),
        Reason.LOST_CELL,
    ),
    # the same in OpenDocument
    "ods row a million times": (
        _ods_rows(' table:number-rows-repeated="1000000"', make.ods_cell(1)),
        Reason.TOO_MANY_VALUES,
    ),
    "ods cell ten thousand times": (
        _ods_rows(
            ' table:number-rows-repeated="100"',
            make.ods_cell(1, attributes=' table:number-columns-repeated="10000"'),
        ),
        Reason.TOO_MANY_VALUES,
    ),
    "ods far cells": (
        lambda: make.ods(
            make.ods_table(
                "Costs",
                f"<table:table-row>{make.ods_cell(1)}</table:table-row>"
                '<table:table-row table:number-rows-repeated="900000"/><table:table-row>'
                f'<table:table-cell table:number-columns-repeated="300"/>{make.ods_cell(1)}'
                f"</table:table-row>",
            )
        ),
        Reason.FAR_CELL,
    ),
    "ods huge repeat": (_ods_rows(f' table:number-rows-repeated="{"9" * 30}"'), Reason.DAMAGED),
    "ods without sheets": (lambda: make.ods(), Reason.NO_SHEETS),
    "ods one sheet name twice": (
        lambda: make.ods(make.ods_table("A", ""), make.ods_table("A", "")),
        Reason.DUPLICATE_SHEET,
    ),
}
