"""Pasting a ledger extract: read it, say where each account belongs, and fill in the figures in one step."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

from msgspec import structs
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QWidget,
)

from bvreview.errors import BvReviewError
from bvreview.i18n import _
from bvreview.review.cells import Address, Answer
from bvreview.review.ledger.allotment import Pair, Place, Targets, answers_of, remember
from bvreview.review.ledger.extract_columns import Columns, Role
from bvreview.review.sources import extract_source
from ui.announcing import announce
from ui.desk import Desk
from ui.dialogs.head import column_of, name_dialog
from ui.editing.session import Session
from ui.exchange.files import ask_for_table
from ui.jobs import Job
from ui.ledger.mapping_page import MappingPage
from ui.ledger.reading import (
    Known,
    Opened,
    Read,
    Tables,
    open_tables,
    read_again,
    tables_of_file,
    tables_of_text,
    why_nothing,
)
from ui.ledger.reading_page import ReadingPage
from ui.ledger.words import effect_of
from ui.look.text import button, label, set_property
from ui.reader import Reader
from ui.widgets.messages import ask, show_error

HOW = "Copy the lines of the ledger in Excel, headers included, and press Ctrl+V here; or choose a file."


class LedgerDialog(QDialog):
    """What lies on the clipboard is read as soon as the dialog opens."""

    def __init__(self, parent: QWidget, desk: Desk, session: Session, targets: Targets) -> None:
        super().__init__(parent)
        self._desk, self._session = desk, session
        self._known = Known(desk.framework, session.review.head.period)
        self._tables: Tables = {}
        self._shown = self._place = self._asked = ""
        self._job: Job | None = None
        name_dialog(self, _("Paste a ledger extract"))
        self.title, self.said = label(self.windowTitle(), "title"), label(_(HOW), "muted")
        self.again, self.file = button(_("Paste again")), button(_("Choose a file\u2026"))
        self.reading, self.mapping = ReadingPage(desk.look), MappingPage(desk.look, targets)
        self.steps = QStackedWidget()
        self.steps.setObjectName("canvas")
        self._area = QScrollArea()  # with large text there is more than the screen holds
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for page in (QWidget(), self.reading, self.mapping):
            self.steps.addWidget(page)
        self._area.setWidget(self.steps)
        self.effect = label("", "muted")
        self.back, self.cancel = button(_("Back")), button(_("Cancel"))
        self.go = button(_("Next: where it belongs"), primary=True)
        self.go.setDefault(True)
        self._lay_out()
        self._connect()
        self.resize(desk.look.room_for(1120, 660))
        self._show_step(0)
        self._reader = Reader()
        self._reader.answered.connect(self._begin)
        workspace, organisation = desk.workspace, session.review.head.organisation
        self._reader.ask(lambda: workspace.later(workspace.ledger_mapping, organisation))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        for made in (self.again, self.file):
            head.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        feet = QHBoxLayout()
        feet.setSpacing(8)
        feet.addWidget(self.back)
        feet.addWidget(self.effect, 1)
        feet.addStretch()
        feet.addWidget(self.cancel)
        feet.addWidget(self.go)
        column = column_of(self, spacing=10)
        column.addLayout(head)
        column.addWidget(self.said)
        column.addWidget(self._area, 1)
        column.addLayout(feet)

    def _connect(self) -> None:
        self.again.clicked.connect(self.paste)
        self.file.clicked.connect(self.choose_file)
        self.cancel.clicked.connect(self.reject)
        self.back.clicked.connect(self._go_back)
        self.go.clicked.connect(self._go_on)
        self.reading.chosen.connect(self._read_with)
        self.reading.table_chosen.connect(self._read_table)
        self.mapping.changed.connect(self._show_effect)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._bring_into_sight)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self).activated.connect(self.paste)

    def _bring_into_sight(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now and self.steps.isAncestorOf(now):
            self._area.ensureWidgetVisible(now, 0, 8)

    # where it comes from

    def _begin(self, remembered: dict[Pair, Place]) -> None:
        self._known = structs.replace(self._known, places=remembered)
        self.paste()

    def paste(self) -> None:
        """Read what lies on the clipboard."""
        data = QGuiApplication.clipboard().mimeData()
        if why := why_nothing(data):
            self._say(f"{why} {_(HOW)}", "explain")
            return
        self._open(_("clipboard"), partial(tables_of_text, data.text()))

    def choose_file(self) -> None:
        """Ask for a file, then read it."""
        if path := ask_for_table(self, self.windowTitle(), self._desk.preferences):
            self.open_file(path)

    def open_file(self, path: Path) -> None:
        """Read a workbook or delimited text."""
        self._open(path.name, partial(tables_of_file, path))

    def _open(self, place: str, get: partial[Tables]) -> None:
        self._asked = place
        self._run(open_tables(self._known, get), self._take)

    def _read_with(self, columns: Columns) -> None:
        rows = self._tables[self._shown]
        self._run(read_again(self._known, rows, columns), self._take_read)

    def _read_table(self, name: str) -> None:
        self._shown = name
        rows = self._tables[name]
        self._run(read_again(self._known, rows, None), self._take_read)

    def _run(self, job: Job, take: object) -> None:
        """Start reading; what was asked for before counts no more."""
        if self._job:
            self._job.finished.disconnect()
            self._job.failed.disconnect()
        self._job = job
        self.go.setEnabled(False)
        job.finished.connect(take)
        job.failed.connect(self._fail)
        self._desk.jobs.start(job)

    def _take(self, opened: Opened) -> None:
        self._tables, self._shown, self._place = opened.tables, opened.chosen, self._asked
        self.reading.show_tables(list(opened.tables), opened.chosen)
        self._take_read(opened.read)

    def _take_read(self, read: Read) -> None:
        self._job = None
        self.reading.show_read(self._tables[self._shown], read)
        self.mapping.show_read(read)
        self._say(_("From: {place}").format(place=self._place), "muted")
        if self.steps.currentIndex() == 0:
            self._show_step(1)
            self.reading.combos[Role.CENTRE].setFocus()
        self._show_effect()

    def _fail(self, error: Exception) -> None:
        self._job = None
        self.go.setEnabled(self.steps.currentIndex() > 0)
        if isinstance(error, BvReviewError):
            self._say(str(error), "stop")
        else:
            show_error(self, error)

    def _say(self, words: str, role: str) -> None:
        self.said.setText(words)
        set_property(self.said, "role", role)
        announce(self, words)

    # the steps

    def _show_step(self, step: int) -> None:
        self.steps.setCurrentIndex(step)
        self.back.setVisible(step == 2)
        self.effect.setVisible(step == 2)
        self.again.setText(_("Paste again") if step else _("Paste"))
        self.again.setVisible(step < 2)
        self.file.setVisible(step < 2)
        last = step == 2
        self.go.setText(_("Fill in the figures") if last else _("Next: where it belongs"))
        self.go.setAccessibleName(self.go.text())
        self._allow()

    def _allow(self) -> None:
        has_lines = self.mapping.whole.total.lines > 0
        self.go.setEnabled(self._job is None and self.steps.currentIndex() > 0 and has_lines)

    def _go_on(self) -> None:
        if self.steps.currentIndex() == 1:
            self._show_step(2)
            self.mapping.list.setFocus()
        elif self.steps.currentIndex() == 2:
            self.accept()

    def _go_back(self) -> None:
        self._show_step(1)
        self.reading.list.setFocus()

    def _answers(self) -> dict[Address, Answer | None]:
        cells, columns = self._session.review.cells, self.mapping.columns
        return answers_of(self._desk.framework, self.mapping.whole, cells, self._source(), columns)

    def _source(self) -> str:
        return extract_source(self._place, date.today())

    def _show_effect(self) -> None:
        effect = effect_of(self._answers(), self._session.review.cells)
        self.effect.setText(effect.text)
        set_property(self.effect, "role", effect.tone)
        self._allow()

    def accept(self) -> None:
        """Fill in the figures in one step, and remember the mapping for the next extract."""
        if not self.go.isEnabled() or self.steps.currentIndex() != 2:
            return
        self._keep()
        label_of_step = _("Ledger extract, {place}").format(place=self._place)
        self._session.set_answers(self._answers(), label_of_step)
        super().accept()

    def reject(self) -> None:
        """Close without filling in; what was mapped by hand is not thrown away without a word."""
        if not self.mapping.is_begun:
            super().reject()
            return
        question = _("Close the extract? Where you put its accounts is forgotten, and nothing is filled in.")
        ask(self, question, _("Close the extract"), super().reject)

    def _keep(self) -> None:
        """Keep the mapping, and what is not mapped, before the figures that say so."""
        workspace, head = self._desk.workspace, self._session.review.head
        rest = (self._source(), self.mapping.whole.unmapped.actual)
        keep = workspace.keep_ledger_rest
        self._desk.saver.put(partial(workspace.later, keep, head.organisation_year, *rest))
        places = remember(self._known.places, self.mapping.places)
        if places != self._known.places:
            keep_places = workspace.keep_ledger_mapping
            self._desk.saver.put(partial(workspace.later, keep_places, head.organisation, places))
