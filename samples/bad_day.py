"""Makes ``samples/bad-day``: what really arrives, one kind of mistake a file, each from a good return.

What each must give stands in ``samples/bad-day/expected.toml`` and is written by hand, not by this script.
"""

from __future__ import annotations

import re
import struct
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
from samples.raw_workbook import Cells, plain_workbook, write_parts
from samples.surgery import Book, Sheet
from samples.victim_unit import signed, victim_review

Surgeon = Callable[[Book], None]

_WRITTEN: Final = "2010-09-20T09:00:00Z"


def make_files(framework: Framework, folder: Path) -> None:
    """Every file of the bad day."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, (organisation, surgeon) in _CHANGED.items():
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


# what people and programs do to a return


def _numbers_as_text(book: Book) -> None:
    """The figures that stood there, as a colleague pasted them from a letter."""

    def type_texts(sheet: Sheet) -> None:
        heading = sheet.row_of("ledger.lines:")
        column = sheet.column_of(heading, "Ledger (")
        looks = {"staff": "{:,}", "premises": "\u00a3{:,}", "supplies": "{:,} "}
        for line, look in looks.items():
            at = f"{column}{sheet.row_of(f'ledger.lines:{line}')}"
            sheet.type_text(at, look.format(int(sheet.text(at))))
        at = f"{column}{sheet.row_of('ledger.lines:contracted')}"
        sheet.type_text(at, f"{int(sheet.text(at)):,}".replace(",", "\u00a0"))
        last = sheet.column_of(sheet.row_of("ledger.services:"), "Last year")
        sheet.type_text(f"{last}{sheet.row_of('ledger.services:other')}", "(34)")

    book.change("Ledger and budget", type_texts)


def _decimal_comma(book: Book) -> None:
    def type_comma(sheet: Sheet) -> None:
        sheet.type_text(f"C{sheet.row_of('caseload.average')}", "2710,5")

    book.change("Caseload", type_comma)


def _error_cells(book: Book) -> None:
    def break_links(sheet: Sheet) -> None:
        column = sheet.column_of(sheet.row_of("volumes.outputs:"), "Quarter 3")
        for volume in ("victims_contacted", "take_up"):
            sheet.type_error(f"{column}{sheet.row_of(f'volumes.outputs:{volume}')}", "#REF!", "#REF!+12")

    book.change("Volumes", break_links)


def _no_stored_value(book: Book) -> None:
    def leave_formula(sheet: Sheet) -> None:
        sheet.type_formula(f"C{sheet.row_of('caseload.average')}", "1210+1385")

    book.change("Caseload", leave_formula)


def _sheet_deleted(book: Book) -> None:
    book.delete_sheet("Caseload")


def _rows_inserted_and_sorted(book: Book) -> None:
    def rearrange(sheet: Sheet) -> None:
        first, second = sheet.row_of("actions.actions:a1"), sheet.row_of("actions.actions:a2")
        sheet.swap_rows(first, second)
        heading = sheet.row_of("actions.actions:")
        texts = {
            "What": "Share a questionnaire with the neighbouring area",
            "Why": "Forty answers a year tell little",
            "Measure": "Answers that can be compared",
            "Owner": "Information officer",
            "Due": "30 September 2011",
        }
        sheet.insert_row(second, {sheet.column_of(heading, h): text for h, text in texts.items()})

    book.change("Actions", rearrange)
    row = book.sheet("Actions").row_of("actions.actions:") + 2
    book.move_names("Actions", row)


def _hidden_sheet(book: Book) -> None:
    book.hide_sheet("Equality")


def _filter_left_on(book: Book) -> None:
    def filter_rows(sheet: Sheet) -> None:
        heading, row = sheet.row_of("measures.results:"), sheet.row_of("measures.results:taken_up")
        sheet.filter(f"B{heading}:J{heading + 9}")
        sheet.hide_row(row)

    book.change("Measures", filter_rows)


def _keys_sorted_apart(book: Book) -> None:
    def sort_keys(sheet: Sheet) -> None:
        rows = [sheet.row_of(f"costs.nonstaff:{item}") for item in ("premises", "travel", "equipment")]
        texts = [sheet.text(f"A{row}") for row in rows]
        for row, text in zip(rows, sorted(texts), strict=True):
            sheet.type_text(f"A{row}", text)

    book.change("Costs", sort_keys)


def _typed_over(book: Book) -> None:
    def type_total(sheet: Sheet) -> None:
        sheet.type_number(f"C{sheet.row_of('costs.direct')}", "150000")

    def retype_label(sheet: Sheet) -> None:
        sheet.type_text(f"B{sheet.row_of('caseload.average')}", "Caseload at the end of the year")

    book.change("Costs", type_total)
    book.change("Caseload", retype_label)


def _words_for_numbers(book: Book) -> None:
    def type_words(sheet: Sheet) -> None:
        heading = sheet.row_of("volumes.outputs:")
        words = {"Quarter 1": "see note", "Quarter 2": "tbc", "Quarter 3": "n/a", "Quarter 4": "*"}
        row = sheet.row_of("volumes.outputs:take_up")
        for quarter, word in words.items():
            sheet.type_text(f"{sheet.column_of(heading, quarter)}{row}", word)

    book.change("Volumes", type_words)


def _number_with_note(book: Book) -> None:
    def type_note(sheet: Sheet) -> None:
        sheet.type_text(f"C{sheet.row_of('caseload.average')}", "2710 (without people in custody)")

    def type_date(sheet: Sheet) -> None:
        heading = sheet.row_of("actions.actions:")
        sheet.type_text(
            f"{sheet.column_of(heading, 'Due')}{sheet.row_of('actions.actions:a1')}", "31/03/2011"
        )

    book.change("Caseload", type_note)
    book.change("Actions", type_date)


def _name_changed(book: Book) -> None:
    def retype(sheet: Sheet) -> None:
        row = sheet.row_of("bvr.organisation")
        sheet.type_text(f"C{row}", "CHS")
        sheet.type_text(f"D{row}", "Cheshire")

    book.change("About this file", retype)


def _sheets_copied(book: Book) -> None:
    def correct(sheet: Sheet) -> None:
        column = sheet.column_of(sheet.row_of("volumes.outputs:"), "Quarter 4")
        sheet.type_number(f"{column}{sheet.row_of('volumes.outputs:victims_contacted')}", "99")

    book.copy_sheet("Volumes", correct)


def _renamed_and_retyped(book: Book) -> None:
    def retype(sheet: Sheet) -> None:
        heading = sheet.row_of("measures.results:")
        sheet.type_text(f"{sheet.column_of(heading, 'How many')}{heading}", "HOW  MANY?")

    book.change("Measures", retype)
    text = book.parts["xl/workbook.xml"].decode()
    text = text.replace('name="Measures"', 'name="KPIs 0910"').replace("'Measures'!", "'KPIs 0910'!")
    text = re.sub(r"(?<=>)Measures!", "'KPIs 0910'!", text)
    book.parts["xl/workbook.xml"] = text.encode()


def _insurance_number(book: Book) -> None:
    def type_number(sheet: Sheet) -> None:
        text = "One family asked for a home visit, and got it (file under AB 12 34 56 C)."
        sheet.type_text(f"C{sheet.row_of('consultation.summary')}", text)

    book.change("Consultation", type_number)


def _newer_template(book: Book) -> None:
    part = "docProps/custom.xml"
    text = book.parts[part].decode()
    changed, count = re.subn(r'(name="bvr\.template"[^>]*><vt:lpwstr>)1<', r"\g<1>7<", text)
    changed, apps = re.subn(r'(name="bvr\.app"[^>]*><vt:lpwstr>)[^<]*<', r"\g<1>3.0<", changed)
    if (count, apps) != (1, 1):
        raise ValueError(part)
    book.parts[part] = changed.encode()


def _entity(book: Book) -> None:
    part = book.part_of("Consultation")
    doctype = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><worksheet'
    book.replace(part, "<worksheet", doctype)


_CHANGED: Final[dict[str, tuple[str, Surgeon]]] = {
    "Avon VC numbers as text.xlsx": ("ASP", _numbers_as_text),
    "Cumbria VC decimal comma.xlsx": ("CMB", _decimal_comma),
    "Dorset VC ref errors.xlsx": ("DRS", _error_cells),
    "Durham VC from another program.xlsx": ("DRH", _no_stored_value),
    "Essex VC without caseload.xlsx": ("ESX", _sheet_deleted),
    "Gloucs VC sorted by due date.xlsx": ("GCS", _rows_inserted_and_sorted),
    "Gwent VC hidden sheet.xlsx": ("GWT", _hidden_sheet),
    "Hants VC filter on.xlsx": ("HPS", _filter_left_on),
    "Herts VC column A sorted.xlsx": ("HFS", _keys_sorted_apart),
    "Humberside VC totals typed.xlsx": ("HBS", _typed_over),
    "Kent VC see note.xlsx": ("KNT", _words_for_numbers),
    "Lancs VC with remarks.xlsx": ("LCS", _number_with_note),
    "Copy of Merseyside VC (now Cheshire).xlsx": ("MRS", _name_changed),
    "Norfolk VC two volumes sheets.xlsx": ("NFK", _sheets_copied),
    "North Wales VC renamed.xlsx": ("WSN", _renamed_and_retyped),
    "Northumbria VC file number.xlsx": ("NBR", _insurance_number),
    "Staffs VC new form.xlsx": ("STF", _newer_template),
    "Suffolk VC entity.xlsx": ("SFK", _entity),
}


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


def ole_file(streams: dict[str, bytes]) -> bytes:
    """An OLE file of these streams, each of full sectors, in the order that Office keeps names in."""
    size, end, free = 512, 0xFFFFFFFE, 0xFFFFFFFF
    padded = {
        name: data.ljust(max(4096, -(-len(data) // size) * size), b"\0") for name, data in streams.items()
    }
    table, entries = [0xFFFFFFFD, end], [("Root Entry", 5, end, 0)]
    for name, data in padded.items():
        first, count = len(table), len(data) // size
        table += [*range(first + 1, first + count), end]
        entries.append((name, 2, first, len(data)))
    directory = b"".join(_ole_entry(n, entry, len(entries)) for n, entry in enumerate(entries))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6)
    header += bytes(10) + struct.pack("<9I", 1, 1, 0, 4096, end, 0, end, 0, 0)
    header += struct.pack("<I", free) * 108
    fat = struct.pack(f"<{len(table)}I", *table).ljust(size, b"\xff")
    return header + fat + directory.ljust(size, b"\0") + b"".join(padded.values())


def _ole_entry(number: int, entry: tuple[str, int, int, int], count: int) -> bytes:
    name, kind, first, length = entry
    none = 0xFFFFFFFF
    right = number + 1 if 0 < number < count - 1 else none
    links = struct.pack("<HBBIII", 2 * len(name) + 2, kind, 1, none, right, none if number else 1)
    return name.encode("utf-16-le").ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", first, length)


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
