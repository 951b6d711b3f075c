"""The window: it frames pages and leads from one to the other; what a page does is the page's own affair."""

from __future__ import annotations

import contextlib
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

import ui.constants  # noqa: F401 - what it makes immortal is used up by painting
from bvreview.i18n import _
from bvreview.settings import Person
from bvreview.store.errors import UnknownReviewError
from bvreview.store.log import Committed
from ui.actions import make_actions
from ui.announcing import Announcer
from ui.bus import Changed
from ui.commands import Commands
from ui.desk import Desk
from ui.drops import Drops
from ui.editing.undoing import ReviewActions
from ui.frame import Banner, Header, Sidebar
from ui.left.keeping import Keeper
from ui.left.placing import bring_back, put_back
from ui.left.remembered import Key
from ui.left.scrolled import keep_places
from ui.left.tab_order import come_to_front, has_keys
from ui.look.text import Ground, rule
from ui.opening import Opening
from ui.people.switching import commit_as_now
from ui.places import PLACES, REGION, REVIEWS, PlaceStack
from ui.reader import Reader
from ui.saving import Saved
from ui.widgets.messages import ask, show_error

if TYPE_CHECKING:  # a page is loaded when it is first shown, so that the window is there at once
    from ui.editing.shown import Opened
    from ui.pages.review import ReviewPage

USUAL: Final = QSize(1366, 768)
SIDEBAR: Final = "sidebar"
SCREEN_SETTLES: Final = 300
"""Milliseconds that a system may take to move windows itself after a screen was taken away."""


class Window(QMainWindow):
    """Sidebar, header and a stack of pages, each built when it is first shown."""

    wants_workspace = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.review: ReviewPage | None = None
        self.opening = Opening(self)
        self.commands = Commands(self)
        going = {f"show_{place.key}": partial(self.show_page, place.key) for place in PLACES}
        self.actions_by_id = make_actions(self, {**self.commands.handlers(), **going})
        self._review_actions = ReviewActions(desk.workspace, self.actions_by_id)
        self._sidebar = Sidebar(desk.look, PLACES)
        self.header = Header(desk.look, self.actions_by_id)
        self.announcer = Announcer(self)
        self._banner = Banner(desk.saver.try_again, self.commands.save_elsewhere)
        self.stack = PlaceStack(desk, self.commands)
        self._keeper = Keeper(self)
        self._lay_out()
        self._sidebar.went.connect(self.show_page)
        for made in (self._sidebar.hiding, self.header.showing):
            made.clicked.connect(self.actions_by_id["fold_sidebar"].trigger)
        self._sidebar.person.clicked.connect(self.commands.switch_person)
        self._show_person(desk.workspace.person)
        desk.saver.changed.connect(self._show_saved)
        desk.saver.committed.connect(self._committed)
        desk.saver.refused.connect(self._refused)
        desk.preferences.changed.connect(self._use_preferences)
        self._drops = Drops(self, self.commands.arrivals.take_paths)
        self.setWindowTitle(_("Best Value Review"))
        self._sidebar.set_foot(desk.workspace.path.name)
        self._restore()

    def _lay_out(self) -> None:
        centre = Ground()
        row = QHBoxLayout(centre)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._sidebar)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._banner)
        column.addWidget(rule())
        column.addWidget(self.stack, 1)
        row.addLayout(column, 1)
        self.setCentralWidget(centre)

    # pages

    def show_page(self, key: str) -> None:
        """Show a place of the sidebar."""
        self._leave_review()
        self.desk.here.keep(Key.PLACE, key)
        self.desk.here.keep(Key.REVIEW, "")
        come_to_front(self.stack, self.page(key))
        self._sidebar.show_place(key)
        self._review_actions.follow(self.review)

    def page(self, key: str) -> QWidget:
        """The page of a place, made when it is first asked for."""
        return self.stack.page(key)

    def show_count(self, key: str, count: int) -> None:
        """Put a number beside a place of the sidebar."""
        self._sidebar.show_count(key, count)

    def open_review(self, review_id: str) -> None:
        """Show a review here and now; ``opening`` reads it beside the window."""
        from ui.editing.shown import read_review

        if self.review:
            self.review.commit()
        self.show_review(read_review(self.desk.workspace, self.desk.framework, review_id)).begin()

    def show_review(self, opened: Opened) -> ReviewPage:
        """Show a review as it was read; its page waits for its beginning."""
        from ui.pages.review import ReviewPage

        self._leave_review()
        page = ReviewPage(self.desk, opened)
        page.wants_export.connect(self.commands.export)
        page.wants_submit.connect(self.commands.submit)
        page.wants_revision.connect(self.commands.begin_revision)
        page.wants_region.connect(lambda: self.show_page(REGION))
        page.froze_or_thawed.connect(self._lay_out_review, Qt.ConnectionType.QueuedConnection)
        self.review = page
        self.announcer.follow(page.session)
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        self.desk.here.keep(Key.REVIEW, page.session.id)
        self._sidebar.show_place(REGION if page.is_received else REVIEWS)
        self._review_actions.follow(self.review)
        return page

    def _lay_out_review(self) -> None:
        """Open the review anew, at the same section."""
        if self.review:
            self.open_review(self.review.session.id)

    def _leave_review(self) -> None:
        self.opening.forget()
        if self.review:
            self.announcer.follow(None)
            self._keeper.note()
            self.review.close_session()
            self.stack.removeWidget(self.review)
            self.review.deleteLater()
            self.review = None

    # what is committed

    def _show_saved(self, saved: Saved) -> None:
        self.header.show_saved(saved)
        self._banner.show_saved(saved)
        self.announcer.show_saved(saved)

    def _committed(self, done: object) -> None:
        if isinstance(done, Committed) and done.withdrawn:
            self.commands.say_withdrawn(done.withdrawn)
        changed = Changed(self.review.session.id if self.review else "")
        if self.review:
            self.review.after_commit(done)
            self._review_actions.follow(self.review)
        self.desk.bus.tell(changed)

    def _refused(self, error: Exception) -> None:
        if self.review:
            self.review.session.reread()
        show_error(self, error)

    # look

    def _use_preferences(self) -> None:
        now = self.desk.preferences.now
        look = self.desk.look
        if (now.theme, now.text_size) != look.in_use:
            keep_places(self)
            look.use(now.theme, now.text_size)
        self.desk.workspace.backups_to_keep = now.backups_to_keep
        self._show_person(Person(now.person_name, now.person_role))
        self._sidebar.set_foot(self.desk.workspace.path.name)

    def _show_person(self, person: Person) -> None:
        """Sign what follows with a name; what was done before is committed with the one before."""
        if person != self.desk.workspace.person:
            commit_as_now(self)
        self.desk.workspace.person = person
        keys = self.actions_by_id["switch_person"].shortcut().toString()
        self._sidebar.person.show_name(person.name, keys)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._drops.begin()

    def _restore(self) -> None:
        put_back(self, self.desk.remembered.window.get(Key.GEOMETRY, ""), USUAL)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.screenRemoved.connect(self._screen_went)
        self._return()
        if self.desk.remembered.window.part(Key.FOLDED, SIDEBAR, list[Any]()):
            self._show_sidebar(shown=False)

    def fold_sidebar(self) -> None:
        """Hide the sidebar, or bring it back; the keyboard stays on what is shown."""
        had_keys = has_keys(self._sidebar)
        self._show_sidebar(not self._sidebar.isVisible())
        if had_keys:
            self.header.showing.setFocus()

    def _show_sidebar(self, shown: bool) -> None:
        self._sidebar.setVisible(shown)
        self.header.showing.setVisible(not shown)
        self.desk.remembered.window.keep_part(Key.FOLDED, SIDEBAR, [] if shown else [0])

    def _screen_went(self) -> None:
        QTimer.singleShot(SCREEN_SETTLES, self, lambda: bring_back(self))

    def _return(self) -> None:
        """Show the place, or the review, that was shown last in this workspace."""
        here = self.desk.here
        review, place = here.get(Key.REVIEW, ""), here.get(Key.PLACE, REVIEWS)
        if review:
            with contextlib.suppress(UnknownReviewError):
                self.open_review(review)
                self.count_reviews()
                return
        place = place if place in {p.key for p in PLACES} else REVIEWS
        self.show_page(place)
        if place != REVIEWS:
            self.count_reviews()

    def count_reviews(self) -> None:
        """Say how many there are while the list of them, which counts them, is not in sight."""
        workspace, self._counting = self.desk.workspace, Reader()
        self._counting.answered.connect(lambda found: self.show_count(REVIEWS, sum(r.own for r in found)))
        self._counting.ask(lambda: workspace.later(workspace.reviews))

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.review:
            self.review.stage.commit()
        if not self.desk.saver.flush():
            event.ignore()
            reason = self.desk.saver.last.sentence
            question = _("{reason}\n\nClose without the last changes?").format(reason=reason)
            ask(self, question, _("Close and lose them"), self._close_anyway)
            return
        self._end()
        event.accept()

    def _close_anyway(self) -> None:
        self.desk.saver.forget()
        self.close()

    def _end(self) -> None:
        self._keeper.end()
        self._leave_review()
        preferences, path = self.desk.preferences, self.desk.workspace.path
        preferences.replace(preferences.now.with_workspace(path))
        self.desk.jobs.close()
        self.desk.remembered.save()
        self.desk.saver.close()
        self.desk.workspace.close()
