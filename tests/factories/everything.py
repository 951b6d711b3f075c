"""One workbook with everything that a return may hold, as openpyxl writes it.

``tests/data/gate/saved-again.*`` are this workbook after LibreOffice 7.4 opened it and saved it in each of
its formats (``soffice --headless --convert-to xlsx|ods|xls``). They were made once.
"""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Final

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.packaging.custom import IntProperty, StringProperty
from openpyxl.workbook.defined_name import DefinedName

TEXTS: Final = (
    "Derbyshire",
    "Ŵylfa, cŵn a dŵr",
    "=1+1",
    "+44 20",
    "-5 per cent",
    "@home",
    "'quoted",
    "00123",
    "1,234",
    " leading and trailing ",
    "two  spaces",
    "line one\nline two",
    "non\u00a0breaking",
    "smile \U0001f642",
    "e\u0301 decomposed",
    "<b>&amp;</b>",
    "x" * 32_767,
)
NUMBERS: Final = (0, -1, 12, 0.1, 0.45, 1234567.89, 123456789012345, 1e-7, -0.5, 2.5e20)
DATES: Final = (date(2009, 4, 1), date(2010, 3, 31), date(1900, 3, 1))


def everything() -> bytes:
    """The workbook as bytes."""
    book = Workbook()
    costs = book.active
    assert costs is not None
    costs.title = "Costs"
    for number, text in enumerate(TEXTS, 1):
        costs.cell(number, 1).value = text
        costs.cell(number, 1).data_type = "s"
    for number, value in enumerate(NUMBERS, 1):
        costs.cell(number, 2).value = value
    for number, day in enumerate(DATES, 1):
        costs.cell(number, 3).value = day
    costs["C5"] = datetime(2009, 4, 1, 13, 30)
    costs["D1"] = 0.12
    costs["D1"].number_format = "0.0%"
    costs["D2"] = 1200
    costs["D2"].number_format = '"£"#,##0'
    costs["E1"] = "=B3*2"
    costs["E2"] = "=1/0"
    costs["B3"].comment = Comment("Taken from the ledger.\nSecond line.", "A. N. Other")
    costs.merge_cells("G1:H2")
    costs["G1"] = "merged"
    costs.row_dimensions[8].hidden = True
    costs.row_dimensions[40].hidden = True
    costs.column_dimensions["D"].hidden = True
    costs.auto_filter.ref = "A1:B10"
    volumes = book.create_sheet("Staff & volunteers' posts")
    volumes["B2"] = "orders"
    volumes.sheet_state = "hidden"
    keys = book.create_sheet("Keys")
    keys["A1"] = "probation-2010"
    keys.sheet_state = "veryHidden"
    book.create_sheet("Empty")
    for name, target in (
        ("bvr.costs.staff", "Costs!$B$3"),
        ("bvr.costs.table", "Costs!$A$1:$B$9"),
        ("bvr.staff.orders", "'Staff & volunteers'' posts'!$B$2"),
    ):
        book.defined_names[name] = DefinedName(name, attr_text=target)
    costs.defined_names["bvr.local"] = DefinedName("bvr.local", attr_text="Costs!$A$2")
    book.custom_doc_props.append(StringProperty(name="bvr.pack", value="probation-2010"))  # type: ignore[attr-defined]  # not in the stubs
    book.custom_doc_props.append(IntProperty(name="bvr.revision", value=3))  # type: ignore[attr-defined]  # not in the stubs
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
