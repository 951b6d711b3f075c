"""Totals and worked-out cells of a file beside what is worked out here from its answers."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from msgspec import Struct

from bvreview.framework.rules import Level
from bvreview.framework.sections import Field, Kind
from bvreview.i18n import _
from bvreview.review.answers import Answers
from bvreview.review.cells import Address, Value
from bvreview.review.exchange.scale import MONEY, THOUSANDS
from bvreview.review.exchange.submission import FileKind
from bvreview.review.wording import show_with_unit
from bvreview.workbook import keys
from bvreview.workbook.desk import Desk, Words, short
from bvreview.workbook.entries import text_of
from bvreview.workbook.gate.raw import Format
from bvreview.workbook.plan import Place

_OF_A_SHARE: Final = Decimal("0.005")  # pounds that rounding can take from a share, or add to it


class _Result(Struct, frozen=True):
    """What a cell of the file shows and what is worked out here, as an answer of the field is told.

    ``typed``: whether the formula was typed over.
    """

    field: Field
    theirs: Decimal
    ours: Decimal | None
    typed: bool

    def agrees(self, pennies: Decimal) -> bool:
        """Whether the two differ by no more than a unit of the last place shown, or fifteen digits lose.

        ``pennies``: by how much shares may differ from a formula's; a figure that was typed has none.
        """
        if self.ours is None or self.ours == self.theirs:
            return self.ours is not None
        of_shares = pennies if self.field.kind is Kind.MONEY and not self.typed else Decimal(0)
        near = max(Decimal(1).scaleb(-self.field.places), abs(self.theirs).scaleb(-12), of_shares)
        return abs(self.ours - self.theirs) <= near


def remark_on_results(desk: Desk, answers: Answers) -> None:
    """Totals and worked-out cells of the file that differ from what is worked out here."""
    if desk.raw.format is Format.XLS:
        return  # which of its cells are formulas cannot be seen
    sheets = {sheet.name: sheet for sheet in desk.raw.sheets}
    pennies = _pennies_of_shares(answers)
    for of, place in desk.shown.items():
        found, sheet, at = answers.locate(of), sheets.get(place.sheet), (place.row, place.column)
        there = sheet.cells.get(at) if sheet else None
        if not found or not sheet or there is None or of.section in desk.stopped:
            continue
        field, typed = found[2], at not in sheet.formulas
        if isinstance(there, Decimal):
            result = _Result(field, _as_told(desk, field, there), _ours(answers, of), typed)
            if not result.agrees(pennies):
                _differs(desk, of, place, result)
        elif typed and _is_typed_over(desk, field, text_of(there), answers.figure(of)):
            message = _("The worked-out cell was typed over.")
            desk.remark("locked_changed", Level.NOTE, Words(short(text_of(there)), message), place, of)


def _is_typed_over(desk: Desk, field: Field, theirs: str, ours: Value) -> bool:
    """Whether a text stands for a figure, or for another text than the one that is worked out here.

    Such a text is written as it is then: in a form that is still filled in it may have become an older one.
    """
    if field.kind.is_numeric:
        return bool(theirs)
    is_ours = desk.identity.head.framework_version == desk.framework.version
    return is_ours and desk.identity.kind is FileKind.SUBMISSION and theirs != ours


def _as_told(desk: Desk, field: Field, there: Decimal) -> Decimal:
    """A figure of the file as answers of its kind are held: per cent, and pounds where it says thousands."""
    if field.kind is Kind.PERCENT:
        return there.scaleb(2)
    in_thousands = field.kind is Kind.MONEY and desk.given.get(MONEY) == THOUSANDS
    return there * 1000 if in_thousands else there


def _ours(answers: Answers, of: Address) -> Decimal | None:
    """What is worked out here for a cell, or for the total of a column."""
    if of.key != keys.TOTAL:
        figure = answers.figure(of)
        return figure if isinstance(figure, Decimal) else None
    place = answers.locate(of)
    column = answers.column(*place).values() if place else ()
    figures = [f for f in column if isinstance(f, Decimal)]
    return sum(figures, Decimal(0)) if figures else None


def _pennies_of_shares(answers: Answers) -> Decimal:
    """By how much a sum of shares may differ: a spreadsheet rounds each, we share out what is left."""
    shares = (
        len(answers.row_keys(section, part))
        for section in answers.sections()
        for part in answers.parts(section)
        for field in answers.fields(part)
        if field.formula and "portion(" in field.formula.source
    )
    return sum(shares) * _OF_A_SHARE


def _differs(desk: Desk, of: Address, place: Place, result: _Result) -> None:
    field, exact = result.field, Decimal(1).scaleb(-result.field.places)
    theirs = show_with_unit(field, result.theirs.quantize(exact))
    ours = _("nothing") if result.ours is None else show_with_unit(field, result.ours.quantize(exact))
    put_right, level = _("Let the workbook calculate before it is saved."), Level.NOTE
    if result.typed:
        message = _("The worked-out cell was typed over: it says {theirs}; the answers give {ours}.")
        put_right = _("Correct the answers it is worked out from, or explain the difference.")
        level = Level.EXPLAIN
    elif result.ours is None:
        message = _("The file shows {theirs}, but its answers are not enough to work it out.")
    else:
        message = _("The file shows {theirs}; worked out from its answers it is {ours}. The latter is used.")
    words = Words(theirs, message.format(theirs=theirs, ours=ours), put_right)
    desk.remark("result_differs", level, words, place, of)
