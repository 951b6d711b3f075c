"""Who is at the screen: one of those known on this computer, or somebody new. A name, not a lock."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QWidget,
)

from bvreview.i18n import _
from bvreview.settings import Person, Settings
from ui.dialogs.foot import foot
from ui.dialogs.head import column_of, name_dialog
from ui.look.text import button, label, plain
from ui.look.theme import Look
from ui.widgets.scroller import ScrollColumn


class PersonDialog(QDialog):
    """``chosen`` tells who is at the screen from now on, ``forgotten`` the name that is not offered again."""

    chosen = Signal(object)
    forgotten = Signal(str)

    def __init__(self, parent: QWidget, look: Look, settings: Settings) -> None:
        super().__init__(parent)
        name_dialog(self, _("Switch person"))
        self._people = settings.known_people
        self.choices: dict[str, QRadioButton] = {}
        self._group = QButtonGroup(self)
        self.new = QRadioButton(_("Somebody else"))
        self.name, self.role = QLineEdit(), QLineEdit()
        self._asked: list[QWidget] = []
        self._problem = label("", "stop")
        self._problem.hide()
        column = column_of(self, _("Who is at the screen?"))
        hint = _(
            "Every change from now on carries this name. It is a name, not a lock: there is no password, and "
            "anybody at this computer can choose any name."
        )
        column.addWidget(label(hint, "muted"))
        column.addSpacing(4)
        column.addWidget(self._known(settings.person_name), 1)
        column.addWidget(self._problem)
        column.addLayout(self._foot())
        self.resize(look.room_for(460, 280 + 28 * min(len(self._people), 8)))
        self._follow()

    def _known(self, now: str) -> QWidget:
        holder = ScrollColumn("canvas", 4)
        holder.column.setSpacing(4)
        for person in self._people:
            holder.column.addWidget(self._row(person, person.name == now))
        self._group.addButton(self.new)
        holder.column.addWidget(self.new)
        for words, line in ((_("Name"), self.name), (_("Role"), self.role)):
            line.setAccessibleName(words)
            self._asked += [said := label(words, "small"), line]
            holder.column.addWidget(said)
            holder.column.addWidget(line)
            line.textEdited.connect(lambda _text: self.new.setChecked(True))
            line.textEdited.connect(self._problem.hide)
        holder.column.addStretch(1)
        self._group.buttonToggled.connect(lambda *_toggled: self._follow())
        if not self._people:
            self.new.setChecked(True)
        return holder

    def _row(self, person: Person, is_here: bool) -> QWidget:
        words = _("{person} (now)").format(person=person) if is_here else str(person)
        choice = QRadioButton(plain(words))
        choice.setChecked(is_here)
        self._group.addButton(choice)
        self.choices[person.name] = choice
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(choice, 1)
        if not is_here:
            forget = button(
                _("Forget"), link=True, name=_("Forget {name} on this computer").format(name=person.name)
            )
            forget.clicked.connect(lambda _checked, n=person.name, w=made: self._forget(n, w))
            row.addWidget(forget)
        return made

    def _forget(self, name: str, row: QWidget) -> None:
        """Offer a name no more; what it stands beside keeps it."""
        self._group.removeButton(self.choices.pop(name))
        row.hide()
        self.forgotten.emit(name)
        self._follow()

    def _foot(self) -> QHBoxLayout:
        self.go = button(_("Continue"), primary=True)
        return foot(self, self.go)

    def _follow(self) -> None:
        for asked in self._asked:
            asked.setVisible(self.new.isChecked())
        if self.new.isChecked():
            self.name.setFocus()

    def accept(self) -> None:
        chosen = next((name for name, choice in self.choices.items() if choice.isChecked()), "")
        found = next((p for p in self._people if p.name == chosen), None)
        name = " ".join(self.name.text().split())
        if not found and not name:
            self._problem.setText(_("Choose a name, or write one."))
            self._problem.show()
            return
        self.chosen.emit(found or Person(name, " ".join(self.role.text().split())))
        super().accept()
