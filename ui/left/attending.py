"""What is remembered of a widget, by its kind: it is put back when the page is made, then followed."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QScrollArea, QTabWidget, QWidget

from ui.left.remembered import Key, Shelf
from ui.widgets.listing import Listing
from ui.widgets.panes import Panes


def attend(page: QWidget, name: str, shelf: Shelf) -> None:
    """Put back and follow the panes, lists and tabs of a page; ``name`` keeps pages apart."""
    for n, panes in enumerate(page.findChildren(Panes)):
        _attend_panes(panes, f"{name}, panes {n}", shelf)
    for listing in page.findChildren(Listing):
        _attend_listing(listing, f"{name}, {listing.accessibleName()}", shelf)
    for tabs in page.findChildren(QTabWidget):
        if tabs.objectName():  # the others show what they are told to
            _attend_tabs(tabs, f"{name}, {tabs.objectName()}", shelf)


def attend_scroll(page: QWidget, name: str, shelf: Shelf) -> None:
    """Put back how far a page was scrolled, as soon as there is so much to scroll, and follow it."""
    if not isinstance(page, QScrollArea):
        return
    bar, wanted = page.verticalScrollBar(), shelf.part(Key.SCROLL, name, 0)

    def put_back(_low: int, high: int) -> None:
        nonlocal wanted
        if wanted and high >= wanted:
            there, wanted = wanted, 0
            bar.setValue(there)

    def keep(value: int) -> None:
        if not wanted:
            shelf.keep_part(Key.SCROLL, name, value)

    bar.rangeChanged.connect(put_back)
    bar.valueChanged.connect(keep)


def _attend_panes(panes: Panes, name: str, shelf: Shelf) -> None:
    none: list[Any] = []
    panes.put_back(shelf.part(Key.WIDTHS, name, none), shelf.part(Key.FOLDED, name, none))

    def keep() -> None:
        shelf.keep_part(Key.WIDTHS, name, panes.widths())
        shelf.keep_part(Key.FOLDED, name, panes.folded())

    panes.moved.connect(keep)


def _attend_listing(listing: Listing, name: str, shelf: Shelf) -> None:
    listing.put_back(shelf.part(Key.COLUMNS, name, list[Any]()))
    listing.widened.connect(lambda: shelf.keep_part(Key.COLUMNS, name, listing.shares()))


def _attend_tabs(tabs: QTabWidget, name: str, shelf: Shelf) -> None:
    shown = shelf.part(Key.TABS, name, 0)
    if 0 <= shown < tabs.count():
        tabs.setCurrentIndex(shown)
    tabs.currentChanged.connect(lambda n: shelf.keep_part(Key.TABS, name, n))
