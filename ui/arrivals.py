"""What comes in through the window, and what it shows then: files, published tables, the sample region."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bvreview.review.exchange.submission import ImportOutcome
from bvreview.review.model import ReviewHead, Status
from bvreview.store.refused import NOT_TAKEN
from bvreview.workspace import Workspace
from ui.bus import Changed
from ui.reader import Reader

if TYPE_CHECKING:
    from bvreview.review.exchange.chosen_place import ChosenPlace
    from ui.find.shelves import Shelf
    from ui.window import Window

WORKSPACE_ENDING: Final = ".bvr"
TABLE_ENDINGS: Final = frozenset({".csv", ".tsv"})
"""What is never a workbook of ours."""


class Arrivals:
    """Takes in what was chosen or dropped; dialogs and long work are loaded when they are asked for."""

    def __init__(self, window: Window) -> None:
        self._window = window

    def choose_files(self, place: ChosenPlace | None = None) -> None:
        """Ask for workbooks, then import them; ``place``: for whom they are wanted."""
        from ui.exchange.imports import choose_files

        choose_files(self._window, self._window.desk, self._imported, place)

    def import_paths(self, paths: list[Path]) -> None:
        """Import files or folders."""
        from ui.exchange.imports import import_paths

        import_paths(self._window, self._window.desk, paths, self._imported)

    def take_paths(self, paths: list[Path]) -> None:
        """Open a workspace, or import files and folders: what was dropped, or came from the file manager."""
        workspaces = [path for path in paths if path.suffix.casefold() == WORKSPACE_ENDING]
        if workspaces:
            self._window.wants_workspace.emit(workspaces[0])
        elif len(paths) == 1 and paths[0].suffix.casefold() in TABLE_ENDINGS:
            from ui.exchange.published import open_table

            open_table(self._window, self._window.desk, paths[0], self._show_table)
        else:
            self.import_paths(paths)

    def add_table(self) -> None:
        """Take a published table in, to compare with."""
        from ui.exchange.published import choose_table

        choose_table(self._window, self._window.desk, self._show_table)

    def _show_table(self, set_id: str) -> None:
        from ui.find.shelves import Shelf

        self._look_up(Shelf.BENCHMARKS, set_id)

    def _look_up(self, shelf: Shelf, entry: str) -> None:
        """Show what came into the library, once it is read."""
        from ui.pages.library import LibraryPage

        if self._window.isVisible():
            self._window.show_page("library")
            page = self._window.page("library")
            assert isinstance(page, LibraryPage)
            page.expect(shelf, entry)

    def explore_sample(self) -> None:
        """Import the sample region, then show it; beside reviews of one's own only when that is wanted."""
        workspace = self._window.desk.workspace
        self._there = Reader()
        self._there.answered.connect(self._take_sample)
        self._there.ask(lambda: workspace.later(workspace.heads))

    def _take_sample(self, heads: Sequence[ReviewHead]) -> None:
        from ui.exchange.imports import offer_sample, sample_paths

        if all(head.status is Status.RECEIVED for head in heads):
            self.import_paths(sample_paths())
        elif self._window.isVisible():
            offer_sample(
                self._window,
                lambda: self.import_paths(sample_paths()),
                self._window.commands.choose_workspace,
            )

    def _imported(self, outcomes: Sequence[ImportOutcome]) -> None:
        """Show what came in: the region, or the review of one's own that it was for."""
        from ui.pages.region import RegionPage

        window = self._window
        window.desk.bus.tell(Changed())
        region = window.page("region")
        assert isinstance(region, RegionPage)
        region.show_outcomes([o for o in outcomes if o.review or o.outcome in NOT_TAKEN])
        came = {o.review for o in outcomes if o.review and o.outcome not in NOT_TAKEN}
        workspace = window.desk.workspace
        self._came = Reader()
        packs = any(not o.review and o.outcome not in NOT_TAKEN for o in outcomes)
        self._came.answered.connect(lambda own: self._lead_to(came, own, packs))
        self._came.ask(lambda: workspace.later(_own, workspace, came))

    def _lead_to(self, came: set[str], own: set[str], packs: bool) -> None:
        if not self._window.isVisible():
            return
        if came - own:
            self._window.show_page("region")
        elif len(own) == 1:
            self._window.opening.open(own.pop())
        elif own:
            self._window.show_page("reviews")
        elif packs:
            from ui.find.shelves import Shelf

            self._look_up(Shelf.PACKS, "")


def _own(workspace: Workspace, reviews: Iterable[str]) -> set[str]:
    """Those that are written here."""
    return {review for review in reviews if workspace.head(review).status is not Status.RECEIVED}
