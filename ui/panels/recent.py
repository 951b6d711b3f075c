"""The workspaces that were open lately: open one, or take one that is gone off the list."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bvreview.i18n import _
from bvreview.locations import is_on_network
from ui.desk import Desk
from ui.jobs import Job
from ui.look.text import Pill
from ui.widgets.listing import Listing
from ui.widgets.listing_model import Column, Line
from ui.widgets.messages import offer

HERE, OPEN, GONE, AWAY = "here", "open", "gone", "away"


class RecentWorkspaces(QWidget):
    """``wants`` tells the path of the one to open."""

    wants = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._states: dict[str, str] = {}
        columns = (
            Column(_("Workspace"), 18, bold=True),
            Column(_("Folder"), 40, muted=True),
            Column(_("Status"), 14, pill=True),
        )
        self.list = Listing(desk.look, _("Recent workspaces"), columns)
        self.list.show_whole()
        self.list.opened.connect(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        desk.preferences.changed.connect(self._show)
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Look which ones are there; a share that does not answer is not waited for."""
        paths, own = self._desk.preferences.now.recent_workspaces, str(self._desk.workspace.path)
        job = Job(_("Looking for workspaces"), lambda _job: {p: _state(p, own) for p in paths})
        job.finished.connect(self._take)
        self._desk.jobs.start(job)

    def _take(self, states: dict[str, str]) -> None:
        self._states = states
        self._show()

    def _show(self) -> None:
        self.list.show_lines([self._line(p) for p in self._desk.preferences.now.recent_workspaces])

    def _line(self, path: str) -> Line:
        own = str(self._desk.workspace.path)
        state = OPEN if path == own else self._states.get(path, HERE)
        words = {OPEN: _("Open now"), GONE: _("Not found"), AWAY: _("On a network drive"), HERE: ""}
        place = Path(path)
        kind: Pill = "explain" if state == GONE else "ok" if state == OPEN else "plain"
        return Line(path, (place.name, str(place.parent), words[state]), kind)

    def _open(self, path: str) -> None:
        state = self._states.get(path, HERE)
        if state == GONE:
            words = _("{path} is not there any more. It was moved, renamed or deleted.").format(path=path)
            ways = [(_("Take it off the list"), lambda: self._forget(path))]
            offer(self, _("This workspace was not found"), words, ways)
        elif path != str(self._desk.workspace.path):
            self.wants.emit(Path(path))

    def _forget(self, path: str) -> None:
        now = self._desk.preferences.now.recent_workspaces
        self._desk.preferences.change(recent_workspaces=tuple(p for p in now if p != path))


def _state(path: str, own: str) -> str:
    if path == own:
        return OPEN
    if is_on_network(Path(path)):
        return AWAY
    return HERE if Path(path).exists() else GONE
