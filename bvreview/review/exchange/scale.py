"""Amounts in thousands and percentages as shares: told by what was reported before, or by others."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from typing import Final

from bvreview.framework.sections import Field, Kind, Part, PartKind, Section
from bvreview.i18n import _
from bvreview.review.answers import Answers, row_address
from bvreview.review.cells import Address
from bvreview.review.exchange.questions import Choice, Question, one_of

MONEY: Final = "money"
THOUSANDS: Final = "thousands"
PERCENTAGES: Final = "percentages"
HUNDREDFOLD: Final = "hundredfold"
_NEAR: Final = 3
"""How far a ratio may be from a thousand or a hundred: trusts differ in size, the two are decades apart."""

Pair = tuple[Decimal, Decimal]
"""A figure, and what was to be expected in its place."""


def money_question() -> Question:
    """Whether amounts stand in pounds or in thousands."""
    text = _("The amounts are about a thousandth of what was to be expected. Are they in thousands?")
    pounds = Choice("pounds", _("In pounds, as they stand"))
    return one_of(MONEY, text, pounds, Choice(THOUSANDS, _("In thousands of pounds: 12 is 12,000")))


def percentages_question() -> Question:
    """Whether 0.45 stands for 45 %."""
    text = _("Percentages are about a hundredth of what was to be expected. Does 0.45 mean 45 %?")
    written = Choice("as_written", _("No: 0.45 is 0.45 %"))
    return one_of(PERCENTAGES, text, written, Choice(HUNDREDFOLD, _("Yes: 0.45 is 45 %")))


def questions_of_scale(money: Iterable[Pair], percentages: Iterable[Pair]) -> Iterator[Question]:
    """The questions that pairs of amounts and of percentages raise."""
    if is_fraction(money, 1000):
        yield money_question()
    if is_fraction([(p, q) for p, q in percentages if abs(p) <= 1], 100):
        yield percentages_question()


def is_fraction(pairs: Iterable[Pair], factor: int) -> bool:
    """Whether figures are in the middle near one ``factor``-th of what was to be expected."""
    from statistics import median

    ratios = [expected / figure for figure, expected in pairs if figure and expected]
    return bool(ratios) and factor / _NEAR <= median(ratios) <= factor * _NEAR


def pairs_with_last_year(answers: Answers, *kinds: Kind) -> tuple[list[Pair], ...]:
    """The figures of each kind in rows that also say what they were last year, with those."""
    found: dict[Kind, list[Pair]] = {kind: [] for kind in kinds}
    for address, last in answers.review.cells.items():
        if address.row and address.field.startswith("last") and isinstance(last.answer.value, Decimal):
            place = answers.locate(address)
            if place and place[2].kind in found:
                beside = _beside(answers, address, place)
                found[place[2].kind] += [(figure, last.answer.value) for figure in beside]
    return tuple(found.values())


def _beside(answers: Answers, address: Address, place: tuple[Section, Part, Field]) -> Iterator[Decimal]:
    """The other figures of the same kind in a row."""
    for field in place[1].fields:
        if field.kind is place[2].kind and field.id != address.field:
            cell = answers.review.cells.get(Address(address.section, address.row, field.id))
            if cell and isinstance(cell.answer.value, Decimal):
                yield cell.answer.value


def figures_of(answers: Answers, *kinds: Kind) -> tuple[dict[Address, Decimal], ...]:
    """The figures of each kind that were given, without those of repeating tables, whose rows differ."""
    found: dict[Kind, dict[Address, Decimal]] = {kind: {} for kind in kinds}
    for section, part, field in _fields_of(answers, kinds):
        for key, figure in answers.column(section, part, field).items():
            if isinstance(figure, Decimal):
                found[field.kind][row_address(section, part, key, field)] = figure
    return tuple(found.values())


def _fields_of(answers: Answers, kinds: Collection[Kind]) -> Iterator[tuple[Section, Part, Field]]:
    for section in answers.sections():
        for part in answers.parts(section):
            if part.kind is not PartKind.TABLE:
                entered = (f for f in answers.fields(part) if f.kind in kinds and not f.formula)
                yield from ((section, part, field) for field in entered)
