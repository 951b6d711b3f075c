"""Data validation: lists, numbers, dates, a message at the cell; the words for a state always pass."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from bvreview.framework.sections import Field, Kind
from bvreview.i18n import _
from bvreview.review.cells import State
from bvreview.review.wording import state_words
from bvreview.workbook import guidance, keys

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

YES_NO_LIST: Final = "yes_no"
STATES: Final = (State.NOT_COLLECTED, State.NOT_APPLICABLE, State.SUPPRESSED)
_FIRST_DAY: Final = 61  # 1 March 1900, as a spreadsheet counts


def add_validation(sheet: Worksheet, field: Field, areas: Iterable[tuple[str, str]]) -> None:
    """Put the field's validation on the areas, each given as (first cell, whole area)."""
    from openpyxl.worksheet.datavalidation import DataValidation

    areas = list(areas)
    prompt, title = guidance.prompt(field), guidance.cut(field.label, guidance.LONGEST_PROMPT_TITLE)
    formula = _formula(field, areas[0][0])
    if not prompt and not formula:
        return
    rule: dict[str, Any] = {"allow_blank": True, "showErrorMessage": bool(formula), "errorStyle": "stop"}
    if formula:
        is_list = field.kind in (Kind.CHOICE, Kind.YES_NO)
        rule |= {"type": "list" if is_list else "custom", "formula1": formula}
        rule |= {
            "errorTitle": title,
            "error": _error(field),
        }
    if prompt:
        rule |= {"showInputMessage": True, "prompt": prompt}
        rule |= {"promptTitle": title}
    validation = DataValidation(**rule)
    for __, area in areas:
        validation.add(area)
    sheet.add_data_validation(validation)


def _formula(field: Field, cell: str) -> str:
    match field.kind:
        case Kind.CHOICE:
            return keys.list_name(field.list)
        case Kind.YES_NO:
            return keys.list_name(YES_NO_LIST)
        case Kind.DATE:
            return _or_state(cell, [f"ISNUMBER({cell})", f"{cell}>={_FIRST_DAY}"])
        case Kind.INTEGER:
            return _or_state(cell, [*_number(field, cell), f"IFERROR(INT({cell})={cell},FALSE)"])
        case kind if kind.is_numeric:
            return _or_state(cell, _number(field, cell))
        case _:
            return ""


def _number(field: Field, cell: str) -> list[str]:
    scale = Decimal("0.01") if field.kind is Kind.PERCENT else Decimal(1)
    tests = [f"ISNUMBER({cell})"]
    if field.minimum is not None:
        tests.append(f"{cell}>={field.minimum * scale:f}")
    if field.maximum is not None:
        tests.append(f"{cell}<={field.maximum * scale:f}")
    return tests


def _or_state(cell: str, tests: list[str]) -> str:
    states = (f'{cell}="{state_words(s)}"' for s in STATES)
    test = tests[0] if len(tests) == 1 else f"AND({','.join(tests)})"
    return f"OR({test},{','.join(states)})"


def _error(field: Field) -> str:
    match field.kind:
        case Kind.CHOICE | Kind.YES_NO:
            what = _("Choose one of the list.")
        case Kind.DATE:
            what = _("Give a date like 12 May 2010.")
        case Kind.INTEGER:
            what = _("Give a whole number.")
        case _:
            what = _("Give a number.")
    limits = {
        "least": f"{field.minimum:f}" if field.minimum is not None else "",
        "most": f"{field.maximum:f}" if field.maximum is not None else "",
    }
    if limits["least"] and limits["most"]:
        what += " " + _("From {least} to {most}.").format(**limits)
    elif limits["least"]:
        what += " " + _("Not less than {least}.").format(**limits)
    elif limits["most"]:
        what += " " + _("Not more than {most}.").format(**limits)
    words = ", ".join(f'"{state_words(s)}"' for s in STATES)
    return guidance.cut(what + " " + _("Or write {words}.").format(words=words), guidance.LONGEST_PROMPT)
