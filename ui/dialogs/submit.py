"""Check and submit: what is still open with a way to it; with nothing open, the sign-off."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QWidget

from bvreview.i18n import _, plural
from bvreview.review.dates import read_date
from bvreview.review.findings import Finding
from bvreview.review.wording import show_date
from ui.bus import Changed
from ui.desk import Desk
from ui.dialogs.foot import foot_of
from ui.dialogs.head import column_of, name_dialog
from ui.editing.session import Session
from ui.exchange.files import ask_for_folder
from ui.exchange.running import run_in_sight, say_written
from ui.finding_words import pill_of, word_of
from ui.look.text import button, label
from ui.operations import submit
from ui.widgets.listing import Listing
from ui.widgets.listing_model import Column, Line


class SubmitDialog(QDialog):
    """``went`` asks for the answer that a finding is about."""

    went = Signal(object)

    def __init__(self, parent: QWidget, desk: Desk, session: Session) -> None:
        super().__init__(parent)
        name_dialog(self, _("Check and submit"))
        self._desk, self._session = desk, session
        self._parent = parent
        desk.saver.flush()
        self.findings = [f for f in desk.workspace.findings(session.id) if f.is_open]
        self._column = column_of(self, self.windowTitle(), spacing=10)
        if self.findings:
            self._list_open()
        else:
            self._ask_for_signature()

    def _list_open(self) -> None:
        words = plural(
            "{n} thing is still open. Answer it, put it right or explain it, then submit.",
            "{n} things are still open. Answer, put right or explain each, then submit.",
            len(self.findings),
        )
        self._column.addWidget(label(words, "muted"))
        columns = (
            Column(_("What"), 17, pill=True),
            Column(_("Section"), 18),
            Column(_("Where"), 24, bold=True),
            Column(_("What is wrong"), 40),
        )
        table = Listing(self._desk.look, _("Still open"), columns)
        table.show_lines([self._line(n, f) for n, f in enumerate(self.findings)])
        table.opened.connect(lambda number: self.go(int(number)))
        self._column.addWidget(table, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        first, close = button(_("Go to the first"), primary=True), button(_("Close"))
        first.setDefault(True)
        first.clicked.connect(lambda: self.go(0))
        close.clicked.connect(self.reject)
        row.addWidget(close)
        row.addWidget(first)
        self._column.addLayout(row)
        self.resize(self._desk.look.room_for(880, 520))

    def _line(self, number: int, finding: Finding) -> Line:
        section = self._session.framework.section(finding.address.section)
        texts = (word_of(finding), section.title if section else "", finding.label, finding.message)
        return Line(str(number), texts, pill_of(finding))

    def go(self, number: int) -> None:
        """Leave for the answer that a finding is about."""
        self.accept()
        self.went.emit(self.findings[number].address)

    def _ask_for_signature(self) -> None:
        self._column.addWidget(
            label(
                _(
                    "Nothing is open. Signing freezes this revision: the figures do not change, and the "
                    "workbook and the plan are written to a folder that you choose."
                )
            )
        )
        self.name = QLineEdit(self._desk.preferences.now.person_name)
        self.day = QLineEdit(show_date(date.today()))
        for words, line in ((_("Signed off by"), self.name), (_("Date"), self.day)):
            line.setAccessibleName(words)
            self._column.addWidget(label(words, "strong"))
            self._column.addWidget(line)
        self.problem = label("", "stop")
        self.problem.hide()
        self._column.addWidget(self.problem)
        for line in (self.name, self.day):
            line.textEdited.connect(self.problem.hide)
        close, sign = button(_("Cancel")), button(_("Sign and write the files\u2026"), primary=True)
        sign.setDefault(True)
        close.clicked.connect(self.reject)
        sign.clicked.connect(self.sign)
        self._column.addLayout(foot_of(close, sign))
        self.setMinimumWidth(self._desk.look.px(480))

    def sign(self) -> None:
        """Sign with the name and day given, and write the files."""
        day, why = read_date(self.day.text())
        name = self.name.text().strip()
        if not name or not day:
            self.problem.setText(why or _("Give the name of the person who signs."))
            self.problem.show()
            return
        folder = ask_for_folder(self, _("Write workbook and plan into"), self._desk.preferences)
        if folder:
            small = self._desk.preferences.now.small_numbers
            job = submit(self._desk.workspace, self._session.id, (name, day), folder, small)
            parent, desk, session = self._parent, self._desk, self._session
            self.accept()

            def done(paths: list[Path]) -> None:
                session.reread()
                desk.bus.tell(Changed(session.id))
                words = _("Send the workbook to your region. The plan is for your board.")
                say_written(parent, desk.look, paths, words)

            run_in_sight(parent, desk, job, done)
