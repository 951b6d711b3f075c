"""The line of totals: what its figures are, and which lines are not counted in them yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bvreview.framework.sections import Field, Part, Section
from bvreview.i18n import _
from bvreview.review.answers import Answers, row_address
from bvreview.review.cells import State
from ui.forms.cells import show_figure
from ui.look.text import NOTE_SHAPE

MOST_NAMES = 4


@dataclass(frozen=True, slots=True)
class Total:
    """A total and the lines that should be in it and are not."""

    figure: str = ""
    missing: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The figure, with a sign before it where it is not complete."""
        return f"{NOTE_SHAPE} {self.figure}" if self.missing else self.figure

    @property
    def reason(self) -> str:
        """What is not counted, in words; "" for a total that is complete."""
        if not self.missing:
            return ""
        names = ", ".join(self.missing[:MOST_NAMES])
        more = len(self.missing) - MOST_NAMES
        if more > 0:
            names = _("{names} and {n} more").format(names=names, n=more)
        return _("Incomplete. Not counted yet: {names}.").format(names=names)


class Totals:
    """The totals of a table's columns, each worked out once for a state of the review."""

    def __init__(self, section: Section, part: Part, fields: Sequence[Field]) -> None:
        self._section, self._part, self._fields = section, part, fields
        self._answers: Answers | None = None
        self._known: dict[int, Total] = {}

    def of(self, answers: Answers, column: int) -> Total:
        """The total of a column."""
        if answers is not self._answers:
            self._answers, self._known = answers, {}
        if column not in self._known:
            field = self._fields[column]
            self._known[column] = (
                total_of(answers, self._section, self._part, field) if field.total else Total()
            )
        return self._known[column]

    def title(self, answers: Answers) -> str:
        """What the line of totals is called."""
        is_open = any(self.of(answers, n).missing for n in range(len(self._fields)))
        return _("Total so far") if is_open else _("Total")


def total_of(answers: Answers, section: Section, part: Part, field: Field) -> Total:
    """The total of a column; without any figure there is none, and nothing is missing in it."""
    column = answers.column(section, part, field)
    figures = [f for f in column.values() if isinstance(f, Decimal)]
    if not figures:
        return Total()
    missing = [
        answers.line_label(section, part, key)
        for key, figure in column.items()
        if figure is None and _is_awaited(answers, section, part, field, key)
    ]
    return Total(show_figure(field, sum(figures, Decimal(0))), tuple(missing))


def _is_awaited(answers: Answers, section: Section, part: Part, field: Field, key: str) -> bool:
    """Whether a cell without a figure will have one: it is pending or asked for, or its line is begun."""
    if field.formula:
        asked = [f for f in answers.fields(part) if f.kind.is_numeric and not f.formula]
        return any(answers.answer(row_address(section, part, key, f)) for f in asked) or any(
            answers.is_required(part, key, f) for f in asked
        )
    answer = answers.answer(row_address(section, part, key, field))
    if answer is None:
        return answers.is_required(part, key, field)
    return answer.state is not State.NOT_APPLICABLE
