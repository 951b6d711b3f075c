"""What the commands of the window do; a menu, a key or a page asks for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bvreview.i18n import _
from bvreview.review.wording import show_date
from bvreview.store.edits import title_of
from ui.arrivals import Arrivals
from ui.bus import Changed
from ui.find.dialog_help import DialogHelp
from ui.left.parts import go_to_part
from ui.widgets.messages import ask, inform

if TYPE_CHECKING:
    from ui.find.finding import Finder
    from ui.pages.review import ReviewPage
    from ui.window import Window

SIZES: Final = (100, 110, 125, 150, 175, 200)


class Commands:
    """The verbs of one window; dialogs and long work are loaded when they are asked for."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self.arrivals = Arrivals(window)
        DialogHelp(window, lambda: self.finder.guide)

    @cached_property
    def finder(self) -> Finder:
        """What searches and explains, loaded when it is first asked for."""
        from ui.find.finding import Finder

        return Finder(self._window)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What each action of ``ui.actions`` does, but for going to a place."""
        return {
            "new_review": self.new_review,
            "import_files": self.arrivals.choose_files,
            "add_table": self.arrivals.add_table,
            "area_pay": lambda: self._in_review(lambda page: page.ask_for_area_pay()),
            "explore_sample": self.arrivals.explore_sample,
            "print": self.print_page,
            "export_workbook": lambda: self.export("workbook"),
            "export_plan": lambda: self.export("plan"),
            "submit": self.submit,
            "undo": lambda: self._in_review(lambda page: page.undo()),
            "redo": lambda: self._in_review(lambda page: page.redo()),
            "about_answer": lambda: self._in_review(lambda page: page.stage.open_answer()),
            "next_finding": lambda: self._in_review(lambda page: page.next_finding()),
            "previous_finding": lambda: self._in_review(lambda page: page.next_finding(-1)),
            "all_findings": lambda: self._in_review(lambda page: page.whole.show_findings()),
            "whole_history": lambda: self._in_review(lambda page: page.whole.show_history()),
            "evidence": lambda: self._in_review(lambda page: page.show_evidence()),
            "all_evidence": lambda: self._in_review(lambda page: page.whole.show_evidence()),
            "choose_path": self.choose_path,
            "fold_sidebar": self._window.fold_sidebar,
            "fold_left": lambda: self._in_review(lambda page: page.panes.fold(0)),
            "fold_right": lambda: self._in_review(lambda page: page.panes.fold(2)),
            "larger": lambda: self.resize_text(1),
            "assign": lambda: self._in_review(lambda page: page.stage.assign()),
            "take_last_year": lambda: self._in_review(lambda page: page.stage.take_last_year()),
            "take_local": lambda: self._in_review(lambda page: page.stage.take_local()),
            "paste_ledger": lambda: self._in_review(lambda page: page.stage.paste_ledger()),
            "hand_out": lambda: self._in_review(lambda page: page.stage.hand_out()),
            "returns": lambda: self._in_review(lambda page: page.open_out("returns")),
            "questionnaires": lambda: self._in_review(lambda page: page.open_out("questionnaires")),
            "switch_person": self.switch_person,
            "smaller": lambda: self.resize_text(-1),
            "usual_size": lambda: self._window.desk.preferences.change(text_size=100),
            "next_part": lambda: go_to_part(self._window, 1),
            "previous_part": lambda: go_to_part(self._window, -1),
            "menu": lambda: self._window.header.open_menu(),
            "search": lambda: self.finder.search(),
            "help": lambda: self.finder.show_help(),
            "guide": lambda: self.finder.open_guide(),
            "shortcuts": lambda: self.finder.show_shortcuts(),
            "about": lambda: self.finder.show_about(),
            "quit": self._window.close,
        }

    def _in_review(self, do: Callable[[ReviewPage], object]) -> None:
        if page := self._window.review:
            do(page)

    def open_review(self, review_id: str) -> None:
        """Show a review."""
        self._window.opening.open(review_id)

    def open_section(self, review_id: str, section_id: str) -> None:
        """Show a section of a review."""
        self._window.opening.open(review_id, lambda page: page.stage.go_to_section(section_id))

    def show_mine(self) -> None:
        """Show what whoever is at the screen owes."""
        from ui.pages.owing import OwingPage

        page = self._window.page("owing")
        assert isinstance(page, OwingPage)
        page.show_mine()
        self._window.show_page("owing")

    def switch_person(self) -> None:
        """Ask who is at the screen."""
        from ui.people.switching import ask_who

        ask_who(self._window)

    def show_place(self, key: str) -> None:
        """Show a place."""
        self._window.show_page(key)

    def open_workspace(self, path: Path) -> None:
        """Show another workspace in place of this one."""
        self._window.wants_workspace.emit(path)

    def show_count(self, place: str, count: int) -> None:
        """Put a number beside a place of the sidebar."""
        self._window.show_count(place, count)

    def new_review(self) -> None:
        """Ask what the review is of, then open it; no key behind the one that began it asks for another."""
        if self._window.opening.is_on_its_way:
            return
        from ui.dialogs.new_review import NewReviewDialog

        dialog = NewReviewDialog(self._window, self._window.desk)
        dialog.made.connect(self._open_new)
        dialog.open()

    def _open_new(self, review_id: str) -> None:
        self._window.desk.bus.tell(Changed(review_id))
        self._window.count_reviews()
        self._window.opening.open(review_id)

    def print_page(self) -> None:
        """Preview what the page in sight has for paper."""
        from ui.exchange.prints import print_page

        print_page(self._window, self._window.desk, self._window.review or self._window.stack.currentWidget())

    def export(self, what: str) -> None:
        """Write the open review as a workbook or its plan as a PDF, or print it."""
        from ui.exchange.exports import export_review

        if what == "print":
            self.print_page()
        elif page := self._window.review:
            page.stage.commit()
            export_review(self._window, self._window.desk, page.session, what)

    def submit(self) -> None:
        """List what is open, or sign the review."""
        from ui.dialogs.submit import SubmitDialog

        page = self._window.review
        if page:
            page.stage.commit()
            dialog = SubmitDialog(self._window, self._window.desk, page.session)
            dialog.went.connect(page.go_to)
            dialog.open()

    def choose_path(self) -> None:
        """Say what the other path means and who chose this one, ask why, then take it."""
        from ui.dialogs.path import PathDialog

        page = self._window.review
        if not page or page.session.is_read_only:
            return
        page.stage.commit()
        dialog = PathDialog(self._window, self._window.desk, page.session)
        dialog.open()

    def begin_revision(self) -> None:
        """Say what the next revision of a signed review means, then begin it."""
        if not (page := self._window.review):
            return
        head = page.session.review.head
        question = _(
            "Revision {n} was signed by {name} on {day}. Its workbook and plan stay as they were "
            "written.\n\nRevision {next} begins as a draft with every answer as it was signed. It is "
            "checked and signed again before it is sent."
        ).format(
            n=head.revision,
            name=head.signed_by,
            day=show_date(date.fromisoformat(head.signed_on)),
            next=head.revision + 1,
        )
        action = _("Begin revision {n}").format(n=head.revision + 1)
        ask(self._window, question, action, page.session.reopen)

    def say_withdrawn(self, reviews: Sequence[str]) -> None:
        """Say which signed reviews are drafts again because the organisation year that they share changed."""
        desk = self._window.desk
        titles = "\n".join(title_of(desk.framework, desk.workspace.head(review)) for review in reviews)
        words = _(
            "These reviews share the figures of the organisation year, were signed with the earlier ones and "
            "are drafts again:\n\n{titles}\n\nSign them again when the figures stand. The files that were "
            "written when they were signed stay as they are."
        )
        inform(self._window, _("No longer signed"), words.format(titles=titles))

    def choose_workspace(self) -> None:
        """Ask for another workspace, then open it."""
        from ui.exchange.files import ask_for_workspace

        if path := ask_for_workspace(self._window, self._window.desk.preferences):
            self._window.wants_workspace.emit(path)

    def save_elsewhere(self) -> None:
        """Ask for another place for the workspace, then go on there."""
        from ui.exchange.rescue import save_elsewhere

        save_elsewhere(self._window, self._window.desk)

    def resize_text(self, steps: int) -> None:
        """Make the text a step larger or smaller."""
        now = self._window.desk.preferences.now.text_size
        nearest = min(range(len(SIZES)), key=lambda n: abs(SIZES[n] - now))
        wanted = SIZES[max(0, min(len(SIZES) - 1, nearest + steps))]
        self._window.desk.preferences.change(text_size=wanted)
