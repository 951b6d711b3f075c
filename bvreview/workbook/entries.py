"""Reads one answer of a file: what stands in the cell, what was made of it, what must be said about it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Context, Decimal
from typing import Final

from msgspec.structs import replace

from bvreview.framework.rules import Level
from bvreview.framework.sections import Field, Kind
from bvreview.i18n import _
from bvreview.review.cells import Address, Answer, State, encode_decimal
from bvreview.review.values import MOST_DIGITS, normalise_text, parse_number, read_entry
from bvreview.workbook import doubts
from bvreview.workbook.desk import Desk, Words
from bvreview.workbook.gate.raw import CellValue, RawSheet
from bvreview.workbook.plan import Place
from bvreview.workbook.recompute import recompute

_DIGITS: Final = Context(prec=MOST_DIGITS)
_MOST_PERCENT: Final = Decimal(10)  # as a fraction, where the pack sets no maximum


def read_answer(desk: Desk, sheet: RawSheet, place: Place, of: Address, field: Field) -> Answer | None:
    """The answer in a cell; None for a blank. Remarks go to the desk."""
    at = (place.row, place.column)
    if sheet.errors and at in sheet.errors:
        return _broken(desk, place, of, sheet.errors[at] or "#N/A")
    if sheet.uncached and at in sheet.uncached:
        return _without_value(desk, sheet, place, of, field)
    raw = sheet.cells.get(at)
    if raw is None:
        return None
    if sheet.formulas and at in sheet.formulas:
        message = _("The cell holds a formula; the value stored with it was read.")
        desk.remark("formula", Level.NOTE, Words(_plain(raw), message), place, of)
    return _read_value(desk, place, of, field, raw)


def _read_value(desk: Desk, place: Place, of: Address, field: Field, raw: CellValue) -> Answer | None:
    value: str | Decimal | date | bool | None
    if isinstance(raw, str):
        value = _text_as_asked(desk, place, of, field, raw)
    elif isinstance(raw, Decimal):
        value = _number_as_asked(desk, place, field, raw)
        if value is None:
            return _doubtful_percent(desk, place, of, raw)
    else:
        value = _plain_moment(raw)
        if field.kind is Kind.DATE and isinstance(value, date):
            value = doubts.read_true_date(desk, place, of, value)
    entry = read_entry(field, value, desk.framework.lists.get(field.list, ()))
    answer = entry.answer
    if answer is None:
        return None
    if answer.state is State.PENDING:
        _unread(desk, place, of, answer, entry.remark)
    elif entry.remark or (isinstance(raw, str) and value != raw):
        said = entry.remark or _read_as(raw, value)
        desk.remark("read_as", Level.NOTE, Words(_plain(raw), said), place, of)
    return answer


def _number_as_asked(desk: Desk, place: Place, field: Field, raw: Decimal) -> Decimal | None:
    """A number as was answered for the file; None for 85 in a percentage while nobody said that it is 85%."""
    number = _DIGITS.plus(raw)
    if field.kind is not Kind.PERCENT:
        return doubts.read_money(desk, field, number) if desk.given else number
    if _is_whole_percent(field, raw):
        return number if doubts.is_percent_meant(desk, place, raw) else None
    return doubts.read_percent(desk, number.scaleb(2)) if desk.given else number.scaleb(2)


def _plain_moment(raw: datetime | date | time | timedelta | bool) -> str | date | bool:
    if isinstance(raw, datetime):
        return raw.date() if raw.time() == time() else raw.isoformat(" ", "minutes")
    if isinstance(raw, time | timedelta):
        return str(raw)
    return raw


def _text_as_asked(desk: Desk, place: Place, of: Address, field: Field, raw: str) -> str | Decimal:
    """What is typed as text, read as was answered for the file."""
    if field.kind is Kind.DATE:
        return doubts.read_date_text(desk, place, of, raw)
    if not field.kind.is_numeric:
        return doubts.read_personal(desk, place, of, raw)
    text = doubts.read_comma(desk, place, raw)
    if field.kind is Kind.PERCENT:
        return doubts.read_percent_text(desk, place, text)
    if field.kind is Kind.MONEY and desk.given and (number := parse_number(text)) is not None:
        scaled = doubts.read_money(desk, field, number)
        return text if scaled == number else scaled
    return text


def _read_as(raw: object, value: object) -> str:
    return _('"{found}" was read as {read}.').format(found=raw, read=value)


def _is_whole_percent(field: Field, fraction: Decimal) -> bool:
    """Whether 85 rather than 85% was typed: 8,500% is not what anyone means."""
    most = field.maximum / 100 if field.maximum is not None else _MOST_PERCENT
    return abs(fraction) > max(most, Decimal("1.5"))


def _doubtful_percent(desk: Desk, place: Place, of: Address, raw: Decimal) -> Answer:
    found = encode_decimal(raw)
    message = _("{found} stands in a cell for a percentage, which makes it {percent} %.")
    words = Words(
        found,
        message.format(found=found, percent=f"{raw.scaleb(2):,f}"),
        _("Write it with the sign: {found}%.").format(found=found),
    )
    desk.remark("percent", Level.STOP, words, place, of)
    return Answer(state=State.PENDING, raw=found)


def _broken(desk: Desk, place: Place, of: Address, error: str) -> Answer:
    message = _("The cell shows the error {error}; there is no answer in it.").format(error=error)
    words = Words(error, message, _("Put the formula right or type the figure, then send it again."))
    desk.remark("error_cell", Level.STOP, words, place, of)
    return Answer(state=State.PENDING, raw=error)


def _without_value(desk: Desk, sheet: RawSheet, place: Place, of: Address, field: Field) -> Answer | None:
    """What a formula without a stored value gives, where it is simple; else a stop."""
    figure = recompute(desk.raw, sheet, (place.row, place.column)) if field.kind.is_numeric else None
    if figure is not None:
        text = sheet.formula_texts.get((place.row, place.column), "")
        message = _("The formula came without its value; worked out here it is {figure}.")
        words = Words(text, message.format(figure=_plain(figure)))
        desk.remark("recalculated", Level.NOTE, words, place, of)
        return _read_value(desk, place, of, field, figure)
    message = _("The cell holds a formula without a stored value.")
    words = Words("", message, _("Open the file in Excel, save it and send it again."))
    desk.remark("no_value", Level.STOP, words, place, of)
    return Answer(state=State.PENDING, raw=_("formula without a value"))


def _unread(desk: Desk, place: Place, of: Address, answer: Answer, why: str) -> None:
    words = Words(answer.raw, why, _("Put the answer right."))
    desk.remark("unreadable", Level.STOP, words, place, of)


def with_note(answer: Answer, source: str, note: str) -> Answer:
    """The answer with its source, and a note added to the one it has."""
    if not source and not note:
        return answer
    notes = dict.fromkeys(n for n in (answer.note, note) if n)
    return replace(answer, source=source or answer.source, note="\n".join(notes))


def text_of(value: CellValue | None) -> str:
    """A cell that holds words (a source, a note, an explanation) as normalised text."""
    if value is None:
        return ""
    return normalise_text(value) if isinstance(value, str) else _plain(value)


def _plain(value: CellValue) -> str:
    if isinstance(value, Decimal):
        return encode_decimal(_DIGITS.plus(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return str(value)
