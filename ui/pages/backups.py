"""The copies of this workspace: what there is, what is in one, and a new workspace made of it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent

from bvreview.i18n import _, plural
from bvreview.store.backup import Backup, backup_folder
from bvreview.store.edits import title_of
from bvreview.store.since import Since
from bvreview.workspace import Workspace
from ui.desk import Desk
from ui.exchange.copies import Looked, back_up, restore_backup, save_copy
from ui.exchange.files import ask_for_new, show_folder
from ui.exchange.running import run_in_sight, say_written
from ui.look.text import button, label
from ui.panels.backups import MOST, BackupsView
from ui.reader import Reader
from ui.widgets.combo import CalmCombo
from ui.widgets.flow import Flow
from ui.widgets.messages import offer, shower
from ui.widgets.page_head import PageHead
from ui.widgets.scroller import ScrollColumn

KEPT: Final = (10, 20, 30, 50, 100)


class BackupsPage(ScrollColumn):
    """Nothing here changes the open file; ``wants_workspace`` asks for another one."""

    wants_workspace = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__("canvas", 20)
        self._desk = desk
        self._reader, self._compared = Reader(), Reader()
        self._reader.answered.connect(self._show)
        self._compared.answered.connect(self._show_since)
        for reader in (self._reader, self._compared):
            reader.failed.connect(shower(self))
        self.view = BackupsView(desk.look, desk.jobs, desk.framework)
        self.view.chosen.connect(self._compare)
        self.said = label("", "ok")
        self.since = label("")
        self._restore = button(_("Restore to a new file\u2026"))
        self._restore.clicked.connect(self.restore)
        self._folder = button(_("Show the folder"), link=True)
        self._folder.clicked.connect(self._show_folder)
        self._none = label(_("There is no backup yet. The first is made at the next start."), "muted")
        self._lay_out()
        desk.bus.changed.connect(lambda _change: self.refresh() if self.isVisible() else None)
        desk.preferences.changed.connect(self._show_kept)
        self._show_kept()

    def _lay_out(self) -> None:
        elsewhere, now = button(_("Save a copy elsewhere\u2026")), button(_("Back up now"), primary=True)
        elsewhere.clicked.connect(self.save_elsewhere)
        now.clicked.connect(self.back_up)
        self.column.addWidget(PageHead(self._desk.look, _("Backups"), (elsewhere, now)))
        words = _(
            "Copies are made by themselves: at the start, before files come in, before an update and before "
            "a restore. Each is checked before it counts. A copy is never restored over a workspace: it "
            "becomes a new file."
        )
        self.column.addWidget(label(words, "muted"))
        self.column.addWidget(self._keeping())
        self.column.addWidget(self.said)
        self.said.hide()
        for widget in (self._none, self.view):
            self.column.addWidget(widget)
        self.view.add_below(self.since, self._restore)
        self.column.addStretch(1)

    def _keeping(self) -> Flow:
        self.kept = CalmCombo()
        self.kept.setAccessibleName(_("How many backups are kept"))
        self.kept.activated.connect(self._keep)
        before, after = _("Keep the last"), _("copies, and one a day for as many days")
        said = (label(before, wrap=False), self.kept, label(after, wrap=False))
        return Flow(said, ends=(self._folder,), spacing=8)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    # how many are kept

    def _show_kept(self) -> None:
        wanted = self._desk.preferences.now.backups_to_keep
        self._counts = sorted({*KEPT, wanted})
        self.kept.clear()
        self.kept.addItems([str(n) for n in self._counts])
        self.kept.setCurrentIndex(self._counts.index(wanted))

    def _keep(self, index: int) -> None:
        self._desk.preferences.change(backups_to_keep=self._counts[index])

    # what is shown

    def refresh(self) -> None:
        """Read the list of copies again."""
        workspace = self._desk.workspace
        self._reader.ask(lambda: workspace.later(workspace.backups))

    def _show(self, backups: tuple[Backup, ...]) -> None:
        self._none.setVisible(not backups)
        self._folder.setVisible(bool(backups))
        self.view.setVisible(bool(backups))
        self.view.show_backups(backups)
        if now := self.view.now():
            self._compare(now)

    def _compare(self, looked: Looked) -> None:
        """Ask what differs from now, once it is known what is in the copy."""
        self._restore.setEnabled(looked.can_be_restored)
        workspace, found = self._desk.workspace, looked.contents
        self.since.setVisible(found is not None)
        self._restore.setVisible(not looked.problem)
        if found:
            self._compared.ask(
                lambda: workspace.later(lambda: _since_words(workspace, workspace.since(found)))
            )

    def _show_since(self, words: str) -> None:
        self.since.setText(words)

    def _show_folder(self) -> None:
        show_folder(backup_folder(self._desk.workspace.path))

    # what is done

    def back_up(self) -> None:
        """Make a copy now."""
        self._desk.saver.flush()
        run_in_sight(self, self._desk, back_up(self._desk.workspace), self._made)

    def _made(self, made: tuple[Backup, bool]) -> None:
        backup, is_new = made
        words = _("Nothing has changed since the last backup, so that one stands.")
        if is_new:
            words = _("Backed up, up to change {n}.").format(n=f"{backup.seq:,}")
        self.said.setText(words)
        self.said.show()
        self.refresh()

    def save_elsewhere(self) -> None:
        """Ask for a place, then save a copy there."""
        name = f"{self._desk.workspace.path.stem}-copy.bvr"
        kind = _("Workspaces (*.bvr)")
        preferences = self._desk.preferences
        if path := ask_for_new(self, _("Save a copy elsewhere"), name, kind, preferences):
            self._desk.saver.flush()
            job = save_copy(self._desk.workspace, path)
            run_in_sight(self, self._desk, job, lambda paths: say_written(self, self._desk.look, paths))

    def restore(self) -> None:
        """Ask for a new file, then make it of the copy that is chosen."""
        looked = self.view.now()
        if not looked or not looked.can_be_restored:
            return
        name = str(_free_name(self._desk.workspace.path, looked.backup.day))
        kind = _("Workspaces (*.bvr)")
        if target := ask_for_new(self, _("Restore to a new file"), name, kind):
            job = restore_backup(looked.backup, target, self._desk.workspace)
            run_in_sight(self, self._desk, job, self._offer)

    def _offer(self, target: Path) -> None:
        self.refresh()
        words = _(
            "{name} is a workspace of its own now, as it was when the backup was made. The workspace that is "
            "open was not changed."
        )
        ways = [
            (_("Open it now"), lambda: self.wants_workspace.emit(target)),
            (_("Show in folder"), lambda: show_folder(target.parent)),
        ]
        offer(self, _("Restored"), words.format(name=target.name), ways)


def _free_name(path: Path, day: str) -> Path:
    """A name beside the workspace that nothing has yet."""
    stem = f"{path.stem}-{day}"
    names = (path.with_name(f"{stem}{f'-{n}' if n else ''}.bvr") for n in range(1000))
    return next(name for name in names if not name.exists())


def _since_words(workspace: Workspace, found: Since) -> str:
    """What differs from now, a line each."""
    if not found.is_related:
        return _("It has another history: it is of another workspace, or this one was made anew since.")
    if found.is_same:
        return _("Nothing has changed since: it is as the workspace is now.")
    lines = [
        _("{title}: {what}").format(
            title=_title(workspace, subject), what=plural("{n} answer changed", "{n} answers changed", count)
        )
        for subject, count in found.answers
    ]
    lines += [_("New: {title}").format(title=_title(workspace, review)) for review in found.begun]
    if len(lines) > MOST:
        lines = [*lines[:MOST], _("and {n} more").format(n=len(lines) - MOST)]
    if found.files:
        lines.append(plural("{n} file received", "{n} files received", found.files))
    lines = lines or [plural("{n} entry of the history", "{n} entries of the history", found.changes)]
    return "\n".join([_("Since then, and not in it:"), *lines])


def _title(workspace: Workspace, subject: str) -> str:
    """What a review, or an organisation year, is called."""
    if "/" not in subject:
        return title_of(workspace.framework, workspace.head(subject))
    organisation, __, period = subject.partition("/")
    found = workspace.framework.organisation(organisation)
    words = _("the year of {organisation}, {period}")
    return words.format(organisation=found.name if found else organisation, period=period)
