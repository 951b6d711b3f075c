"""From what a person types or a workbook holds to an answer, and back to what is shown.

One door for the window and for files, so that both read the same. What cannot be read is kept as it
came, as *pending*; blank is never zero.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from bvreview.framework.sections import Field, Kind
from bvreview.framework.terms import Item
from bvreview.i18n import _
from bvreview.review.cells import Answer, State, Value, encode_decimal
from bvreview.review.dates import read_date

LONGEST_TEXT: Final = 32_767  # characters in an Excel cell
MOST_DIGITS: Final = 15  # significant digits that survive every spreadsheet

_STATES: Final = {
    "not collected": State.NOT_COLLECTED,
    "not applicable": State.NOT_APPLICABLE,
    "n/a": State.NOT_APPLICABLE,
    "na": State.NOT_APPLICABLE,
    "suppressed": State.SUPPRESSED,
    "*": State.SUPPRESSED,
}
_DASHES: Final = frozenset("-\u2013\u2014\u2212")
_STATE_PHRASES: Final = frozenset({"not collected", "not applicable", "suppressed"})
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_GAPS: Final = re.compile("(?<=\\d)[ \u00a0\u2007\u2009\u202f](?=\\d{3}(?:\\D|$))")
_NUMBER: Final = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?(?:[eE][+-]?\d+)?|-?\.\d+")
_WITH_NOTE: Final = re.compile(
    r"(?P<number>\(?-?\u00a3?\s?[\d,.]+\)?\s?%?)\s+(?P<note>[(\[]?[^\W\d].*)", re.DOTALL
)
_YES: Final = {
    "yes": "yes",
    "y": "yes",
    "true": "yes",
    "1": "yes",
    "no": "no",
    "n": "no",
    "false": "no",
    "0": "no",
}


class Entry(Struct, frozen=True):
    """What was read: ``answer`` is None for a blank; ``remark`` says what was changed or is wrong."""

    answer: Answer | None
    remark: str = ""


def read_entry(field: Field, raw: object, items: Sequence[Item] = ()) -> Entry:
    """The answer in ``raw`` (text, number, date or bool) for a field whose list, if any, is ``items``."""
    if raw is None:
        return Entry(None)
    if not isinstance(raw, str):
        return _read_typed(field, raw, items)
    text = normalise_text(raw)
    if not text.strip():
        return Entry(None)
    is_text = field.kind in (Kind.TEXT, Kind.LONG_TEXT, Kind.PERSON)
    word = text.strip().casefold()
    if word in (_STATE_PHRASES if is_text else _STATES):
        return Entry(Answer(state=_STATES[word]))
    if word in _DASHES and not is_text:
        return Entry(Answer(state=State.NOT_COLLECTED), _as_read(text, _("not collected")))
    if field.kind is Kind.EVIDENCE:
        return Entry(None, _("Evidence is chosen from what is listed, or added."))
    if is_text:
        return _read_text(text, changed=text != raw.replace("\r\n", "\n"))
    return _read_word(field, text.strip(), items)


def normalise_text(text: str) -> str:
    """NFC, LF for every line end, space for tabs, no control characters; only-blank text is ""."""
    if text.isascii() and text.isprintable():  # nearly every text: there is nothing to normalise
        return text if text.strip() else ""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    text = unicodedata.normalize("NFC", _CONTROLS.sub("", text))
    return text if text.strip() else ""


def _read_text(text: str, *, changed: bool) -> Entry:
    if len(text) > LONGEST_TEXT:
        return _pending(text, _("The text is longer than {most:,} characters.").format(most=LONGEST_TEXT))
    remark = _("Characters that cannot be shown were taken out.") if changed else ""
    return Entry(Answer(text), remark)


def _read_typed(field: Field, raw: object, items: Sequence[Item]) -> Entry:
    if isinstance(raw, bool):
        return read_entry(field, "yes" if raw else "no", items)
    if isinstance(raw, date):
        day = raw.date() if isinstance(raw, datetime) else raw
        return Entry(Answer(day)) if field.kind is Kind.DATE else read_entry(field, day.isoformat(), items)
    number = raw if isinstance(raw, Decimal) else _decimal(repr(raw))
    if number is None or not number.is_finite():
        return _pending(str(raw), _not_a_number(str(raw)))
    if field.kind.is_numeric:
        return _fit_number(field, number, str(raw))
    return read_entry(field, encode_decimal(number), items)


def _read_word(field: Field, text: str, items: Sequence[Item]) -> Entry:
    match field.kind:
        case Kind.DATE:
            day, why = read_date(text)
            return Entry(Answer(day)) if day else _pending(text, why)
        case Kind.YES_NO:
            answer = _YES.get(text.casefold())
            return (
                Entry(Answer(answer))
                if answer
                else _pending(text, _('"{found}" is not yes or no.').format(found=text))
            )
        case Kind.CHOICE:
            return _read_choice(text, items)
        case Kind.CHOICES:
            return _read_choices(text, items)
        case _:
            return _read_number(field, text)


def _read_choice(text: str, items: Sequence[Item]) -> Entry:
    item = _find_item(text, items)
    if not item:
        return _pending(text, _('"{found}" is not in the list.').format(found=text))
    exact = text in (item.label, item.id)
    return Entry(Answer(item.id), "" if exact else _as_read(text, item.label))


def _read_choices(text: str, items: Sequence[Item]) -> Entry:
    words = [w.strip() for w in re.split(r"[;\n]", text) if w.strip()]
    found = [_find_item(w, items) for w in words]
    if missing := [w for w, item in zip(words, found, strict=True) if not item]:
        return _pending(text, _('"{found}" is not in the list.').format(found=missing[0]))
    chosen = {item.id for item in found if item}
    return Entry(Answer(tuple(i.id for i in items if i.id in chosen)))


def _find_item(text: str, items: Sequence[Item]) -> Item | None:
    exact = next((i for i in items if text in (i.label, i.id)), None)
    if exact:
        return exact
    word = _fold(text)
    return next((i for i in items if word in (_fold(i.label), _fold(i.id))), None)


def _fold(text: str) -> str:
    return " ".join(re.sub(r"[-\u2010-\u2015_]", " ", text.replace("\u2019", "'")).casefold().split())


def _read_number(field: Field, text: str) -> Entry:
    number = parse_number(text)
    if number is None:
        return _read_number_with_note(field, text)
    if "%" in text and field.kind is not Kind.PERCENT:
        return _pending(text, _('"{found}" is a percentage; a number is asked for.').format(found=text))
    entry = _fit_number(field, number, text)
    plain = encode_decimal(number)
    return (
        entry
        if entry.remark or text in (plain, f"{number:f}")
        else replace(entry, remark=_as_read(text, plain))
    )


def _read_number_with_note(field: Field, text: str) -> Entry:
    match = _WITH_NOTE.fullmatch(text)
    number = parse_number(match["number"]) if match else None
    if match is None or number is None:
        return _pending(text, _not_a_number(text))
    entry = _fit_number(field, number, text)
    if not entry.answer or entry.answer.state is State.PENDING:
        return entry
    note = match["note"].strip("()[] ")
    return Entry(replace(entry.answer, note=note), _as_read(text, encode_decimal(number)))


def parse_number(text: str) -> Decimal | None:
    """The number in "1,234", "£12.50", "(34)", "1 234", "\u22125" or "12 %"; None for anything else.

    A decimal comma ("4,2") is not a number here: it could be 4.2 or 42.
    """
    plain = _GAPS.sub("", text.strip().replace("\u2212", "-"))
    negative = plain.startswith("(") and plain.endswith(")")
    plain = plain.strip("()") if negative else plain
    plain = re.sub(r"^(-?)\s*\u00a3\s*(-?)", r"\1\2", plain).removesuffix("%").strip()
    if not _NUMBER.fullmatch(plain):
        return None
    number = _decimal(plain.replace(",", ""))
    return -number if negative and number is not None else number


def _decimal(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) <= MOST_DIGITS * 2 else None


def _fit_number(field: Field, number: Decimal, text: str) -> Entry:
    """The number at the field's precision; more digits than a spreadsheet keeps are refused."""
    places = 0 if field.kind is Kind.INTEGER else field.places
    plain = encode_decimal(number)
    whole, __, fraction = plain.partition(".")
    if len(whole) + places <= MOST_DIGITS and len(fraction) <= places:  # nearly every number fits as it is
        return Entry(Answer(Decimal(plain)))
    if number.adjusted() >= MOST_DIGITS:
        return _pending(text, _('"{found}" has more digits than a spreadsheet keeps.').format(found=text))
    fitted = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    if field.kind is Kind.INTEGER and fitted != number:
        return _pending(text, _('"{found}" is not a whole number.').format(found=text))
    if len(fitted.as_tuple().digits) > MOST_DIGITS:
        return _pending(text, _('"{found}" has more digits than a spreadsheet keeps.').format(found=text))
    plain = encode_decimal(fitted)
    return Entry(Answer(Decimal(plain)), "" if fitted == number else _as_read(text, plain))


def _pending(raw: str, why: str) -> Entry:
    return Entry(Answer(state=State.PENDING, raw=raw), why)


def _as_read(text: str, read: str) -> str:
    return _('"{found}" was read as {read}.').format(found=text, read=read)


def _not_a_number(text: str) -> str:
    comma = re.fullmatch(r"-?(\d+),(\d{1,2})", text.strip())
    if comma:
        both = {"point": f"{comma[1]}.{comma[2]}", "none": comma[1] + comma[2]}
        return _('"{found}" could be {point} or {none}. Give the number with a point.').format(
            found=text, **both
        )
    return _('"{found}" is not a number.').format(found=text)


def decode_value(field: Field, text: str | None) -> Value:
    """The value in canonical text, as the store keeps it."""
    if text is None:
        return None
    if field.kind.is_numeric:
        return Decimal(text)
    if field.kind is Kind.DATE:
        return date.fromisoformat(text)
    return tuple(text.split("\n")) if field.kind is Kind.CHOICES else text
