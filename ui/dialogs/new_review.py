"""A new review: which organisation, which service, which year, how deep."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QDialog, QLineEdit, QRadioButton, QWidget

from bvreview.errors import BvReviewError
from bvreview.framework.organisations import Organisation
from bvreview.framework.services import LOCAL, LONGEST_NAME, local_service_id
from bvreview.framework.terms import Item, Path
from bvreview.i18n import _
from bvreview.review.periods import FinancialYear
from bvreview.review.progress import required_addresses
from bvreview.store.errors import DuplicateReviewError
from ui.desk import Desk
from ui.dialogs.foot import foot
from ui.dialogs.head import column_of, name_dialog
from ui.look.text import button, label
from ui.widgets.combo import CalmCombo, make_combo

YEARS = range(2005, 2016)
USUAL_YEAR = 2009


class NewReviewDialog(QDialog):
    """``made`` tells the id of the new review, or of the one that is there already."""

    made = Signal(str)

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent)
        name_dialog(self, _("New review"))
        self._desk = desk
        self._years = [FinancialYear(y) for y in YEARS if y <= date.today().year]
        self._organisations = desk.framework.organisations
        self.organisation = make_combo([Item(id=o.id, label=o.name) for o in self._organisations])
        self.organisation.setAccessibleName(_("Organisation"))
        if line := self.organisation.lineEdit():
            line.setAccessibleName(_("Organisation"))
            line.setPlaceholderText(_("Type a part of the name"))
        services = [Item(id=s.id, label=s.name) for s in desk.framework.services]
        if desk.framework.local:
            services.append(Item(id=LOCAL, label=_("A service of our own")))
        self.service = self._combo(services, _("Service"))
        about = _("Begin light unless the service is large or in doubt; it can be made full later.")
        self._about = label(about, "small")
        self.own = QLineEdit()
        self.own.setAccessibleName(_("Name of the service"))
        self.own.setPlaceholderText(_("Its name, in letters and digits"))
        self.own.setMaxLength(LONGEST_NAME)
        self.year = self._combo((Item(id=y.id, label=y.label) for y in self._years), _("Period"))
        self.year.setCurrentText(FinancialYear(USUAL_YEAR).label)
        self.light, self.full = QRadioButton(), QRadioButton()
        self._paths = QButtonGroup(self)
        self.problem = label("", "stop")
        self.problem.hide()
        self.open_it = button(_("Open that review"), link=True)
        self.open_it.hide()
        self._existing = ""
        self._column = column_of(self)
        self._lay_out()
        self.year.currentTextChanged.connect(self._offer_organisations)
        self.service.currentTextChanged.connect(self._choose_service)
        self.own.textChanged.connect(self.problem.hide)
        self._choose_service()
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
        for words, widget in (
            (_("Organisation"), self.organisation),
            (_("Service"), self.service),
            (_("Period"), self.year),
        ):
            add(label(words, "strong"))
            add(widget)
            if widget is self.service:
                add(self.own)
            self._column.addSpacing(4)
        self._offer_organisations()
        add(label(_("Light or full"), "strong"))
        add(self._about)
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
        self.organisation.addItems([o.name for o in self._organisations])
        self.organisation.setCurrentIndex(self.organisation.findText(chosen))
        self.organisation.setEditText(chosen)

    def _year(self) -> FinancialYear:
        return self._years[self.year.currentIndex()]

    def _choose_service(self) -> None:
        """Ask what a service of one's own is called, and say how much is asked of the one chosen."""
        self.own.setVisible(self._is_own())
        self._about.setHidden(self._is_own())  # with large text a small screen has no room for both
        framework = self._desk.framework
        service = LOCAL if self._is_own() else framework.services[max(0, self.service.currentIndex())].id
        light, full = (len(required_addresses(framework, service, p)) for p in (Path.LIGHT, Path.FULL))
        self.light.setText(_("Light: {n} answers are required").format(n=light))
        self.full.setText(_("Full: {n} answers are required").format(n=full))

    def accept(self) -> None:
        if not (found := self._organisation()):
            self._refuse(_("Choose an organisation from the list."))
            self.organisation.setFocus()
            return
        service = self._service_of(found.id)
        if not service:
            self._refuse(_("Name the service in letters or digits."))
            self.own.setFocus()
            return
        path = Path.FULL if self.full.isChecked() else Path.LIGHT
        try:
            head = self._desk.workspace.create_review(found.id, service, self._year(), path)
        except BvReviewError as error:
            self._existing = error.review_id if isinstance(error, DuplicateReviewError) else ""
            self.open_it.setVisible(bool(self._existing))
            self._refuse(str(error))
            return
        self.made.emit(head.id)
        super().accept()

    def _organisation(self) -> Organisation | None:
        """The one that is named whole, or the only one that holds what was typed."""
        typed = self.organisation.currentText().strip().casefold()
        offered = [o for o in self._organisations if typed in o.name.casefold()]
        only = offered[0] if len(offered) == 1 else None
        return next((o for o in offered if o.name.casefold() == typed), only)

    def _is_own(self) -> bool:
        return self.service.currentIndex() >= len(self._desk.framework.services)

    def _service_of(self, organisation: str) -> str:
        """The id of the service that was chosen; "" for one of the organisation's own without a name."""
        if not self._is_own():
            return self._desk.framework.services[self.service.currentIndex()].id
        try:
            return local_service_id(organisation, self.own.text())
        except ValueError:
            return ""

    def _refuse(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.show()
        wanted = self._column.totalHeightForWidth(self.width())
        self.resize(self.width(), max(self.height(), wanted))  # a label that wraps does not ask for it itself

    def _open_existing(self) -> None:
        self.made.emit(self._existing)
        super().accept()
