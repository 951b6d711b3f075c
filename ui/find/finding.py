"""Finding and helping: what the search box, F1 and the guide do in a window."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer

from bvreview.review.answers import locate
from bvreview.review.cells import parse_address
from bvreview.review.model import ReviewHead
from bvreview.store.edits import title_of
from bvreview.store.reviews import SearchHit
from ui.find.guide import CONTENTS, Guide, field_page
from ui.find.search import Kind, Target, remember
from ui.left.remembered import Key
from ui.reader import Reader
from ui.widgets.messages import shower

if TYPE_CHECKING:
    from ui.find.guide_window import HelpWindow
    from ui.find.palette import PaletteDialog
    from ui.pages.review import ReviewPage
    from ui.window import Window

PAGE_OF_PLACE: Final = {
    "reviews": "first-review",
    "region": "region",
    "owing": "people#who-does-what-by-when",
    "backups": "safety#backups",
    "settings": "privacy",
}
"""Where the guide tells of a place of the sidebar; of others the contents are shown."""


class Finder:
    """One for each window; dialogs and pages are made when they are asked for."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._reviews, self._answers = Reader(), Reader()
        self._palette: PaletteDialog | None = None
        self._help: HelpWindow | None = None
        self._titles: dict[str, str] = {}
        self._asked = ""
        self._reviews.answered.connect(self._add_reviews)
        self._answers.answered.connect(self._show_answers)
        for reader in (self._reviews, self._answers):
            reader.failed.connect(shower(self._window))

    # the search box

    def search(self) -> None:
        """Open the search box; reviews and answers follow as the workspace gives them."""
        from ui.find.catalogue import (
            command_entries,
            guide_entries,
            library_entries,
            question_entries,
            view_entries,
        )
        from ui.find.palette import PaletteDialog

        desk = self._window.desk
        palette = PaletteDialog(self._window, desk.look, desk.here.get(Key.FOUND, []))
        palette.wants_answers.connect(self._ask)
        palette.chosen.connect(self._choose)
        palette.finished.connect(self._forget)
        self._palette = palette
        answers = self._window.review.session.answers if self._window.review else None
        palette.add(command_entries(self._window.actions_by_id))
        palette.add(question_entries(answers) if answers else ())
        palette.add(view_entries(answers) if answers else ())
        palette.add(library_entries(desk.framework))
        palette.add(guide_entries(self.guide, answers))
        palette.show()
        palette.activateWindow()
        self._reviews.ask(lambda: desk.workspace.later(desk.workspace.heads))

    def _forget(self, _how: int) -> None:
        self._palette = None

    def _add_reviews(self, heads: tuple[ReviewHead, ...]) -> None:
        from ui.find.catalogue import review_entries

        framework = self._window.desk.framework
        self._titles = {head.id: title_of(framework, head) for head in heads}
        if self._palette:
            here = self._here()
            self._palette.add(review_entries(framework, sorted(heads, key=lambda head: head.id != here)))

    def _ask(self, query: str) -> None:
        workspace = self._window.desk.workspace
        self._asked = query
        self._answers.ask(lambda: workspace.later(workspace.search, query))

    def _show_answers(self, hits: tuple[SearchHit, ...]) -> None:
        from ui.find.catalogue import answer_groups

        if self._palette:
            framework, query = self._window.desk.framework, self._asked
            groups = answer_groups(framework, self._titles, hits, query, self._here())
            self._palette.show_answers(query, groups)

    def _here(self) -> str:
        return self._window.review.session.id if self._window.review else ""

    def _choose(self, target: Target) -> None:
        """Remember what was chosen; go there once the box is gone."""
        shelf = self._window.desk.here
        shelf.keep(Key.FOUND, list(remember(target, shelf.get(Key.FOUND, []))))
        QTimer.singleShot(0, self._window, lambda: self.go(target))

    def go(self, target: Target) -> None:
        """Go to what was found, or do it."""
        match target.kind:
            case Kind.COMMAND | Kind.PLACE:
                self._window.actions_by_id[target.place].trigger()
            case Kind.GUIDE | Kind.MEANING:
                self.open_guide(target.place)
            case Kind.LIBRARY:
                self._look_up(target.place)
            case _:
                self._go_in_review(target)

    def _look_up(self, place: str) -> None:
        from ui.find.shelves import Shelf
        from ui.pages.library import PLACE, LibraryPage

        self._window.show_page(PLACE)
        page = self._window.page(PLACE)
        shelf, __, entry = place.partition("/")
        if isinstance(page, LibraryPage):
            page.look_up(Shelf(shelf), entry)

    def _go_in_review(self, target: Target) -> None:
        page = self._window.review
        if page and page.session.id == target.review:
            self._go_to(page, target)
        else:
            self._window.opening.open(target.review, lambda page: self._go_to(page, target))

    def _go_to(self, page: ReviewPage, target: Target) -> None:
        if target.kind is Kind.REVIEW:
            return
        if target.kind is Kind.SECTION and target.place.startswith("@"):
            page.show_view(target.place)
        elif target.kind is Kind.SECTION:
            self._go_to_section(page, target.place)
        else:
            page.go_to(parse_address(target.place))

    @staticmethod
    def _go_to_section(page: ReviewPage, section: str) -> None:
        page.stack.setCurrentWidget(page.stage)
        page.stage.go_to_section(section)

    # help

    @cached_property
    def guide(self) -> Guide:
        """The pages, read when they are first asked for."""
        return Guide(self._window.desk.framework)

    def open_guide(self, place: str = "") -> None:
        """Show a page of the guide ("page" or "page#heading"), or the one that was shown last."""
        from ui.find.guide_window import HelpWindow

        if not self._help:
            self._help = HelpWindow(self._window, self._window.desk, self.guide)
        self._help.open_at(place)

    def show_help(self) -> None:
        """The question in hand beside the form, asked again in the guide; elsewhere the page that fits."""
        page = self._window.review
        if not page:
            self.open_guide(PAGE_OF_PLACE.get(self._window.desk.here.get(Key.PLACE, ""), CONTENTS))
        elif page.compare and page.stack.currentWidget() is page.compare:
            self.open_guide("charts")
        else:
            self._help_in_section(page)

    def _help_in_section(self, page: ReviewPage) -> None:
        from ui.panels.guidance import GuidancePanel

        view, panel = page.stage.current(), page.stage.side.currentWidget()
        hand = view.place_of_hand() if view else None
        told = panel.shown if isinstance(panel, GuidancePanel) and panel.isVisible() else None
        if hand and not told:
            if page.stage.panes.is_folded(2):
                page.stage.panes.fold(2)
            page.stage.show_help()
            return
        place = locate(self._window.desk.framework, asked) if (asked := hand or told) else None
        section = f"questions-{view.section.id}" if view else CONTENTS
        self.open_guide(field_page(*place) if place else section)

    def show_shortcuts(self) -> None:
        """The sheet of keys."""
        from ui.dialogs.shortcuts import ShortcutsDialog

        ShortcutsDialog(self._window, self._window.desk.look).open()

    def show_about(self) -> None:
        """Which version, and where the work is."""
        from ui.dialogs.about import AboutDialog

        dialog = AboutDialog(self._window, self._window.desk)
        dialog.wants_licences.connect(lambda: self.open_guide("licences"))
        dialog.open()
