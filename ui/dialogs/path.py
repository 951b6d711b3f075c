"""Light or full: who chose the path that a review is on, what the other means, and why it is taken."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

from bvreview.framework.terms import Path
from bvreview.i18n import _
from bvreview.review.answers import locate
from bvreview.review.cells import parse_address
from bvreview.store.history import HistoryEntry
from ui.desk import Desk
from ui.dialogs.foot import foot
from ui.dialogs.head import column_of, name_dialog
from ui.editing.session import Session
from ui.look.text import button, label
from ui.reader import Reader
from ui.widgets.text_boxes import GrowingText
from ui.wording import moment


class PathDialog(QDialog):
    """Takes the other path, with its reason, as one step that can be undone."""

    def __init__(self, parent: QWidget, desk: Desk, session: Session) -> None:
        super().__init__(parent)
        name_dialog(self, _("Light or full review"))
        self._session = session
        self._is_full = session.review.head.path is Path.FULL
        report = session.framework.report
        self._at = parse_address(report.path_reason) if report and report.path_reason else None
        place = locate(session.framework, self._at) if self._at else None
        self.who = label("", "muted")
        self.reason = GrowingText(3)
        self.reason.setAccessibleName(place[2].label if place else "")
        self.reason.setPlainText(self._reason_now())
        self._reader = Reader()
        self._reader.setParent(self)
        self._reader.answered.connect(self._say_who)
        self._now = _("This is a full review.") if self._is_full else _("This is a light review.")
        column = column_of(self, self._now)
        column.addWidget(self.who)
        column.addWidget(label(self._meaning()))
        column.addSpacing(4)
        if place:
            column.addWidget(label(place[2].label, "strong"))
            column.addWidget(self.reason)
        column.addSpacing(8)
        go = _("Answer the light review") if self._is_full else _("Answer the full review")
        self.go = button(go, primary=True)
        column.addLayout(foot(self, self.go))
        self.setMinimumWidth(desk.look.px(480))
        self._reader.ask(lambda: desk.workspace.later(desk.workspace.path_choice, session.id))

    def _meaning(self) -> str:
        if self._is_full:
            return _(
                "The light review asks for less. What was answered stays; what the light review does not ask "
                "is kept out of sight and is there again in the full one."
            )
        return _(
            "The full review asks for more. What was answered stays, and the further questions are added to "
            "the sections."
        )

    def _reason_now(self) -> str:
        value = self._session.answers.figure(self._at) if self._at else None
        return value if isinstance(value, str) else ""

    def _say_who(self, entry: HistoryEntry | None) -> None:
        if entry:
            words = _("Chosen by {who}, {when}.")
            self.who.setText(words.format(who=entry.author, when=moment(entry.time)))

    def accept(self) -> None:
        other = Path.LIGHT if self._is_full else Path.FULL
        typed = self.reason.toPlainText()
        self._session.choose_path(other, typed if self._at and typed != self._reason_now() else None)
        super().accept()
