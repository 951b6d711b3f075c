"""About: which version this is, what is open, and under which licences it is passed on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QWidget

import bvreview
from bvreview.i18n import _
from ui.desk import Desk
from ui.dialogs.foot import foot_of
from ui.dialogs.head import column_of, name_dialog
from ui.look.text import Elided, button, label
from ui.versions import libraries


class AboutDialog(QDialog):
    """``wants_licences`` asks for the page of the guide about them."""

    wants_licences = Signal()

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent)
        name_dialog(self, _("About Best Value Review"))
        facts = _facts(desk)
        column = column_of(self, _("Best Value Review"), spacing=10)
        about = _("For Best Value reviews in the probation service. It works without a network.")
        column.addWidget(label(about, "muted"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for n, (words, fact) in enumerate(facts):
            grid.addWidget(label(words, "strong", wrap=False), n, 0, Qt.AlignmentFlag.AlignTop)
            told = label(fact)
            told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(told, n, 1)
        place = Elided()
        place.set_text(str(desk.workspace.path), desk.workspace.path.name)
        grid.addWidget(label(_("Workspace"), "strong", wrap=False), len(facts), 0)
        grid.addWidget(place, len(facts), 1)
        column.addLayout(grid)
        column.addStretch(1)
        column.addLayout(self._ways(facts))
        room = desk.look.room_for(520, 330)
        self.resize(room.width(), max(room.height(), column.totalHeightForWidth(room.width())))

    def _ways(self, facts: tuple[tuple[str, str], ...]) -> QHBoxLayout:
        licences, copy = button(_("Licences")), button(_("Copy the versions"))
        close = button(_("Close"), primary=True)
        close.setDefault(True)
        words = "\n".join(f"{name}: {fact}" for name, fact in facts)  # not where the work is
        copy.clicked.connect(lambda _checked: QGuiApplication.clipboard().setText(words))
        licences.clicked.connect(self.wants_licences)
        licences.clicked.connect(self.accept)
        close.clicked.connect(self.accept)
        close.setFocus()
        return foot_of(close, left=(licences, copy))


def _facts(desk: Desk) -> tuple[tuple[str, str], ...]:
    numbers = {name: number for name, number, __ in libraries()}
    python, sqlite = numbers["Python"], numbers["SQLite"]
    built = _("Python {python}, Qt {qt}, SQLite {sqlite}")
    return (
        (_("Version"), bvreview.__version__),
        (
            _("Framework pack"),
            f"{desk.framework.title} ({desk.framework.id} {desk.framework.version})",
        ),
        (_("Built with"), built.format(python=python, qt=numbers["Qt for Python (PySide6)"], sqlite=sqlite)),
        (_("Licence"), _("MIT. The parts that come with it have licences of their own.")),
    )
