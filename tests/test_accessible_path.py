"""A whole light review by keyboard alone: from the first start to the signed workbook and its PDF."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from keyboard import answer, arrow_to, press, tab_to_button, tab_to_widget, write
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from walk import has_samples
from window_kit import PERSON, dialog, wait_for

from bvreview import work
from bvreview.framework.loader import default_framework
from bvreview.framework.sections import Part, Section
from bvreview.resources import sample_path
from bvreview.review.cells import Address
from bvreview.workspace import Workspace
from ui.application import Application
from ui.dialogs.new_review import NewReviewDialog
from ui.dialogs.submit import SubmitDialog
from ui.editing.session import Session
from ui.editing.shown import read_review
from ui.forms.editors import make_editor
from ui.forms.form import FormView
from ui.forms.model import AnswersModel
from ui.forms.records import RecordsView
from ui.forms.row import FieldRow
from ui.forms.table import AnswerTable
from ui.pages.start import StartPage
from ui.saving import Saver
from ui.window import Window

pytestmark = pytest.mark.skipif(not has_samples(), reason="the sample region is not there")
Key, Ctrl = Qt.Key, Qt.KeyboardModifier.ControlModifier


@dataclass
class Paper:
    """The answers that the person has before them: a light review of the sample region."""

    session: Session

    def table(self, section: Section, part: Part, fields: list[str] | None = None) -> list[list[str]]:
        """The texts of a table, line by line."""
        asked = [f for f in self.session.answers.fields(part) if fields is None or f.id in fields]
        model = AnswersModel(self.session, section, part, asked)
        rows = range(len(model.keys))
        return [[model.text_of(model.index(r, c)) for c in range(len(asked))] for r in rows]


@pytest.fixture
def paper(tmp_path: Path) -> Iterator[Paper]:
    with Workspace.open(tmp_path / "paper.bvr", person=PERSON, framework=default_framework()) as workspace:
        paths = [p for p in work.find_workbooks([sample_path("east-midlands")]) if "Lincs" in p.name]
        workspace.import_files(paths, read_many=work.read_files)
        (summary,) = workspace.reviews()
        assert summary.head.path == "light"
        saver = Saver()
        opened = read_review(workspace, workspace.framework, summary.head.id)
        yield Paper(Session(workspace, workspace.framework, saver, opened))
        saver.close()


@pytest.mark.timeout(300)
def test_a_light_review_is_done_by_keyboard_alone(
    qtbot: QtBot, paper: Paper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    monkeypatch.setattr("ui.dialogs.submit.ask_for_folder", lambda *words: out)  # the system's own dialog
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    application = Application(app)
    application.start()
    window = first_start(qtbot, application)
    try:
        begin(qtbot, window)
        for stage in range(len(window.desk.framework.stages)):
            fill_stage(qtbot, window, paper, stage)
        all_is_there(qtbot, window, paper)
        submit(qtbot, window, out)
        names = sorted(path.name.removeprefix("lincolnshire-community-payback-") for path in out.iterdir())
        assert names == ["2009-10-r1-plan.pdf", "2009-10-r1.xlsx"]
    finally:
        application.ring.release()
        window.close()


def first_start(qtbot: QtBot, application: Application) -> Window:
    """The name and role are asked; then there is an empty workspace."""
    assert application.window
    application.window.activateWindow()
    qtbot.waitUntil(application.window.isActiveWindow)
    assert isinstance(application.window.centralWidget(), StartPage)
    write("Jo Bloggs")
    press(Key.Key_Tab)
    write("Finance lead")
    press(Key.Key_Tab)
    press(Key.Key_Return)
    wait_for(qtbot, lambda: isinstance(application.window, Window))
    window = application.window
    assert isinstance(window, Window)
    window.resize(1366, 768)  # the screen of the tests is smaller
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def begin(qtbot: QtBot, window: Window) -> None:
    """A new review, light as is usual."""
    press(Key.Key_N, Ctrl)
    made = dialog(qtbot, NewReviewDialog)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    write("Lincolnshire")
    press(Key.Key_Tab)
    tab_to_button("Begin the review")
    press(Key.Key_Return)
    wait_for(qtbot, lambda: window.review)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def fill_stage(qtbot: QtBot, window: Window, paper: Paper, stage: int) -> None:
    """Go to a stage by its tabs, then to each of its sections by the list."""
    page = window.review
    assert page
    tab_to_widget(page.tabs)
    arrow_to(qtbot, lambda: page.tabs.currentIndex() == stage, (Key.Key_Left, Key.Key_Right))
    QApplication.processEvents()
    here = window.desk.framework.stages[stage].id
    for section in [s for s in page.session.answers.sections() if s.stage == here]:
        go_to_section(qtbot, window, section)
        fill_section(qtbot, window, paper, section)


def go_to_section(qtbot: QtBot, window: Window, section: Section) -> None:
    """To the list of sections, and down it."""
    page = window.review
    assert page
    if page.compare and page.stack.currentWidget() is page.compare:
        tab_to_widget(page.compare.tasks)  # its questions stand in the list of what is compared
        while page.stack.currentWidget() is page.compare:
            press(Key.Key_Down)
    tasks = page.stage.tasks
    tab_to_widget(tasks)
    arrow_to(qtbot, lambda: tasks.current_id() == section.id, (Key.Key_Up, Key.Key_Down))
    view = page.stage.current()
    assert view
    wait_for(qtbot, lambda: len(view.views) == len(page.session.answers.parts(section)))


def fill_section(qtbot: QtBot, window: Window, paper: Paper, section: Section) -> None:
    """Every part in turn."""
    assert window.review
    session = window.review.session
    view = window.review.stage.current()
    assert view
    assert view.section.id == section.id
    for part, shown in zip(session.answers.parts(section), view.views, strict=True):
        if isinstance(shown, FormView):
            for row in shown.rows:
                fill_field(paper, row, row.address)
            continue
        fill_table(qtbot, paper, section, part, shown.table)
        if isinstance(shown, RecordsView):
            fill_records(qtbot, paper, section, part, shown)


def fill_field(paper: Paper, row: FieldRow, address: Address) -> None:
    """One answer of a form, as it stands on the paper."""
    cell = paper.session.cell(address)
    if cell is None or row.isHidden():
        return
    field = row.editor.field
    like = make_editor(field, paper.session.framework.lists.get(field.list, ()))
    like.show_answer(cell.answer)
    answer(row.editor, like)


def fill_table(qtbot: QtBot, paper: Paper, section: Section, part: Part, table: AnswerTable) -> None:
    """Into the first cell, then the block from the other spreadsheet."""
    texts = paper.table(section, part, [f.id for f in table.answers.fields])
    if not any(any(line) for line in texts):
        return
    tab_to_widget(table)
    press(Key.Key_Home, Ctrl)
    QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in texts))
    press(Key.Key_V, Ctrl)
    wait_for(qtbot, lambda: len(table.answers.keys) >= len(texts))


def fill_records(qtbot: QtBot, paper: Paper, section: Section, part: Part, shown: RecordsView) -> None:
    """What a line has more than the table shows, line after line."""
    short = {f.id for f in shown.table.answers.fields}
    theirs = paper.session.answers.row_keys(section, part)
    for n, key in enumerate(theirs):
        tab_to_widget(shown.table, back=True)
        press(Key.Key_Home, Ctrl)
        press(Key.Key_Down, times=n)
        wait_for(qtbot, lambda n=n: shown.form and shown.form.rows[0].address.key == shown.model.keys[n])  # type: ignore[misc]
        assert shown.form
        for row in shown.form.rows:
            if row.address.field not in short:
                at = row.address
                fill_field(paper, row, Address(at.section, f"{at.part}:{key}", at.field))


def all_is_there(qtbot: QtBot, window: Window, paper: Paper) -> None:
    """Every answer came over as it stands on the paper, and nothing is left to put right."""
    assert window.review
    session = window.review.session
    press(Key.Key_Tab)  # the last answer is left
    wait_for(qtbot, lambda: window.desk.saver.is_idle and session.is_judged)
    assert given(session) == given(paper.session)
    assert [f"{f.address}: {f.message}" for f in session.findings if f.is_open] == []


def given(session: Session) -> Counter[tuple[str, str, str, object]]:
    """The answers without the ids of their lines, which every review makes for itself."""
    cells = session.review.cells
    return Counter(
        (a.section, a.part, a.field, cell.answer.value) for a, cell in cells.items() if cell.answer.value
    )


def submit(qtbot: QtBot, window: Window, out: Path) -> None:
    """Check, sign, write; what is said of the files is read and left."""
    assert window.review
    tab_to_button("Check and submit")
    press(Key.Key_Return)
    asked = dialog(qtbot, SubmitDialog)
    asked.activateWindow()
    qtbot.waitUntil(asked.isActiveWindow)
    tab_to_button("Sign and write the files…")
    press(Key.Key_Return)
    wait_for(qtbot, lambda: len(list(out.iterdir())) == 2)
    wait_for(qtbot, lambda: window.review and window.review.session.is_read_only)
    said = QApplication.activeModalWidget()
    if said:
        said.activateWindow()
        qtbot.waitUntil(said.isActiveWindow)
        press(Key.Key_Escape)
        wait_for(qtbot, lambda: QApplication.activeModalWidget() is None)
