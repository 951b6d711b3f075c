"""The places of the sidebar as data: a new page is one line here, its factory, and its action."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from PySide6.QtWidgets import QStackedWidget, QWidget

from bvreview.i18n import _
from ui.commands import Commands
from ui.desk import Desk
from ui.left.attending import attend, attend_scroll
from ui.left.parts import make_part

if TYPE_CHECKING:  # a page is loaded when it is first shown, so that the window is there at once
    from ui.pages.backups import BackupsPage
    from ui.pages.library import LibraryPage
    from ui.pages.owing import OwingPage
    from ui.pages.region import RegionPage
    from ui.pages.reviews import ReviewsPage
    from ui.pages.settings import SettingsPage

REVIEWS: Final = "reviews"
REGION: Final = "region"
OWING: Final = "owing"
LIBRARY: Final = "library"
SETTINGS: Final = "settings"
BACKUPS: Final = "backups"


class Place(Struct, frozen=True):
    """A place: its key, its words, its icon, and how its page is made when it is first shown.

    ``under``: the place of the sidebar that leads to one that has no entry there.
    """

    key: str
    text: str
    icon: str
    make: Callable[[Desk, Commands], QWidget]
    under: str = ""

    @property
    def words(self) -> str:
        """What the sidebar says."""
        return _(self.text)


def _reviews(desk: Desk, commands: Commands) -> ReviewsPage:
    from ui.pages.reviews import ReviewsPage

    page = ReviewsPage(desk)
    page.opened.connect(commands.open_review)
    page.wants_new.connect(commands.new_review)
    page.wants_files.connect(commands.arrivals.choose_files)
    page.wants_sample.connect(commands.arrivals.explore_sample)
    page.wants_mine.connect(commands.show_mine)
    page.counted.connect(lambda count: commands.show_count(REVIEWS, count))
    return page


def _region(desk: Desk, commands: Commands) -> RegionPage:
    from ui.pages.region import RegionPage

    page = RegionPage(desk)
    page.wants_files.connect(commands.arrivals.choose_files)
    page.wants_file_of.connect(commands.arrivals.choose_files)
    page.opened.connect(commands.open_review)
    return page


def _owing(desk: Desk, commands: Commands) -> OwingPage:
    from ui.pages.owing import OwingPage

    page = OwingPage(desk)
    page.opened.connect(commands.open_section)
    return page


def _library(desk: Desk, commands: Commands) -> LibraryPage:
    from ui.pages.library import LibraryPage

    page = LibraryPage(desk)
    page.wants_table.connect(commands.arrivals.add_table)
    return page


def _settings(desk: Desk, commands: Commands) -> SettingsPage:
    from ui.pages.settings import SettingsPage

    page = SettingsPage(desk)
    page.wants_workspace.connect(commands.choose_workspace)
    page.wants_person.connect(commands.switch_person)
    page.wants_recent.connect(commands.open_workspace)
    page.wants_backups.connect(lambda: commands.show_place(BACKUPS))
    return page


def _backups(desk: Desk, commands: Commands) -> BackupsPage:
    from ui.pages.backups import BackupsPage

    page = BackupsPage(desk)
    page.wants_workspace.connect(commands.open_workspace)
    return page


PLACES: Final = (
    Place(REVIEWS, "Reviews", "file-text", _reviews),
    Place(REGION, "Region", "map", _region),
    Place(OWING, "Who owes what", "list-checks", _owing),
    Place(LIBRARY, "Library", "library", _library),
    Place(SETTINGS, "Settings", "settings", _settings),
    Place(BACKUPS, "Backups", "history", _backups, under=SETTINGS),
)


class PlaceStack(QStackedWidget):
    """The pages of the places, each made when it is first asked for, and whatever is open above them."""

    def __init__(self, desk: Desk, commands: Commands) -> None:
        super().__init__()
        self._desk, self._commands = desk, commands
        self._made: dict[str, QWidget] = {}

    def page(self, key: str) -> QWidget:
        """The page of a place."""
        if key not in self._made:
            place = next(p for p in PLACES if p.key == key)
            self._made[key] = place.make(self._desk, self._commands)
            self.addWidget(self._made[key])
            make_part(self._made[key])
            attend(self._made[key], key, self._desk.remembered.window)
            attend_scroll(self._made[key], key, self._desk.here)
        return self._made[key]
