"""Makes ``samples/bad-day``: what really arrives, one kind of mistake a file, each from a good return.

What each must give stands in ``samples/bad-day/expected.toml`` and is written by hand, not by this script.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Final

from bvreview.framework.descriptors import Framework
from bvreview.review.exchange.submission import FileKind
from bvreview.review.model import Review
from bvreview.review.rules import find_all
from bvreview.workbook.writer import write_review
from samples import libreoffice
from samples.mishaps import CHANGED
from samples.ole import ole_file
from samples.raw_workbook import Cells, plain_workbook, write_parts
from samples.surgery import Book, Sheet
from samples.victim_unit import signed, victim_review

_WRITTEN: Final = "2010-09-20T09:00:00Z"


def make_files(framework: Framework, folder: Path) -> None:
    """Every file of the bad day."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, (organisation, surgeon) in CHANGED.items():
        book = good_book(framework, victim_review(framework, organisation))
        surgeon(book)
        book.save(folder / name)
    for name, make in _OTHERS.items():
        make(framework, folder / name)


def good_book(framework: Framework, review: Review, kind: FileKind = FileKind.TEMPLATE) -> Book:
    """A form that a trust filled in, as it would arrive on a good day."""
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary) / "good.xlsx"
        _write(framework, review, path, kind)
        return Book(path.read_bytes())


def _write(framework: Framework, review: Review, path: Path, kind: FileKind = FileKind.TEMPLATE) -> None:
    findings = find_all(framework, review)
    write_review(
        framework, review, path, kind=kind, findings=findings, app_version="samples", written=_WRITTEN
    )


# files that are no return at all, or more than one


def _web_page(_framework: Framework, path: Path) -> None:
    rows = "<tr><td>Staffordshire</td><td>529</td></tr>"
    path.write_text(f"<html><head><title>Report</title></head><body><table>{rows}</table></body></html>\n")


def _password(_framework: Framework, path: Path) -> None:
    """As Office wraps a workbook with a password: streams in an OLE file, nothing of it readable."""
    path.write_bytes(ole_file({"EncryptionInfo": bytes(range(248)), "EncryptedPackage": bytes(4096)}))


def _cut_off(framework: Framework, path: Path) -> None:
    _write(framework, victim_review(framework, "SSX"), path)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 5])


def _other_form(_framework: Framework, path: Path) -> None:
    cells: Cells = {(1, 1): "Area", (1, 2): "Spend", (2, 1): "Wiltshire", (2, 2): Decimal(8008)}
    write_parts(path, plain_workbook([("Monitoring", cells)]))


def _text_file(_framework: Framework, path: Path) -> None:
    path.write_text("area,spend\nTeesside,13315\n", encoding="utf-8")


def _far_cell(_framework: Framework, path: Path) -> None:
    cells: Cells = {(1, 1): "Area", (1_048_576, 16_384): "x"}
    write_parts(path, plain_workbook([("Sheet1", cells)]))


def _bomb(_framework: Framework, path: Path) -> None:
    """Sixty-eight million blanks behind the last row, packed into as many thousand bytes."""
    parts = dict(plain_workbook([("Sheet1", {(1, 1): "Area"})]))
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace("</sheetData>", " " * 68_000_000 + "</sheetData>")
    write_parts(path, parts.items())


def _changed_after_signing(framework: Framework, path: Path) -> None:
    book = good_book(framework, signed(victim_review(framework, "TES")), FileKind.SUBMISSION)

    def improve(sheet: Sheet) -> None:
        column = sheet.column_of(sheet.row_of("measures.results:"), "How many")
        sheet.type_number(f"{column}{sheet.row_of('measures.results:satisfied')}", "120")

    book.change("Measures", improve)
    book.save(path)


def _by_libreoffice(framework: Framework, path: Path) -> None:
    libreoffice.save_again(path, lambda made: _write(framework, victim_review(framework, "WTS"), made))


def _good_one(framework: Framework, path: Path) -> None:
    _write(framework, victim_review(framework, "TVP"), path)


def _other_name(framework: Framework, path: Path) -> None:
    """Thames Valley's form with everything renamed, and its figures left in."""
    copied, own = (victim_review(framework, organisation) for organisation in ("TVP", "WWS"))
    _write(framework, replace(copied, head=own.head), path)


def _third_revision(framework: Framework, path: Path) -> None:
    review = signed(victim_review(framework, "YSW", revision=3))
    _write(framework, review, path, FileKind.SUBMISSION)


def _second_revision(framework: Framework, path: Path) -> None:
    review = signed(victim_review(framework, "YSW", revision=2))
    _write(framework, review, path, FileKind.SUBMISSION)


_OTHERS: Final[dict[str, Callable[[Framework, Path], None]]] = {
    "report.xlsx": _web_page,
    "South Wales VC locked.xlsx": _password,
    "Sussex VC (from e-mail).xlsx": _cut_off,
    "monthly monitoring 0910.xlsx": _other_form,
    "Teesside export.xlsx": _text_file,
    "everything.xlsx": _far_cell,
    "Surrey VC very large.xlsx": _bomb,
    "Teesside VC after signing.xlsx": _changed_after_signing,
    "Wiltshire VC.ods": _by_libreoffice,
    "Thames Valley VC.xlsx": _good_one,
    "Warwickshire VC.xlsx": _other_name,
    "West Yorkshire VC 1 (revision 3).xlsx": _third_revision,
    "West Yorkshire VC 2 sent late (revision 2).xlsx": _second_revision,
}
