"""The tables beside the charts of costs: what a gap is made of, who stands where, who is on the frontier."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from bvreview.charts.costs import (
    measured_by,
    place_word,
    say_index,
    signed_pounds,
)
from bvreview.i18n import _
from bvreview.review.compared.costing import part_words
from bvreview.review.compared.standing import say_percent, say_pounds
from bvreview.review.compared.told import ToldColumn, ToldRow, ToldTable
from bvreview.review.wording import show_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bvreview.charts.spec import Words
    from bvreview.review.compared.cost_parts import CostParts
    from bvreview.review.compared.costing import (
        CostPerformance,
        Frontier,
        Gap,
        Marginal,
        OutcomePrice,
        Placement,
    )

PENNY = Decimal("0.01")


def _told(
    words: Words, columns: tuple[ToldColumn, ...], rows: tuple[ToldRow, ...], named: tuple[str, str, str]
) -> ToldTable:
    """``named``: the sheet, whose table it is, service and year."""
    sheet, owner, about = named
    return ToldTable(
        title=words.title,
        intro=tuple(filter(None, (words.sentence,))),
        columns=columns,
        rows=rows,
        notes=tuple(filter(None, (*words.notes, words.source))),
        sheet=sheet,
        owner=owner,
        about=about,
        illustrative=words.illustrative,
    )


def _with_more(notes: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return (*notes, *(note for note in more if note not in notes))


def tell_gap(gap: Gap, words: Words, about: str, at_area_pay: Gap | None = None) -> ToldTable:
    """What both costs are made of, and what each difference adds to the gap.

    ``at_area_pay``: the same gap with costs adjusted for pay, which is said below.
    """
    words = replace(words, notes=_with_more(words.notes, tuple(_told_adjusted(at_area_pay))))
    columns = (
        ToldColumn(_("What"), 30),
        ToldColumn(gap.own.organisation, 14, right=True),
        ToldColumn(gap.other.organisation, 14, right=True),
        ToldColumn(_("Adds to the gap"), 14, right=True),
    )
    return _told(words, columns, (*_gap_rows(gap),), (_("Why the gap"), gap.own.organisation, about))


def _gap_rows(gap: Gap) -> Iterator[ToldRow]:
    own, other = gap.own, gap.other
    adds = {p.part: signed_pounds(p.amount) for p in gap.parts}
    time = _("Staff time: full-time equivalents for 1,000")
    non_staff = _each(own.non_staff, own), _each(other.non_staff, other)
    overhead = _each(own.overhead, own), _each(other.overhead, other)
    whole = say_pounds(gap.own_cost), say_pounds(gap.other_cost)
    yield _gap_row(_("Volume (a unit is one {unit})").format(unit=gap.unit), _volume(own), _volume(other))
    yield _gap_row(time, _time(own), _time(other), adds["productivity"])
    yield _gap_row(_("Pay for one full-time equivalent"), _pay(own), _pay(other), adds["price"])
    yield _gap_row(part_words("mix"), "", "", adds["mix"])
    yield _gap_row(part_words("non_staff"), *non_staff, adds["non_staff"])
    yield _gap_row(part_words("overhead"), *overhead, adds["overhead"])
    yield _gap_row(_("Unit cost"), *whole, signed_pounds(gap.total))


def _told_adjusted(gap: Gap | None) -> Iterator[str]:
    """The gap of adjusted costs in a sentence, and what was done to them."""
    if gap:
        text = _("Costs adjusted for area pay: {own} beside {other}, a gap of {total}.")
        own, other = say_pounds(gap.own_cost), say_pounds(gap.other_cost)
        yield text.format(own=own, other=other, total=signed_pounds(gap.total))
        yield from gap.caveats


def _gap_row(what: str, own: str, other: str, adds: str = "") -> ToldRow:
    return ToldRow(what, (what, own, other, adds))


def _volume(parts: CostParts) -> str:
    return show_number(parts.volume)


def _time(parts: CostParts) -> str:
    return f"{parts.fte * 1000 / parts.volume:,.3f}"


def _pay(parts: CostParts) -> str:
    average = parts.average_pay
    return _("not defined") if average is None else say_pounds(average)


def _each(amount: Decimal, parts: CostParts) -> str:
    return say_pounds((amount / parts.volume).quantize(PENNY, ROUND_HALF_UP))


def tell_performance(
    placed: CostPerformance,
    words: Words,
    named: tuple[str, str],
    outcomes: tuple[str, Mapping[str, OutcomePrice], Mapping[str, Marginal]],
    at_area_pay: CostPerformance | None = None,
) -> ToldTable:
    """Who stands where, what an outcome costs there, and what one more here costs beside them.

    ``named``: the own organisation, service and year. ``outcomes``: the outcome in words, prices and
    differences by organisation. ``at_area_pay``: the same with costs adjusted for pay, beside as a column.
    """
    outcome, prices, marginals = outcomes
    spare = at_area_pay is not None
    more = (
        ToldColumn(_("Per outcome"), 14, right=True, spare=spare),
        ToldColumn(_("One more"), 13, spare=spare),
    )
    adjusted = (ToldColumn(_("Pay-adjusted"), 10, right=True),) if at_area_pay else ()
    columns = (
        ToldColumn(_("Organisation"), 16),
        ToldColumn(_("Unit cost"), 9, right=True),
        *adjusted,
        ToldColumn(_("Index"), 13, right=True),
        ToldColumn(_("Reads as"), 17),
        *(more if outcome else ()),
    )
    rows = []
    for p in placed.placements:
        there = at_area_pay.find(p.organisation) if at_area_pay else None
        beside = [say_pounds(there.cost) if there else ""] if at_area_pay else []
        texts = [p.organisation, say_pounds(p.cost), *beside, _say_with_interval(p), place_word(p, placed)]
        if outcome:
            price = prices.get(p.organisation)
            texts += [say_pounds(price.each) if price else "", _one_more(marginals.get(p.organisation))]
        rows.append(ToldRow(p.organisation, tuple(texts)))
    told = _told(words, columns, tuple(rows), (_("Cost and performance"), *named))
    if at_area_pay:
        told = replace(told, notes=_with_more(told.notes, at_area_pay.caveats))
    return replace(told, notes=(*told.notes, _outcome_note(outcome))) if outcome else told


def _say_with_interval(p: Placement) -> str:
    text = _("{index} ({low} to {high})")
    return text.format(index=say_index(p.index), low=say_index(p.lower), high=say_index(p.upper))


def _outcome_note(outcome: str) -> str:
    text = _(
        "Per outcome: whole cost over outcomes ({outcome}). One more: what one more costs here beside that "
        "organisation, for each unit of both; where the dearer one brings no more, there is no price for it."
    )
    return text.format(outcome=outcome)


def _one_more(found: Marginal | None) -> str:
    """What one more costs here beside another, as short as a cell asks for."""
    if not found:
        return ""
    if found.each is not None:
        amount = say_pounds(found.each)
        return amount if found.way == "buys" else _("saves {amount}").format(amount=amount)
    return {"dearer": _("dearer, no gain"), "cheaper": _("cheaper, no loss")}.get(found.way, _("the same"))


def marginal_words(found: Marginal, outcome: str) -> str:
    """What one more outcome costs beside another organisation, as a sentence."""
    if found.each is not None:
        text = _("Beside {other}, one more {outcome} costs {amount} here.")
        if found.way == "saves":
            text = _("Beside {other}, each {outcome} fewer saves {amount} here.")
        return text.format(other=found.other, outcome=outcome, amount=say_pounds(found.each))
    text = {
        "dearer": _("Beside {other} it is dearer here and brings no more, or brings fewer for no less."),
        "cheaper": _("Beside {other} it is cheaper here and brings no fewer, or brings more for no more."),
    }.get(found.way, _("Beside {other} nothing differs."))
    return text.format(other=found.other)


def tell_frontier(frontier: Frontier, words: Words, named: tuple[str, str]) -> ToldTable:
    """Scores, and by whom each is measured. ``named``: the own organisation, service and year."""
    columns = (
        ToldColumn(_("Organisation"), 20),
        ToldColumn(_("Score"), 8, right=True),
        ToldColumn(_("Beside"), 40),
    )
    ordered = sorted(frontier.found, key=lambda e: e.organisation)
    rows = tuple(
        ToldRow(
            e.organisation,
            (
                e.organisation,
                say_percent(e.score, 1),
                _("on the frontier") if e.is_efficient else measured_by(e.peers),
            ),
        )
        for e in ordered
    )
    return _told(words, columns, rows, (_("Frontier"), *named))
