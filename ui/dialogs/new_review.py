"""A new review: which organisation, which service, which year, how deep."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QDialog, QRadioButton, QVBoxLayout, QWidget

from bvreview.errors import BvReviewError
from bvreview.framework.descriptors import Item, Path
from bvreview.i18n import _
from bvreview.review.periods import FinancialYear
from bvreview.review.progress import required_addresses
from bvreview.store.errors import DuplicateReviewError
from ui.desk import Desk
from ui.dialogs.foot import foot
from ui.forms.choices import CalmCombo, make_combo
from ui.text import button, label

YEARS = range(2005, 2016)
USUAL_YEAR = 2009


class NewReviewDialog(QDialog):
    """``made`` tells the id of the new review, or of the one that is there already."""

    made = Signal(str)

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("New review"))
        self.setAccessibleName(self.windowTitle())
        self._desk = desk
        self._years = [FinancialYear(y) for y in YEARS if y <= date.today().year]
        self._organisations = desk.framework.organisations
        self.organisation = make_combo([Item(id=o.id, label=o.name) for o in self._organisations])
        self.organisation.setAccessibleName(_("Organisation"))
        if line := self.organisation.lineEdit():
            line.setAccessibleName(_("Organisation"))
            line.setPlaceholderText(_("Type a part of the name"))
        self.service = self._combo(
            (Item(id=s.id, label=s.name) for s in desk.framework.services), _("Service")
        )
        self.year = self._combo((Item(id=y.id, label=y.label) for y in self._years), _("Period"))
        self.year.setCurrentText(FinancialYear(USUAL_YEAR).label)
        self.light, self.full = QRadioButton(), QRadioButton()
        self._paths = QButtonGroup(self)
        self.problem = label("", "stop")
        self.problem.hide()
        self.open_it = button(_("Open that review"), link=True)
        self.open_it.hide()
        self._existing = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 20, 24, 20)
        self._column.setSpacing(8)
        self._lay_out()
        self.year.currentTextChanged.connect(self._offer_organisations)
        self.service.currentTextChanged.connect(self._count_questions)
        self._count_questions()
        for combo in (self.organisation, self.service, self.year):
            combo.currentTextChanged.connect(self.problem.hide)
            combo.currentTextChanged.connect(self.open_it.hide)

    @staticmethod
    def _combo(items: Iterable[Item], name: str) -> CalmCombo:
        combo = CalmCombo()
        combo.addItems([i.label for i in items])
        combo.setAccessibleName(name)
        return combo

    def _lay_out(self) -> None:
        add = self._column.addWidget
        add(label(_("New review"), "title"))
        add(label(_("One organisation, one service, one financial year."), "muted"))
        for words, widget in (
            (_("Organisation"), self.organisation),
            (_("Service"), self.service),
            (_("Period"), self.year),
        ):
            add(label(words, "strong"))
            add(widget)
            self._column.addSpacing(4)
        self._offer_organisations()
        add(label(_("How deep"), "strong"))
        for choice in (self.light, self.full):
            self._paths.addButton(choice)
            add(choice)
        self.light.setChecked(True)
        add(self.problem)
        self.open_it.clicked.connect(self._open_existing)
        add(self.open_it)
        self._column.addSpacing(8)
        self._column.addLayout(foot(self, button(_("Begin the review"), primary=True)))
        self.setMinimumWidth(self._desk.look.px(440))

    def _offer_organisations(self) -> None:
        year = self._year()
        self._organisations = self._desk.framework.organisations_in(year.id)
        chosen = self.organisation.currentText()
        self.organisation.clear()
        self.organisation.addItems(["", *(o.name for o in self._organisations)])
        self.organisation.setCurrentText(chosen)

    def _year(self) -> FinancialYear:
        return self._years[self.year.currentIndex()]

    def _count_questions(self) -> None:
        framework = self._desk.framework
        service = framework.services[max(0, self.service.currentIndex())].id
        light, full = (len(required_addresses(framework, service, p)) for p in (Path.LIGHT, Path.FULL))
        self.light.setText(_("Light: {n} answers are required").format(n=light))
        self.full.setText(_("Full: {n} answers are required").format(n=full))

    def accept(self) -> None:
        name = self.organisation.currentText().strip().casefold()
        found = next((o for o in self._organisations if o.name.casefold() == name), None)
        if not found:
            self._refuse(_("Choose an organisation from the list."))
            self.organisation.setFocus()
            return
        service = self._desk.framework.services[self.service.currentIndex()]
        path = Path.FULL if self.full.isChecked() else Path.LIGHT
        try:
            head = self._desk.workspace.create_review(found.id, service.id, self._year(), path)
        except BvReviewError as error:
            self._existing = error.review_id if isinstance(error, DuplicateReviewError) else ""
            self.open_it.setVisible(bool(self._existing))
            self._refuse(str(error))
            return
        self.made.emit(head.id)
        super().accept()

    def _refuse(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.show()
        wanted = self._column.totalHeightForWidth(self.width())
        self.resize(self.width(), max(self.height(), wanted))  # a label that wraps does not ask for it itself

    def _open_existing(self) -> None:
        self.made.emit(self._existing)
        super().accept()
