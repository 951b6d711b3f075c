"""A submission packed from raw XML, as a trust's own system might write it.

No workbook library, hardly a style, no defined names, texts in the cells themselves: so reader and writer are
not only tested on each other.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from bvreview.framework.descriptors import Framework
from bvreview.framework.sections import Field, Kind
from bvreview.review.answers import Answers, row_address
from bvreview.review.cells import Answer
from bvreview.review.changes import canonical_json
from bvreview.review.digests import content_digest, section_digests
from bvreview.review.model import Review
from bvreview.review.wording import show_answer
from bvreview.workbook import keys
from bvreview.workbook.layout import plan_workbook
from bvreview.workbook.plan import KEY, LABEL, NOTE, SOURCE, Block, SheetPlan

Value = str | Decimal | date
Cells = dict[tuple[int, int], Value]

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_TYPE: Final = "application/vnd.openxmlformats-officedocument"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CUSTOM: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_FIRST_DAY: Final = date(1899, 12, 30)
_TIME: Final = (2010, 9, 10, 16, 0, 0)
_DATE_STYLE: Final = 1


def write_submission(framework: Framework, review: Review, path: Path) -> None:
    """The review as a submission of another program."""
    answers = Answers(framework, review)
    sheets = [("About this file", _about(review))]
    sheets += [(p.title, dict(_section(answers, p))) for p in plan_workbook(answers, spare_rows=0).sheets]
    sheets += [("Put right", _explanations(review)), ("Sources and notes", _sources(review))]
    write_parts(path, _parts(review, sheets))


def write_parts(path: Path, parts: Iterable[tuple[str, str | bytes]]) -> None:
    """A zip of these parts, the same bytes each time."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            entry = zipfile.ZipInfo(name, _TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)


def _identity(review: Review) -> dict[str, str]:
    head = review.head
    return {
        "kind": "submission",
        "organisation": head.organisation,
        "service": head.service,
        "period": head.period.id,
        "path": head.path.value,
        "review": head.id,
        "revision": str(head.revision),
        "status": head.status.value,
        "provisional": "no",
        "illustrative": "yes" if head.illustrative else "no",
        "signed_by": head.signed_by,
        "signed_on": head.signed_on,
        "framework": head.framework,
        "framework_version": head.framework_version,
        "template": "1",
        "app": "own system of the trust",
        "written": f"{head.signed_on}T16:00:00Z",
        "content": content_digest(review),
        **{f"section.{section}": digest for section, digest in section_digests(review).items()},
    }


def _about(review: Review) -> Cells:
    title = "Community Payback 2009-10: return to the regional office. Illustrative figures."
    cells: Cells = {(1, KEY): keys.side_key(keys.ABOUT_SHEET), (1, LABEL): title}
    for row, (name, text) in enumerate(_identity(review).items(), 3):
        cells |= {(row, KEY): f"bvr.{name}", (row, LABEL): name, (row, LABEL + 1): text}
    return cells


def _section(answers: Answers, plan: SheetPlan) -> Iterator[tuple[tuple[int, int], Value]]:
    for row in plan.rows:
        yield (row.number, KEY), row.key
        yield from (((row.number, column), text) for column, text in row.texts.items())
    for block in plan.blocks:
        yield from _block(answers, block)


def _block(answers: Answers, block: Block) -> Iterator[tuple[tuple[int, int], Value]]:
    for key in ("",) if block.is_form else block.rows:
        for field in block.fields:
            answer = answers.answer(row_address(block.section, block.part, key, field))
            place = block.place(key, field.id)
            if not answer or not place or field.formula:
                continue
            yield place, _value(answers, field, answer)
            if block.is_form and answer.source:
                yield (place[0], SOURCE), answer.source
            if block.is_form and answer.note:
                yield (place[0], NOTE), answer.note


def _value(answers: Answers, field: Field, answer: Answer) -> Value:
    value = answer.value
    if isinstance(value, Decimal):
        return value.scaleb(-2) if field.kind is Kind.PERCENT else value
    return value if isinstance(value, date) else show_answer(field, answer, answers.framework.lists)


def _explanations(review: Review) -> Cells:
    cells: Cells = {(1, KEY): keys.side_key(keys.PUT_RIGHT_SHEET), (1, LABEL): "Put right"}
    for row, (key, explanation) in enumerate(review.explanations.items(), 2):
        bound = [key.rule, key.section, key.row, key.field, explanation.found]
        cells |= {(row, KEY): canonical_json(bound), (row, LABEL): "Explain", (row, 8): explanation.text}
    return cells


def _sources(review: Review) -> Cells:
    cells: Cells = {(1, KEY): keys.side_key(keys.SOURCES_SHEET), (1, LABEL): "Sources and notes"}
    named = (c for a, c in review.cells.items() if a.row and (c.answer.source or c.answer.note))
    for row, cell in enumerate(named, 2):
        cells |= {(row, KEY): str(cell.address), (row, 6): cell.answer.source, (row, 7): cell.answer.note}
    return {place: text for place, text in cells.items() if text}


def _parts(review: Review, sheets: list[tuple[str, Cells]]) -> Iterator[tuple[str, str]]:
    yield "docProps/custom.xml", _properties(_identity(review))
    yield from plain_workbook(sheets, properties=True)


def plain_workbook(sheets: list[tuple[str, Cells]], *, properties: bool = False) -> Iterator[tuple[str, str]]:
    """The parts of a workbook of these sheets; with ``properties`` it has custom ones, too."""
    numbers = range(1, len(sheets) + 1)
    custom = (("custom-properties", "docProps/custom.xml"),) if properties else ()
    yield "[Content_Types].xml", _content_types(numbers, custom=properties)
    yield "_rels/.rels", _relationships((("officeDocument", "xl/workbook.xml"), *custom))
    yield "xl/workbook.xml", _workbook([title for title, __ in sheets])
    targets = [("worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
    yield "xl/_rels/workbook.xml.rels", _relationships((*targets, ("styles", "styles.xml")))
    yield "xl/styles.xml", _STYLES
    for number, (__, cells) in zip(numbers, sheets, strict=True):
        yield f"xl/worksheets/sheet{number}.xml", sheet_xml(cells)


def sheet_xml(cells: Cells) -> str:
    """A worksheet of these cells."""
    rows: dict[int, list[str]] = {}
    for (row, column), value in sorted(cells.items()):
        rows.setdefault(row, []).append(_cell(f"{_letters(column)}{row}", value))
    body = "".join(f'<row r="{row}">{"".join(found)}</row>' for row, found in rows.items())
    return f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>{body}</sheetData></worksheet>'


def _cell(at: str, value: Value) -> str:
    if isinstance(value, Decimal):
        return f'<c r="{at}"><v>{value}</v></c>'
    if isinstance(value, date):
        return f'<c r="{at}" s="{_DATE_STYLE}"><v>{(value - _FIRST_DAY).days}</v></c>'
    return f'<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def _letters(column: int) -> str:
    left, right = divmod(column - 1, 26)
    return (_letters(left) if left else "") + chr(ord("A") + right)


def _content_types(numbers: Iterable[int], *, custom: bool) -> str:
    parts = {f"/xl/worksheets/sheet{n}.xml": f"{_TYPE}.spreadsheetml.worksheet+xml" for n in numbers}
    parts["/xl/workbook.xml"] = f"{_TYPE}.spreadsheetml.sheet.main+xml"
    parts["/xl/styles.xml"] = f"{_TYPE}.spreadsheetml.styles+xml"
    if custom:
        parts["/docProps/custom.xml"] = f"{_TYPE}.custom-properties+xml"
    overrides = "".join(f'<Override PartName="{n}" ContentType="{t}"/>' for n, t in parts.items())
    default = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    )
    return f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">{default}{overrides}</Types>'


def _relationships(targets: Iterable[tuple[str, str]]) -> str:
    lines = (
        f'<Relationship Id="r{n}" Type="{_OFFICE}/relationships/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(lines)}</Relationships>'


def _properties(texts: dict[str, str]) -> str:
    start = f'<property fmtid="{_CUSTOM}"'
    lines = (
        f'{start} pid="{n}" name="bvr.{name}"><vt:lpwstr>{escape(text)}</vt:lpwstr></property>'
        for n, (name, text) in enumerate(texts.items(), 2)
    )
    names = f'xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes"'
    return f"{_HEAD}<Properties {names}>{''.join(lines)}</Properties>"


def _workbook(titles: list[str]) -> str:
    sheets = "".join(
        f'<sheet name={quoteattr(title)} sheetId="{n}" r:id="r{n}"/>' for n, title in enumerate(titles, 1)
    )
    names = f'xmlns="{_MAIN}" xmlns:r="{_OFFICE}/relationships"'
    return f"{_HEAD}<workbook {names}><sheets>{sheets}</sheets></workbook>"


_STYLES: Final = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="1"><font/></fonts>'
    '<fills count="1"><fill/></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'
)
