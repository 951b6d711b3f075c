"""Local lines of other reviews, to be taken over one by one: what is counted alike can be compared."""

from __future__ import annotations

from threading import Event

from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from bvreview.i18n import _
from bvreview.review.local_lines import LocalLine, missing_lines, taken_over
from bvreview.review.model import Review, ReviewHead
from bvreview.store.edits import title_of
from bvreview.workspace import Workspace
from ui.desk import Desk
from ui.dialogs.foot import fit_to_words, foot_of
from ui.dialogs.head import column_of, name_dialog
from ui.editing.aside import Aside
from ui.editing.session import Session
from ui.look.text import button, label
from ui.widgets.listing import Listing
from ui.widgets.listing_model import Column, Line

Found = tuple[tuple[LocalLine, ReviewHead], ...]


def _look(workspace: Workspace, review: Review, left: Event) -> Found:
    """What the other reviews of the service have; one is read after the other, so that edits go on."""
    alike = [h for h in workspace.heads() if h.id != review.head.id and h.service == review.head.service]
    others = (workspace.review(head.id) for head in alike if not left.is_set())
    return missing_lines(workspace.framework, review, others)


class TakeOverDialog(QDialog):
    """Each line that is taken over is one step, which can be undone; the list gets shorter by it."""

    def __init__(self, parent: QWidget, desk: Desk, session: Session) -> None:
        super().__init__(parent)
        name_dialog(self, _("Take local lines over"))
        self._session = session
        self._found: Found = ()
        columns = (Column(_("Line"), 26, bold=True), Column(_("What it is"), 32), Column(_("From"), 26))
        self.list = Listing(desk.look, _("Local lines of other reviews"), columns)
        self.list.opened.connect(self.take)
        self.said = label(_("Looking at the other reviews\u2026"), "muted")
        column = self._column = column_of(self, self.windowTitle(), spacing=12)
        hint = _("A line that is taken over stays the same line, so its figures are compared with theirs.")
        column.addWidget(label(hint, "muted"))
        column.addWidget(self.said)
        column.addWidget(self.list, 1)
        column.addLayout(self._foot())
        self.resize(desk.look.room_for(720, 460))
        self._aside = Aside()
        self._aside.setParent(self)
        self.list.hide()
        left = self._left = Event()  # what looks holds this, and nothing of Qt
        self.finished.connect(self._leave)
        workspace, review = desk.workspace, session.review
        self._aside.ask(lambda: _look(workspace, review, left), self._show)

    def _leave(self) -> None:
        self._left.set()
        self._aside.close()

    def _foot(self) -> QHBoxLayout:
        self.go, close = button(_("Take it over"), primary=True), button(_("Close"))
        self.go.setEnabled(False)
        self.go.setDefault(True)
        self.go.clicked.connect(lambda: self.take(""))
        close.clicked.connect(self.accept)
        return foot_of(close, self.go)

    def _show(self, found: Found) -> None:
        self._found = found
        framework = self._session.framework
        lines = [Line(one.id, (one.words, one.detail, title_of(framework, head))) for one, head in found]
        self.list.show_lines(lines)
        self.list.setVisible(bool(found))
        self.go.setEnabled(bool(found))
        if found:
            self.list.choose(found[0][0].id)
            self.list.setFocus()
        none = _("No other review of this service has a local line that this one lacks.")
        self.said.setText("" if found else none)
        self.said.setVisible(not found)
        self.go.setVisible(bool(found))
        if not found:
            fit_to_words(self, self._column)

    def take(self, line_id: str) -> None:
        """Add the line to the review, the chosen one unless another is named."""
        row = max(0, self.list.currentIndex().row())
        wanted = line_id or (self._found[row][0].id if self._found else "")
        one = next((line for line, __ in self._found if line.id == wanted), None)
        if one:
            self._session.take_over(one.words, *taken_over(one, self._session.review))
            self._show(tuple(found for found in self._found if found[0] is not one))
