"""A form: its questions in one or two columns, as the room allows; worked-out figures as figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from bvreview.analysis.predicted import ratio_among
from bvreview.framework.sections import Field, Kind, Part, Section
from bvreview.i18n import plural
from bvreview.review.answers import row_address
from bvreview.review.cells import Address
from bvreview.review.wording import show_with_unit
from ui.editing.session import Session
from ui.finding_words import in_one_line, role_of
from ui.forms.finding_ways import Ways
from ui.forms.row import WIDE, FieldRow
from ui.left.tab_order import first_of, has_keys
from ui.look.text import label, set_property
from ui.look.theme import Look

TWO_COLUMNS_FROM: Final = 560  # pixels at 100 %
BETWEEN: Final = 24  # pixels between two columns
BESIDE: Final = 32  # pixels at 100 % for what stands beside an editor
FIGURES_ACROSS: Final = 4
LONGEST_FIGURE: Final = 20
"""Letters of a text that may stand as large as a figure."""


class FormView(QWidget):
    """The fields of one part (for one row of it) that are asked; what is worked out stands below."""

    about = Signal(object)

    def __init__(self, session: Session, section: Section, part: Part, look: Look, key: str = "") -> None:
        super().__init__()
        self._look = look
        fields = session.answers.fields(part)
        self.rows = tuple(
            FieldRow(session, f, row_address(section, part, key, f), look) for f in fields if not f.formula
        )
        worked_out = [f for f in fields if f.formula]
        addresses = [row_address(section, part, key, f) for f in worked_out]
        self._figures = Figures(session, worked_out, addresses, look) if worked_out else None
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(BETWEEN)
        self._grid.setVerticalSpacing(14)
        self._wide: tuple[bool, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addLayout(self._grid)
        self._arrange((True,) * len(self.rows))
        if self._figures:
            column.addWidget(self._figures)  # after the rows, as Tab comes to it
        for row in self.rows:
            row.about.connect(self.about)

    def refresh(self) -> None:
        """Show the review as it is now."""
        for row in self.rows:
            row.refresh()
        if self._figures:
            self._figures.refresh()

    def judge(self) -> None:
        """Show the findings as they are now."""
        for row in self.rows:
            row.judge()
        if self._figures:
            self._figures.judge()

    def commit(self) -> None:
        """Commit what is still being typed."""
        for row in self.rows:
            row.commit()

    def go_to(self, address: Address) -> bool:
        """Put the hand on a field; False when it is not here."""
        row = next((r for r in self.rows if r.address == address), None)
        if row:
            row.go()
        return row is not None or (self._figures is not None and self._figures.go_to(address))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(tuple(self._is_wide(row) for row in self.rows))

    def _is_wide(self, row: FieldRow) -> bool:
        """Whether a question takes the whole width: no choice is cut for the sake of a second column."""
        if self.width() < self._look.px(TWO_COLUMNS_FROM) or row.field.kind in WIDE:
            return True
        half = (self.width() - BETWEEN) // 2 - self._look.px(BESIDE)
        return row.field.kind is Kind.CHOICE and row.editor.sizeHint().width() > half

    def _arrange(self, wide: tuple[bool, ...]) -> None:
        if wide == self._wide:
            return
        self._wide = wide
        place = 0
        for row, is_wide in zip(self.rows, wide, strict=True):
            self._grid.removeWidget(row)
            place += place % 2 if is_wide else 0
            self._grid.addWidget(row, place // 2, place % 2, 1, 2 if is_wide else 1)
            place += 2 if is_wide else 1
        for n in range(2):
            self._grid.setColumnStretch(n, 1)


def _is_sentence(field: Field) -> bool:
    """Whether what is worked out is too long a text to stand as a figure."""
    return not field.kind.is_numeric and field.width > LONGEST_FIGURE


class Figures(QWidget):
    """Worked-out answers as figures with their words under them; sentences stand in lines below."""

    def __init__(
        self, session: Session, fields: Sequence[Field], addresses: Sequence[Address], look: Look
    ) -> None:
        super().__init__()
        self._session = session
        self._look = look
        pairs = list(zip(fields, addresses, strict=True))
        self._shown = [
            (field, address, label("", "figure", wrap=False), label(field.label, "small"))
            for field, address in pairs
            if not _is_sentence(field)
        ]
        self._sentences = [
            (field, address, label("", "small")) for field, address in pairs if _is_sentence(field)
        ]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(0)
        self._columns = 0
        self._went_to: Address | None = None
        self._interval = label("", "small")
        self._said, self.ways = label(), Ways(session, beside=True)
        self.ways.explains.connect(session.explains)
        below = 2 * len(self._shown)
        lines = (*(line for *__, line in self._sentences), self._interval, self._said, self.ways)
        for n, widget in enumerate(lines):
            self._grid.addWidget(widget, below + n, 0, 1, FIGURES_ACROSS)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setProperty("ringed", True)
        self._arrange(2)
        self.refresh()
        self.judge()

    def refresh(self) -> None:
        """Work the figures out anew."""
        for field, address, figure, __ in self._shown:
            value = self._session.answers.figure(address)
            words = show_with_unit(field, value) if value is not None else "\u2013"
            if value is not None and field.unit and field.kind not in (Kind.MONEY, Kind.PERCENT):
                words = f"{words} {field.unit}"
            figure.setText(words)
            figure.setAccessibleName(f"{field.label}: {words}")
        for field, address, line in self._sentences:
            value = self._session.answers.figure(address)
            line.setText(f"{field.label}: {value}" if value else "")
            line.setHidden(not value)
        count = plural("{n} figure worked out", "{n} figures worked out", len(self._shown))
        self.setAccessibleName(count)
        ratio = ratio_among(self._session.answers, (address for __, address, *_rest in self._shown))
        self._interval.setText(f"{ratio.predicted.label}: {ratio.words}" if ratio else "")
        self._interval.setHidden(ratio is None)

    def judge(self) -> None:
        """Show what the rules say of the figures, first of the one gone to, in the words of the panel."""
        found = [f for __, a, ___, ____ in self._shown if (f := self._session.finding_at(a))]
        found.sort(key=lambda f: f.address != self._went_to)
        finding = next((f for f in found if f.is_open), found[0] if found else None)
        self._said.setVisible(finding is not None)
        had_keys = has_keys(self.ways)
        self.ways.show_finding(finding)
        if had_keys and not first_of(self.ways):
            self.setFocus()
        if finding:
            self._said.setText(f"{finding.label}: {in_one_line(finding)}")
            set_property(self._said, "role", role_of(finding))

    def said_words(self) -> str:
        """What the rules say of the figures."""
        return self._said.text()

    def go_to(self, address: Address) -> bool:
        """Bring a figure into sight; False when it is not here. What it is made of is changed elsewhere."""
        found = [figure for __, a, figure, ___ in self._shown if a == address]
        found += [line for __, a, line in self._sentences if a == address]
        if found:
            self._went_to = address
            self.judge()
            self.setAccessibleName(found[0].accessibleName() or found[0].text())
            (first_of(self.ways) or self).setFocus()
        return bool(found)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(max(1, min(FIGURES_ACROSS, self.width() // self._look.px(150))))

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for n, (__, ___, figure, words) in enumerate(self._shown):
            row, column = 2 * (n // columns), n % columns
            self._grid.addWidget(figure, row, column)
            words.setAlignment(Qt.AlignmentFlag.AlignTop)  # beside words of two lines
            self._grid.addWidget(words, row + 1, column)
        used = -(-len(self._shown) // columns)
        for n in range(len(self._shown)):  # more rows were used where there was less room
            self._grid.setRowMinimumHeight(2 * n + 1, self._look.px(26) if n < used else 0)
        for n in range(FIGURES_ACROSS):
            self._grid.setColumnStretch(n, 1 if n < columns else 0)
