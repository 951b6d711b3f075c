"""What becomes of an extract, to the penny: in lines, left out, not mapped, and the total beneath."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from bvreview.i18n import _, plural
from bvreview.review.ledger.allotment import Whole
from bvreview.review.ledger.extract import Sums, add_up
from ui.ledger.words import money
from ui.look.text import OK_SHAPE, STOP_SHAPE, label, set_property


class SumsGrid(QWidget):
    """The extract as it adds up: in lines, left out, not mapped; the total beneath."""

    def __init__(self) -> None:
        super().__init__()
        words = (_("In the ledger lines"), _("Left out"), _("Not mapped"), _("The extract"))
        self._names = [label(w, "muted" if n < 3 else "strong", wrap=False) for n, w in enumerate(words)]
        self._figures = [(label("", wrap=False), label("", wrap=False)) for __ in words]
        self.agrees, self.unread, self.unused = label("", "ok"), label("", "stop"), label("", "muted")
        self._heads: list[QLabel] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(2)
        for n, title in enumerate((_("Budget"), _("Ledger"))):
            head = label(title, "small", wrap=False)
            self._heads.append(head)
            grid.addWidget(head, n + 1, 0)
        for n, (name, figures) in enumerate(zip(self._names, self._figures, strict=True), 1):
            grid.addWidget(name, 0, n, Qt.AlignmentFlag.AlignRight)
            for row, figure in enumerate(figures, 1):
                grid.addWidget(figure, row, n, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(5, 1)
        grid.addWidget(self.agrees, 3, 0, 1, 6)
        grid.addWidget(self.unread, 4, 0, 1, 6)
        grid.addWidget(self.unused, 5, 0, 1, 6)

    def show_unread(self, count: int) -> None:
        """Say how many rows are in none of the sums."""
        words = plural(
            "{n} row could not be read and is not in it.",
            "{n} rows could not be read and are not in it.",
            count,
        )
        self.unread.setText(f"{STOP_SHAPE} {words}")
        self.unread.setVisible(count > 0)

    def show_whole(self, whole: Whole, columns: tuple[str, ...]) -> None:
        """Show sums to the penny; what they make up is the sum of the extract."""
        parts = (whole.mapped, add_up(whole.left_out.values()), whole.unmapped, whole.total)
        for name, figures, sums in zip(self._names, self._figures, parts, strict=True):
            for figure, amount in zip(figures, (sums.budget, sums.actual), strict=True):
                figure.setText(money(amount))
                figure.setAccessibleName(f"{name.text()}: {figure.text()}")
        for key, shown in (("budget", 0), ("actual", 1)):
            self._heads[shown].setVisible(key in columns)
            for figures in self._figures:
                figures[shown].setVisible(key in columns)
        agree = parts[0] + parts[1] + parts[2] == whole.total
        words = _("{shape} Lines, left out and not mapped add up to the extract, to the penny.")
        self.agrees.setText(words.format(shape=OK_SHAPE) if agree and whole.total.lines else "")
        is_open = whole.unmapped.lines > 0
        for widget in (self._names[2], *self._figures[2]):
            set_property(widget, "role", "explain" if is_open else "muted")
        self.unused.setText(_unused(whole.unused))
        self.unused.setVisible(whole.unused.lines > 0)


def _unused(sums: Sums) -> str:
    words = _("Of the ledger lines, {sum} is with no service or pool yet.")
    return words.format(sum=money(sums.actual))
