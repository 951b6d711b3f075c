"""What became of each file of an import, in one list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from bvreview.folders import passed_over_words
from bvreview.i18n import _, plural
from bvreview.review.exchange.submission import ImportOutcome, Outcome
from ui.dialogs.foot import foot_of
from ui.dialogs.head import column_of, name_dialog
from ui.dialogs.questions import Questions
from ui.look.text import Pill, button, label
from ui.look.theme import Look
from ui.widgets.listing import Listing
from ui.widgets.listing_model import Column, Line

KINDS: dict[Outcome, Pill] = {
    Outcome.IMPORTED: "ok",
    Outcome.REPLACED: "ok",
    Outcome.ALREADY_THERE: "plain",
    Outcome.QUESTION: "explain",
    Outcome.REFUSED: "stop",
    Outcome.RETURNED: "ok",
}


class OutcomesDialog(QDialog):
    """``answered_files`` gives the answers of files, by their place in the import, then by question.

    ``not_begun``: files that a stop left out. ``passed_over``: the names of those that are no workbooks.
    """

    answered_files = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        look: Look,
        outcomes: Sequence[ImportOutcome],
        not_begun: int = 0,
        passed_over: Sequence[str] = (),
    ) -> None:
        super().__init__(parent)
        name_dialog(self, _("What was imported"))
        columns = (
            Column(_("File"), 22, bold=True),
            Column(_("Outcome"), 13, pill=True),
            Column(_("Why"), 44),
        )
        self.list = Listing(look, self.windowTitle(), columns)
        self.list.show_lines([line_of(o) for o in outcomes])
        column = column_of(self, self.windowTitle(), spacing=12)
        column.addWidget(label(in_short(outcomes), "muted"))
        if not_begun:
            words = plural(
                "Stopped: {n} file was not looked at. Choose it again to take it in.",
                "Stopped: {n} files were not looked at. Choose them again to take them in.",
                not_begun,
            )
            column.addWidget(label(words, "explain"))
        if words := passed_over_words(passed_over):
            column.addWidget(label(words, "small"))
        column.addWidget(self.list, 2)
        asked = {n: o for n, o in enumerate(outcomes) if o.questions}
        self.questions = Questions(look, asked)
        self.questions.setAccessibleName(_("Questions"))
        if asked:
            column.addWidget(label(_("Answer what is asked, once for each file."), "strong"))
            column.addWidget(self.questions, 3)
        column.addLayout(self._buttons(outcomes))
        self.resize(look.room_for(820, 640 if asked else 460))
        self._close.setFocus()

    def _buttons(self, outcomes: Sequence[ImportOutcome]) -> QHBoxLayout:
        left = []
        if self.questions.choices:
            self.take = button(_("Go on with these answers"))
            self.take.setEnabled(False)
            self.questions.answered.connect(self.take.setEnabled)
            self.take.clicked.connect(self._take)
            left.append(self.take)
        copy = button(_("Copy the list"))
        text = "\n".join(" \u00b7 ".join(filter(None, line_of(o).texts)) for o in outcomes)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(text))
        left.append(copy)
        self._close = button(_("Close"), primary=True)
        self._close.setDefault(True)
        self._close.clicked.connect(self.accept)
        return foot_of(self._close, left=left)

    def _take(self) -> None:
        given = self.questions.given()
        self.accept()
        self.answered_files.emit(given)


def line_of(outcome: ImportOutcome) -> Line:
    """A file with its outcome and the reason."""
    return Line(
        outcome.file, (outcome.file, outcome_words(outcome.outcome), why(outcome)), KINDS[outcome.outcome]
    )


def outcome_words(outcome: Outcome) -> str:
    """The word for an outcome."""
    return {
        Outcome.IMPORTED: _("Imported"),
        Outcome.REPLACED: _("Replaced"),
        Outcome.ALREADY_THERE: _("Already there"),
        Outcome.QUESTION: _("Question"),
        Outcome.REFUSED: _("Refused"),
        Outcome.RETURNED: _("Came back"),
    }[outcome]


def why(outcome: ImportOutcome) -> str:
    """The reason, or what was found."""
    return outcome.reason or found_words(outcome.counts)


def found_words(counts: dict[str, int]) -> str:
    """Findings in words: "3 to put right, 2 to explain, 14 notes"."""
    words = [
        plural("{n} to put right", "{n} to put right", counts.get("stop", 0)),
        plural("{n} to explain", "{n} to explain", counts.get("explain", 0)),
        plural("{n} note", "{n} notes", counts.get("note", 0)),
    ]
    levels = ("stop", "explain", "note")
    return ", ".join(w for w, level in zip(words, levels, strict=True) if counts.get(level)) or _(
        "nothing to put right"
    )


def in_short(outcomes: Sequence[ImportOutcome]) -> str:
    """How many files, and how many came in; those of which nothing else is said are kept."""
    came = [o for o in outcomes if o.outcome in (Outcome.IMPORTED, Outcome.REPLACED)]
    files = plural("{n} file", "{n} files", len(outcomes))
    words = _("{came} of {files} taken in.").format(came=len(came), files=files)
    if came and all(o.reason for o in came):
        return words
    return f"{words} {_('What was sent is kept as it came.')}"
