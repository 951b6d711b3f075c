"""What last year's review says already, looked at before it is taken in one step."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from bvreview.i18n import _, plural
from bvreview.review.carried import Carried, carried_over, review_before, words_of
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

Found = tuple[ReviewHead, Carried, tuple[Line, ...]] | None


class TakeLastYearDialog(QDialog):
    """Only what is blank is filled; all of it is one step, which can be undone."""

    def __init__(self, parent: QWidget, desk: Desk, session: Session) -> None:
        super().__init__(parent)
        name_dialog(self, _("Take last year's figures"))
        self._session = session
        self._found: Found = None
        columns = (
            Column(_("Section"), 14),
            Column(_("Answer"), 40, bold=True),
            Column(_("Figure"), 14, right=True),
        )
        self.list = Listing(desk.look, _("Figures of last year's review"), columns)
        self.said = label(_("Looking for the review of the year before\u2026"), "muted")
        column = self._column = column_of(self, self.windowTitle(), spacing=12)
        column.addWidget(self.said)
        column.addWidget(self.list, 1)
        column.addLayout(self._foot())
        self.resize(desk.look.room_for(720, 460))
        self._aside = Aside()
        self._aside.setParent(self)
        self.finished.connect(self._aside.close)
        workspace, review = desk.workspace, session.review
        self._aside.ask(lambda: _look(workspace, review), self._show)

    def _foot(self) -> QHBoxLayout:
        self.go, close = button(_("Take them over"), primary=True), button(_("Close"))
        self.go.setEnabled(False)
        self.go.setDefault(True)
        self.go.clicked.connect(self.take)
        close.clicked.connect(self.accept)
        return foot_of(close, self.go)

    def _show(self, found: Found) -> None:
        self._found = found
        self.list.show_lines(list(found[2]) if found else [])
        self.go.setEnabled(bool(found and found[2]))
        self.said.setText(self._words())
        if found and found[2]:
            self.list.choose(found[2][0].id)
            self.list.setFocus()
            return
        self.list.hide()
        self.go.hide()
        fit_to_words(self, self._column)

    def _words(self) -> str:
        if not self._found:
            before = self._session.review.head.period.before().id
            words = _(
                "There is no review of this service and organisation for {year} in this workspace. "
                "Import it first, or paste the figures into the columns of last year."
            )
            return words.format(year=before)
        head, __, lines = self._found
        title = title_of(self._session.framework, head)
        if not lines:
            return _("{review} says nothing that is missing here.").format(review=title)
        count = plural("{n} figure", "{n} figures", len(lines))
        words = _("{count} from {review}. What was typed here stays; what is taken says where it is from.")
        return words.format(count=count, review=title)

    def take(self) -> None:
        """Take all of it over and close."""
        if self._found:
            head, carried, __ = self._found
            words = title_of(self._session.framework, head)
            self._session.take_over(words, dict(carried.answers), dict(carried.rows))
        self.accept()


def _look(workspace: Workspace, review: Review) -> Found:
    """The review of the year before, what would be taken from it, and how it is shown."""
    framework = workspace.framework
    head = review_before(framework, review.head, workspace.heads())
    if not head:
        return None
    carried = carried_over(framework, review, workspace.review(head.id))
    shown = words_of(framework, review, carried)
    lines = tuple(Line(str(n), (one.section, one.where, one.value)) for n, one in enumerate(shown))
    return head, carried, lines
