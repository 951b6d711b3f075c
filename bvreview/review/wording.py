"""Values as people read them: pounds, per cent, dates and lists in British style."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from bvreview.framework.sections import Field, Kind
from bvreview.framework.terms import Item
from bvreview.i18n import _
from bvreview.review.cells import Answer, State, Value

MINUS = "\u2212"
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


_TURNING = dict.fromkeys((0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))


def straight(text: str) -> str:
    """A text as it is shown: without marks that would turn what stands beside them the other way round."""
    return text if text.isascii() else text.translate(_TURNING)


def show_answer(field: Field, answer: Answer | None, lists: Mapping[str, Sequence[Item]]) -> str:
    """The answer as it stands in a cell on screen; "" for a blank, the words for a state."""
    if answer is None:
        return ""
    if answer.state is State.PENDING:
        return answer.raw
    if answer.state is not State.GIVEN:
        return state_words(answer.state)
    return show_value(field, answer.value, lists.get(field.list, ()))


def state_words(state: State) -> str:
    """What is shown, written into workbooks and read back for a state without a value."""
    return {
        State.GIVEN: _("given"),
        State.NOT_COLLECTED: _("not collected"),
        State.NOT_APPLICABLE: _("not applicable"),
        State.SUPPRESSED: _("suppressed"),
        State.PENDING: _("pending"),
    }[state]


def show_value(field: Field, value: Value, items: Sequence[Item] = ()) -> str:
    """A value in British style, without its unit: 1,234.50, 12 May 2010, the labels of a list."""
    match value:
        case None:
            return ""
        case Decimal():
            number = fitted(field, value)
            is_pounds_and_pence = field.kind is Kind.MONEY and number != number.to_integral_value()
            return show_number(number, 2 if is_pounds_and_pence else None)
        case date():
            return show_date(value)
        case tuple():
            return "; ".join(_label(items, v) for v in value)
    if field.kind is Kind.YES_NO:
        return _("Yes") if value == "yes" else _("No")
    return _label(items, value) if field.kind is Kind.CHOICE else value


def fitted(field: Field, number: Decimal) -> Decimal:
    """A number at the field's precision, half up: what is worked out has more places than it means."""
    places = 0 if field.kind is Kind.INTEGER else field.places
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _label(items: Sequence[Item], value: str) -> str:
    return next((i.label for i in items if i.id == value), value)


def show_number(number: Decimal, places: int | None = None) -> str:
    """1234.5 -> "1,234.5"; with ``places`` rounded half up to that many; a true minus sign."""
    if places is not None:
        number = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{abs(number):,f}"
    if places is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    return MINUS + text if number < 0 and number != 0 else text


def show_money(amount: Decimal, places: int | None = None) -> str:
    """1234.5 -> "£1,234.50", 1234 -> "£1,234", -5 -> "\u2212£5"."""
    if places is None:
        places = 0 if amount == amount.to_integral_value() else 2
    text = show_number(abs(amount), places)
    return f"{MINUS}\u00a3{text}" if amount < 0 else f"\u00a3{text}"


def show_percent(percentage: Decimal, places: int = 0) -> str:
    """85.2 -> "85%"."""
    return f"{show_number(percentage, places)}%"


def show_date(day: date) -> str:
    """12 May 2010."""
    return f"{day.day} {_(_MONTHS[day.month - 1])} {day.year}"


def show_short_date(day: date) -> str:
    """12 May 2010, the month in three letters and nothing to break at: for columns of tables."""
    return f"{day.day}\u00a0{_(_MONTHS[day.month - 1])[:3]}\u00a0{day.year}"


def show_with_unit(field: Field, value: Value, items: Sequence[Item] = ()) -> str:
    """A value with its pounds or per cent sign, as it is read in a sentence."""
    if isinstance(value, Decimal) and field.kind is Kind.MONEY:
        return show_money(value)
    if isinstance(value, Decimal) and field.kind is Kind.PERCENT:
        return f"{show_number(fitted(field, value))}%"
    return show_value(field, value, items)
