"""The head of a review: what it is about, how it stands, and the one thing to do."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QVBoxLayout

from bvreview.framework.names import organisation_name, service_name
from bvreview.i18n import _
from bvreview.review.assignments import due_words
from bvreview.review.exchange.outgoing import Outgoing, handed_here, titles_of
from bvreview.review.model import Status
from ui.editing.session import Session
from ui.look.text import Elided, Ground, button, label, pill, plain, set_pill
from ui.look.theme import Look
from ui.widgets.tabs import LARGE
from ui.wording import about_review

BETWEEN, SIDE = 12, 20


class HeadBar(Ground):
    """Service, organisation, period, path, status, and the one thing to do.

    ``exports`` says what was chosen to go out: "hand_out", "workbook", "plan" or "print".
    """

    exports = Signal(str)

    def __init__(self, look: Look, session: Session) -> None:
        super().__init__("bar")
        self._session = session
        self.title = label("", "title", wrap=False)
        self._about = Elided("", "muted")
        self._badge = pill("", "illustrative")
        self.export = button(_("Export"), name=_("Export workbook or plan"))
        self.export.setProperty("menu", "true")
        self.export.setMenu(self._export_menu())
        self.submit = button(_("Check and submit"), primary=True)
        self.send_back = button(_("Send back\u2026"), primary=True)
        self.revise = button("")
        self.back = button(_("Back to the region"))
        self._why = Elided("", "small")
        self._look, self._leaves_room = look, False
        column = QVBoxLayout(self)
        column.setContentsMargins(SIDE, 10, SIDE, 4)
        column.setSpacing(2)
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        column.addLayout(self._rows)
        column.addWidget(self._why)
        self._words, self._ways = words, ways = QHBoxLayout(), QHBoxLayout()
        for shown in (self.title, self._about):
            words.addWidget(shown)
        words.addStretch(1)
        ways.addWidget(self._badge)
        ways.addStretch(1)
        for made in (self.back, self.export, self.submit, self.send_back, self.revise):
            ways.addWidget(made)
        for row in (words, ways):
            row.setSpacing(BETWEEN)
            self._rows.addLayout(row)
        self._rows.setStretch(0, 1)
        look.changed.connect(self._fit)
        self.refresh()

    def _export_menu(self) -> QMenu:
        menu = QMenu(self)
        for key, words in (
            ("hand_out", _("Sections for a colleague (Excel)\u2026")),
            ("workbook", _("Workbook as it is now (Excel)\u2026")),
            ("plan", _("Improvement plan (PDF)\u2026")),
            ("print", _("Print preview\u2026")),
        ):
            menu.addAction(words).triggered.connect(lambda _checked, k=key: self.exports.emit(k))
        return menu

    def leave_room(self, leaves: bool) -> None:
        """With large text, leave a line to the charts, beside which nothing is typed."""
        self._leaves_room = leaves
        self._fit()

    def _fit(self) -> None:
        """Where both have no room side by side, what can be done stands under what it is about."""
        head = self._session.review.head
        is_large = self._look.factor >= LARGE
        self._why.setVisible(bool(self._why.whole_text()) and not (is_large and self._leaves_room))
        # the sidebar leads back as well, and with large text there is no room for a second way
        self.back.setVisible(head.status is Status.RECEIVED and not is_large)
        fits = sum(self._least()) + BETWEEN + 2 * SIDE <= self.width()
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._rows.setDirection(across if fits else down)
        self._rows.setSpacing(BETWEEN if fits else 4)

    def _least(self) -> tuple[int, int]:
        """The widths that what it is about and what can be done cannot do without."""
        return self._words.minimumSize().width(), self._ways.minimumSize().width()

    def minimumSizeHint(self) -> QSize:
        return QSize(max(self._least()) + 2 * SIDE, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def refresh(self) -> None:
        """Show the head as it is now."""
        head, framework = self._session.review.head, self._session.framework
        self.title.setText(plain(service_name(framework, head.service)))
        self._about.set_text(about_review(head, organisation_name(framework, head.organisation)))
        set_pill(self._badge, _("Illustrative figures") if head.illustrative else "", "illustrative")
        handed = handed_here(self._session.review.outgoing.values())
        self.submit.setVisible(not self._session.is_read_only and not handed)
        self.send_back.setVisible(not self._session.is_read_only and bool(handed))
        words = _("Begin revision {n}\u2026").format(n=head.revision + 1)
        self.revise.setText(words)
        self.revise.setAccessibleName(words)
        self.revise.setVisible(head.status is Status.SUBMITTED)
        self._say_why()
        self._fit()

    def why(self) -> str:
        """What it says of why nothing can be typed."""
        return self._why.whole_text()

    def _say_why(self) -> None:
        """Say in one line why nothing can be typed, or what was handed here and goes back."""
        review = self._session.review
        words = {
            Status.RECEIVED: _("To read only: it was received, and stays as it was sent."),
            Status.SUBMITTED: _("To read only: it was signed. Begin a revision to change it."),
        }.get(review.head.status, "")
        if handed := handed_here(review.outgoing.values()):
            words = _handed_words(handed, titles_of(self._session.framework, handed.sections))
        self._why.set_text(words)
        self._about.setAccessibleDescription(words)


def _handed_words(handed: Outgoing, titles: str) -> str:
    words = _("Handed to {who} by {by}: {titles}") if handed.who else _("Handed by {by}: {titles}")
    words = words.format(who=handed.who, by=handed.sent_by, titles=titles)
    due = "" if handed.came else due_words(handed.due, date.today())
    standing = handed.words(date.today()) if handed.came else due
    return f"{words}, {standing}." if standing else f"{words}."
