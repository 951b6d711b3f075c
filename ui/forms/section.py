"""One section of a review: its parts one under the other in a page that scrolls downwards only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QEvent, QTimer, Signal, SignalInstance
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from bvreview.framework.sections import Field, Part, PartKind, Scope, Section
from bvreview.i18n import _
from bvreview.review.answers import row_address
from bvreview.review.cells import Address
from bvreview.review.local import local_sections
from ui.editing.session import Session
from ui.exchange.going_out import ways_out
from ui.forms.form import FormView
from ui.forms.owner import OwnerLine
from ui.forms.picture import PictureView
from ui.forms.records import RecordsView, TableView, is_wide
from ui.forms.row import FieldRow
from ui.forms.shared import SharedLine
from ui.forms.table import AnswerTable
from ui.forms.tables_in_page import TablesInPage
from ui.ledger.line import LedgerLine
from ui.ledger.opening import section_of
from ui.left.remembered import Key, Shelf
from ui.left.tab_order import come_after
from ui.look.focus import show_whole
from ui.look.text import Ground, button, label
from ui.look.theme import Look
from ui.pace import SOON
from ui.widgets.scroller import Scroller

PartView = FormView | RecordsView | TableView


class SectionView(Scroller):
    """A section to fill in.

    ``about`` asks for the state, source and note of an answer, ``wants_owner`` for the section's owner,
    ``wants_ledger`` for an extract to be pasted, ``wants_local`` for the local lines of other reviews,
    ``wants_last_year`` for what last year's review says, ``wants_returns`` for what others answer.
    """

    about = Signal(object)
    wants_ledger = Signal()
    wants_local = Signal()
    wants_last_year = Signal()
    wants_owner = Signal(str)
    wants_out = Signal(str)

    def __init__(self, session: Session, section: Section, look: Look, shelf: Shelf | None = None) -> None:
        super().__init__()
        self.section = section
        self._shelf = shelf or Shelf()
        self._session, self._look = session, look
        self._is_stale = False
        ground = Ground()
        self._body = QVBoxLayout(ground)
        self._body.setContentsMargins(16, 16, 16, 24)
        self._body.setSpacing(10)
        self.tables = TablesInPage(self, ground)
        self._ground = ground
        self._head()
        self._parts = list(session.answers.parts(section))
        self._views: list[PartView] = []
        self._next_part = QTimer(self, singleShot=True, interval=SOON)
        self._next_part.timeout.connect(self._build_next)
        self.picture = self._make_picture()
        self._body.addStretch(1)
        self._build_next()
        self.setWidget(ground)
        session.edited.connect(self.refresh)
        session.judged.connect(self.judge)
        session.remarked.connect(self._remark)

    def _head(self) -> None:
        top = QHBoxLayout()
        top.addWidget(label(self.section.title, "heading"), 1)
        for way in self._ways_in():
            top.addWidget(way)
        self._body.addLayout(top)
        self.owner = OwnerLine(self._session, self.section.id)
        self.owner.wanted.connect(self.wants_owner)
        self._body.addWidget(self.owner)
        if self.section.intro:
            self._body.addWidget(label(self.section.intro, "muted"))
        if self.section.scope is Scope.ORGANISATION_YEAR:
            self.shared = SharedLine(self._session, self.section.id)
            self._body.addWidget(self.shared)
        if self.section.id == section_of(self._session.framework) and not self._session.is_read_only:
            self.ledger = LedgerLine(self._session)
            self.ledger.wanted.connect(self.wants_ledger)
            self._body.addWidget(self.ledger)

    def _ways_in(self) -> Iterator[QWidget]:
        """The ways to what fills a part of the section, beside its title."""
        framework = self._session.framework
        if self._session.is_read_only:
            return
        if self.section.id in local_sections(framework):
            yield _way(_("Take lines over from another review\u2026"), self.wants_local)
        if framework.carried and self.section.id in framework.carried.sections:
            yield _way(_("Take last year's figures\u2026"), self.wants_last_year)

    def _make_picture(self) -> PictureView | None:
        """The picture over the answers of this section, where the pack has one."""
        coverage = self._session.framework.coverage
        if not coverage or coverage.section != self.section.id:
            return None
        made = PictureView(self._session, self._look)
        self._body.addWidget(made)
        return made

    @property
    def views(self) -> tuple[PartView, ...]:
        """The parts; those that were not shown yet are made now."""
        while self._parts:
            self._build_next()
        return tuple(self._views)

    def _build_next(self) -> None:
        """Make one part after the other, so that the first is there at once."""
        before = self._views[-1:]
        if self._parts:
            self._views.append(self._part(self._parts.pop(0)))
            for view in before:
                come_after(view, self._views[-1])
        if self._parts:
            self._next_part.start()
        if self.isVisible():
            _lay_out_now()

    def _part(self, part: Part) -> PartView:
        column = QVBoxLayout()
        self._body.insertLayout(self._body.count() - (2 if self.picture else 1), column)
        column.setSpacing(self._body.spacing())
        column.addSpacing(10)
        if part.title != self.section.title:
            column.addWidget(label(part.title, "strong"))
        if part.intro:
            column.addWidget(label(part.intro, "small"))
        for what, words in ways_out(self._session.framework, f"{self.section.id}.{part.id}"):
            column.addWidget(self._way_out(what, words))
        view = self._view(part)
        column.addWidget(view)
        view.about.connect(self.about)
        table = getattr(view, "table", None)
        if isinstance(table, AnswerTable):
            table.place_changed.connect(lambda field, t=table, p=part: self._tell(t, p, field))
            self.tables.follow(table)
            self._remember_widths(table, f"{self.section.id}.{part.id}")
        return view

    def _way_out(self, what: str, words: str) -> QWidget:
        """The way to what others answer themselves."""
        made = button(f"{words}\u2026", link=True)
        made.clicked.connect(lambda _on: self.wants_out.emit(what))
        return made

    def _remember_widths(self, table: AnswerTable, name: str) -> None:
        kept = self._shelf.part(Key.COLUMNS, name, dict[str, Any]())
        if widths := {field: width for field, width in kept.items() if isinstance(width, int)}:
            table.use_widths(widths)
        table.widths_changed.connect(lambda widths: self._shelf.keep_part(Key.COLUMNS, name, widths))

    def _view(self, part: Part) -> PartView:
        if part.kind is PartKind.FORM:
            return FormView(self._session, self.section, part, self._look)
        kind = RecordsView if is_wide(self._session, part) else TableView
        return kind(self._session, self.section, part, self._look)

    def _tell(self, table: AnswerTable, part: Part, field: Field | None) -> None:
        place = table.current_place()
        if place:
            self._session.focused.emit(place.address)
        elif field:
            self._session.focused.emit(row_address(self.section, part, "", field))

    def _remark(self, address: Address, text: str) -> None:
        for view in self._views:
            form = view if isinstance(view, FormView) else getattr(view, "form", None)
            for row in form.rows if form else ():
                if row.address == address:
                    row.remark(text)

    def refresh(self) -> None:
        """Show the review as it is now; a section out of sight is brought up to date when it is shown."""
        self._is_stale = not self.isVisible()
        for view in () if self._is_stale else self._views:
            view.refresh()
        if self.picture and not self._is_stale:
            self.picture.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.refresh()

    def judge(self) -> None:
        """Show the findings as they are now."""
        if not self.isVisible():
            self._is_stale = True
            return
        for view in self._views:
            view.judge()

    def commit(self) -> None:
        """Commit what is still being typed."""
        self._session.finish_reading()
        for view in self._views:
            view.commit()

    def go_to(self, address: Address) -> bool:
        """Put the hand on an answer and bring it into sight."""
        for view in self.views:
            if view.go_to(address):
                QTimer.singleShot(0, self._bring_into_sight)
                return True
        return False

    def _bring_into_sight(self) -> None:
        _lay_out_now()
        now = QApplication.focusWidget()
        if isinstance(now, QWidget) and self.isAncestorOf(now):
            if isinstance(now, AnswerTable):
                self.tables.bring_into_sight(now)
            else:
                row = self._row_of_hand()  # with what is said of the answer under it
                show_whole(row if row and row.height() < self.viewport().height() else now)

    def scroll_to(self, place: int) -> None:
        """Scroll to where it was left, once everything is laid out."""
        if place and self.views:
            QTimer.singleShot(0, self, lambda: self._scroll_to(place))

    def _scroll_to(self, place: int) -> None:
        _lay_out_now()
        self.verticalScrollBar().setValue(place)

    def place_of_hand(self) -> Address | None:
        """The address of the answer that the keyboard is on."""
        now = QApplication.focusWidget()
        if isinstance(now, AnswerTable):
            place = now.current_place()
            return place.address if place else None
        row = self._row_of_hand()
        return row.address if row else None

    def _row_of_hand(self) -> FieldRow | None:
        for view in self._views:
            form = view if isinstance(view, FormView) else getattr(view, "form", None)
            for row in form.rows if form else ():
                if row.editor.has_hand():
                    return row
        return None


def _way(words: str, wanted: SignalInstance) -> QWidget:
    made = button(words, link=True)
    made.clicked.connect(wanted)
    return made


def _lay_out_now() -> None:
    """Parts may just have been made: give them their places before one is seen or looked for."""
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
