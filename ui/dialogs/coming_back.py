"""What a workbook that came back would change, cell by cell: take it, or keep what stands here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QWidget

from bvreview.framework.rules import Level
from bvreview.i18n import _, plural
from bvreview.review.exchange.difference import Difference, Why
from bvreview.review.exchange.outgoing import day_words, titles_of
from bvreview.review.exchange.submission import Coming
from bvreview.review.findings import Finding
from ui.desk import Desk
from ui.dialogs.foot import foot_of
from ui.dialogs.head import column_of, name_dialog
from ui.look.text import EXPLAIN_SHAPE, OK_SHAPE, Pill, button, label, plain
from ui.widgets.flow import Flow
from ui.widgets.listing import Listing
from ui.widgets.listing_model import Column, Line
from ui.widgets.tasks import APART

_TAKE: Final = 0  # the column of what is decided
_NOTES: Final = 3  # remarks on how the file was read that are told here
_WORKED_OUT: Final = ("file.result_differs", Level.NOTE)  # nothing of it is taken over


class ComingBackDialog(QDialog):
    """``taken`` tells the differences to take over, once everything that is asked has an answer.

    ``before``: when the workbook came back before (ISO, UTC): it is beside what came then.
    """

    taken = Signal(object)

    def __init__(
        self, parent: QWidget, desk: Desk, coming: Coming, found: Sequence[Difference], before: str = ""
    ) -> None:
        super().__init__(parent)
        self._desk, self._coming, self._found = desk, coming, tuple(sorted(found, key=lambda d: not d.asks))
        self.decided: dict[int, bool] = {n: True for n, d in enumerate(self._found) if not d.asks}
        handed = coming.reading.identity.handed
        who = handed.to if handed and handed.to else coming.reading.file
        name_dialog(self, _("Back from {who}").format(who=who))
        self.asked_only = QCheckBox(_("Only what is to be decided"))
        self._before = before
        as_before = _("As it came before") if before else _("As sent")
        self.list = Listing(desk.look, _("What would change"), _columns(as_before))
        self.list.open_only_at(_TAKE)
        self._said = label("", "muted")
        column = column_of(self, self.windowTitle(), spacing=10)
        column.addWidget(self._said)
        for finding in self._notes():
            column.addWidget(label(_note_words(finding), "stop" if finding.level is Level.STOP else "small"))
        if self._found:
            hint = _(
                "Where only the workbook was changed, its answer is taken. To change that for a line, click "
                'its mark under "Take?" or press Space.'
            )
            column.addWidget(label(hint, "small"))
            column.addWidget(self._ways())
            column.addWidget(self.list, 1)
        else:
            words = _("Nothing in it is another answer than the one that stands here.")
            column.addWidget(label(words))
            column.addStretch()
        column.addLayout(self._foot())
        self.list.opened.connect(lambda number: self.turn(int(number)))
        self.asked_only.toggled.connect(lambda _on: self._show())
        self._show()
        size = (1180, 620) if self._found else (560, 240)
        self.resize(desk.look.room_for(*size))
        (self.list if self._found else self.go).setFocus()

    # what is shown

    def _notes(self) -> list[Finding]:
        """How the file was read, the gravest first; what stands in the list is not said twice."""
        order = {Level.STOP: 0, Level.EXPLAIN: 1, Level.NOTE: 2}
        listed = {d.address for d in self._found}
        of_file = (f for f in self._coming.reading.findings if f.rule.startswith("file."))
        told = [f for f in of_file if f.address not in listed and (f.rule, f.level) != _WORKED_OUT]
        return sorted(told, key=lambda f: order[f.level])[:_NOTES]

    def _ways(self) -> Flow:
        self.take_all, self.keep_all = button(""), button("")
        self.take_all.clicked.connect(lambda _on: self._decide_all(take=True))
        self.keep_all.clicked.connect(lambda _on: self._decide_all(take=False))
        if not any(d.asks for d in self._found):
            self.asked_only.hide()
        return Flow((self.asked_only,), ends=(self.keep_all, self.take_all))

    def _foot(self) -> QHBoxLayout:
        self.go = button("", primary=True)
        self.go.setDefault(True)
        self.go.clicked.connect(self._take)
        close = button(_("Not now"))
        close.clicked.connect(self.reject)
        return foot_of(close, self.go)

    def _show(self) -> None:
        lines = [
            self._line(n, d) for n, d in enumerate(self._found) if d.asks or not self.asked_only.isChecked()
        ]
        self.list.show_lines(lines)
        left = self.left()
        taken = sum(self.decided.values())
        self._said.setText(self._summary(left))
        if self._found:
            self._name_ways(left)
        words = plural("Take {n} change over", "Take {n} changes over", taken) if taken else _("It came back")
        self.go.setText(plain(words))
        self.go.setAccessibleName(words)
        self.go.setEnabled(not left)

    def _name_ways(self, left: int) -> None:
        """Say of both buttons what they do: decide what is left, after that all lines."""
        take = _("Take theirs where undecided ({n})").format(n=left)
        keep = _("Keep ours where undecided ({n})").format(n=left)
        for made, words in (
            (self.take_all, take if left else _("Take all of theirs")),
            (self.keep_all, keep if left else _("Keep all of ours")),
        ):
            made.setText(plain(words))
            made.setAccessibleName(words)

    def _summary(self, left: int) -> str:
        identity, count = self._coming.reading.identity, len(self._found)
        handed = identity.handed
        parts = [
            titles_of(self._desk.framework, handed.sections) if handed else "",
            _("sent {day}").format(day=day_words(identity.written)) if identity.written else "",
            _("came before on {day}").format(day=day_words(self._before)) if self._before else "",
            plural("{n} change", "{n} changes", count),
            _("{n} to decide").format(n=left) if left else "",
        ]
        return APART.join(part for part in parts if part)

    def _line(self, number: int, difference: Difference) -> Line:
        words, kind = self._state(number)
        sent = _("not known") if difference.sent is None else difference.sent
        there = difference.there or (_("taken out") if difference.why is Why.LINE_GONE else _("blank"))
        texts = (
            words,
            difference.section,
            difference.label,
            sent or _("blank"),
            difference.here or _("blank"),
            there,
            why_words(difference.why),
        )
        return Line(str(number), texts, kind)

    def _state(self, number: int) -> tuple[str, Pill]:
        take = self.decided.get(number)
        if take is None:
            return f"{EXPLAIN_SHAPE} {_('decide')}", "explain"
        return (f"{OK_SHAPE} {_('take')}", "ok") if take else (_("keep ours"), "plain")

    # what is decided

    def left(self) -> int:
        """How many are still to be decided."""
        return len(self._found) - len(self.decided)

    def turn(self, number: int) -> None:
        """Take a difference, or keep ours where it is taken."""
        self.decided[number] = not self.decided.get(number, False)
        self._show()
        self.list.choose(str(number))

    def _decide_all(self, *, take: bool) -> None:
        """Decide what is undecided; where nothing is, all of it."""
        numbers = range(len(self._found))
        self.decided |= dict.fromkeys([n for n in numbers if n not in self.decided] or numbers, take)
        self._show()

    def _take(self) -> None:
        chosen = tuple(d for n, d in enumerate(self._found) if self.decided.get(n))
        self.accept()
        self.taken.emit(chosen)


def _columns(as_before: str) -> tuple[Column, ...]:
    return (
        Column(_("Take?"), 14, pill=True),
        Column(_("Section"), 15, spare=True),
        Column(_("Question"), 26, bold=True),
        Column(as_before, 17, muted=True),
        Column(_("Here now"), 17),
        Column(_("Workbook"), 17),
        Column(_("Why asked"), 18, muted=True, optional=True),
    )


def why_words(why: Why) -> str:
    """Why a person decides; "" where nothing is asked."""
    return {
        Why.NEW: "",
        Why.BOTH: _("changed here too"),
        Why.EMPTIED: _("emptied in the workbook"),
        Why.UNREADABLE: _("cannot be read"),
        Why.LINE_GONE: _("the line was taken out"),
    }[why]


def _note_words(finding: Finding) -> str:
    where = f"{finding.sheet} {finding.cell}".strip()
    return f"{where}: {finding.message}" if where else finding.message
