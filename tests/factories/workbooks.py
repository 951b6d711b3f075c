"""Workbooks made from raw parts, so that the reader is not only tested on what our own writer writes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from typing import Final
from xml.sax.saxutils import quoteattr

HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_MAIN: Final = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_RELS: Final = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
SHEET_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACRO_TYPE: Final = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
ODS_TYPE: Final = "application/vnd.oasis.opendocument.spreadsheet"

Parts = dict[str, bytes]


def sheet_xml(rows: str, *, before: str = "", after: str = "", space: str = MAIN) -> bytes:
    """A worksheet part around rows that are already XML."""
    return (
        f'{HEAD}<worksheet xmlns="{space}" xmlns:r="{RELS}">{before}<sheetData>{rows}</sheetData>{after}'
        f"</worksheet>"
    ).encode()


def cell(reference: str, value: object, kind: str = "", style: int = 0) -> str:
    """One cell with a plain value; ``kind`` is the letter of its type."""
    type_ = f' t="{kind}"' if kind else ""
    format_ = f' s="{style}"' if style else ""
    return f'<c r="{reference}"{format_}{type_}><v>{value}</v></c>'


def row(number: int, *cells: str, attributes: str = "") -> str:
    """One row of cells."""
    return f'<row r="{number}"{attributes}>{"".join(cells)}</row>'


ONE_VALUE: Final = row(1, cell("A1", 1))
STYLES: Final = (
    f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts count="1">'
    f'<numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
    '</numFmts><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs>'
    "</styleSheet>"
).encode()


def relationships(*links: tuple[str, str, str], prefix: str = RELS, outside: Iterable[str] = ()) -> bytes:
    """A relationship part; each link is id, kind and target, ``outside`` the ids that leave the file."""
    outside = set(outside)
    items = "".join(
        f'<Relationship Id="{key}" Type="{kind if ":" in kind else f"{prefix}/{kind}"}"'
        f" Target={quoteattr(target)}"
        f"{' TargetMode=' + quoteattr('External') if key in outside else ''}/>"
        for key, kind, target in links
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{items}</Relationships>'.encode()


def content_types(main: str = SHEET_TYPE) -> bytes:
    """The list of part types, as far as anyone looks at it."""
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        f'<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{main}"/></Types>'
    ).encode()


def workbook_xml(
    names: Iterable[str],
    *,
    states: Iterable[str] = (),
    more: str = "",
    before: str = "",
    strict: bool = False,
) -> bytes:
    """A workbook part with these sheets; ``more`` comes after them, ``before`` ahead of them."""
    shown = dict(enumerate(states))
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n + 1}" r:id="rId{n + 1}"'
        f"{' state=' + quoteattr(shown[n]) if shown.get(n) else ''}/>"
        for n, name in enumerate(names)
    )
    space, rels = (STRICT_MAIN, STRICT_RELS) if strict else (MAIN, RELS)
    return (
        f'{HEAD}<workbook xmlns="{space}" xmlns:r="{rels}">{before}<sheets>{sheets}</sheets>{more}</workbook>'
    ).encode()


def xlsx_parts(
    *sheets: bytes, names: Iterable[str] = (), parts: Parts | None = None, shared: bytes | None = None
) -> Parts:
    """The parts of a small workbook of these sheets; ``parts`` replaces or adds, empty bytes stay empty."""
    bodies = sheets or (sheet_xml(ONE_VALUE),)
    given = list(names) or [f"Sheet{n}" for n in range(1, len(bodies) + 1)]
    links = [(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(bodies) + 1)]
    links.append(("rId900", "styles", "styles.xml"))
    if shared is not None:
        links.append(("rId901", "sharedStrings", "sharedStrings.xml"))
    made = {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relationships(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": workbook_xml(given),
        "xl/_rels/workbook.xml.rels": relationships(*links),
        "xl/styles.xml": STYLES,
    }
    made |= {f"xl/worksheets/sheet{n}.xml": body for n, body in enumerate(bodies, 1)}
    if shared is not None:
        made["xl/sharedStrings.xml"] = shared
    return made | (parts or {})


def xlsx(
    *sheets: bytes, names: Iterable[str] = (), parts: Parts | None = None, shared: bytes | None = None
) -> bytes:
    """The same, zipped."""
    return zipped(xlsx_parts(*sheets, names=names, parts=parts, shared=shared))


def zipped(parts: Parts | Iterable[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of parts, always with the same bytes; pairs may repeat a name."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as target:
        for name, data in parts.items() if isinstance(parts, dict) else parts:
            entry = zipfile.ZipInfo(name, (2010, 3, 31, 12, 0, 0))
            entry.compress_type = method
            target.writestr(entry, data)
    return buffer.getvalue()


def shared_strings(*texts: str, counts: str = "") -> bytes:
    """The part of shared texts; ``counts`` are more attributes of its first element."""
    items = "".join(f"<si><t>{text}</t></si>" for text in texts)
    return f'{HEAD}<sst xmlns="{MAIN}"{counts}>{items}</sst>'.encode()


def custom_properties(**given: str) -> bytes:
    """docProps/custom.xml with text properties."""
    types = "http://schemas.openxmlformats.org/officeDocument/2006"
    items = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{n}" name={quoteattr(name)}>'
        f"<vt:lpwstr>{text}</vt:lpwstr></property>"
        for n, (name, text) in enumerate(given.items(), 2)
    )
    return (
        f'{HEAD}<Properties xmlns="{types}/custom-properties" xmlns:vt="{types}/docPropsVTypes">{items}'
        f"</Properties>"
    ).encode()


def ods(*tables: str, styles: str = "", expressions: str = "", parts: Parts | None = None) -> bytes:
    """An OpenDocument spreadsheet around tables that are already XML."""
    spaces = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text", "style", "meta")
    )
    spaces += ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    spaces += ' xmlns:xlink="http://www.w3.org/1999/xlink"'
    content = (
        f'{HEAD}<office:document-content{spaces} office:version="1.3"><office:automatic-styles>{styles}'
        f"</office:automatic-styles><office:body><office:spreadsheet>{''.join(tables)}{expressions}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    made = {
        "mimetype": ODS_TYPE.encode(),
        "content.xml": content.encode(),
        "META-INF/manifest.xml": manifest.encode(),
    }
    return zipped(made | (parts or {}), zipfile.ZIP_STORED)


def ods_cell(value: object, kind: str = "float", attributes: str = "") -> str:
    """One OpenDocument cell."""
    held = f' office:value="{value}"' if kind == "float" else ""
    opened = f'<table:table-cell office:value-type="{kind}"{held}{attributes}>'
    return f"{opened}<text:p>{value}</text:p></table:table-cell>"


def ods_table(name: str, rows: str, attributes: str = "") -> str:
    """One OpenDocument sheet."""
    return f'<table:table table:name="{name}"{attributes}>{rows}</table:table>'
