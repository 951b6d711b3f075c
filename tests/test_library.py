"""The library: what can be looked up in it is what the pack and the workspace hold."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from screenshots.faults import faults_in
from window_kit import open_window, press, type_keys, wait_for

from bvreview.framework.loader import default_framework
from bvreview.framework.services import Direction
from bvreview.review.compared.area_pay import area_pay_set
from bvreview.review.compared.benchmarks import BenchmarkSet
from bvreview.review.compared.standing import Observation, Topic
from ui.bus import Changed
from ui.find.entries import entries_of
from ui.find.shelves import Shelf, find, titles
from ui.look.theme import Look
from ui.pages.library import LibraryPage
from ui.places import LIBRARY
from ui.widgets.listing import Listing
from ui.widgets.listing_model import Column, Line
from ui.widgets.paragraphs import Paragraphs
from ui.window import Window

FRAMEWORK = default_framework()
ENTRIES = entries_of(FRAMEWORK)
TOPIC = Topic("cuts", "Sickness days", "", Direction.DOWN, period="2008 to 2009", source="Made up here")
TABLE = BenchmarkSet("t1", TOPIC, "number", (Observation("DBS", value=Decimal(4)),), illustrative=True)


def facts(shelf: Shelf, title: str) -> dict[str, str]:
    """What is said of an entry."""
    return dict(next(e for e in ENTRIES if e.shelf is shelf and e.title == title).facts)


@pytest.mark.parametrize(
    ("shelf", "count"),
    [
        (Shelf.ORGANISATIONS, len(FRAMEWORK.organisations)),
        (Shelf.REGIONS, len(FRAMEWORK.regions)),
        (Shelf.SERVICES, len(FRAMEWORK.services)),
        (Shelf.MEASURES, sum(len(s.measures) for s in FRAMEWORK.services)),
        (Shelf.RULES, len(FRAMEWORK.rules)),
        (Shelf.BENCHMARKS, 0),
    ],
)
def test_everything_of_the_pack_is_there(shelf: Shelf, count: int) -> None:
    assert len(find(ENTRIES, shelf, "")) == count


def test_an_area_names_the_trust_that_follows_it_and_the_other_way_round() -> None:
    area = facts(Shelf.ORGANISATIONS, "Derbyshire")
    assert (area["Region"], area["Reports for"]) == ("East Midlands", "years up to 2009-10")
    assert area["Followed by"] == "Derbyshire Probation Trust"
    assert facts(Shelf.ORGANISATIONS, "Derbyshire Probation Trust")["Follows"] == "Derbyshire"


def test_a_measure_has_its_definition_target_and_source() -> None:
    for measure in FRAMEWORK.services[0].measures:
        said = facts(Shelf.MEASURES, measure.label)
        assert said["Definition"] == measure.definition
        assert measure.numerator in said["Worked out as"]
        assert measure.source in said["Source"]
        assert measure.target is None or f"{measure.target:f}" in said["Target"]


def test_a_rule_reads_as_a_sentence_without_signs_to_fill_in() -> None:
    for entry in find(ENTRIES, Shelf.RULES, ""):
        assert not {"{", "}"} & set(entry.title), entry.id
        assert entry.title[:2] != entry.title[:2].upper() or not entry.title[:2].isalpha(), entry.title
        assert dict(entry.facts)["What to do"]


def test_a_table_says_where_it_is_from_and_that_it_is_illustrative() -> None:
    (entry,) = find(entries_of(FRAMEWORK, [TABLE]), Shelf.BENCHMARKS, "sickness")
    said = dict(entry.facts)
    assert said["Source"] == "Made up here"
    assert said["Figures"] == "Illustrative figures"
    assert "Illustrative" in entry.about


@pytest.mark.parametrize(
    ("text", "first"),
    [("DERBY trust", "Derbyshire Probation Trust"), ("east midlands northam", "Northamptonshire")],
)
def test_every_word_is_found_however_it_is_written(text: str, first: str) -> None:
    assert find(ENTRIES, Shelf.ORGANISATIONS, text)[0].title == first


def library(window: Window) -> LibraryPage:
    """The page, shown."""
    window.show_page(LIBRARY)
    page = window.page(LIBRARY)
    assert isinstance(page, LibraryPage)
    QApplication.processEvents()
    return page


def test_the_library_is_searched_by_keyboard(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        page = library(window)
        assert page.search.hasFocus()
        type_keys("derby")
        assert [line.texts[0] for line in page.list.lines] == ["Derbyshire", "Derbyshire Probation Trust"]
        press(Qt.Key.Key_Down)
        press(Qt.Key.Key_Down)
        assert page.detail.shown
        assert page.detail.shown.title == "Derbyshire Probation Trust"
        shown = [w.text() for w in page.detail.ground.findChildren(QLabel)]
        assert "Probation trust" in shown
        page.search.setFocus()
        type_keys("zzz")
        assert not page.list.isVisible()
        press(Qt.Key.Key_Escape)
        assert len(page.list.lines) == len(FRAMEWORK.organisations)


def test_a_list_takes_the_height_of_its_rows_and_no_more_than_the_page(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        page = library(window)
        wait_for(qtbot, lambda: page.list.height() > 500)
        assert page.list.verticalScrollBar().maximum() > 0
        page.shelves.choose(Shelf.SERVICES)
        wait_for(qtbot, lambda: page.list.height() == page.list.wanted_height())
        assert page.list.verticalScrollBar().maximum() == 0
        assert page.list.mapTo(page, page.list.rect().topLeft()).y() < 200


def test_the_kind_that_was_chosen_is_chosen_again(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        library(window).shelves.choose(Shelf.MEASURES)
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        page = library(window)
        assert page.shelves.current_id() == Shelf.MEASURES
        page.look_up(Shelf.REGIONS, "wales")
        assert page.detail.shown
        assert page.detail.shown.title == "Wales"


def test_published_tables_come_with_the_workspace(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        page = library(window)
        page.shelves.choose(Shelf.BENCHMARKS)
        shipped = {s.topic.title for s in window.desk.workspace.shipped_tables(())}
        wait_for(qtbot, lambda: {line.texts[0] for line in page.list.lines} == shipped)
        assert page.detail.shown is None or not page.detail.shown.is_kept, "what ships is not removed"
        window.desk.workspace.save_benchmark_set(TABLE)
        window.desk.bus.tell(Changed())
        wait_for(qtbot, lambda: {line.texts[0] for line in page.list.lines} == {*shipped, "Sickness days"})


def test_every_kind_has_a_title() -> None:
    assert set(titles()) == set(Shelf)


@pytest.mark.parametrize("text_size", [100, 125, 150, 200])
def test_a_row_is_as_high_as_its_words_are_painted(qtbot: QtBot, text_size: int) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    look = Look(app)
    look.use("light", text_size)
    name = "east-midlands.bvr"
    listing = Listing(look, "Files", (Column("File", 2, bold=True), Column("Folder", 90)))
    qtbot.addWidget(listing)
    listing.resize(look.px(500), look.px(200))
    listing.show()
    listing.show_lines([Line("1", (name, "/home/ann"))])
    metrics = QFontMetrics(look.font(bold=True))
    assert listing.columnWidth(0) >= metrics.horizontalAdvance(name) + look.px(16)
    assert listing.rowHeight(0) <= metrics.height() + look.px(14) + 1, "one line"
    look.use("light", 100)


def test_a_column_that_says_nothing_is_left_out(qtbot: QtBot) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    columns = (Column("Area", 20), Column("95% interval", 14, optional=True), Column("Note", 20))
    listing = Listing(Look(app), "Figures", columns)
    qtbot.addWidget(listing)
    listing.resize(600, 200)
    listing.show_lines([Line("1", ("Derbyshire", "", ""))])
    assert [listing.isColumnHidden(n) for n in range(3)] == [False, True, False]
    listing.show_lines([Line("1", ("Derbyshire", "80 to 90", ""))])
    assert not listing.isColumnHidden(1)


def test_lists_one_under_the_other_keep_their_columns_in_line(qtbot: QtBot) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    columns = (Column("Section", 12, bold=True), Column("Review", 20), Column("Due", 12))
    lines = [
        Line("1", ("Costs", "Community Payback", "")),
        Line("2", ("Consultation and equality", "", "Soon")),
    ]
    lists = [Listing(Look(app), "Owed", columns) for __ in lines]
    for made, line in zip(lists, lines, strict=True):
        qtbot.addWidget(made)
        made.resize(380, 200)
        made.show()
        made.show_lines([line])
    widths = [[made.columnWidth(n) for n in range(3)] for made in lists]
    assert widths[0] != widths[1]
    for made in lists:
        made.measure_with(lines)
    widths = [[made.columnWidth(n) for n in range(3)] for made in lists]
    assert widths[0] == widths[1]


def test_paragraphs_show_only_what_is_said(qtbot: QtBot) -> None:
    shown = Paragraphs("small")
    qtbot.addWidget(shown)
    shown.show_texts(["One.", "Two.", "Three."])
    high = shown.sizeHint().height()
    shown.show_texts(["One."])
    assert (shown.text(), shown.sizeHint().height() < high) == ("One.", True)


def test_a_heading_that_has_no_room_breaks_between_its_words(qtbot: QtBot) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    look = Look(app)
    look.use("light", 200)
    columns = (Column("Service or pool", 9), Column("Ledger", 9, right=True), Column("Standing", 9))
    listing = Listing(look, "Accounts", columns)
    qtbot.addWidget(listing)
    listing.resize(look.px(250), look.px(200))
    listing.show()
    listing.show_lines([Line("1", ("Payback", "\u00a31,183,850.52", "Proposed"))])
    assert list(faults_in(listing)) == []
    assert listing.horizontalHeader().height() > 2 * QFontMetrics(look.font(0.9, bold=True)).height()
    look.use("light", 100)


def test_factors_of_area_pay_are_said_to_be_entered_by_hand() -> None:
    factors = area_pay_set({"DBS": Decimal("1.12")}, "Our own study")
    (entry,) = (e for e in entries_of(default_framework(), [factors]) if e.shelf is Shelf.BENCHMARKS)
    assert ("Figures", "Entered by hand") in entry.facts
    assert ("Source", "Our own study") in entry.facts
