"""The region's page: what is chosen is what is shown, and what came in is said as it is."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot
from window_kit import choose, dialog, is_open, open_window, row_of, wait_for

from bvreview import work
from bvreview.framework.loader import default_framework
from bvreview.resources import sample_path
from bvreview.review.exchange.submission import ImportOutcome, Outcome
from bvreview.workspace import Workspace
from ui.dialogs.outcomes import OutcomesDialog
from ui.exchange.inbox import missing_in
from ui.forms.editors import LineEditor
from ui.frame import PlaceButton
from ui.pages.region import RegionPage
from ui.places import REGION
from ui.window import Window

SAMPLES = (sample_path("east-midlands"), sample_path("bad-day"))
pytestmark = pytest.mark.skipif(not all(s.is_dir() for s in SAMPLES), reason="the samples are not there")


@pytest.fixture(scope="module")
def two_services(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a file of Community Payback and one of Victim Contact."""
    from window_kit import PERSON

    path = tmp_path_factory.mktemp("region") / "region.bvr"
    files = [SAMPLES[0] / "derbyshire-cp-2009-10-r1.xlsx", SAMPLES[1] / "Thames Valley VC.xlsx"]
    with Workspace.open(path, person=PERSON, framework=default_framework()) as workspace:
        workspace.import_files(files, read_many=work.read_files)
    return path


@pytest.fixture
def window(qtbot: QtBot, two_services: Path, tmp_path: Path) -> Iterator[Window]:
    copy = tmp_path / "region.bvr"
    copy.write_bytes(two_services.read_bytes())
    with open_window(qtbot, copy) as opened:
        yield opened


def region_page(qtbot: QtBot, window: Window) -> RegionPage:
    """The page, once it has read what was received."""
    window.show_page(REGION)
    page = window.page(REGION)
    assert isinstance(page, RegionPage)
    wait_for(qtbot, page.scope)
    return page


def shown_files(page: RegionPage) -> set[str]:
    """The files in the table of what was received."""
    return {line.texts[1] for line in page.table.lines if not missing_in(line.id)}


def test_a_missing_file_is_looked_for_from_its_line_and_one_of_another_area_asks(
    qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = region_page(qtbot, window)
    choose(page.choice.region, "East Midlands")
    choose(page.choice.kind, "Community Payback, 2009 to 2010")
    wait_for(qtbot, lambda: shown_files(page) == {"derbyshire-cp-2009-10-r1.xlsx"})
    line = next(found for found in page.table.lines if found.texts[0] == "Lincolnshire")
    assert not page.ways.look_for.isVisible()
    page.table.choose(line.id)
    assert page.ways.look_for.text() == "Import the file of Lincolnshire\u2026"
    other = SAMPLES[0] / "northants_cp_0910_for DOM.xlsx"
    monkeypatch.setattr("ui.exchange.imports.ask_for_workbooks", lambda *_given: [other])
    page.ways.look_for.click()
    outcomes = dialog(qtbot, OutcomesDialog)
    assert isinstance(outcomes, OutcomesDialog)
    assert outcomes.list.lines[0].texts[1] == "Question"
    assert "it was chosen for Lincolnshire, Community Payback" in outcomes.list.lines[0].texts[2]
    outcomes.close()
    wait_for(qtbot, lambda: [line.texts[1] for line in page.refused.lines] == ["Question"])


def test_the_page_shows_the_service_that_the_selector_names(qtbot: QtBot, window: Window) -> None:
    page = region_page(qtbot, window)
    choose(page.choice.region, "All regions")
    for service, file in (
        ("Victim Contact", "Thames Valley VC.xlsx"),
        ("Community Payback", "derbyshire-cp-2009-10-r1.xlsx"),
    ):
        choose(page.choice.kind, f"{service}, 2009 to 2010")
        page.refresh()
        qtbot.wait(100)
        assert page.choice.kind.currentText() == f"{service}, 2009 to 2010"
        assert page.title() == f"All regions, {service}, 2009 to 2010"
        assert shown_files(page) == {file}


@pytest.mark.parametrize(("region", "counted"), [("East Midlands", "1 of 5"), ("All regions", "1 of 42")])
def test_it_is_said_how_many_organisations_have_sent(
    qtbot: QtBot, window: Window, region: str, counted: str
) -> None:
    page = region_page(qtbot, window)
    choose(page.choice.region, region)
    choose(page.choice.kind, "Community Payback, 2009 to 2010")
    wait_for(qtbot, lambda: counted in [shown.text() for shown in page.findChildren(QLabel)])


def test_an_import_shows_the_service_that_came_in(qtbot: QtBot, window: Window) -> None:
    page = region_page(qtbot, window)
    choose(page.choice.kind, "Community Payback, 2009 to 2010")
    page.show_outcomes(
        [ImportOutcome("a.xlsx", Outcome.IMPORTED, "x", "TVP", "victim-contact", "2009-10", 1)]
    )
    wait_for(qtbot, lambda: "Victim Contact" in page.title())
    assert page.choice.kind.currentText() == "Victim Contact, 2009 to 2010"


def test_an_import_shows_the_region_that_came_in(qtbot: QtBot, window: Window) -> None:
    def came(*organisations: str) -> list[ImportOutcome]:
        of = "victim-contact", "2009-10"
        return [ImportOutcome(f"{o}.xlsx", Outcome.IMPORTED, o, o, *of, 1) for o in organisations]

    def says(title: str) -> bool:
        return page.title() == title

    page = region_page(qtbot, window)
    for chosen, organisations, shown in (
        ("East Midlands", ("TVP",), "South East"),
        ("East Midlands", ("TVP", "NBR"), "All regions"),
        ("South East", ("TVP", "NBR"), "South East"),
        ("All regions", ("TVP",), "All regions"),
    ):
        page.choice.region.setCurrentText(chosen)
        page.choice.region.activated.emit(page.choice.region.currentIndex())
        kept = window.desk.preferences.now.region
        page.show_outcomes(came(*organisations))
        wait_for(qtbot, partial(says, f"{shown}, Victim Contact, 2009 to 2010"))
        assert page.choice.region.currentText() == shown
        assert window.desk.preferences.now.region == kept


def test_a_region_that_the_pack_does_not_know_gives_way_to_that_of_what_came(
    qtbot: QtBot, window: Window
) -> None:
    window.desk.preferences.change(region="atlantis")
    page = region_page(qtbot, window)
    assert page.choice.region.currentText() in ("East Midlands", "South East")
    assert page.table.lines


def test_all_regions_stay_chosen_when_the_page_reads_again(qtbot: QtBot, window: Window) -> None:
    page = region_page(qtbot, window)
    assert page.choice.region.currentText() != "All regions"
    choose(page.choice.region, "All regions")
    page.refresh()
    qtbot.wait(100)
    assert page.choice.region.currentText() == "All regions"


def test_what_was_not_taken_is_shown_again_at_the_next_start_until_it_is_cleared(
    qtbot: QtBot, tmp_path: Path
) -> None:
    path, text = tmp_path / "work.bvr", tmp_path / "notes.xlsx"
    text.write_text("no workbook")
    with open_window(qtbot, path) as window:
        window.commands.arrivals.import_paths([text])
        dialog(qtbot, OutcomesDialog).close()
    with open_window(qtbot, path) as window:
        window.show_page(REGION)
        page = window.page(REGION)
        assert isinstance(page, RegionPage)
        wait_for(qtbot, lambda: page.refused.lines)
        (line,) = page.refused.lines
        assert line.texts[:2] == ("notes.xlsx", "Refused")
        assert line.texts[2].endswith(".")
        assert page.refused.isVisible()
        clear = next(b for b in page.findChildren(QPushButton) if b.text() == "Clear this list")
        clear.click()
        asked = dialog(qtbot, QMessageBox)
        assert isinstance(asked, QMessageBox)
        assert asked.defaultButton().text() == "Keep as it is"
        assert len(window.desk.workspace.not_taken()) == 1
        next(b for b in asked.buttons() if b.text() == "Clear this list").click()
        wait_for(qtbot, lambda: not page.refused.lines)
        assert not clear.isVisible()
        assert window.desk.workspace.not_taken() == ()


def test_what_came_from_other_regions_is_counted(qtbot: QtBot, window: Window) -> None:
    page = region_page(qtbot, window)
    choose(page.choice.kind, "Victim Contact, 2009 to 2010")
    choose(page.choice.region, "East Midlands")

    def said() -> set[str]:
        return {w.text() for w in page.findChildren(QLabel) if w.isVisible()}

    wait_for(qtbot, lambda: "from other regions" in said())
    choose(page.choice.region, "All regions")
    wait_for(qtbot, lambda: "from other regions" not in said())


def test_a_received_review_belongs_to_the_region_and_says_why_it_is_only_read(
    qtbot: QtBot, window: Window
) -> None:
    page = region_page(qtbot, window)
    page.table.opened.emit(next(line.id for line in page.table.lines if not missing_in(line.id)))
    wait_for(qtbot, lambda: is_open(window))
    review = window.review
    assert review
    assert review.head.why() == "To read only: it was received, and stays as it was sent."
    said = next(w for w in review.head.findChildren(QLabel) if w.text() == review.head.why())
    for size in (100, 120, 200):
        window.desk.look.use("light", size)
        QApplication.processEvents()
        assert said.isVisible(), f"with text at {size} % nobody sees why nothing can be typed"
    lit = [b.text() for b in window.findChildren(PlaceButton) if b.isChecked()]
    assert lit == ["Region"]
    review.stage.go_to_section("about")
    row = row_of(window, "about.review_lead")
    assert isinstance(row.editor, LineEditor)
    line = row.editor.line
    line.setFixedWidth(40)
    wait_for(qtbot, lambda: line.toolTip() == line.text())
    review.head.back.click()
    assert window.stack.currentWidget() is page
    assert window.review is None
