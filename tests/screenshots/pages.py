"""The pages that pictures are taken of, as data: a new one is a line here."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from factories.ledger import as_text, ledger_rows
from msgspec import structs
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bvreview import releasing, work
from bvreview.i18n import _
from bvreview.resources import sample_path
from bvreview.review.cells import Answer
from bvreview.review.compared.audiences import Release
from bvreview.review.compared.scope import CompareScope
from bvreview.review.periods import FinancialYear
from screenshots.stage import Stage
from ui.dialogs.coming_back import ComingBackDialog
from ui.dialogs.held import HeldDialog
from ui.dialogs.map_table import MapTableDialog
from ui.dialogs.release import ReleaseDialog
from ui.dialogs.returns import ReturnsDialog
from ui.find.shelves import Shelf
from ui.pages.library import LibraryPage


@dataclass(frozen=True, slots=True)
class Page:
    """A page: the name of its picture, and how it is brought onto the screen."""

    name: str
    show: Callable[[Stage], object]


def _place(key: str) -> Callable[[Stage], object]:
    return lambda stage: stage.window.show_page(key)


def _section(section: str) -> Callable[[Stage], object]:
    def show(stage: Stage) -> None:
        review = stage.own().review
        assert review
        review.stack.setCurrentWidget(review.stage)
        review.stage.go_to_section(section)

    return show


def _picture(stage: Stage) -> None:
    """Who does what, under the providers."""
    _section("providers")(stage)
    review = stage.own().review
    view = review.stage.current() if review else None
    assert view
    assert view.views
    assert view.picture
    QApplication.processEvents()
    view.ensureWidgetVisible(view.picture, 0, 400)


def _compare(word: str, topic: str = "", follow: str = "") -> Callable[[Stage], object]:
    """A tab of a measure, by its word; ``follow``: an organisation that is followed."""

    def show(stage: Stage) -> None:
        review = stage.own().review
        assert review
        review.tabs.setCurrentIndex(2)
        stage.wait(lambda: review.compare and review.compare.common.history)
        assert review.compare
        if topic:
            review.compare.choose(topic)
        tabs = review.compare.measure.tabs
        tabs.setCurrentIndex(next(n for n in range(tabs.count()) if tabs.tabText(n) == _(word)))
        review.compare.common.follow(follow)

    return show


def _compare_view(key: str) -> Callable[[Stage], object]:
    def show(stage: Stage) -> None:
        review = stage.own().review
        assert review
        review.tabs.setCurrentIndex(2)
        stage.wait(lambda: review.compare and review.compare.comparisons())
        assert review.compare
        review.compare.choose(key)

    return show


def _own_lists(stage: Stage) -> None:
    _compare_view("@overview")(stage)
    assert stage.window.review
    assert stage.window.review.compare
    stage.window.review.compare.common.ask_for_lists(stage.window)
    stage.wait(lambda: stage.over())


def _action(what: str) -> Callable[[Stage], object]:
    def show(stage: Stage) -> None:
        stage.own()
        stage.window.actions_by_id[what].trigger()

    return show


def _search(stage: Stage) -> None:
    stage.own()
    stage.window.actions_by_id["search"].trigger()
    stage.wait(lambda: stage.over())
    QTest.keyClicks(QApplication.focusWidget() or stage.over()[0], "cost")


def _evidence(stage: Stage) -> None:
    review = stage.own().review
    assert review
    review.go_to(next(a for a in review.session.review.links if a.part == "staff"))
    stage.wait()
    review.show_evidence()


def _evidence_dialog(stage: Stage) -> None:
    _evidence(stage)
    assert stage.window.review
    stage.window.review.stage.evidence.ask_for_new()


def _link_evidence(stage: Stage) -> None:
    _evidence(stage)
    assert stage.window.review
    stage.window.review.stage.evidence.ask_for_listed()


def _ledger(*, mapped: bool) -> Callable[[Stage], object]:
    """A pasted ledger extract as it is read, or where its accounts belong."""

    def show(stage: Stage) -> None:
        from ui.ledger.dialog import LedgerDialog

        QGuiApplication.clipboard().setText(as_text(ledger_rows()))
        _action("paste_ledger")(stage)
        found = [w for w in stage.over() if isinstance(w, LedgerDialog)]
        stage.wait(lambda: found[0].go.isEnabled())
        if mapped:
            found[0].go.click()

    return show


def _preview(stage: Stage) -> None:
    from ui.preview.dialog import PreviewDialog

    _section("actions")(stage)
    stage.window.actions_by_id["print"].trigger()
    stage.wait(lambda: any(isinstance(w, PreviewDialog) and w.document for w in stage.over()))


def _coming_back(stage: Stage) -> None:
    """What a colleague's workbook would change, some of it asked about."""
    review = stage.own().review
    assert review
    held = review.session.review
    outgoing = next(o for o in held.outgoing.values() if o.sections)
    texts = [a for a, c in held.cells.items() if a.section in outgoing.sections and c.answer.value]
    changed = {a: structs.replace(held.cells[a], answer=Answer("As Kim Price has it")) for a in texts[:3]}
    left = {a: c for a, c in held.cells.items() if a not in texts[3:5]}
    path = Path(tempfile.mkdtemp()) / "back.xlsx"
    workspace = stage.window.desk.workspace
    theirs = replace(held, cells=left | changed)
    work.write_hand_out(workspace.framework, theirs, outgoing, path, workspace.sent_in(outgoing))
    stage.window.commands.arrivals.import_paths([path])
    stage.wait(lambda: any(isinstance(w, ComingBackDialog) for w in stage.over()))


def _held(stage: Stage) -> None:
    _action("returns")(stage)
    found = [w for w in stage.over() if isinstance(w, ReturnsDialog)]
    found[0].show_held.click()
    stage.wait(lambda: any(isinstance(w, HeldDialog) for w in stage.over()))


def _release(stage: Stage) -> None:
    """For whom benchmarks go out, with letters."""
    _place("region")(stage)
    dialog = ReleaseDialog(stage.window, stage.window.desk, SCOPE)
    dialog.letters.setChecked(True)
    dialog.open()


def _published_table(stage: Stage) -> None:
    """A table with a total and names that are printed otherwise."""
    _place("library")(stage)
    path = sample_path("published") / "budget-2003-04.csv"
    dialog = MapTableDialog(stage.window, stage.window.desk, path.name, releasing.read_tables(path))
    dialog.open()
    dialog.outside.choose(dialog.outside.lines[0].id)


def _packs(stage: Stage) -> None:
    """A benchmark pack in the library."""
    workspace = stage.window.desk.workspace
    path = Path(tempfile.mkdtemp()) / "benchmarks.xlsx"
    releasing.release_benchmarks(workspace, SCOPE, Release(), path, made_by="Ann Other")
    _place("library")(stage)
    page = stage.window.page("library")
    assert isinstance(page, LibraryPage)
    page.refresh()
    page.look_up(Shelf.PACKS, "")
    stage.wait(lambda: page.list.lines)


SCOPE: Final = CompareScope("community-payback", FinancialYear(2009), "east-midlands")
PAGES: Final = (
    Page("reviews", _place("reviews")),
    Page("region", _place("region")),
    Page("owing", _place("owing")),
    Page("library", _place("library")),
    Page("library-packs", _packs),
    Page("published-table", _published_table),
    Page("benchmarks-for-whom", _release),
    Page("settings", _place("settings")),
    Page("backups", _place("backups")),
    Page("collect-costs", _section("costs")),
    Page("collect-volumes", _section("volumes")),
    Page("ledger-extract", _ledger(mapped=False)),
    Page("ledger-mapping", _ledger(mapped=True)),
    Page("collect-local", _section("local")),
    Page("collect-providers", _picture),
    Page("challenge", _section("five_cs")),
    Page("compare-funnel", _compare("Funnel")),
    Page("compare-ranked", _compare("Ranked", follow="Lincolnshire")),
    Page("compare-trend", _compare("Trend", "completed")),
    Page("compare-table", _compare("Table", follow="Lincolnshire")),
    Page("compare-cost", _compare("Ranked", "unit_full")),
    Page("compare-gap", _compare_view("@gap")),
    Page("compare-performance", _compare_view("@performance")),
    Page("compare-frontier", _compare_view("@frontier")),
    Page("compare-overview", _compare_view("@overview")),
    Page("compare-questions", _compare_view("@questions")),
    Page("compare-better", _compare_view("@better")),
    Page("compare-own-lists", _own_lists),
    Page("compare-stress", _compare_view("@stress")),
    Page("plan", _section("actions")),
    Page("put-right", _action("all_findings")),
    Page("evidence", _evidence),
    Page("evidence-add", _evidence_dialog),
    Page("evidence-link", _link_evidence),
    Page("evidence-all", _action("all_evidence")),
    Page("hand-out", _action("hand_out")),
    Page("coming-back", _coming_back),
    Page("returns", _action("returns")),
    Page("held", _held),
    Page("questionnaires", _action("questionnaires")),
    Page("history", _action("whole_history")),
    Page("new-review", _action("new_review")),
    Page("light-or-full", _action("choose_path")),
    Page("take-over", _action("take_local")),
    Page("take-last-year", _action("take_last_year")),
    Page("submit", _action("submit")),
    Page("shortcuts", _action("shortcuts")),
    Page("person", _action("switch_person")),
    Page("search", _search),
    Page("help", _action("guide")),
    Page("print-preview", _preview),
)
FIRST: Final = "first-start"
"""The window that asks who is there; it stands before all pages."""
