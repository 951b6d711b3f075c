"""The guide in its window: F1 on every page, question and dialog, its search, and what it never does."""

from __future__ import annotations

from pathlib import Path

import pytest
from palette_kit import choose, hand, open_palette, press, search
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from window_kit import begin_review, dialog, open_window, wait_for

import ui
from ui.dialogs.about import AboutDialog
from ui.dialogs.submit import SubmitDialog
from ui.find.dialog_help import PAGE_OF_DIALOG
from ui.find.finding import PAGE_OF_PLACE
from ui.find.guide_window import HelpWindow
from ui.find.search import Kind
from ui.left.remembered import Key
from ui.places import PLACES
from ui.window import Window


def open_guide(qtbot: QtBot, window: Window, action: str = "guide") -> HelpWindow:
    window.actions_by_id[action].trigger()
    found = dialog(qtbot, HelpWindow)
    assert isinstance(found, HelpWindow)
    return found


def test_f1_without_a_review_opens_the_page_of_the_place(qtbot: QtBot, window: Window) -> None:
    guide = open_guide(qtbot, window, "help")
    assert guide.page.accessibleName() == "Your first review in 30 minutes"
    window.show_page("region")
    window.actions_by_id["help"].trigger()
    assert guide.page.accessibleName() == "Importing a region"
    window.show_page("library")
    window.actions_by_id["help"].trigger()
    assert guide.page.accessibleName() == "Contents"


def test_every_place_that_has_a_page_has_it_in_the_guide(window: Window) -> None:
    pages = window.commands.finder.guide.pages
    assert set(PAGE_OF_PLACE) <= {place.key for place in PLACES}
    for place in PAGE_OF_PLACE.values():
        name, __, anchor = place.partition("#")
        assert not anchor or anchor in {heading.anchor for heading in pages[name].headings}


def test_f1_in_a_dialog_opens_its_page_beside_it(qtbot: QtBot, window: Window) -> None:
    begin_review(window)
    window.commands.submit()
    over = dialog(qtbot, SubmitDialog)
    over.activateWindow()
    wait_for(qtbot, lambda: (on := QApplication.focusWidget()) and over.isAncestorOf(on))
    focus = QApplication.focusWidget()
    assert focus
    QTest.keyClick(focus, Qt.Key.Key_F1)
    guide = over.findChild(HelpWindow)
    assert guide
    assert guide.isVisible()
    assert guide.page.accessibleName() == "Your first review in 30 minutes"
    wait_for(qtbot, guide.isActiveWindow)
    QTest.keyClick(guide.page, Qt.Key.Key_Escape)
    wait_for(qtbot, lambda: not guide.isVisible())
    assert over.isVisible()


def test_every_dialog_that_has_a_page_has_it_in_the_guide(window: Window) -> None:
    pages = window.commands.finder.guide.pages
    sources = [p.read_text("utf-8") for p in Path(ui.__path__[0]).rglob("*.py")]
    for kind, place in PAGE_OF_DIALOG.items():
        name, __, anchor = place.partition("#")
        assert not anchor or anchor in {heading.anchor for heading in pages[name].headings}
        heads = [f"class {kind}({base})" for base in ("QDialog", "ListDialog")]
        assert any(head in source for source in sources for head in heads)


def test_the_guide_stands_where_it_was_left(qtbot: QtBot, window: Window) -> None:
    guide = open_guide(qtbot, window)
    guide.resize(620, 500)
    guide.close()
    assert window.desk.remembered.window.get(Key.GUIDE, "")
    guide = open_guide(qtbot, window)
    assert (guide.width(), guide.height()) == (620, 500)


def test_f1_on_the_charts_tells_how_to_read_them(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window)
    page.tabs.setCurrentIndex([s.id for s in window.desk.framework.stages].index("compare"))
    wait_for(qtbot, lambda: page.compare is not None)
    guide = open_guide(qtbot, window, "help")
    assert guide.page.accessibleName() == "Reading the charts honestly"


def test_f1_on_a_question_shows_its_help_and_once_more_its_page(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window)
    palette = open_palette(qtbot, window)
    choose(qtbot, palette, search(qtbot, palette, "lead", Kind.QUESTION)[0])
    wait_for(qtbot, lambda: hand(page))
    page.stage.side.setCurrentIndex(0)
    window.actions_by_id["help"].trigger()
    assert page.stage.side.currentIndex() == 1
    assert not any(isinstance(w, HelpWindow) and w.isVisible() for w in QApplication.topLevelWidgets())
    guide = open_guide(qtbot, window, "help")
    assert guide.page.accessibleName() == "About the review"
    assert guide.page.verticalScrollBar().value() > 0
    assert window.isEnabled()


def test_the_guide_goes_to_a_page_and_back_where_it_was(qtbot: QtBot, window: Window) -> None:
    guide = open_guide(qtbot, window)
    guide.show_place("keyboard")
    guide.page.verticalScrollBar().setValue(100)
    guide.page.anchorClicked.emit(QUrl("charts#the-funnel"))
    assert guide.page.accessibleName() == "Reading the charts honestly"
    assert guide.page.verticalScrollBar().value() > 0
    guide.go_back()
    assert guide.page.accessibleName() == "Keyboard"
    assert guide.page.verticalScrollBar().value() == 100


def test_the_guide_is_searched_for_itself(qtbot: QtBot, window: Window) -> None:
    guide = open_guide(qtbot, window)
    guide.box.setText("wilson")
    wait_for(qtbot, lambda: "places in the guide" in guide.page.accessibleName())
    lines = guide.page.toPlainText().splitlines()
    assert lines[2] == "Interval of a proportion (Wilson) \u00b7 Methods"
    press(guide.box, Qt.Key.Key_Return)
    assert guide.page.accessibleName() == "Interval of a proportion (Wilson)"
    guide.box.setText("zzqqxx")
    wait_for(qtbot, lambda: "Nothing in the guide" in guide.page.toPlainText())


def test_the_guide_loads_nothing_and_asks_before_it_leaves(
    qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[object] = []
    monkeypatch.setattr("ui.find.guide_window.QDesktopServices.openUrl", opened.append)
    guide = open_guide(qtbot, window)
    for address in ("file:///etc/passwd", "https://example.org/a.png", "data:text/html,x"):
        for kind in (QTextDocument.ResourceType.ImageResource, QTextDocument.ResourceType.HtmlResource):
            assert guide.page.loadResource(kind.value, QUrl(address)) is None
    guide.page.show_markdown("t", "# T\n\n<script>x</script> ![p](https://example.org/a.png) <b>b</b>")
    assert "<script>" in guide.page.toPlainText()
    guide.page.anchorClicked.emit(QUrl("https://example.org"))
    assert opened == []
    guide.page.anchorClicked.emit(QUrl("javascript:alert(1)"))
    assert opened == []


def test_the_link_that_the_keyboard_is_on_is_marked(qtbot: QtBot, window: Window) -> None:
    guide = open_guide(qtbot, window)
    wait_for(qtbot, lambda: QApplication.focusWidget() is guide.page)
    QTest.keyClick(guide.page, Qt.Key.Key_Tab)
    (marked,) = guide.page.extraSelections()
    assert marked.cursor.selectedText() == "Your first review in 30 minutes"
    QTest.keyClick(guide.page, Qt.Key.Key_Return)
    assert guide.page.accessibleName() == "Your first review in 30 minutes"
    assert guide.page.extraSelections() == []


def test_tab_is_not_trapped_in_a_page(qtbot: QtBot, window: Window) -> None:
    guide = open_guide(qtbot, window)
    wait_for(qtbot, lambda: QApplication.focusWidget() is guide.page)
    been = set()
    for __ in range(100):
        now = QApplication.focusWidget()
        assert now
        been.add(now)
        QTest.keyClick(now, Qt.Key.Key_Tab)
    assert been == {guide.page, guide.contents, guide.box}  # there is nowhere to go back to yet


def test_escape_closes_the_guide(qtbot: QtBot, window: Window) -> None:
    guide = open_guide(qtbot, window)
    wait_for(qtbot, guide.isActiveWindow)
    QTest.keyClick(guide.page, Qt.Key.Key_Escape)
    wait_for(qtbot, lambda: not guide.isVisible())


@pytest.mark.parametrize("size", [100, 200])
def test_no_page_of_the_guide_scrolls_sideways(qtbot: QtBot, tmp_path: Path, size: int) -> None:
    with open_window(qtbot, tmp_path / "w.bvr", text_size=size) as window:
        guide = open_guide(qtbot, window)
        for page in window.commands.finder.guide.pages:
            guide.show_place(page)
            assert guide.page.document().idealWidth() <= guide.page.viewport().width() + 1, page


def test_about_says_versions_and_leads_to_the_licences(qtbot: QtBot, window: Window) -> None:
    window.actions_by_id["about"].trigger()
    about = dialog(qtbot, AboutDialog)
    assert isinstance(about, AboutDialog)
    about.wants_licences.emit()
    guide = dialog(qtbot, HelpWindow)
    assert isinstance(guide, HelpWindow)
    assert guide.page.accessibleName() == "Licences"
    for name in ("Qt for Python", "LGPL-3.0", "Source Sans 3", "Lucide", "MIT"):
        assert name in guide.page.toPlainText()
