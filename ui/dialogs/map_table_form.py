"""What is asked about a published table: which column holds what, what the figure is, where it is from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QSignalBlocker, QSize, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from bvreview.framework.services import Direction
from bvreview.i18n import _
from bvreview.review.compared.plain_table import PlainTable
from bvreview.review.compared.table_mapping import TableMapping
from bvreview.review.periods import FinancialYear
from ui.look.text import label
from ui.widgets.combo import CalmCombo
from ui.widgets.scroller import ScrollColumn

YEARS: Final = tuple(FinancialYear(y) for y in range(2001, 2016))
USUAL_YEAR: Final = FinancialYear(2009)
KINDS: Final = ("proportion", "money", "number")
DIRECTIONS: Final = (Direction.NEUTRAL, Direction.UP, Direction.DOWN)
COLUMNS: Final = ("organisation", "numerator", "denominator", "value", "percentage", "target")
_LOOKED_AT: Final = 25


class TableForm(ScrollColumn):
    """``changed`` says that something else was chosen; ``moved`` that sheet or headings are others."""

    changed = Signal()
    moved = Signal()

    def __init__(self, tables: Sequence[PlainTable], topics: Mapping[str, tuple[str, str]]) -> None:
        super().__init__("canvas", 0)
        self._tables, self._topics = tuple(tables), dict(topics)
        self._aliases: dict[str, str] = {}
        self.column.setContentsMargins(0, 0, 12, 0)
        self.column.setSpacing(2)
        self._holders: dict[QWidget, QWidget] = {}
        self.sheet = self._combo(_("Sheet"), [t.name for t in tables])
        self.heading = self._combo(_("Headings are in"), [])
        self.year = self._combo(_("Organisations of the financial year"), [y.label for y in YEARS])
        self.topic = self._combo(
            _("What the figure is"), [_("A new title"), *(t for t, __ in topics.values())]
        )
        self.title = self._line(_("Title"))
        self.kind = self._combo(_("Kind"), [_("A share of a whole"), _("Pounds"), _("A number")])
        self.unit = self._line(_("Unit, for instance offender manager"))
        ways = [_("Neither way is better"), _("Higher is better"), _("Lower is better")]
        self.direction = self._combo(_("Better"), ways)
        self.boxes: dict[str, CalmCombo] = {}
        for name, words in _columns().items():
            self.boxes[name] = self._combo(words, [])
        self.thousands = QCheckBox(_("Printed in thousands of pounds"))
        self.column.addWidget(self.thousands)
        self.period = self._line(_("Period as printed, for instance April to July 2009"))
        self.source = self._line(_("Source: who published it, where and when"))
        self.column.addStretch(1)
        self.sheet.activated.connect(self._show_sheet)
        self.heading.activated.connect(self._show_headings)
        for combo in (self.year, self.topic, self.kind, self.direction, *self.boxes.values()):
            combo.activated.connect(self._tell)
        for line in (self.title, self.unit, self.period, self.source):
            line.textEdited.connect(self._tell)
        self.thousands.toggled.connect(self._tell)
        self.year.setCurrentIndex(YEARS.index(USUAL_YEAR))
        self._set_visible(self.sheet, len(self._tables) > 1)
        self._show_sheet()

    def _combo(self, words: str, texts: Sequence[str]) -> CalmCombo:
        combo = CalmCombo()
        combo.addItems(list(texts))
        combo.setMinimumContentsLength(12)
        combo.setSizeAdjustPolicy(CalmCombo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._add(words, combo)
        return combo

    def _line(self, words: str) -> QLineEdit:
        line = QLineEdit()
        self._add(words, line)
        return line

    def _add(self, words: str, widget: QWidget) -> None:
        widget.setAccessibleName(words)
        named = label(words)
        named.setContentsMargins(0, 4, 0, 0)  # hidden with it, where a spacing would stay
        named.setBuddy(widget)
        self._holders[widget] = named
        self.column.addWidget(named)
        self.column.addWidget(widget)

    def minimumSizeHint(self) -> QSize:
        """As wide as the longest question: a form that scrolls sideways hides the ends of all of them."""
        least, bar = self.ground.minimumSizeHint().width(), self.verticalScrollBar().sizeHint().width()
        return QSize(least + bar, super().minimumSizeHint().height())

    def _set_visible(self, widget: QWidget, there: bool) -> None:
        widget.setVisible(there)
        self._holders[widget].setVisible(there)

    # which table

    @property
    def table(self) -> PlainTable:
        """The sheet that is looked at."""
        return self._tables[max(0, self.sheet.currentIndex())]

    @property
    def heading_row(self) -> int:
        """The row of the headings, from 0."""
        return max(0, self.heading.currentIndex())

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of the columns."""
        return self.table.headings(self.heading_row)

    def _show_sheet(self) -> None:
        table, text = self.table, _("Row {n}: {words}")
        self.heading.clear()
        for number, row in enumerate(table.rows[:_LOOKED_AT], 1):
            first = next((t.strip() for t in row if t.strip()), "")
            self.heading.addItem(text.format(n=number, words=first[:40]))
        self.heading.setCurrentIndex(table.guess_heading())
        self._show_headings()

    def _show_headings(self) -> None:
        for name, box in self.boxes.items():
            box.clear()
            box.addItems([_("Choose") if name == "organisation" else _("None"), *self.headings])
        self.moved.emit()

    # what was said

    def show_mapping(self, mapping: TableMapping) -> None:
        """Show a guess, or what was said the last time."""
        with QSignalBlocker(self):
            self._aliases = dict(mapping.aliases)
            years = [y.id for y in YEARS]
            self.year.setCurrentIndex(years.index(mapping.year if mapping.year in years else USUAL_YEAR.id))
            topics = list(self._topics)
            self.topic.setCurrentIndex(topics.index(mapping.topic) + 1 if mapping.topic in topics else 0)
            self.kind.setCurrentIndex(KINDS.index(mapping.kind) if mapping.kind in KINDS else 0)
            self.direction.setCurrentIndex(DIRECTIONS.index(mapping.direction))
            self.thousands.setChecked(mapping.thousands)
            for name, box in self.boxes.items():
                heading = getattr(mapping, name)
                box.setCurrentIndex(self.headings.index(heading) + 1 if heading in self.headings else 0)
            for name in ("title", "unit", "period", "source"):
                getattr(self, name).setText(getattr(mapping, name))
        self._show_what_fits()

    def mapping(self) -> TableMapping:
        """What is said now."""
        columns = {name: self._heading_in(box) for name, box in self.boxes.items()}
        topic = list(self._topics)[self.topic.currentIndex() - 1] if self.topic.currentIndex() > 0 else ""
        kind = self._topics[topic][1] if topic else KINDS[max(0, self.kind.currentIndex())]
        if kind == "proportion":
            columns["value"] = ""
        else:
            columns |= {"numerator": "", "denominator": "", "percentage": ""}
        return TableMapping(
            **columns,
            topic=topic,
            title=self.title.text().strip(),
            kind=kind,
            unit=self.unit.text().strip(),
            direction=DIRECTIONS[max(0, self.direction.currentIndex())],
            thousands=kind == "money" and self.thousands.isChecked(),
            year=YEARS[max(0, self.year.currentIndex())].id,
            period=self.period.text().strip(),
            source=self.source.text().strip(),
            aliases=dict(self._aliases),
        )

    def _heading_in(self, box: CalmCombo) -> str:
        return self.headings[box.currentIndex() - 1] if box.currentIndex() > 0 else ""

    def call(self, printed: str, organisation: str) -> None:
        """Say which organisation (its id, "" for none) a printed name means."""
        self._aliases[printed] = organisation
        self.changed.emit()

    def alias_of(self, printed: str) -> str:
        """The id of the organisation that a printed name was said to mean."""
        return self._aliases.get(printed, "")

    def _tell(self) -> None:
        self._show_what_fits()
        self.changed.emit()

    def _show_what_fits(self) -> None:
        """Only the boxes that the kind of figure asks for."""
        now, is_new = self.mapping(), self.topic.currentIndex() <= 0
        for widget in (self.title, self.kind, self.unit, self.direction):
            self._set_visible(widget, is_new)
        is_share = now.kind == "proportion"
        self._set_visible(self.unit, is_new and not is_share)
        for name in ("numerator", "denominator", "percentage"):
            self._set_visible(self.boxes[name], is_share)
        self._set_visible(self.boxes["value"], not is_share)
        self.thousands.setVisible(now.kind == "money")


def _columns() -> dict[str, str]:
    return {
        "organisation": _("Column of the organisations"),
        "numerator": _("Numerator: how many"),
        "denominator": _("Denominator: of how many"),
        "value": _("Column of the figures"),
        "percentage": _("Printed percentage, to check the counts with"),
        "target": _("Target"),
    }
