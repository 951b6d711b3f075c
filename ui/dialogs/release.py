"""For whom a benchmark workbook is: the audience, what is held back from them, names or letters."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QDialog, QRadioButton, QWidget

from bvreview.i18n import _
from bvreview.review.compared.audiences import Audience, Release, held_back_words
from bvreview.review.compared.scope import CompareScope
from ui.desk import Desk
from ui.dialogs.foot import fit_to_words, foot
from ui.dialogs.head import name_dialog
from ui.dialogs.middle import Middle, around
from ui.look.text import button, label
from ui.widgets.combo import CalmCombo


class ReleaseDialog(QDialog):
    """``chosen`` gives how the figures go out; nothing is written before that."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget, desk: Desk, scope: CompareScope) -> None:
        super().__init__(parent)
        name_dialog(self, _("Benchmarks for whom"))
        self._desk = desk
        self._names = [o.name for o in desk.framework.organisations_in(scope.period.id, scope.region)]
        self._asked = Middle(6)
        add = self._asked.column.addWidget
        words = _("Every page says for whom. The file is a benchmark pack as well.")
        add(label(words, "muted"))
        self._group = QButtonGroup(self)
        self.ways: dict[Audience, QRadioButton] = {}
        for audience in Audience:
            way = self.ways[audience] = QRadioButton(_sentence(audience))
            self._group.addButton(way)
            way.toggled.connect(self._say)
            add(way)
        self._asked.column.addSpacing(6)
        self.letters = QCheckBox(_("Organisations as letters"))
        self.letters.toggled.connect(self._say)
        add(self.letters)
        self.named = CalmCombo()
        self.named.setAccessibleName(_("The organisation that keeps its name"))
        self.named.addItems([_("No organisation keeps its name"), *self._names])
        self.named.currentIndexChanged.connect(self._say)
        add(self.named)
        self._asked.column.addSpacing(6)
        add(label(_("What is held back"), "caps"))
        self.held_back = label("", "small")
        self.held_back.setAlignment(Qt.AlignmentFlag.AlignTop)
        add(self.held_back)
        self._asked.column.addStretch(1)
        ways = foot(self, button(_("Write the benchmarks\u2026"), primary=True))
        self._column = around(self, self._asked, ways, edge=12)
        self.ways[Audience.TRUSTS].setChecked(True)
        self.setMinimumWidth(desk.look.px(520))
        self._say()
        self.ways[Audience.TRUSTS].setFocus()

    def release(self) -> Release:
        """How the figures go out as it is chosen now."""
        now = self._desk.preferences.now
        audience = next((a for a, way in self.ways.items() if way.isChecked()), Audience.TRUSTS)
        anonymous, named = self.letters.isChecked(), self.named.currentIndex()
        return Release(
            audience,
            now.disclosure_threshold,
            now.disclosure_rounding,
            anonymous,
            self._names[named - 1] if anonymous and named > 0 else "",
        )

    def _say(self) -> None:
        self.named.setVisible(self.letters.isChecked())
        self.held_back.setText("\n".join(held_back_words(self.release())))
        self._asked.updateGeometry()  # a label that wraps does not ask for its height by itself
        width = max(self.width(), self.minimumWidth()) if self.isVisible() else self.minimumWidth()
        fit_to_words(self, self._column, width)

    def accept(self) -> None:
        self.chosen.emit(self.release())
        super().accept()


def _sentence(audience: Audience) -> str:
    words = audience.words
    return f"{words[:1].upper()}{words[1:]}"
