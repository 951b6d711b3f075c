"""What a section says of ledger extracts: the way to paste one, and what of the last is not mapped."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from bvreview.i18n import _
from bvreview.review.wording import show_money
from ui.editing.session import Session
from ui.look.text import EXPLAIN_SHAPE, button, label
from ui.reader import Reader

Rest = tuple[str, Decimal] | None
"""The source of the last extract, and the pounds of it that belong to no line."""


class LedgerLine(QWidget):
    """``wanted`` asks for an extract to be pasted."""

    wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._rest: Rest = None
        self.paste = button(_("Paste a ledger extract\u2026"))
        self.paste.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.paste.clicked.connect(self.wanted)
        self.rest = label("", "explain")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.paste)
        column.addWidget(self.rest)
        self._reader = Reader()
        self._reader.answered.connect(self._take)
        session.touched.connect(self._read)
        session.edited.connect(self._show)
        self._show()
        self._read()

    def _read(self, _sections: object = None) -> None:
        workspace, year = self._session.workspace, self._session.review.head.organisation_year
        self._reader.ask(lambda: workspace.later(workspace.ledger_rest, year))

    def _take(self, rest: Rest) -> None:
        self._rest = rest
        self._show()

    def _show(self) -> None:
        """Say what is left while figures of that extract stand."""
        source, left = self._rest or ("", Decimal(0))
        stands = left != 0 and any(c.answer.source == source for c in self._session.review.cells.values())
        words = _("{shape} {source}: {sum} of it is not mapped and stands in no line.")
        if stands:
            self.rest.setText(words.format(shape=EXPLAIN_SHAPE, sum=show_money(left, 2), source=source))
        self.rest.setVisible(stands)
