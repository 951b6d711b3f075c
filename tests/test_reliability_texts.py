"""The texts that people and attackers type, on every screen and through the workbook: shown, never obeyed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle
from pathlib import Path

import pytest
from factories.hostile_texts import HOSTILE_TEXTS
from factories.plan_review import plan_review
from msgspec import structs
from openpyxl import load_workbook
from PySide6 import QtGui
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot
from window_kit import begin_review, dialog, wait_for

from bvreview import work
from bvreview.framework.descriptors import Framework
from bvreview.framework.loader import default_framework
from bvreview.framework.sections import Kind, PartKind
from bvreview.framework.terms import Path as Depth
from bvreview.review.answers import Answers, row_address
from bvreview.review.assignments import Assignment
from bvreview.review.cells import Address, Answer, Cell, parse_address
from bvreview.review.exchange.submission import FileReading
from bvreview.review.model import Review
from bvreview.review.values import normalise_text, read_entry
from ui.dialogs.answer import AnswerDialog
from ui.dialogs.outcomes import OutcomesDialog
from ui.dialogs.submit import SubmitDialog
from ui.editing.evidence import EvidenceEdits, new_evidence
from ui.look.text import label, tip
from ui.pages.review import ReviewPage
from ui.places import OWING, PLACES, REGION
from ui.widgets.messages import ask, inform
from ui.window import Window

ROWS = 3
ABOUT = "about.scope"
ESCAPED = re.compile(r'<p style="white-space: pre-wrap">[^<>]*</p>')  # how a tool tip shows a "<"
might_be_markup = QtGui.Qt.mightBeRichText  # Qt's own question
SHOWN = {normalise_text(text) for text in HOSTILE_TEXTS} - {""}


def hostile_answers(framework: Framework, review: Review) -> dict[Address, Answer]:
    """Every question answered with what should not be obeyed: as text, as a figure, as a source and note."""
    texts, answers = cycle(HOSTILE_TEXTS), {}
    for section, part, key, field in Answers(framework, review).places():
        if field.formula or field.kind in (Kind.YES_NO, Kind.CHOICES):
            continue
        answer = read_entry(field, next(texts), framework.lists.get(field.list, ())).answer
        if answer:
            source, note = normalise_text(next(texts)), normalise_text(next(texts))
            answers[row_address(section, part, key, field)] = structs.replace(
                answer, source=source, note=note
            )
    return answers


def table_rows(framework: Framework) -> dict[str, tuple[str, ...]]:
    keys = tuple(f"r{n}" for n in range(ROWS))
    tables = [(s.id, p.id) for s in framework.sections for p in s.parts if p.kind is PartKind.TABLE]
    return {f"{section}.{part}": keys for section, part in tables}


def fill(qtbot: QtBot, page: ReviewPage, window: Window) -> None:
    """Answer everything through the session, as typing does."""
    session, framework = page.session, window.desk.framework
    asked = {p.id for s in session.answers.sections() for p in session.answers.parts(s)}
    for name, keys in table_rows(framework).items():
        section = framework.section(name.partition(".")[0])
        assert section
        part = section.part(name.partition(".")[2])
        if part and part.id in asked:
            session.type_texts({}, section, part, keys)
    session.set_answers(hostile_answers(framework, session.review))
    wait_for(qtbot, lambda: window.desk.saver.is_idle and session.is_judged)


# what is looked at


def model_texts(model: QAbstractItemModel) -> Iterator[tuple[str, str]]:
    """What a table shows, and its tool tips."""
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    for row in range(min(model.rowCount(), 80)):
        for column in range(columns):
            index = model.index(row, column)
            yield "text", str(index.data(Qt.ItemDataRole.DisplayRole) or "")
            yield "tip", str(index.data(Qt.ItemDataRole.ToolTipRole) or "")


def texts_of(widget: QWidget) -> Iterator[tuple[str, str]]:
    """What a widget shows: "tip" and "auto" are taken for markup by Qt where they look like it."""
    yield "tip", widget.toolTip()
    yield "tip", widget.whatsThis()
    if isinstance(widget, QLabel | QMessageBox):
        yield "text" if widget.textFormat() == Qt.TextFormat.PlainText else "auto", widget.text()
    elif isinstance(widget, QTextEdit):
        yield "auto", widget.toHtml()
    elif isinstance(widget, QLineEdit | QAbstractButton):
        yield "text", widget.text()
    elif isinstance(widget, QPlainTextEdit):
        yield "text", widget.toPlainText()
    elif isinstance(widget, QComboBox):
        yield "text", widget.currentText() or widget.placeholderText()
    elif isinstance(widget, QAbstractItemView) and widget.model():
        yield from model_texts(widget.model())


def rendered(root: QWidget) -> set[str]:
    """What on a screen is, or may be, shown as markup."""
    widgets = [root, *root.findChildren(QWidget)]
    found = [text for w in widgets for kind, text in texts_of(w) if kind != "text"]
    return {text for text in found if might_be_markup(text) and not ESCAPED.fullmatch(text)}


def shown(root: QWidget) -> set[str]:
    """Which of the texts are on a screen, whole."""
    widgets = [root, *root.findChildren(QWidget)]
    found = {text for w in widgets for __, text in texts_of(w)}
    return {text for text in SHOWN if any(text in one for one in found)}


# screens


def test_no_screen_of_a_review_obeys_what_was_typed(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window, path=Depth.FULL)
    fill(qtbot, page, window)
    seen: set[str] = set()
    for section in page.session.answers.sections():
        page.stage.go_to_section(section.id)
        view = page.stage.current()
        assert view
        seen |= shown(view)
        assert rendered(window) == set(), section.id
    assert seen == SHOWN
    assert len(shown(page.stage.findings)) >= 20
    history = page.stage.history
    page.stage.side.setCurrentWidget(history)
    wait_for(qtbot, lambda: len(shown(history)) >= 20)
    assert rendered(window) == set()
    everything = page.whole.show_findings()
    assert len(shown(everything)) >= 20
    assert rendered(window) == set()
    past = page.whole.show_history()
    wait_for(qtbot, lambda: len(shown(past)) >= 20)
    assert rendered(window) == set()


def test_no_dialog_obeys_what_was_typed(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window, path=Depth.FULL)
    fill(qtbot, page, window)
    page.wants_submit.emit()
    submit = dialog(qtbot, SubmitDialog)
    assert len(shown(submit)) >= 20
    assert rendered(submit) == set()
    submit.close()
    noted = next(a for a, c in page.session.review.cells.items() if c.answer.note.startswith("<"))
    page.stage.open_answer(noted)
    answer = dialog(qtbot, AnswerDialog)
    assert shown(answer)
    assert rendered(answer) == set()
    answer.close()
    for text in HOSTILE_TEXTS:
        for box in (inform(window, text, text), ask(window, text, text, lambda: None)):
            assert rendered(box) == set()
            box.close()
        assert rendered(label(text)) == set()


def test_comparing_and_listing_obey_nothing(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window, path=Depth.FULL)
    fill(qtbot, page, window)
    page.tabs.setCurrentIndex([s.id for s in window.desk.framework.stages].index("compare"))
    wait_for(qtbot, lambda: page.compare is not None)
    qtbot.wait(200)
    assert rendered(window) == set()
    for place in PLACES:
        window.show_page(place.key)
        QApplication.processEvents()
        assert rendered(window) == set(), place.key


def test_owners_and_evidence_obey_nothing(qtbot: QtBot, window: Window) -> None:
    page = begin_review(window, path=Depth.FULL)
    sections = page.session.answers.sections()
    page.session.assign({s.id: Assignment(text) for s, text in zip(sections, HOSTILE_TEXTS, strict=False)})
    listed, edits = iter(HOSTILE_TEXTS), EvidenceEdits(page.session)
    for title, reference in zip(listed, listed, strict=False):
        edits.save(replace(new_evidence(title), reference=reference, note=title), parse_address(ABOUT))
    wait_for(qtbot, lambda: window.desk.saver.is_idle and page.session.is_judged)
    page.go_to(parse_address(ABOUT))
    page.show_evidence()
    assert len(shown(page.stage.evidence)) >= 20
    assert rendered(window) == set()
    everything = page.whole.show_evidence()
    assert len(shown(everything)) >= 20
    assert rendered(window) == set()
    window.show_page(OWING)
    owing = window.page(OWING)
    wait_for(qtbot, lambda: len(shown(owing)) >= 5)
    assert rendered(window) == set()


def test_file_names_are_shown_as_they_are(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    folder, names = tmp_path / "sent", set()
    folder.mkdir()
    for number, text in enumerate(HOSTILE_TEXTS):
        if not set(text) & set("/\0") and len(text.encode()) < 200:
            names.add(f"{text}{number}.xlsx")
            (folder / f"{text}{number}.xlsx").write_bytes(b"no workbook")
    window.commands.arrivals.import_paths(sorted(folder.iterdir()))
    outcomes = dialog(qtbot, OutcomesDialog)
    assert isinstance(outcomes, OutcomesDialog)
    assert {line.texts[0] for line in outcomes.list.lines} == names
    assert len(names) > 40
    assert rendered(outcomes) == set()
    outcomes.close()
    window.show_page(REGION)
    assert rendered(window) == set()


def test_a_received_review_and_its_file_are_shown_as_they_are(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    page = begin_review(window, path=Depth.FULL)
    fill(qtbot, page, window)
    sent = tmp_path / "<img src=x> & <b>final<b> (1).xlsx"
    head = replace(page.session.review.head, id="sent-1", organisation="LRS")
    work.write_submission(window.desk.framework, replace(page.session.review, head=head), sent, signed=False)
    window.commands.arrivals.import_paths([sent])
    outcomes = dialog(qtbot, OutcomesDialog)
    assert isinstance(outcomes, OutcomesDialog)
    if outcomes.list.lines[0].texts[1] == "Question":
        assert rendered(window) == set()
        for choices in outcomes.questions.choices.values():
            next(iter(choices.values())).setChecked(True)
        outcomes.take.click()
        wait_for(qtbot, lambda: len(window.desk.workspace.reviews()) == 2)
    received = next(s.head.id for s in window.desk.workspace.reviews() if not s.own)
    for box in (w for w in QApplication.topLevelWidgets() if isinstance(w, OutcomesDialog)):
        box.close()
    window.show_page(REGION)
    assert rendered(window) == set()
    window.open_review(received)
    assert window.review
    window.review.stage.go_to_section("actions")
    assert shown(window)
    assert rendered(window) == set()


def test_what_looks_for_markup_finds_it(qtbot: QtBot) -> None:
    careless = QLabel("<b>bold</b>")
    qtbot.addWidget(careless)
    assert rendered(careless) == {"<b>bold</b>"}
    tipped = label("text")
    tipped.setToolTip("<i>tip</i>")
    qtbot.addWidget(tipped)
    assert rendered(tipped) == {"<i>tip</i>"}


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_a_tool_tip_shows_text_as_it_is(text: str) -> None:
    shown_text = tip(text)
    if might_be_markup(shown_text):
        shown_text = QtGui.QTextDocumentFragment.fromHtml(shown_text).toPlainText()
    assert shown_text == text


# the workbook


def test_through_the_workbook_no_text_becomes_a_formula_and_all_come_back(tmp_path: Path) -> None:
    framework, path = default_framework(), tmp_path / "hostile.xlsx"
    about = replace(plan_review(framework).head, id="cp-hostile")
    empty = Review(about, {}, table_rows(framework))
    answers = hostile_answers(framework, empty)
    review = replace(empty, cells={address: Cell(address, answer) for address, answer in answers.items()})
    work.write_submission(framework, review, path, signed=True)
    reading = work.read_file(framework, path)
    assert isinstance(reading, FileReading)
    assert {address: cell.answer for address, cell in reading.review.cells.items()} == answers
    book = load_workbook(path)
    formulas = {str(c.value) for s in book for row in s.iter_rows() for c in row if c.data_type == "f"}
    assert formulas
    meant = [text for text in HOSTILE_TEXTS if text[:1] in ("=", "+", "-", "@")]
    assert not [f for f in formulas for text in meant if f in (text, f"={text}") or f'"{text}"' in f]
