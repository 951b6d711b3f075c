"""The actions of a plan as figures, and the sums that close: plan total = actions less overlap, always."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bvreview.framework.report_checks import find_part
from bvreview.framework.report_map import ActionMap
from bvreview.framework.sections import Part, Section
from bvreview.review.answers import Answers, row_address

Money = Decimal | None


@dataclass(frozen=True, slots=True)
class Action:
    """One action: its row, day and money; None where no figure is given."""

    key: str
    kind: str
    due: date | None
    one_off: Money
    benefits: tuple[Money, ...]
    overlaps: tuple[Money, ...]


@dataclass(frozen=True, slots=True)
class YearSums:
    """The sums of one year, and what is left when the overlap is taken out."""

    gross: Money
    overlap: Money

    @property
    def net(self) -> Money:
        """Benefit less overlap; None when no benefit is given."""
        return None if self.gross is None else self.gross - (self.overlap or 0)


@dataclass(frozen=True, slots=True)
class PlanSums:
    """All actions together."""

    one_off: Money
    years: tuple[YearSums, ...]

    @property
    def benefit(self) -> Money:
        """The net benefit of all years."""
        return total(year.net for year in self.years)

    @property
    def net(self) -> Money:
        """The net benefit of all years less the one-off cost."""
        return None if self.benefit is None else self.benefit - (self.one_off or 0)


def read_actions(answers: Answers, roles: ActionMap) -> tuple[Action, ...]:
    """The actions in the order in which they were entered; a row without any answer is not one."""
    section = answers.framework.section(roles.part.partition(".")[0])
    part = find_part(answers.framework, roles.part)
    if not section or not part:
        return ()
    keys = answers.row_keys(section, part)
    answered = {a.row for a in answers.review.cells if a.section == section.id}
    return tuple(_action(answers, section, part, roles, k) for k in keys if f"{part.id}:{k}" in answered)


def sum_actions(actions: Sequence[Action], years: int) -> PlanSums:
    """What all actions cost once, bring each year and claim twice."""
    return PlanSums(
        total(a.one_off for a in actions),
        tuple(
            YearSums(total(a.benefits[n] for a in actions), total(a.overlaps[n] for a in actions))
            for n in range(years)
        ),
    )


def total(amounts: Iterable[Money]) -> Money:
    """The sum of what is given; None when nothing is."""
    given = [amount for amount in amounts if amount is not None]
    return sum(given, Decimal(0)) if given else None


def places_of(amounts: Iterable[Money]) -> int:
    """With how many places all amounts of a table are printed, so that the printed sums close."""
    return 2 if any(a is not None and a != a.to_integral_value() for a in amounts) else 0


def _action(answers: Answers, section: Section, part: Part, roles: ActionMap, key: str) -> Action:
    def figure(name: str) -> object:
        field = part.field(name)
        return answers.figure(row_address(section, part, key, field)) if field else None

    def money(name: str) -> Money:
        value = figure(name)
        return value if isinstance(value, Decimal) else None

    due = figure(roles.due)
    return Action(
        key,
        str(figure(roles.kind) or ""),
        due if isinstance(due, date) else None,
        money(roles.one_off),
        tuple(money(name) for name in roles.benefits),
        tuple(money(name) for name in roles.overlaps),
    )
