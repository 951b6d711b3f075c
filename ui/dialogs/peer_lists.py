"""Lists of organisations of one's own to compare with: make one, give it another name, take it away."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLineEdit, QWidget

from bvreview.framework.organisations import Organisation
from bvreview.i18n import _, plural
from bvreview.review.compared.peers import PeerList
from ui.bus import Changed
from ui.desk import Desk
from ui.dialogs.foot import foot
from ui.dialogs.head import column_of, name_dialog
from ui.look.text import button, label, plain
from ui.reader import Reader
from ui.widgets.combo import CalmCombo
from ui.widgets.messages import show_error
from ui.widgets.scroller import ScrollColumn


class PeerListsDialog(QDialog):
    """Every list is kept in the workspace when it is saved; the comparison follows."""

    def __init__(self, parent: QWidget, desk: Desk, organisations: Sequence[Organisation]) -> None:
        super().__init__(parent)
        name_dialog(self, _("Own lists to compare with"))
        self._desk = desk
        self.lists: tuple[PeerList, ...] = ()
        self._chosen = ""
        self.which, self.name = CalmCombo(), QLineEdit()
        self.boxes = {o.id: _box(o) for o in organisations}
        self._count, self._problem = label("", "small"), label("", "stop")
        self._reader, self._writer = Reader(), Reader()
        self._reader.setParent(self)
        self._writer.setParent(self)
        self._reader.answered.connect(self._take)
        self._reader.failed.connect(lambda error: show_error(self, error))
        self._writer.answered.connect(self._kept)
        self._writer.failed.connect(lambda error: show_error(self, error))
        self._lay_out()
        workspace = desk.workspace
        self._reader.ask(lambda: workspace.later(workspace.peer_lists))

    def _lay_out(self) -> None:
        self.which.setAccessibleName(_("List"))
        self.name.setAccessibleName(_("Name of the list"))
        self.which.activated.connect(lambda n: self._show(self.which.itemData(n)))
        self.name.textChanged.connect(self._problem.hide)
        self._problem.hide()
        self.save, self.remove = button(_("Save"), primary=True), button(_("Remove this list"))
        self.remove.clicked.connect(self._remove)
        column = column_of(self)
        hint = _(
            "Choose those that are alike in what they are: size, density, courts. Results are no reason."
        )
        column.addWidget(label(self.windowTitle(), "title"))
        column.addWidget(label(hint, "muted"))
        row = QHBoxLayout()
        row.addWidget(self.which)
        row.addWidget(self.name, 1)
        column.addLayout(row)
        column.addWidget(self._problem)
        column.addWidget(self._organisations(), 1)
        column.addWidget(self._count)
        column.addLayout(foot(self, self.save, self.remove))
        self.resize(self._desk.look.room_for(520, 600))
        self._show("")

    def _organisations(self) -> QWidget:
        holder = ScrollColumn("surface", 12)
        holder.column.setSpacing(4)
        for box in self.boxes.values():
            box.toggled.connect(self._say_count)
            holder.column.addWidget(box)
        holder.column.addStretch(1)
        holder.setAccessibleName(_("Organisations"))
        return holder

    # showing

    def _take(self, lists: tuple[PeerList, ...]) -> None:
        self.lists = lists
        self.which.clear()
        self.which.addItem(_("A new list"), "")
        for one in lists:
            self.which.addItem(plain(one.name), one.id)
        self._show(self._chosen)

    def _show(self, chosen: str) -> None:
        found = next((one for one in self.lists if one.id == chosen), None)
        self._chosen = found.id if found else ""
        self.which.setCurrentIndex(max(0, self.which.findData(self._chosen)))
        self.name.setText(found.name if found else "")
        self.name.setPlaceholderText(_("Name, for example: Rural areas"))
        for organisation, box in self.boxes.items():
            box.setChecked(bool(found) and organisation in (found.members if found else ()))
        self.remove.setEnabled(found is not None)
        self._say_count()

    def _say_count(self) -> None:
        ticked = len(self.ticked())
        words = plural("{n} organisation", "{n} organisations", ticked)
        if 0 < ticked < 10:
            words += ". " + _("With fewer than 10, no quarters are said and the limits come from all.")
        self._count.setText(words)

    def ticked(self) -> tuple[str, ...]:
        """The organisations that are meant, by id."""
        return tuple(organisation for organisation, box in self.boxes.items() if box.isChecked())

    # keeping

    def accept(self) -> None:
        name = " ".join(self.name.text().split())
        others = [one for one in self.lists if one.id != self._chosen]
        if problem := _why_not(name, self.ticked(), others):
            self._problem.setText(problem)
            self._problem.show()
            self.name.setFocus()
            return
        absent = next((one.members for one in self.lists if one.id == self._chosen), ())
        kept = tuple(member for member in absent if member not in self.boxes)
        mine = PeerList(self._chosen or secrets.token_hex(4), name, (*self.ticked(), *kept))
        self._keep((*others, mine))

    def _remove(self) -> None:
        self._keep(tuple(one for one in self.lists if one.id != self._chosen))

    def _keep(self, lists: tuple[PeerList, ...]) -> None:
        workspace = self._desk.workspace
        self._writer.ask(lambda: workspace.later(workspace.keep_peer_lists, lists))

    def _kept(self, _nothing: object) -> None:
        self._desk.bus.tell(Changed())
        super().accept()


def _why_not(name: str, ticked: Sequence[str], others: Sequence[PeerList]) -> str:
    if not name:
        return _("Give the list a name.")
    if any(one.name.casefold() == name.casefold() for one in others):
        return _('There is a list "{name}" already. Choose another name.').format(name=name)
    return "" if ticked else _("Tick at least one organisation.")


def _box(organisation: Organisation) -> QCheckBox:
    box = QCheckBox(plain(organisation.name))
    box.setProperty("organisation", organisation.id)
    return box
