"""What stands around a table: a way to columns out of sight, what a paste left out, buttons for lines."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bvreview.framework.descriptors import Part, PartKind
from bvreview.i18n import _, plural
from ui.forms.cells import column_title
from ui.forms.table import AnswerTable
from ui.text import button, label, tip


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
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (self.more, table, self.said):
            column.addWidget(widget)
        if part.kind is PartKind.TABLE and not table.is_read_only:
            column.addLayout(self._buttons(part))
        bar = table.horizontalScrollBar()
        bar.rangeChanged.connect(self._tell_more)
        bar.valueChanged.connect(self._tell_more)
        table.left_out.connect(self._say)
        table.place_changed.connect(lambda _field: self.said.hide())
        self._tell_more()

    def _buttons(self, part: Part) -> QHBoxLayout:
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
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(add)
        row.addWidget(remove)
        row.addStretch(1)
        return row

    def _tell_more(self, *_where: int) -> None:
        """Say how many columns are out of sight, and on which side."""
        before, after = self.table.columns_out_of_sight()
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
        bar.setValue(bar.maximum() if self.table.columns_out_of_sight()[1] else 0)

    def _say(self, rows: int, columns: int) -> None:
        """Say what of a pasted block has no place here."""
        counts = []
        if rows:
            counts.append(plural("{n} row", "{n} rows", rows))
        if columns:
            counts.append(plural("{n} column", "{n} columns", columns))
        words = _("Pasted except for {what} that did not fit into this table.")
        text = words.format(what=_(" and ").join(counts))
        self.said.setText(text)
        self.said.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.said, text))
