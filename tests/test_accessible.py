"""Every page and dialog for keyboard, screen reader and eye: one walk through all of them, many questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid
from walk import (
    Stop,
    copy_of_region,
    describe,
    focusables,
    group_of,
    has_samples,
    name_of,
    role_of,
    settle,
    stops,
    tour,
)
from window_kit import begin_review, open_window, table_of

from ui.look.focus import FocusRing
from ui.window import Window

pytestmark = pytest.mark.skipif(not has_samples(), reason="the sample region is not there")
LEAST_TARGET = 24  # pixels; WCAG 2.2, 2.5.8
LEAST_FOCUS = 150  # pixels that differ: about the perimeter of the smallest target, twice
ROLES_WITHOUT_MEANING = {QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Window}
_found: dict[str, list[str]] = {}


@pytest.fixture
def found(qtbot: QtBot, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> dict[str, list[str]]:
    """What is wrong, by question; the walk is taken once for all tests."""
    if not _found:
        _found["stops"] = []  # a walk that failed is not taken again
        folder = tmp_path_factory.getbasetemp()
        with open_window(qtbot, copy_of_region(folder, tmp_path / "region.bvr")) as window:
            app = QApplication.instance()
            assert isinstance(app, QApplication)
            ring = FocusRing(app, window.desk.look)
            try:
                _found.update(survey(qtbot, window))
            finally:
                ring.release()
                ring.deleteLater()
    return _found


def survey(qtbot: QtBot, window: Window) -> dict[str, list[str]]:
    """Walk through everything and note what is wrong."""
    wrong: dict[str, list[str]] = defaultdict(list)
    looked_at: set[str] = set()
    for stop in stops(qtbot, window):
        wrong["stops"].append(stop.name)
        for question, told in _questions(stop, looked_at):
            wrong[question].append(f"{stop.name}: {told}")
    return wrong


def _questions(stop: Stop, looked_at: set[str]) -> Iterator[tuple[str, str]]:
    wanted = focusables(stop.root)
    for widget in wanted:
        if not name_of(widget):
            yield "nameless", describe(widget)
        if role_of(widget) in ROLES_WITHOUT_MEANING and not isinstance(widget, QScrollArea):
            yield "without a role", f"{describe(widget)} {role_of(widget)}"
        if min(widget.width(), widget.height()) < LEAST_TARGET:
            yield "small", f"{describe(widget)} {widget.width()} x {widget.height()}"
    for shown in stop.root.findChildren(QLabel):
        if shown.isVisible() and shown.text() and shown.textFormat() != Qt.TextFormat.PlainText:
            yield "renders markup", shown.text()
    yield from _by_word(stop)
    yield from _by_tab(stop, wanted, looked_at)


def _by_word(stop: Stop) -> Iterator[tuple[str, str]]:
    """Cells say where they are and what stands in them; a status in colour has a word too."""
    for table in (t for t in stop.root.findChildren(QTableView) if t.isVisible()):
        for told in silent_cells(table):
            yield "silent cells", f"{table.accessibleName()}: {told}"
    for shown in (w for w in stop.root.findChildren(QLabel) if w.isVisible()):
        coloured = shown.property("pill") or shown.property("role") in ("stop", "explain", "ok")
        if coloured and shown.text() and not any(c.isalpha() for c in shown.text()):
            yield "colour alone", repr(shown.text())


def silent_cells(table: QTableView) -> Iterator[str]:
    """The cells of the first lines of which a screen reader does not say row, column and value."""
    model = table.model()
    read_out = Qt.ItemDataRole.AccessibleTextRole
    for row in range(min(model.rowCount(), 3)):
        head = model.headerData(row, Qt.Orientation.Vertical, read_out)
        for column in range(model.columnCount()):
            cell = model.index(row, column)
            said = _plain(cell.data(read_out))
            title = _plain(model.headerData(column, Qt.Orientation.Horizontal, read_out))
            value = _plain(cell.data(Qt.ItemDataRole.DisplayRole))
            for part in (_plain(head or model.index(row, 0).data()), title, value):
                if part and part not in said:
                    yield f"{said!r} lacks {part!r}"


def _plain(text: object) -> str:
    return " ".join(str(text or "").split())


def _by_tab(stop: Stop, wanted: list[QWidget], looked_at: set[str]) -> Iterator[tuple[str, str]]:
    stop.root.activateWindow()
    settle()
    start = QApplication.focusWidget()
    if start is None or start.window() is not stop.root.window():
        yield "no keyboard", "nothing has the keyboard when it opens"
        return
    for way, back in (("Tab", False), ("Shift+Tab", True)):
        made = tour(start, back=back)
        if made.stuck and len(wanted) > 1:  # a dialog of one widget is left by Escape
            yield "trapped", f"{way} stays in {describe(made.stuck)}"
        for widget in filter(isValid, made.hidden):
            yield "hidden with the keyboard", describe(widget)
        for widget in filter(isValid, wanted):
            if not group_of(widget) & set(made.met):
                yield "unreached", f"{way} misses {describe(widget)}"
    yield from _by_eye(made.met, looked_at)
    if isValid(start):
        start.setFocus(Qt.FocusReason.TabFocusReason)


def _by_eye(met: list[QWidget], looked_at: set[str]) -> Iterator[tuple[str, str]]:
    for widget in filter(isValid, met):
        if describe(widget) not in looked_at:
            looked_at.add(describe(widget))
            if (seen := focus_seen(widget)) < LEAST_FOCUS:
                yield "focus unseen", f"{describe(widget)} {seen} pixels"


def focus_seen(widget: QWidget) -> int:
    """How many pixels tell that a widget has the keyboard."""
    bring_up(widget)
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    settle()
    if QApplication.focusWidget() is not widget:
        return LEAST_FOCUS  # it hands the keyboard on, and is looked at there
    with_keys = picture(widget)
    widget.clearFocus()
    settle()
    return differing(with_keys, picture(widget))


def bring_up(widget: QWidget) -> None:
    """Scroll a page to a widget, as Tab does."""
    above = widget.parentWidget()
    while above:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()


def picture(widget: QWidget) -> QImage:
    """A widget and what is around it, as the window shows it."""
    top = widget.window()
    around = QRect(widget.mapTo(top, QPoint(0, 0)), widget.size()).adjusted(-6, -6, 6, 6)
    return top.grab(around).toImage().convertToFormat(QImage.Format.Format_RGB32)


def differing(one: QImage, other: QImage) -> int:
    """How many pixels differ, or all of them where the sizes do."""
    if one.isNull() or one.size() != other.size():
        return one.width() * one.height()
    first, second = memoryview(one.constBits()).cast("B"), memoryview(other.constBits()).cast("B")
    pairs = zip(first.cast("I"), second.cast("I"), strict=True)
    return sum(a != b for a, b in pairs)


def test_the_walk_went_everywhere(found: dict[str, list[str]]) -> None:
    expected = {"reviews", "region", "settings", "about", "costs", "compare 0", "new_review", "submit"}
    assert expected <= set(found["stops"])


QUESTIONS = (
    *("nameless", "without a role", "small", "renders markup"),
    *("silent cells", "colour alone"),
    *("no keyboard", "trapped", "unreached", "hidden with the keyboard", "focus unseen"),
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_nothing_is(found: dict[str, list[str]], question: str) -> None:
    wrong = sorted(set(found.get(question, [])))
    assert not wrong, "\n".join(wrong)


def test_a_picture_that_does_not_change_is_told(qtbot: QtBot) -> None:
    box = QWidget()
    line = QLineEdit(box)
    combo = QComboBox(box)
    combo.move(0, 60)
    qtbot.addWidget(box)
    box.show()
    box.activateWindow()
    qtbot.waitUntil(box.isActiveWindow)
    assert differing(picture(line), picture(line)) == 0
    line.setFocus()
    before = picture(line)
    QTest.keyClicks(line, "some text")
    assert differing(before, picture(line)) > 50


def test_a_trap_is_found(qtbot: QtBot) -> None:
    box = QWidget()
    trap = QPlainTextEdit(box)  # Tab is a letter there, if nobody says otherwise
    QLineEdit(box).move(0, 300)
    qtbot.addWidget(box)
    box.show()
    box.activateWindow()
    trap.setFocus()
    qtbot.waitUntil(trap.hasFocus)
    assert tour(trap).stuck is trap


def test_a_screen_reader_is_told_line_column_and_value(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        begin_review(window)
        table = table_of(window, "costs", "staff")
        table.model().setData(table.model().index(0, 0), "Probation officer", Qt.ItemDataRole.EditRole)
        table.model().setData(table.model().index(0, 1), "4.5", Qt.ItemDataRole.EditRole)
        interface = QAccessible.queryAccessibleInterface(table)
        assert interface.role() == QAccessible.Role.Table
        assert interface.text(QAccessible.Text.Name) == "Direct staff"
        children = (interface.child(n) for n in range(interface.childCount()))
        cells = [c.text(QAccessible.Text.Name) for c in children if c and c.role() == QAccessible.Role.Cell]
        title = str(table.model().headerData(1, Qt.Orientation.Horizontal))
        told = next(words for words in cells if "4.5" in words)
        assert "Probation officer" in told
        assert " ".join(title.split()) in told
