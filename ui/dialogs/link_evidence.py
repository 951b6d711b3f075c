"""Evidence that is listed already, to be linked to one more answer: searched, chosen, linked."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QWidget

from bvreview.i18n import _
from bvreview.review.cells import Address
from bvreview.review.evidence import about_words, matching
from bvreview.review.retelling import place_words
from ui.dialogs.foot import foot
from ui.dialogs.head import column_of, name_dialog
from ui.editing.evidence import EvidenceEdits
from ui.look.text import button, label
from ui.look.theme import Look
from ui.widgets.listing import Listing
from ui.widgets.listing_model import Column, Line


class LinkEvidenceDialog(QDialog):
    """Type to search, arrow keys choose, Enter links. ``wants_new`` asks for evidence that is not listed."""

    wants_new = Signal()

    def __init__(self, parent: QWidget, look: Look, edits: EvidenceEdits, at: Address) -> None:
        super().__init__(parent)
        self._edits, self._at = edits, at
        name_dialog(self, _("Link evidence"))
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Search title, reference, note or file"))
        self.search.setAccessibleName(_("Search the evidence"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _text: self._show())
        columns = (Column(_("Title"), 26, bold=True), Column(_("What is known of it"), 34))
        self.list = Listing(look, _("Evidence of the review"), columns)
        self.list.opened.connect(self._link)
        self._empty = label("", "muted")
        column = column_of(self, self.windowTitle(), spacing=12)
        where = place_words(edits.session.answers, at)
        column.addWidget(label(_("To: {place}").format(place=where), "muted"))
        column.addWidget(self.search)
        column.addWidget(self._empty)
        column.addWidget(self.list, 1)
        column.addStretch(0)
        self.list.end_with_rows()
        column.addLayout(self._foot())
        self.resize(look.room_for(620, 480))
        self._show()
        self.search.setFocus()

    def _foot(self) -> QHBoxLayout:
        new = button(_("Add new evidence\u2026"), link=True)
        new.clicked.connect(self._ask_for_new)
        self.go = button(_("Link"), primary=True)
        return foot(self, self.go, new)

    def _show(self) -> None:
        framework = self._edits.session.framework
        there = self._edits.at(self._at)
        offered = [e for e in self._edits.all() if e not in there]
        found = matching(framework, offered, self.search.text())
        self.list.show_lines([Line(e.id, (e.title, about_words(framework, e))) for e in found])
        if found:
            self.list.choose(found[0].id)
        self.list.setVisible(bool(found))
        self.go.setEnabled(bool(found))
        words = _("Nothing listed holds these words.") if offered else _("All that is listed is linked here.")
        self._empty.setText(words)
        self._empty.setVisible(not found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
        if event.key() in keys and self.search.hasFocus():
            self.list.keyPressEvent(event)  # choosing goes on while the hand is on the search
        else:
            super().keyPressEvent(event)

    def _ask_for_new(self) -> None:
        self.reject()
        self.wants_new.emit()

    def _link(self, number: str) -> None:
        if number:
            self._edits.link(number, self._at)
            super().accept()

    def accept(self) -> None:
        self._link(self.list.current_id())
