"""A real window on a real workspace, for the tests of the screens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from bvreview.framework.loader import default_framework
from bvreview.framework.terms import Path as Depth
from bvreview.review.cells import parse_address
from bvreview.review.model import Review
from bvreview.review.periods import FinancialYear
from bvreview.settings import Person, Settings, save_settings
from bvreview.workspace import Workspace
from ui.bus import Bus
from ui.desk import Desk
from ui.editing.session import Session
from ui.forms.form import FormView
from ui.forms.records import RecordsView, TableView
from ui.forms.row import FieldRow
from ui.forms.table import AnswerTable
from ui.jobs import Errand, Job, Jobs
from ui.left.preferences import Preferences
from ui.look.theme import Look
from ui.pages.review import ReviewPage
from ui.saving import Saver
from ui.window import Window

PERSON = Person("Jo Bloggs", "Finance lead")


@contextmanager
def open_window(qtbot: QtBot, path: Path, *, text_size: int = 100, theme: str = "light") -> Iterator[Window]:
    """A window of 1366 by 768 on the workspace at ``path``; closed, and all threads ended, afterwards."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    save_settings(
        Settings(person_name=PERSON.name, person_role=PERSON.role, theme=theme, text_size=text_size)
    )
    look = Look(app)
    look.use(theme, text_size)
    workspace = Workspace.open(path, person=PERSON, framework=default_framework())
    desk = Desk(workspace, workspace.framework, Saver(), Bus(), Jobs(), look, Preferences())
    window = Window(desk)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    try:
        yield window
    finally:
        for box in (w for w in app.topLevelWidgets() if w is not window and w.isVisible()):
            box.close()
        window.close()
        app.processEvents()
        window.deleteLater()
        app.processEvents()


def begin_review(window: Window, organisation: str = "derbyshire", path: Depth = Depth.LIGHT) -> ReviewPage:
    """A new review of the first service, opened."""
    framework = window.desk.framework
    found = next(o for o in framework.organisations if o.name.casefold() == organisation)
    service = framework.services[0].id
    head = window.desk.workspace.create_review(found.id, service, FinancialYear(2009), path)
    window.open_review(head.id)
    assert window.review
    return window.review


def settled(qtbot: QtBot, page: ReviewPage, window: Window, seconds: int = 20) -> Review:
    """The review as the workspace has it, once everything is committed and judged."""
    wait_for(qtbot, lambda: window.desk.saver.is_idle and page.session.is_judged, seconds)
    return window.desk.workspace.review(page.session.id)


def dialog(qtbot: QtBot, kind: type[QWidget]) -> QWidget:
    """The open dialog of a kind."""

    def find() -> QWidget | None:
        shown = QApplication.topLevelWidgets()
        return next((w for w in shown if isinstance(w, kind) and w.isVisible()), None)

    qtbot.waitUntil(lambda: find() is not None, timeout=20_000)
    found = find()
    assert found
    return found


class _Alone(QObject):
    """Sees what is shown as a window of its own and is none: it would flash up on the screen."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_alone = isinstance(watched, QWidget) and not watched.parentWidget()
        if is_alone and event.type() == QEvent.Type.Show and not isinstance(watched, QDialog | QMainWindow):
            self.seen.append(type(watched).__name__)
        return False


@contextmanager
def nothing_flashes() -> Iterator[None]:
    """While it lasts, no part of a window is shown before it stands in it."""
    app, alone = QApplication.instance(), _Alone()
    assert app
    app.installEventFilter(alone)
    try:
        yield
    finally:
        app.removeEventFilter(alone)
    assert alone.seen == []


def is_open(window: Window) -> bool:
    """Whether a review is shown, with the section in which it begins."""
    return window.review is not None and window.review.stage.current() is not None


def wait_for(qtbot: QtBot, condition: Callable[[], object], seconds: int = 20) -> None:
    """Wait until something is so."""
    qtbot.waitUntil(lambda: bool(condition()), timeout=seconds * 1000)


def type_keys(text: str) -> None:
    """Type into whatever has the keyboard."""
    for letter in text:
        widget = QApplication.focusWidget()
        assert widget
        QTest.keyClicks(widget, letter)


def choose(combo: QComboBox, text: str) -> None:
    """Choose an entry as a person does."""
    index = combo.findText(text)
    assert index >= 0, f"{text} is not offered"
    combo.setCurrentIndex(index)
    combo.activated.emit(index)


def part_view(window: Window, section: str, part: str) -> FormView | RecordsView | TableView:
    """A part of a section, on the screen."""
    assert window.review
    window.review.stage.go_to_section(section)
    view = window.review.stage.current()
    assert view
    QApplication.processEvents()
    names = [p.id for p in window.review.session.answers.parts(view.section)]
    return view.views[names.index(part)]


def table_of(window: Window, section: str, part: str) -> AnswerTable:
    """A table, with the keyboard on it."""
    view = part_view(window, section, part)
    assert isinstance(view, RecordsView | TableView)
    view.table.setFocus()
    return view.table


def row_of(window: Window, address: str) -> FieldRow:
    """A field of a form, with the keyboard on it."""
    assert window.review
    wanted = parse_address(address)
    window.review.go_to(wanted)
    QApplication.processEvents()
    view = window.review.stage.current()
    assert view
    forms = [v for v in view.views if isinstance(v, FormView)]
    return next(r for form in forms for r in form.rows if r.address == wanted)


def fill(session: Session, texts: dict[str, str]) -> None:
    """Answers, as they would be typed."""
    read = {parse_address(a): session.read(parse_address(a), text) for a, text in texts.items()}
    session.set_answers(read)


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key to whatever has the keyboard, or to the list that is open over it."""
    widget = QApplication.activePopupWidget() or QApplication.focusWidget()
    assert widget
    QTest.keyClick(widget, key, modifier)


def stopped_at(job: Job, step: int) -> tuple[Any, ...]:
    """The last word of a job that is told to stop at a step; it is done here and now."""
    told = list[tuple[Any, ...]]()

    def hear(message: tuple[Any, ...]) -> None:
        told.append(message)
        if message[:2] == ("progress", step):
            errand.cancel()

    errand = Errand(job.errand.run, hear)
    errand.work()
    return told[-1]
