"""A part with many answers to a line: a short table to choose from, and all answers of the line below."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bvreview.framework.sections import Kind, Part, Section
from bvreview.i18n import _
from bvreview.review.cells import Address
from ui.editing.session import Session
from ui.forms.around import TableFrame
from ui.forms.form import FormView
from ui.forms.model import AnswersModel
from ui.forms.table import AnswerTable
from ui.left.tab_order import come_after
from ui.look.text import label
from ui.look.theme import Look

MOST_COLUMNS: Final = 8
SHOWN_COLUMNS: Final = 5


def is_wide(session: Session, part: Part) -> bool:
    """Whether a part has more to a line than a table can show."""
    fields = session.answers.fields(part)
    return len(fields) > MOST_COLUMNS or any(f.kind in (Kind.LONG_TEXT, Kind.CHOICES) for f in fields)


class RecordsView(QWidget):
    """The table of the first columns, then the chosen line as a form."""

    about = Signal(object)

    def __init__(self, session: Session, section: Section, part: Part, look: Look) -> None:
        super().__init__()
        self._session, self._section, self._part, self._look = session, section, part, look
        short = [f for f in session.answers.fields(part) if f.kind not in (Kind.LONG_TEXT, Kind.CHOICES)]
        self.model = AnswersModel(session, section, part, short[:SHOWN_COLUMNS])
        self.table = AnswerTable(self.model, look)
        self.table.about.connect(self.about)
        self.table.selectionModel().currentChanged.connect(self._choose)
        self._heading = label("", "strong")
        self._key = ""
        self.form: FormView | None = None
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(12)
        self._frame = TableFrame(self.table, part)
        self._body.addWidget(self._frame)
        self._body.addWidget(self._heading)
        self._show_first()

    def _show_first(self) -> None:
        keys = self.model.keys
        self._show(self._key if self._key in keys else keys[0] if keys else "")

    def _choose(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid() and now.row() < len(self.model.keys):
            self._show(self.model.keys[now.row()])

    def _show(self, key: str) -> None:
        if key == self._key:
            return
        self._key = key
        if self.form:
            self.form.commit()
            self.form.hide()
            self.form.deleteLater()
            self.form = None
        if key:
            self.form = FormView(self._session, self._section, self._part, self._look, key)
            self.form.about.connect(self.about)
            self._body.addWidget(self.form)
            come_after(self._frame, self.form)
        self._set_heading()

    def _set_heading(self) -> None:
        keys = self.model.keys
        self._heading.setVisible(bool(keys))
        if self._key in keys:
            title = self.model.row_title(keys.index(self._key))
            self._heading.setText(_("All answers: {row}").format(row=title))

    def refresh(self) -> None:
        """Show the review as it is now."""
        self.model.refresh()
        self._show_first()
        self._set_heading()
        if self.form:
            self.form.refresh()

    def judge(self) -> None:
        """Show the findings as they are now."""
        self.model.judge()
        if self.form:
            self.form.judge()

    def commit(self) -> None:
        """Commit what is still being typed."""
        self.table.commit()
        if self.form:
            self.form.commit()

    def go_to(self, address: Address) -> bool:
        """Put the hand on an answer; False when it is not here."""
        if address.section != self._section.id or address.part != self._part.id:
            return False
        if address.key in self.model.keys:
            self._show(address.key)
            if self.form and self.form.go_to(address):
                return True
        return self.table.go_to(address) or self.table.go_to(
            Address(address.section, address.row, self.model.fields[0].id)
        )


class TableView(QWidget):
    """A table or grid with the buttons under it."""

    about = Signal(object)

    def __init__(self, session: Session, section: Section, part: Part, look: Look) -> None:
        super().__init__()
        self.model = AnswersModel(session, section, part)
        self.table = AnswerTable(self.model, look)
        self.table.about.connect(self.about)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(TableFrame(self.table, part))

    def refresh(self) -> None:
        """Show the review as it is now."""
        self.model.refresh()

    def judge(self) -> None:
        """Show the findings as they are now."""
        self.model.judge()

    def commit(self) -> None:
        """Commit what is still being typed."""
        self.table.commit()

    def go_to(self, address: Address) -> bool:
        """Put the hand on a cell; False when it is not here."""
        return self.table.go_to(address)
