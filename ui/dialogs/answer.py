"""State, source and note of one answer: one key away from the field."""

from __future__ import annotations

from msgspec import structs
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLineEdit, QWidget

from bvreview.framework.sections import Kind
from bvreview.i18n import _
from bvreview.review.answers import locate
from bvreview.review.cells import Address, Answer, State
from bvreview.review.wording import state_words
from ui.dialogs.foot import foot_of
from ui.dialogs.head import column_of, name_dialog
from ui.editing.session import Session
from ui.forms.states import stated, to_follow
from ui.look.text import button, label
from ui.widgets.combo import CalmCombo
from ui.widgets.text_boxes import GrowingText

STATES = (State.GIVEN, State.NOT_COLLECTED, State.NOT_APPLICABLE, State.PENDING)


class AnswerDialog(QDialog):
    """What is known of an answer beside its value. Esc leaves it as it was."""

    def __init__(self, parent: QWidget, session: Session, address: Address) -> None:
        super().__init__(parent)
        self._session, self._address = session, address
        place = self._place = locate(session.framework, address)
        row = session.answers.row_label(place[0], place[1], address.key) if place and address.row else ""
        title = ": ".join(filter(None, (row, place[2].label if place else "")))
        name_dialog(self, _("State, source and note"))
        cell = session.cell(address)
        self._old = cell.answer if cell else None
        self.state = CalmCombo()
        self.state.addItems([self._words(s) for s in self._states()])
        self.source, self.note = QLineEdit(), GrowingText(3)
        self._fill()
        column = column_of(self, spacing=16)
        column.addWidget(label(title, "heading"))
        column.addLayout(self._form())
        column.addLayout(self._buttons())
        self.resize(460, self.sizeHint().height())

    def _states(self) -> tuple[State, ...]:
        more = (self._old.state,) if self._old and self._old.state not in STATES else ()
        return (*STATES, *more)

    def _words(self, state: State) -> str:
        raw = self._old.raw if self._old else ""
        pending = _("Could not be read: {text}").format(text=raw) if raw != to_follow() else _("To follow")
        words = {State.GIVEN: _("Answered, or still to answer"), State.PENDING: pending}
        return words.get(state, state_words(state).capitalize())

    def _fill(self) -> None:
        if self._old:
            self.state.setCurrentIndex(self._states().index(self._old.state))
            self.source.setText(self._old.source)
            self.note.setPlainText(self._old.note)

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.setSpacing(8)
        for words, widget in (
            (_("State"), self.state),
            (_("Source"), self.source),
            (_("Note"), self.note),
        ):
            widget.setAccessibleName(words)
            form.addRow(label(words, "strong", wrap=False), widget)
        return form

    def _buttons(self) -> QHBoxLayout:
        keep, close = button(_("Save"), primary=True), button(_("Cancel"))
        keep.setDefault(True)
        keep.clicked.connect(self.accept)
        close.clicked.connect(self.reject)
        clear = button(_("Clear the answer"), link=True)
        clear.clicked.connect(self._clear)
        if self._old is None:
            clear.hide()
        return foot_of(close, keep, left=(clear,))

    def _clear(self) -> None:
        self._session.set_answers({self._address: None})
        self.reject()

    def accept(self) -> None:
        state = self._states()[self.state.currentIndex()]
        old = self._old or Answer()
        new = structs.replace(
            stated(old, state),
            source=self.source.text().strip(),
            note=self.note.toPlainText().strip(),
        )
        is_linked = bool(self._place and self._place[2].kind is Kind.EVIDENCE)
        empty = state is State.GIVEN and new.value is None and (new.is_plain or not is_linked)
        self._session.set_answers({self._address: None if empty else new})
        super().accept()
