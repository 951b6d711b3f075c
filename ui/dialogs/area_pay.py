"""How dear pay is in each area: factors of one's own, with their source; costs are then shown both ways."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFormLayout, QLineEdit, QWidget

from bvreview.framework.organisations import Organisation
from bvreview.i18n import _, plural
from bvreview.review.compared.area_pay import AREA_PAY, AreaPay, area_pay_of, area_pay_set, why_no_factor
from bvreview.review.compared.benchmarks import BenchmarkSet
from bvreview.review.values import parse_number
from bvreview.review.wording import show_number
from ui.bus import Changed
from ui.desk import Desk
from ui.dialogs.foot import foot
from ui.dialogs.head import column_of, name_dialog
from ui.look.text import button, label, plain
from ui.reader import Reader
from ui.widgets.messages import show_error
from ui.widgets.scroller import ScrollColumn

NOBODY: Final = AreaPay({}, "")
_MOST_SAID: Final = 5
"""Of so many lines it is said what is wrong with them; of more, how many."""


class AreaPayDialog(QDialog):
    """A line for each organisation, empty for an average area; nothing is kept before it is saved.

    What is kept already is read first: as long as it is not there, nothing can take its place.
    """

    def __init__(self, parent: QWidget, desk: Desk, organisations: Sequence[Organisation]) -> None:
        super().__init__(parent)
        name_dialog(self, _("Area pay factors"))
        self._desk = desk
        self.kept = NOBODY
        self.source = QLineEdit()
        self.lines = {o.id: _line(o) for o in organisations}
        self._names = {o.id: o.name for o in organisations}
        self._holder = ScrollColumn("surface", 12)
        self._count, self._problem = label("", "small"), label("", "stop")
        self._reader, self._writer = Reader(), Reader()
        for asking, answer in ((self._reader, self._take), (self._writer, self._end)):
            asking.setParent(self)
            asking.answered.connect(answer)
            asking.failed.connect(lambda error: show_error(self, error))
        self._lay_out()
        workspace = desk.workspace
        self._reader.ask(lambda: workspace.later(workspace.benchmark_sets))

    def _lay_out(self) -> None:
        hint = _(
            "1 is the average, 1.12 means that pay is 12% dearer in the area. Leave an average area empty. "
            "Costs are then shown both ways: as reported, and with the pay of direct staff divided by the "
            "factor. No factor comes with the application."
        )
        self._problem.hide()
        self.source.setAccessibleName(_("Source of the factors"))
        self.source.setPlaceholderText(_("Who worked them out, where and when"))
        for box in (self.source, *self.lines.values()):
            box.textChanged.connect(self._follow)
        source = QFormLayout()
        source.addRow(label(_("Source"), wrap=False), self.source)
        self.save, self.remove = button(_("Save"), primary=True), button(_("Remove all factors"))
        self.remove.clicked.connect(self._remove)
        for made in (self.save, self.remove):
            made.setEnabled(False)
        column = column_of(self, self.windowTitle())
        column.addWidget(label(hint, "muted"))
        column.addLayout(source)
        column.addWidget(self._problem)
        column.addWidget(self._factors(), 1)
        column.addWidget(self._count)
        column.addLayout(foot(self, self.save, self.remove))
        self.resize(self._desk.look.room_for(520, 600))
        self._follow()

    def _factors(self) -> QWidget:
        holder = self._holder
        form = QFormLayout()
        form.setSpacing(4)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        for organisation, line in self.lines.items():
            name = label(plain(self._names[organisation]), wrap=False)
            name.setBuddy(line)
            form.addRow(name, line)
        holder.column.addLayout(form)
        holder.column.addStretch(1)
        holder.setAccessibleName(_("Organisations"))
        return holder

    # showing

    def _take(self, sets: tuple[BenchmarkSet, ...]) -> None:
        self.kept = area_pay_of(sets) or NOBODY
        self.source.setText(self.kept.source)
        for organisation, line in self.lines.items():
            factor = self.kept.factors.get(organisation)
            line.setText(show_number(factor) if factor else "")
        self.save.setEnabled(True)
        self.remove.setEnabled(bool(self.kept.factors))

    def _follow(self) -> None:
        self._problem.hide()
        given = sum(not why_no_factor(factor) for factor in self.factors().values())
        words = plural("{n} organisation has a factor", "{n} organisations have a factor", given)
        self._count.setText(words + "." if given else _("No factor: costs are shown as reported only."))

    # keeping

    def factors(self) -> dict[str, Decimal | None]:
        """What was typed, by organisation; None for what is no number. An empty line is left out."""
        typed = {who: line.text().strip() for who, line in self.lines.items()}
        return {who: parse_number(text) for who, text in typed.items() if text}

    def accept(self) -> None:
        typed, source = self.factors(), " ".join(self.source.text().split())
        elsewhere = {who: f for who, f in self.kept.factors.items() if who not in self.lines}
        factors = {**elsewhere, **{who: f for who, f in typed.items() if f}}
        wrong = {who: why for who, factor in typed.items() if (why := why_no_factor(factor))}
        problems = [self._problem_of(who, why) for who, why in wrong.items()]
        if len(problems) > _MOST_SAID:
            problems[_MOST_SAID:] = [_("And {n} more.").format(n=len(problems) - _MOST_SAID)]
        if (factors or wrong) and not source:
            problems.append(_("Give the source of the factors: who worked them out, where and when."))
        if problems:
            first = next(iter(wrong), None)
            self._refuse("\n".join(problems), self.lines[first] if first else self.source)
        else:
            self._keep(area_pay_set(factors, source))

    def _problem_of(self, who: str, why: str) -> str:
        shown = self.lines[who].text().strip()
        return _("{name}: {typed} {why}.").format(name=self._names[who], typed=shown, why=why)

    def _refuse(self, problem: str, at: QLineEdit) -> None:
        self._problem.setText(problem)
        self._problem.show()
        at.setFocus()
        self._holder.ensureWidgetVisible(at)

    def _remove(self) -> None:
        self._keep(area_pay_set({}, ""))

    def _keep(self, factors: BenchmarkSet) -> None:
        workspace = self._desk.workspace
        if factors.observations:
            self._writer.ask(lambda: workspace.later(workspace.save_benchmark_set, factors))
        else:
            self._writer.ask(lambda: workspace.later(workspace.remove_benchmark_set, AREA_PAY))

    def _end(self, _nothing: object) -> None:
        self._desk.bus.tell(Changed())
        super().accept()


def _line(organisation: Organisation) -> QLineEdit:
    line = QLineEdit()
    line.setAccessibleName(_("Factor of {name}").format(name=plain(organisation.name)))
    line.setAlignment(Qt.AlignmentFlag.AlignRight)
    line.setPlaceholderText("1")
    line.setMaxLength(8)
    return line
