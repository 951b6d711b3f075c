"""What stands around a table: a way to columns out of sight, what a paste left out, buttons for lines."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from bvreview.framework.sections import Part
from bvreview.i18n import _, plural
from bvreview.review.cells import Address, State
from bvreview.review.wording import show_number
from ui.forms.cell_finding import CellFinding
from ui.forms.cells import column_title
from ui.forms.painting import NEEDED
from ui.forms.table import AnswerTable
from ui.look.text import button, label, tip

PENNY: Final = Decimal("0.01")


class TableFrame(QWidget):
    """A table with the words and buttons that belong to it, right above and under it."""

    def __init__(self, table: AnswerTable, part: Part) -> None:
        super().__init__()
        self.table = table
        self.more = button("", link=True)
        self.more.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the arrow keys lead there inside the table
        self.more.clicked.connect(self._show_more)
        self.said = label("", "explain")
        self.said.hide()
        self.sum = label("", "small", wrap=False)
        self.needed = label(_("{sign} needed").format(sign=NEEDED), "small", wrap=False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.finding = CellFinding(table)
        for widget in (self.more, table, self.finding, self.said):
            column.addWidget(widget)
        column.addLayout(self._foot(part))
        bar = table.horizontalScrollBar()
        bar.rangeChanged.connect(self._tell_more)
        bar.valueChanged.connect(self._tell_more)
        table.left_out.connect(self._say_left_out)
        table.pasted.connect(self._say_unread)
        table.place_changed.connect(lambda _field: self.said.hide())
        self._soon = QTimer(self, singleShot=True, interval=0)  # once for all the cells of a change
        self._soon.timeout.connect(self._add_up)
        self._soon.timeout.connect(self._tell_needed)
        table.selectionModel().selectionChanged.connect(lambda *_cells: self._soon.start())
        table.answers.dataChanged.connect(lambda *_cells: self._soon.start())
        table.answers.session.remarked.connect(self._say_remark)
        table.answers.session.edited.connect(self._forget_what_was_said)
        self._said_of = table.answers.session.review
        self._tell_more()
        self._tell_needed()

    def _foot(self, part: Part) -> QHBoxLayout:
        """What can be done with lines, and what the chosen figures add up to."""
        row = QHBoxLayout()
        row.setSpacing(12)
        if self.table.answers.can_add:
            for made in self._buttons(part):
                row.addWidget(made)
        row.addWidget(self.needed)
        row.addStretch(1)
        row.addWidget(self.sum)
        return row

    def _buttons(self, part: Part) -> tuple[QPushButton, QPushButton]:
        what = (part.row_label or _("line")).casefold()
        add = button(_("Add a line"), link=True, name=_("Add a line: {what}").format(what=what))
        remove = button(_("Remove the line"), link=True, name=_("Remove the line: {what}").format(what=what))
        add.clicked.connect(self.table.add_line)
        remove.clicked.connect(self.table.remove_lines)

        def allow(*_what: object) -> None:
            remove.setEnabled(bool(self.table.chosen_lines()))

        self.table.selectionModel().selectionChanged.connect(allow)
        for changed in (self.table.model().rowsInserted, self.table.model().rowsRemoved):
            changed.connect(allow)
        allow()
        return add, remove

    def _tell_needed(self, *_cells: object) -> None:
        """Say what the sign in blank cells means, while there is one."""
        self.needed.setHidden(not self.table.answers.has_needed())

    def _add_up(self, *_cells: object) -> None:
        """Say what the chosen figures come to, as a spreadsheet does at its foot."""
        figures = self.table.chosen_figures()
        words = ""
        if len(figures) > 1:
            whole = sum(figures, Decimal(0))
            rounded = whole.quantize(PENNY)
            total = show_number(whole if whole == rounded else rounded)
            average = show_number((whole / len(figures)).quantize(PENNY))
            words = _("Sum {total} \u00b7 average {average} \u00b7 {n} figures").format(
                total=total, average=average, n=len(figures)
            )
        self.sum.setText(words)

    def _tell_more(self, *_where: int) -> None:
        """Say how many columns are out of sight, and on which side."""
        before, after = self.table.first.out_of_sight()
        hidden = after or before
        self.more.setVisible(bool(hidden))
        if not hidden:
            return
        words = _("Back to the first columns")
        if after:
            words = plural("Show {n} more column", "Show {n} more columns", len(after))
        titles = ", ".join(column_title(field) for field in hidden)
        self.more.setText(f"{words} \u2192" if after else f"\u2190 {words}")
        self.more.setAccessibleName(f"{words}: {titles}")
        self.more.setToolTip(tip(titles))

    def _show_more(self) -> None:
        bar = self.table.horizontalScrollBar()
        bar.setValue(bar.maximum() if self.table.first.out_of_sight()[1] else 0)

    def _say_left_out(self, rows: int, columns: int) -> None:
        """Say what of a pasted block has no place here."""
        counts = []
        if rows:
            counts.append(plural("{n} row", "{n} rows", rows))
        if columns:
            counts.append(plural("{n} column", "{n} columns", columns))
        words = _("Pasted except for {what} that did not fit into this table.")
        before = f"{self.said.text()} " if self.said.isVisible() else ""
        self._say(before + words.format(what=_(" and ").join(counts)))
        QTimer.singleShot(0, self, self._bring_into_sight)

    def _say_unread(self, count: int) -> None:
        """Say how much of a pasted block is not what is asked for."""
        if count > 1:
            words = _("{n} pasted cells could not be read and are marked. Ctrl+Z takes the paste back.")
            self._say(words.format(n=f"{count:,}"))
            QTimer.singleShot(0, self, self._bring_into_sight)

    def _bring_into_sight(self) -> None:
        """Scroll to what is said: under a long table nobody would see that a part was not taken."""
        view = self.parentWidget()
        while view and not isinstance(view, QScrollArea):
            view = view.parentWidget()
        if isinstance(view, QScrollArea) and self.said.isVisible():
            view.ensureWidgetVisible(self.said, 0, 16)

    def _say_remark(self, address: Address, words: str) -> None:
        """Say how a typed text was read; what could not be read is said by its finding."""
        if self.table.answers.index_of(address).isValid() and self.table.isVisible():
            # after Enter has gone to the next cell
            QTimer.singleShot(0, self, lambda: self._say_if_read(address, words))

    def _say_if_read(self, address: Address, words: str) -> None:
        answer = self.table.answers.answer(self.table.answers.index_of(address))
        if answer and answer.state is not State.PENDING:
            self._say(words)

    def _forget_what_was_said(self) -> None:
        """What is said of a paste is past once another answer is given, or the paste is taken back."""
        if not self.said.isHidden() and self.table.answers.session.review.cells != self._said_of.cells:
            self.said.hide()

    def _say(self, words: str) -> None:
        self._said_of = self.table.answers.session.review
        self.said.setText(words)
        self.said.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.said, words))
