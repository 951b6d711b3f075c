"""Every page and dialog of the window, one after the other on the screen; and what Tab meets on each."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMenu,
    QWidget,
)
from pytestqt.qtbot import QtBot
from window_kit import PERSON, begin_review, wait_for

from bvreview import releasing, work
from bvreview.framework.loader import default_framework
from bvreview.resources import sample_path
from bvreview.review.compared.scope import CompareScope
from bvreview.review.periods import FinancialYear
from bvreview.workspace import Workspace
from ui.compare.views import VIEWS
from ui.dialogs.map_table import MapTableDialog
from ui.dialogs.outcomes import OutcomesDialog
from ui.dialogs.peer_lists import PeerListsDialog
from ui.dialogs.release import ReleaseDialog
from ui.editing.aside import Aside
from ui.editing.evidence import EvidenceEdits, new_evidence
from ui.exchange.imports import sample_paths
from ui.forms.table import AnswerTable
from ui.pages.review import ReviewPage
from ui.places import PLACES
from ui.window import Window

PAGES_OF_THEIR_OWN = {"all_findings", "all_evidence", "whole_history"}
NOT_OPENED = {  # the system's own dialogs, what opens nothing, and the end
    *("import_files", "explore_sample", "undo", "redo", "next_finding", "previous_finding"),
    *("next_part", "previous_part", "menu"),
    *("larger", "smaller", "usual_size", "quit", "fold_sidebar", "fold_left", "fold_right"),
}
FILE_DIALOGS = {
    "getOpenFileName": ("", ""),
    "getOpenFileNames": ([], ""),
    "getSaveFileName": ("", ""),
    "getExistingDirectory": "",
}
"""The system's own, which would wait for a person; what they answer when they are cancelled."""
MOST_STEPS = 400


@dataclass(frozen=True, slots=True)
class Stop:
    """One page or dialog on the screen: its name, and the window it stands in."""

    name: str
    root: QWidget


@cache
def region_file(folder: Path) -> Path:
    """A workspace with the sample region, made once in ``folder``."""
    path = folder / "region.bvr"
    with Workspace.open(path, person=PERSON, framework=default_framework()) as workspace:
        workspace.import_files(work.find_workbooks(sample_paths()), read_many=work.read_files)
    return path


def copy_of_region(folder: Path, target: Path) -> Path:
    """A copy of it for one test."""
    return Path(shutil.copy(region_file(folder), target))


def has_samples() -> bool:
    """Whether the sample region is there."""
    return sample_path("east-midlands").is_dir()


def stops(qtbot: QtBot, window: Window) -> Iterator[Stop]:
    """All pages, then all dialogs."""
    yield from _places(window)
    yield from _own_review(window)
    yield from _received_review(qtbot, window)
    with pytest.MonkeyPatch.context() as patch:
        for asks, nothing in FILE_DIALOGS.items():
            patch.setattr(QFileDialog, asks, lambda *_words, answer=nothing: answer)
        yield from dialogs(qtbot, window)


def _places(window: Window) -> Iterator[Stop]:
    for place in PLACES:
        window.show_page(place.key)
        caught_up(window)
        yield Stop(place.key, window)


def _own_review(window: Window) -> Iterator[Stop]:
    page = begin_review(window, "cumbria")
    for section in page.session.answers.sections():
        page.stage.go_to_section(section.id)
        caught_up(window)
        yield Stop(section.id, window)
    _support(page)
    for n in range(page.stage.side.count()):
        page.stage.side.setCurrentIndex(n)
        caught_up(window)
        yield Stop(f"side {n}", window)
    for action in sorted(PAGES_OF_THEIR_OWN & set(window.actions_by_id)):
        window.actions_by_id[action].trigger()
        caught_up(window)
        yield Stop(action, window)


def _support(page: ReviewPage) -> None:
    """Evidence for the first question, listed once more without an answer; the hand is on the question."""
    first = next(a for a in page.session.answers.addresses() if a.section == "about" and not a.row)
    edits = EvidenceEdits(page.session)
    edits.save(new_evidence("Board minutes"), first)
    edits.save(new_evidence("A talk with the court"))
    page.go_to(first)


def _received_review(qtbot: QtBot, window: Window) -> Iterator[Stop]:
    received = next(r for r in window.desk.workspace.reviews() if r.organisation_name == "Derbyshire")
    window.open_review(received.head.id)
    assert window.review
    caught_up(window)
    yield Stop("received", window)
    window.review.tabs.setCurrentIndex(2)
    page = window.review.compare
    assert page
    wait_for(qtbot, page.comparisons)
    for n in range(page.measure.tabs.count()):
        page.measure.tabs.setCurrentIndex(n)
        settle()
        yield Stop(f"compare {n}", window)
    for view in (view for view in VIEWS if view.text):
        page.choose(view.key)
        settle()
        yield Stop(f"compare {view.key}", window)


def dialogs(qtbot: QtBot, window: Window) -> Iterator[Stop]:
    """What opens over the window: every action that does, and what pages open."""
    own = begin_review(window, "dorset")
    own.stage.go_to_section("about")
    view = own.stage.current()
    assert view
    first = view.views[0].rows[0]  # type: ignore[union-attr]
    openers: dict[str, Callable[[], object]] = {
        action.objectName() or key: action.trigger
        for key, action in window.actions_by_id.items()
        if key not in NOT_OPENED | PAGES_OF_THEIR_OWN and not key.startswith("show_")
    }
    _support(own)
    areas = window.desk.framework.organisations
    openers["own lists"] = lambda: PeerListsDialog(window, window.desk, areas).open()
    openers["add evidence"] = own.stage.evidence.ask_for_new
    openers["link evidence"] = own.stage.evidence.ask_for_listed
    openers["submit"] = own.wants_submit.emit
    openers["outcomes"] = lambda: OutcomesDialog(window, window.desk.look, []).open()
    scope = CompareScope("community-payback", FinancialYear(2009), "east-midlands")
    openers["benchmarks for whom"] = lambda: ReleaseDialog(window, window.desk, scope).open()
    tables = releasing.read_tables(sample_path("published") / "accommodation-2009.csv")
    openers["published table"] = lambda: MapTableDialog(window, window.desk, "t.csv", tables).open()
    for name, open_it in openers.items():
        first.go()
        settle()
        before = set(_shown())
        open_it()
        caught_up(window)
        for dialog in [w for w in _shown() if w not in before]:
            for aside in dialog.findChildren(Aside):  # what it reads first may change what it shows
                qtbot.waitUntil(partial(_is_idle, aside), timeout=20_000)
                settle()
            yield Stop(name, dialog)
            if isinstance(dialog, QDialog):
                dialog.reject()
            dialog.close()
            settle()


def _is_idle(aside: Aside) -> bool:
    return aside.is_idle


def _shown() -> list[QWidget]:
    """The windows on the screen."""
    tops = QApplication.topLevelWidgets()
    return [w for w in tops if w.isVisible() and not isinstance(w, QMenu) and w.windowType() != _TIP]


_TIP = Qt.WindowType.ToolTip


def settle() -> None:
    """Let everything that is due happen, on other threads too: ``QTest.qWait`` holds them up."""
    for __ in range(3):
        QApplication.processEvents()
    loop = QEventLoop()
    QTimer.singleShot(20, loop.quit)
    loop.exec()


def caught_up(window: Window) -> None:
    """As ``settle``, once everything that was asked of the workspace has been read."""
    window.desk.workspace.later(int).result()
    settle()


# what a person meets by keyboard


def takes_keys(widget: QWidget) -> bool:
    """Whether Tab can come to a widget, as far as the widget itself says."""
    inner = isinstance(widget, QLineEdit) and isinstance(widget.parentWidget(), QComboBox)
    reached = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isEnabled()
    return reached and not inner and widget.focusProxy() is None


def focusables(root: QWidget) -> list[QWidget]:
    """The widgets on the screen that Tab should come to."""
    inside = [w for w in root.findChildren(QWidget) if w.isVisible() and w.window() is root.window()]
    return [w for w in inside if (takes_keys(w) and not w.visibleRegion().isEmpty()) or _scrolled_away(w)]


def _scrolled_away(widget: QWidget) -> bool:
    """Below or above what a scrolling page shows just now, so that Tab must bring it up."""
    return takes_keys(widget) and widget.width() > 0 and widget.height() > 0


def name_of(widget: QWidget) -> str:
    """What a screen reader says the widget is called; "" where only its content would be read."""
    if isinstance(widget, QAbstractButton) and widget.text():
        return widget.text()
    return widget.accessibleName()


def role_of(widget: QWidget) -> QAccessible.Role:
    """What a screen reader says the widget is."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.role() if interface else QAccessible.Role.NoRole


def describe(widget: QWidget) -> str:
    """A widget in the words of a failing test."""
    return f"{type(widget).__name__} {name_of(widget)!r}".strip()


@dataclass(slots=True)
class Tour:
    """What Tab met from one widget on until it came round: the ones met, in order, and where it stuck.

    ``hidden``: those of which nothing was on the screen when they had the keyboard.
    """

    met: list[QWidget] = field(default_factory=list)
    hidden: list[QWidget] = field(default_factory=list)
    stuck: QWidget | None = None


def tour(start: QWidget, *, back: bool = False) -> Tour:
    """Press Tab (or Shift+Tab) from ``start`` until it is back; tables are left by Ctrl+Tab, as they say."""
    made, now = Tour(), start
    seen: set[QWidget] = set()
    while len(made.met) < MOST_STEPS and now not in seen:
        seen.add(now)
        made.met.append(now)
        if now.visibleRegion().isEmpty():
            made.hidden.append(now)
        went = _step(now, back=back)
        if went is now:
            made.stuck = now
            break
        now = went
    return made


def _step(now: QWidget, *, back: bool) -> QWidget:
    tab = Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab
    ctrl = (
        Qt.KeyboardModifier.ControlModifier
        if isinstance(now, AnswerTable)
        else Qt.KeyboardModifier.NoModifier
    )
    QTest.keyClick(now, tab, ctrl)
    QApplication.processEvents()
    return QApplication.focusWidget() or now


def group_of(widget: QWidget) -> frozenset[QWidget]:
    """The buttons of which Tab comes to one only, the arrow keys to the others; else the widget alone."""
    if isinstance(widget, QAbstractButton) and (group := widget.group()) and group.exclusive():
        return frozenset(group.buttons())
    return frozenset([widget])
