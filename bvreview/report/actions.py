"""The chapter of actions, and money and benefits by year: tables whose sums close as printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from bvreview.framework.report_checks import find_part
from bvreview.framework.report_map import ActionMap
from bvreview.framework.terms import Item
from bvreview.i18n import _
from bvreview.report.document import Block, Column, Note, Row, Run, Table, Text, plain, strong
from bvreview.report.said import NOTHING, pounds, say
from bvreview.report.sums import (
    Action,
    Money,
    PlanSums,
    YearSums,
    places_of,
    read_actions,
    sum_actions,
    total,
)
from bvreview.review.answers import Answers
from bvreview.review.cells import Address
from bvreview.review.compared.gaps import gap_map
from bvreview.review.periods import FinancialYear
from bvreview.review.wording import show_date, show_short_date


class ActionPages:
    """The actions of one review, told once as a list and once as money."""

    def __init__(self, answers: Answers, roles: ActionMap, first_day: date | None) -> None:
        """Read the actions; ``first_day``: of the plan, by which its years are named."""
        self._answers, self._roles, self._first_day = answers, roles, first_day
        self.actions = read_actions(answers, roles)
        self.sums: PlanSums = sum_actions(self.actions, len(roles.benefits))

    @property
    def years(self) -> tuple[str, ...]:
        """The plan's years: financial years when it starts on 1 April, else "Year 1" and on."""
        numbers = range(len(self._roles.benefits))
        start = self._first_day
        if start and (start.month, start.day) == (4, 1):
            return tuple(FinancialYear(start.year + n).id for n in numbers)
        return tuple(_("Year {n}").format(n=n + 1) for n in numbers)

    def action_blocks(self) -> Iterator[Block]:
        """The list: what and why, who, until when, from where to where, and the money."""
        if not self.actions:
            return
        columns = (
            Column(_("No.")),
            Column(_("What, and why")),
            Column(_("Who, by when")),
            Column(_("Measure: from, to")),
            *(Column(name, "right") for name in (_("One-off"), *self.years)),
        )
        rows = [self._row(number, action) for number, action in enumerate(self.actions, 1)]
        yield Table(columns, (*rows, *self._closing_rows()))
        yield Note(self._action_note())

    def benefit_blocks(self) -> Iterator[Block]:
        """The money by kind of benefit and year, less overlap, less one-off cost."""
        if all(year.gross is None for year in self.sums.years) and self.sums.one_off is None:
            return
        columns = (
            Column(_("Kind of benefit")),
            *(Column(name, "right") for name in self.years),
            Column(_("Together"), "right"),
        )
        yield Table(columns, tuple(self._benefit_rows()))
        yield Note(_("Below zero is a cost. A benefit that two actions claim is counted once: the overlap."))

    def _row(self, number: int, action: Action) -> Row:
        roles = self._roles
        what, why = self._say(action, roles.what), self._say(action, roles.why)
        lead = what if not why or what.endswith((".", "?", "!")) else f"{what}."
        money = [pounds(a, self._places) for a in (action.one_off, *action.benefits)]
        gap = self._gap(action)
        return Row(
            (
                plain(str(number)),
                Text((Run(lead, strong=True), Run(f" {why}" if why else ""), Run(f" {gap}" if gap else ""))),
                plain(self._owner(action)),
                plain(self._measure(action)),
                *(plain(text) for text in money),
            )
        )

    def _gap(self, action: Action) -> str:
        """The gap that it answers."""
        places = gap_map(self._answers)
        named = self._say(action, places.link) if places and places.actions == self._roles.part else ""
        return _("Answers the gap: {gap}.").format(gap=named.rstrip(".")) if named else ""

    def _owner(self, action: Action) -> str:
        """Who answers for it, and until when."""
        due = show_short_date(action.due) if action.due else self._say(action, self._roles.due)
        return "\n".join(part for part in (self._say(action, self._roles.owner), due) if part)

    def _measure(self, action: Action) -> str:
        roles = self._roles
        name, start, goal = (self._say(action, r) for r in (roles.measure, roles.baseline, roles.target))
        if start and goal:
            return _("{measure}: {start} to {goal}").format(measure=name, start=start, goal=goal)
        if goal:
            return _("{measure}: to {goal}").format(measure=name, goal=goal)
        return _("{measure}: from {start}").format(measure=name, start=start) if start else name

    def _closing_rows(self) -> Iterator[Row]:
        """All actions, the overlap, and the plan's total: three lines that anyone can add up."""
        years, one_off = self.sums.years, self.sums.one_off
        if any(year.overlap for year in years):
            yield self._sum_row(_("All actions"), one_off, [y.gross for y in years])
            label = self._overlap_label()
            yield self._sum_row(label, None, [_less(y) for y in years], once=False)
            yield self._sum_row(_("Plan total: actions less overlap"), one_off, [y.net for y in years])
        else:
            yield self._sum_row(_("Plan total, no overlap"), one_off, [y.net for y in years])

    def _overlap_label(self) -> str:
        numbers = [str(n) for n, action in enumerate(self.actions, 1) if any(action.overlaps)]
        return _("Less overlap, stated at {numbers}").format(numbers=", ".join(numbers))

    def _sum_row(self, label: str, one_off: Money, years: Sequence[Money], *, once: bool = True) -> Row:
        money = [plain(pounds(a, self._places)) for a in (one_off, *years)]
        money = money if once else [plain(""), *money[1:]]
        return Row((plain(""), plain(label), plain(""), plain(""), *money), "total")

    def _benefit_rows(self) -> Iterator[Row]:
        for label, kind in self._kinds():
            yield self._by_year(plain(label), [self._of_kind(kind, n) for n in self._numbers])
        years = self.sums.years
        if any(year.overlap for year in years):
            yield self._by_year(plain(_("Less overlap")), [_less(y) for y in years])
        yield self._by_year(strong(_("Benefit of the plan")), [y.net for y in years], closing=True)
        if self.sums.one_off is not None:
            yield self._last(_("Less one-off cost"), -self.sums.one_off)
            yield self._last(_("Benefit less one-off cost"), self.sums.net)

    def _kinds(self) -> list[tuple[str, str]]:
        """The kinds that occur, in the pack's order, then actions without a kind."""
        part = find_part(self._answers.framework, self._roles.part)
        field = part.field(self._roles.kind) if part else None
        items: Sequence[Item] = self._answers.framework.lists.get(field.list, ()) if field else ()
        used = {a.kind for a in self.actions if any(b is not None for b in a.benefits)}
        kinds = [(item.label, item.id) for item in items if item.id in used]
        return [*kinds, (_("Kind not given"), "")] if "" in used else kinds

    def _of_kind(self, kind: str, year: int) -> Money:
        return total(a.benefits[year] for a in self.actions if a.kind == kind)

    def _by_year(self, label: Text, years: Sequence[Money], *, closing: bool = False) -> Row:
        cells = [plain(pounds(a, self._places)) for a in (*years, total(years))]
        return Row((label, *cells), "total" if closing else "plain")

    def _last(self, label: str, amount: Money) -> Row:
        blanks = [plain("") for __ in self._numbers]
        return Row((plain(label), *blanks, plain(pounds(amount, self._places))), "total")

    @property
    def _numbers(self) -> range:
        return range(len(self._roles.benefits))

    @property
    def _places(self) -> int:
        return places_of(m for a in self.actions for m in (a.one_off, *a.benefits, *a.overlaps))

    def _say(self, action: Action, name: str) -> str:
        section, __, part = self._roles.part.partition(".")
        return say(self._answers, Address(section, f"{part}:{action.key}", name))

    def _action_note(self) -> str:
        note = _("Benefit after yearly cost, before one-off cost; below zero is a cost.")
        if self._first_day and self.years[0] == _("Year {n}").format(n=1):
            note += " " + _("Year 1 begins on {day}.").format(day=show_date(self._first_day))
        missing = any(m is None for a in self.actions for m in (a.one_off, *a.benefits))
        if missing:
            note += " " + _("{sign} means that no figure was given; it is not counted as zero.").format(
                sign=NOTHING
            )
        return note


def _less(year: YearSums) -> Money:
    return None if year.overlap is None else -year.overlap or Decimal(0)
