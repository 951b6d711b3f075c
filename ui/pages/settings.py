"""Settings: who is at the screen, how it looks, which workspace is open."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from bvreview.i18n import _
from bvreview.settings import config_folder
from bvreview.store.backup import backup_folder
from ui.desk import Desk
from ui.exchange.files import show_folder
from ui.look.text import Elided, button, label
from ui.panels.recent import RecentWorkspaces
from ui.widgets.combo import CalmCombo
from ui.widgets.flow import Flow
from ui.widgets.page_head import PageHead
from ui.widgets.scroller import ScrollColumn

THEMES = ("", "light", "dark", "high contrast")
SIZES = (100, 110, 125, 150, 175, 200)
KEPT = (10, 20, 30, 50, 100)
THRESHOLDS = (0, 3, 5, 6, 8, 10)
"""Counts from 1 to below it are withheld; 0 withholds nothing."""
ROUNDINGS = (0, 5, 10)


class SettingsPage(ScrollColumn):
    """Each setting holds as soon as it is changed."""

    wants_workspace = Signal()
    wants_backups = Signal()
    wants_person = Signal()
    wants_recent = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__("canvas", 20)
        self._desk = desk
        now = desk.preferences.now
        self.name, self.role = QLineEdit(now.person_name), QLineEdit(now.person_role)
        self.theme, self.text_size = CalmCombo(), CalmCombo()
        self.region, self.backups = CalmCombo(), CalmCombo()
        self.threshold, self.rounding = CalmCombo(), CalmCombo()
        self.recent = RecentWorkspaces(desk)
        self.recent.wants.connect(self.wants_recent)
        self.column.addWidget(PageHead(desk.look, _("Settings")))
        self._group(_("You"), ((_("Name"), self.name), (_("Role"), self.role)))
        other = button(_("Somebody else is here\u2026"), link=True, name=_("Switch person"))
        other.clicked.connect(self.wants_person)
        self.column.addWidget(other, 0, Qt.AlignmentFlag.AlignLeft)
        self._group(_("Look"), ((_("Theme"), self.theme), (_("Text size"), self.text_size)))
        self._group(_("Region"), ((_("Whose reviews you receive"), self.region),))
        small = _("Small numbers, withheld from what goes to others")
        rounded = _("Rounding of counts in what goes to others")
        rows = ((_("Backups to keep"), self.backups), (small, self.threshold), (rounded, self.rounding))
        self._group(_("Safety"), rows)
        self._workspace()
        self._folders()
        self.column.addStretch(1)
        self._fill()
        for line in (self.name, self.role):
            line.editingFinished.connect(self._keep_person)
        self.theme.activated.connect(lambda n: desk.preferences.change(theme=THEMES[n]))
        self.text_size.activated.connect(lambda n: desk.preferences.change(text_size=SIZES[n]))
        self.region.activated.connect(self._keep_region)
        self.backups.activated.connect(lambda n: desk.preferences.change(backups_to_keep=KEPT[n]))
        self.threshold.activated.connect(
            lambda n: desk.preferences.change(disclosure_threshold=THRESHOLDS[n])
        )
        self.rounding.activated.connect(lambda n: desk.preferences.change(disclosure_rounding=ROUNDINGS[n]))
        desk.preferences.changed.connect(self._fill)

    def _group(self, title: str, rows: tuple[tuple[str, QWidget], ...]) -> None:
        self.column.addWidget(label(title, "heading"))
        holder = QWidget()
        holder.setMaximumWidth(560)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(6)
        for words, widget in rows:
            widget.setAccessibleName(words)
            column.addWidget(named := label(words))
            named.setBuddy(widget)
            column.addWidget(widget)
        row = QHBoxLayout()  # it asks for the height at the width that the holder really gets
        row.addWidget(holder, 1)
        row.addStretch()
        self.column.addLayout(row)

    def _workspace(self) -> None:
        self.column.addWidget(label(_("Workspace"), "heading"))
        path, place = self._desk.workspace.path, Elided(role="muted")
        place.set_text(str(path), path.name)
        self.column.addWidget(place)
        other = button(_("Open another workspace\u2026"))
        other.clicked.connect(self.wants_workspace)
        backups = button(_("Backups"), name=_("Show the backups of this workspace"))
        backups.clicked.connect(self.wants_backups)
        self.column.addWidget(Flow((other, backups)))
        self.column.addWidget(label(_("Recent workspaces"), "strong"))
        self.column.addWidget(self.recent)

    def _folders(self) -> None:
        self.column.addWidget(label(_("Folders"), "heading"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        folders = (
            (_("Workspace"), self._desk.workspace.path.parent),
            (_("Backups"), backup_folder(self._desk.workspace.path)),
            (_("Settings"), config_folder()),
        )
        for n, (words, folder) in enumerate(folders):
            show = button(_("Show"), link=True, name=_("Show the folder: {name}").format(name=words))
            show.clicked.connect(lambda _checked, f=folder: show_folder(f))
            grid.addWidget(label(words, wrap=False), n, 0)
            grid.addWidget(Elided(str(folder), "muted"), n, 1)
            grid.addWidget(show, n, 2)
        self.column.addLayout(grid)

    def _fill(self) -> None:
        now = self._desk.preferences.now
        words = (_("As the system"), _("Light"), _("Dark"), _("High contrast"))
        regions = self._desk.framework.regions
        for line, text in ((self.name, now.person_name), (self.role, now.person_role)):
            if line.text() != text:
                line.setText(text)
        if not self.theme.count():
            self.theme.addItems(list(words))
            self.text_size.addItems([_("{n}%").format(n=n) for n in SIZES])
            self.backups.addItems([str(n) for n in KEPT])
            self.threshold.addItems([_below(n) for n in THRESHOLDS])
            self.rounding.addItems(
                [_("To the nearest {n}").format(n=n) if n else _("None") for n in ROUNDINGS]
            )
            self.region.addItems([_("None chosen"), *(r.name for r in regions)])
        self.theme.setCurrentIndex(THEMES.index(now.theme) if now.theme in THEMES else 0)
        nearest = min(SIZES, key=lambda n: abs(n - now.text_size))
        self.text_size.setCurrentIndex(SIZES.index(nearest))
        _choose(self.backups, KEPT, now.backups_to_keep)
        _choose(self.threshold, THRESHOLDS, now.disclosure_threshold)
        _choose(self.rounding, ROUNDINGS, now.disclosure_rounding)
        ids = [r.id for r in regions]
        self.region.setCurrentIndex(ids.index(now.region) + 1 if now.region in ids else 0)

    def _keep_person(self) -> None:
        name, role = self.name.text().strip(), self.role.text().strip()
        now = self._desk.preferences.now
        if name and (name, role) != (now.person_name, now.person_role):
            self._desk.preferences.change(person_name=name, person_role=role)

    def _keep_region(self, index: int) -> None:
        regions = self._desk.framework.regions
        self._desk.preferences.change(region=regions[index - 1].id if index else "")


def _below(threshold: int) -> str:
    return _("1 to {n}").format(n=threshold - 1) if threshold else _("None")


def _choose(combo: CalmCombo, offered: tuple[int, ...], value: int) -> None:
    """Choose the entry that is nearest to a value that the file may hold."""
    combo.setCurrentIndex(offered.index(min(offered, key=lambda n: abs(n - value))))
