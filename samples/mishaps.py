"""What people and programs do to a return before it arrives, one kind of mistake each."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from samples.surgery import Book, Sheet

Surgeon = Callable[[Book], None]


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


CHANGED: Final[dict[str, tuple[str, Surgeon]]] = {
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
"""By the name that each file comes with: whose return it is, and what was done to it."""
