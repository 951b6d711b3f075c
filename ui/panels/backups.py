"""The copies of a workspace, and what is in the one that is chosen, before anything is made of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QPushButton, QVBoxLayout, QWidget

from bvreview.framework.descriptors import Framework
from bvreview.i18n import _, plural
from bvreview.review.wording import show_date
from bvreview.store.backup import Backup, BackupContents, Reason
from bvreview.store.edits import title_of
from ui.exchange.copies import Looked, look_into_backup
from ui.jobs import Jobs
from ui.look.text import OK_SHAPE, STOP_SHAPE, Role, card, label
from ui.look.theme import Look
from ui.widgets.listing import Listing
from ui.widgets.listing_model import Column, Line
from ui.wording import size_words, when

MOST: Final = 8
"""Reviews that are named before the rest is counted."""
Told = tuple[str, Role]


class BackupsView(QWidget):
    """``chosen`` tells what was seen in the copy that is chosen, first without its check, then with it."""

    chosen = Signal(object)

    def __init__(self, look: Look, jobs: Jobs, framework: Framework) -> None:
        super().__init__()
        self._look, self._jobs, self._framework = look, jobs, framework
        self._backups: dict[str, Backup] = {}
        self._looked: dict[str, Looked] = {}
        columns = (
            Column(_("Made"), 25, bold=True),
            Column(_("Why"), 18),
            Column(_("Up to"), 14),
            Column(_("Size"), 9, right=True),
        )
        self.list = Listing(look, _("Backups"), columns)
        self.list.chosen.connect(self._choose)
        self.inside, self._facts, self._below = _empty_card()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(16)
        self._row.addWidget(self.list, 3, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self.inside, 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() > self._look.px(820)
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def show_backups(self, backups: Sequence[Backup]) -> None:
        """Show these copies; the one that was chosen stays so, else it is the furthest."""
        self._backups = {str(b.path): b for b in backups}
        self.list.show_lines([line_of(b) for b in backups])
        self.list.setVisible(bool(backups))
        self.list.setMinimumHeight(min(self.list.wanted_height(), self._look.px(360)))
        now = self.now()
        if backups and not now:
            self.list.choose(str(backups[0].path))
        self.inside.setVisible(bool(backups))

    def add_below(self, *widgets: QWidget) -> None:
        """Put more below what is in the copy."""
        for widget in widgets:
            narrow = isinstance(widget, QPushButton)
            side = Qt.AlignmentFlag.AlignLeft if narrow else Qt.AlignmentFlag(0)
            self._below.addWidget(widget, 0, side)

    def now(self) -> Looked | None:
        """What was seen in the copy that is chosen."""
        line = self.list.lines[self.list.currentIndex().row()] if self.list.currentIndex().isValid() else None
        return self._looked.get(line.id) if line else None

    def _choose(self, name: str) -> None:
        backup = self._backups[name]
        known = self._looked.get(name)
        if not known:
            self._looked[name] = Looked(backup)
            job = look_into_backup(backup, self._keep)
            job.finished.connect(self._keep)
            self._jobs.start(job)
        self._tell(self._looked[name])

    def _keep(self, looked: Looked) -> None:
        self._looked[str(looked.backup.path)] = looked
        now = self.now()
        if now and now.backup == looked.backup:
            self._tell(looked)

    def _tell(self, looked: Looked) -> None:
        self.show_facts(facts_of(self._framework, looked))
        self.chosen.emit(looked)

    def show_facts(self, facts: Sequence[Told]) -> None:
        """Say what is in the copy, line by line."""
        while (item := self._facts.takeAt(0)) and (widget := item.widget()):
            widget.deleteLater()
        for text, role in facts:
            self._facts.addWidget(label(text, role))


def _empty_card() -> tuple[QFrame, QVBoxLayout, QVBoxLayout]:
    frame, inner = card()
    inner.addWidget(label(_("What is in it"), "heading"))
    facts, below = QVBoxLayout(), QVBoxLayout()
    for part in (facts, below):
        part.setSpacing(8)
        inner.addLayout(part)
    inner.addStretch(1)
    return frame, facts, below


def line_of(backup: Backup) -> Line:
    """A copy as a row."""
    up_to = _("change {n}").format(n=f"{backup.seq:,}")
    return Line(
        str(backup.path), (_made(backup), reason_words(backup.reason), up_to, size_words(backup.size))
    )


def _made(backup: Backup) -> str:
    """The day that the copy bears, and the time where the file still says the same day."""
    written = datetime.fromtimestamp(backup.written, UTC)
    if written.date().isoformat() != backup.day:
        return show_date(date.fromisoformat(backup.day))
    here = written.astimezone()
    return f"{show_date(here.date())}, {here:%H:%M}"


def reason_words(reason: Reason) -> str:
    """Why a copy was made."""
    return {
        Reason.START: _("at the start"),
        Reason.MIGRATION: _("before an update"),
        Reason.IMPORT: _("before an import"),
        Reason.RESTORE: _("before a restore"),
        Reason.ASKED: _("by hand"),
    }[reason]


def facts_of(framework: Framework, looked: Looked) -> list[Told]:
    """What a copy is, and holds, in words."""
    if looked.problem:
        damaged = _("This copy is damaged and cannot be restored. Choose another.")
        return [(f"{STOP_SHAPE} {damaged}", "stop"), (looked.problem, "muted")]
    if not looked.contents:
        return [(_("Looking into it"), "muted")]
    checked: Told = (f"{OK_SHAPE} {_('Checked from end to end: whole')}", "ok")
    return [checked if looked.is_checked else (_("Checking it"), "muted"), *_held(framework, looked.contents)]


def _held(framework: Framework, found: BackupContents) -> list[Told]:
    counts = (
        plural("{n:,} review", "{n:,} reviews", len(found.heads)),
        plural("{n:,} answer", "{n:,} answers", found.cells),
        plural("{n:,} received file", "{n:,} received files", found.submissions),
    )
    words = _("Up to change {n:,}, {day}").format(day=when(found.last_change) or "\u2013", n=found.seq)
    named = sorted(title_of(framework, head) for head in found.heads)[:MOST]
    if more := len(found.heads) - len(named):
        named.append(_("and {n} more").format(n=more))
    told: list[Told] = [(words, "body"), (", ".join(counts), "body"), ("\n".join(named), "muted")]
    return [line for line in told if line[0]]
