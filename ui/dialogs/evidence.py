"""One piece of evidence: what it is, where it is, and how far it can be relied on."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from bvreview.i18n import _
from bvreview.review.cells import Address
from bvreview.review.dates import read_date
from bvreview.review.evidence import MOST_BYTES, Evidence, KeptFile, reliabilities
from bvreview.review.retelling import place_words
from bvreview.review.values import normalise_text
from bvreview.review.wording import show_date
from bvreview.store.checksums import sha256
from bvreview.store.kept import KeptFileError, read_to_keep
from ui.announcing import announce
from ui.desk import Desk
from ui.dialogs.foot import foot
from ui.dialogs.head import column_of, name_dialog
from ui.drops import files_in
from ui.editing.evidence import EvidenceEdits, new_evidence
from ui.exchange.files import ask_for_file
from ui.forms.calendar import DayButton
from ui.look.text import button, label, plain
from ui.reader import Reader
from ui.widgets.combo import CalmCombo
from ui.widgets.scroller import ScrollColumn
from ui.widgets.text_boxes import GrowingText
from ui.wording import size_words

MOST_LETTERS: Final = 1000
MOST_WORDS: Final = 10_000
"""Letters of a line, and of the note."""


class EvidenceDialog(QDialog):
    """New evidence, linked to the answer ``at`` where there is one, or what stands. Esc changes nothing."""

    def __init__(
        self, parent: QWidget, desk: Desk, edits: EvidenceEdits, evidence: Evidence | None, at: Address | None
    ) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self._desk, self._edits, self._at = desk, edits, at
        self._old = evidence
        self._file = evidence.file if evidence else None
        self._data: bytes | None = None
        self._reading = ""
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="evidence")
        self._reader = Reader()
        self._reader.answered.connect(self._take_file)
        self._reader.failed.connect(self._refuse_file)
        self.finished.connect(lambda _result: self._pool.shutdown(wait=False))
        name_dialog(self, _("Evidence") if evidence else _("Add evidence"))
        self.title, self.reference, self.day = QLineEdit(), QLineEdit(), QLineEdit()
        self.reliability, self.place, self.note = CalmCombo(), QLineEdit(), GrowingText(2)
        self.file = label("", "body")
        self.choose, self.clear = button(_("Choose a file\u2026")), button(_("Keep no copy"), link=True)
        self.problem = label("", "stop")
        self.problem.hide()
        for line in (self.title, self.reference, self.place):
            line.setMaxLength(MOST_LETTERS)
        self._lay_out()
        self._fill(evidence or new_evidence())
        self.resize(desk.look.room_for(560, 640))
        self.title.setFocus()

    # what is asked

    def _lay_out(self) -> None:
        column = column_of(self, self.windowTitle())
        if self._at is not None and not self._old:
            words = _("It will be linked to: {place}").format(
                place=place_words(self._edits.session.answers, self._at)
            )
            column.addWidget(label(words, "muted"))
        asked = ScrollColumn("canvas", 2)
        asked.column.setSpacing(4)
        self._add(asked, _("Title"), self.title)
        self._add(asked, _("Reference, such as a minute or a page"), self.reference)
        self._add_day_and_reliability(asked)
        self._add_file(asked)
        self._add(asked, _("Or the place where it is: a path or a web address"), self.place)
        self._add(asked, _("Note"), self.note)
        asked.column.addStretch(1)
        column.addWidget(asked, 1)
        column.addWidget(self.problem)
        column.addLayout(self._foot())

    @staticmethod
    def _add(asked: ScrollColumn, words: str, widget: QWidget) -> None:
        widget.setAccessibleName(words)
        asked.column.addWidget(label(words, "strong"))
        asked.column.addWidget(widget)
        asked.column.addSpacing(8)

    def _add_day_and_reliability(self, asked: ScrollColumn) -> None:
        self.day.setAccessibleName(_("Date"))
        self.day.setPlaceholderText(_("For example 12 May 2010"))
        self.day.textChanged.connect(self.problem.hide)
        calendar = DayButton(self.day, self._desk.look, date.today())
        calendar.chosen.connect(self.day.setText)
        self.reliability.setAccessibleName(_("Reliability"))
        self.reliability.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.reliability.addItem(_("Not said"), "")
        for item in reliabilities(self._desk.framework):
            self.reliability.addItem(plain(item.label), item.id)
        grid = QGridLayout()
        grid.setVerticalSpacing(4)
        grid.setHorizontalSpacing(4)
        grid.addWidget(label(_("Date"), "strong"), 0, 0)
        grid.addWidget(self.day, 1, 0)
        grid.addWidget(calendar, 1, 1)
        grid.setColumnMinimumWidth(2, self._desk.look.px(12))
        grid.addWidget(label(_("Reliability"), "strong"), 0, 3)
        grid.addWidget(self.reliability, 1, 3)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(3, 1)
        asked.column.addLayout(grid)
        asked.column.addSpacing(8)

    def _add_file(self, asked: ScrollColumn) -> None:
        self.choose.setAccessibleName(_("Choose a file of which a copy is kept"))
        self.choose.clicked.connect(lambda _checked: self._choose())
        self.clear.clicked.connect(lambda _checked: self._keep_none())
        row = QHBoxLayout()
        row.addWidget(self.choose)
        row.addWidget(self.clear)
        row.addStretch(1)
        asked.column.addWidget(label(_("A copy kept in the workspace"), "strong"))
        asked.column.addWidget(self.file)
        asked.column.addLayout(row)
        asked.column.addSpacing(8)

    def _foot(self) -> QHBoxLayout:
        self.save = button(_("Save"), primary=True)
        return foot(self, self.save)

    def _fill(self, evidence: Evidence) -> None:
        self._now = evidence
        self.title.setText(evidence.title)
        self.reference.setText(evidence.reference)
        self.day.setText(show_date(evidence.date) if evidence.date else "")
        if evidence.reliability and self.reliability.findData(evidence.reliability) < 0:
            self.reliability.addItem(plain(evidence.reliability), evidence.reliability)
        self.reliability.setCurrentIndex(max(0, self.reliability.findData(evidence.reliability)))
        self.place.setText(evidence.place)
        self.note.setPlainText(evidence.note)
        self.title.textEdited.connect(self.problem.hide)
        self._say_file()

    # the file

    def _say_file(self) -> None:
        if self._reading:
            words = _("Reading {name}\u2026").format(name=self._reading)
        elif self._file:
            words = f"{self._file.name}, {size_words(self._file.size)}"
        else:
            most = f"{MOST_BYTES / 1_000_000:g}"
            words = _("None yet. Choose a file of at most {most} MB, or drop it here.").format(most=most)
        self.file.setText(words)
        self.clear.setVisible(self._file is not None and not self._reading)
        self.save.setEnabled(not self._reading)

    def _choose(self) -> None:
        if path := ask_for_file(self, _("Choose the evidence"), self._desk.preferences):
            self.read(path)

    def read(self, path: Path) -> None:
        """Read a file that is to be kept, beside the window's thread."""
        self._reading = path.name
        self.problem.hide()
        self._say_file()
        self._reader.ask(lambda: self._pool.submit(_read, path))

    def _take_file(self, read: tuple[str, bytes, str]) -> None:
        name, self._data, digest = read
        self._reading, self._file = "", KeptFile(digest, name, len(self._data))
        if not self.title.text().strip():
            self.title.setText(Path(name).stem)
        self._say_file()
        announce(self, _("A copy will be kept: {file}").format(file=self.file.text()))

    def _refuse_file(self, error: Exception) -> None:
        self._reading = ""
        self._say_file()
        if not isinstance(error, KeptFileError):
            raise error
        self._complain(str(error), self.choose)
        if not self.place.text().strip():
            self.place.setText(str(error.path))

    def _keep_none(self) -> None:
        self._file, self._data = None, None
        self._say_file()
        self.choose.setFocus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if files_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if paths := files_in(event.mimeData()):
            event.acceptProposedAction()
            self.read(paths[0])

    # what is answered

    def _complain(self, words: str, where: QWidget) -> None:
        self.problem.setText(words)
        self.problem.show()
        announce(self, words)
        where.setFocus()

    def accept(self) -> None:
        title = _one_line(self.title)
        if not title:
            words = _("Say what it is: the name of a document, of data, or of a talk.")
            self._complain(words, self.title)
            return
        text = self.day.text().strip()
        day, why_not = read_date(text) if text else (None, "")
        if why_not:
            self._complain(why_not, self.day)
            return
        note = normalise_text(self.note.toPlainText()).strip()
        if len(note) > MOST_WORDS:
            words = _("The note is longer than {most:,} characters. Keep the text as a file instead.")
            self._complain(words.format(most=MOST_WORDS), self.note)
            return
        kept = replace(
            self._now,
            title=title,
            reference=_one_line(self.reference),
            date=day,
            reliability=self.reliability.currentData() or "",
            note=note,
            file=self._file,
            place=_one_line(self.place),
        )
        self._edits.save(kept, self._at, [self._data] if self._data else [])
        super().accept()


def _one_line(line: QLineEdit) -> str:
    return " ".join(normalise_text(line.text()).split())


def _read(path: Path) -> tuple[str, bytes, str]:
    data = read_to_keep(path)
    return path.name, data, sha256(data)
