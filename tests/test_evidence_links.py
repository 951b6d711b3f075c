"""Answers that are evidence: their links are the answer, on screen, on paper, in a workbook and back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from factories.plan_review import plan_review
from factories.review_files import edited, found, read, write
from msgspec import structs
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from small_pack import FORM, PACK, small_head
from window_kit import begin_review, dialog, open_window, press, row_of, settled, type_keys

from bvreview.framework.checks import find_problems
from bvreview.framework.descriptors import Framework
from bvreview.framework.loader import default_framework
from bvreview.framework.sections import Field, Kind
from bvreview.framework.terms import Asked
from bvreview.framework.terms import Path as Depth
from bvreview.report.document import texts_of
from bvreview.report.story import PlanInput, tell_plan
from bvreview.review.answers import Answers
from bvreview.review.cells import Address, Answer, Cell, State
from bvreview.review.evidence import Evidence
from bvreview.review.evidence_draft import EvidenceDraft
from bvreview.review.exchange.submission import FileKind
from bvreview.review.model import Review
from bvreview.review.progress import section_progress
from bvreview.review.rules import PERSONAL, find_all
from bvreview.workbook.gate.gate import Gate
from ui.dialogs.answer import AnswerDialog
from ui.dialogs.evidence import EvidenceDialog
from ui.dialogs.link_evidence import LinkEvidenceDialog
from ui.editing.evidence import EvidenceEdits, new_evidence
from ui.forms.evidence_links import EvidenceEditor

AT = Address("costs", "", "proof")
MINUTE = Evidence("e1", "Board minute 12/10", "item 4", date(2010, 9, 22), "A")
LETTER = Evidence("e2", "Letter of the chief officer")


def asking(**more: object) -> Framework:
    """The small pack with a question whose answer is evidence."""
    proof = Field(id="proof", label="Shown by", kind=Kind.EVIDENCE, **more)  # type: ignore[arg-type]
    (section,) = PACK.sections
    parts = (structs.replace(FORM, fields=(*FORM.fields, proof)), *section.parts[1:])
    return structs.replace(PACK, sections=(structs.replace(section, parts=parts),))


ASKING = asking()


def review(*linked: Evidence, cell: Answer | None = None) -> Review:
    links = {AT: tuple(e.id for e in linked)} if linked else {}
    cells = {AT: Cell(AT, cell)} if cell else {}
    return Review(small_head(), cells, evidence={"e1": MINUTE, "e2": LETTER}, links=links)


# the answer


def test_the_answer_is_what_is_linked() -> None:
    assert Answers(ASKING, review()).answer(AT) is None
    answers = Answers(ASKING, review(LETTER, MINUTE))
    assert answers.answer(AT) == Answer((LETTER.title, MINUTE.title))
    assert answers.figure(AT) == (LETTER.title, MINUTE.title)


def test_a_source_and_a_note_stand_beside_the_links_and_a_state_gives_way_to_them() -> None:
    noted = Answers(ASKING, review(MINUTE, cell=Answer(note="item 4 only"))).answer(AT)
    assert noted == Answer((MINUTE.title,), note="item 4 only")
    stated = Answer(state=State.NOT_APPLICABLE)
    assert Answers(ASKING, review(cell=stated)).answer(AT) == stated
    linked = Answers(ASKING, review(MINUTE, cell=stated)).answer(AT)
    assert linked
    assert linked.state is State.GIVEN


def test_where_it_is_needed_it_is_missing_until_something_is_linked() -> None:
    needed = asking(required=Asked.ALWAYS)

    def missing(of: Review) -> bool:
        return any(f.rule == "required" and f.address == AT for f in find_all(needed, of))

    assert missing(review())
    assert missing(review(cell=Answer(note="asked for")))
    assert not missing(review(MINUTE))
    assert not missing(review(cell=Answer(state=State.NOT_APPLICABLE)))
    (before,), (after,) = (section_progress(Answers(needed, r), ()) for r in (review(), review(MINUTE)))
    assert after.answered == before.answered + 1


def test_a_note_beside_the_links_is_looked_at_for_what_identifies_a_person() -> None:
    (found,) = [
        f for f in find_all(ASKING, review(MINUTE, cell=Answer(note="PNC 04/123456A"))) if f.address == AT
    ]
    assert found.rule == PERSONAL


def test_a_pack_asks_for_it_in_forms_only() -> None:
    (section,) = PACK.sections
    proof = Field(id="proof", label="Shown by", kind=Kind.EVIDENCE)
    staff = structs.replace(section.parts[1], fields=(*section.parts[1].fields, proof))
    wrong = structs.replace(section, parts=(section.parts[0], staff, *section.parts[2:]))
    problems = [p.sentence for p in find_problems(structs.replace(PACK, sections=(wrong,)))]
    assert "evidence is asked for in a form, and is not worked out." in problems


# in a workbook


@pytest.fixture
def path(tmp_path: Path) -> Path:
    sent = review(MINUTE, cell=Answer(note="item 4 only"))
    return write(ASKING, sent, tmp_path / "e.xlsx", FileKind.CANDIDATE)


def proof_row(path: Path) -> int:
    sheet = load_workbook(path)["Costs"]
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == "costs.proof")


def typed(path: Path, text: str | None) -> Path:
    """The file with something else in the cell of the question."""
    row = proof_row(path)
    with edited(path) as workbook:
        workbook["Costs"].cell(row, 3).value = text
    return path


def test_the_cell_names_what_is_linked_and_comes_back_with_it(gate: Gate, path: Path) -> None:
    assert load_workbook(path)["Costs"].cell(proof_row(path), 3).value == MINUTE.title
    reading = read(ASKING, gate, path)
    assert reading.review.links == {AT: ("e1",)}
    assert reading.review.cells[AT].answer == Answer(note="item 4 only")
    assert set(reading.review.evidence) == {"e1", "e2"}
    assert not [f for f in reading.findings if f.rule.startswith("file.")]


def test_a_title_that_is_typed_is_linked_and_a_new_one_is_listed_once(gate: Gate, path: Path) -> None:
    text = f"board  MINUTE 12/10; {LETTER.title}; Inspection report 2009"
    first, again = (read(ASKING, gate, typed(path, text)) for __ in range(2))
    (new,) = [e for e in first.review.evidence.values() if e.id not in ("e1", "e2")]
    assert new.title == "Inspection report 2009"
    assert first.review.links[AT] == ("e1", "e2", new.id)
    assert again.review.evidence == first.review.evidence, "the same file gives the same evidence"


def test_what_a_cell_does_not_name_stays_linked_and_it_is_said(gate: Gate, path: Path) -> None:
    reading = read(ASKING, gate, typed(path, LETTER.title))
    assert reading.review.links[AT] == ("e1", "e2")
    (note,) = found(reading, "file.evidence_stays")
    assert MINUTE.title in note.message


def test_a_word_for_a_state_is_no_title(gate: Gate, path: Path) -> None:
    reading = read(ASKING, gate, typed(path, "not applicable"))
    assert reading.review.cells[AT].answer.state is State.NOT_APPLICABLE
    assert set(reading.review.evidence) == {"e1", "e2"}


def test_what_is_to_follow_comes_back_so(gate: Gate, tmp_path: Path) -> None:
    sent = review(cell=Answer(state=State.PENDING, raw="to follow"))
    reading = read(ASKING, gate, write(ASKING, sent, tmp_path / "p.xlsx", FileKind.CANDIDATE))
    assert reading.review.cells[AT].answer.state is State.PENDING
    assert set(reading.review.evidence) == {"e1", "e2"}


# on paper


def test_the_plan_names_it() -> None:
    pack = default_framework()
    draft = EvidenceDraft(pack, plan_review(pack))
    draft.put(MINUTE)
    draft.link("e1", Address("agreement", "", "commitment"))
    said = list(texts_of(tell_plan(PlanInput(pack, draft.review, date(2010, 5, 12)))))
    assert any("Senior commitment shown by: Board minute 12/10" in text for text in said)


# on a window


def ways_of(editor: EvidenceEditor) -> dict[str, QPushButton]:
    """What can be done, by what a screen reader calls it."""
    return {b.accessibleName(): b for b in editor.findChildren(QPushButton) if not b.isHidden()}


def test_it_is_chosen_added_noted_unlinked_and_undone_on_a_window(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path / "work.bvr") as window:
        page = begin_review(window, path=Depth.FULL)
        at = Address("agreement", "", "commitment")
        minute = new_evidence(MINUTE.title)
        EvidenceEdits(page.session).save(replace(minute, place="S:/minutes/12.pdf"))
        page.go_to(at)
        row = row_of(window, str(at))
        editor = row.editor
        assert isinstance(editor, EvidenceEditor)
        # chosen with the keyboard alone
        row.go()
        assert QApplication.focusWidget() is editor.choose
        press(Qt.Key.Key_Space)
        chosen = dialog(qtbot, LinkEvidenceDialog)
        assert isinstance(chosen, LinkEvidenceDialog)
        chosen.activateWindow()
        qtbot.waitUntil(chosen.search.hasFocus)
        type_keys("minute")
        press(Qt.Key.Key_Return)
        kept = settled(qtbot, page, window)
        assert kept.links[at] == (minute.id,)
        assert page.session.answers.answer(at) == Answer((MINUTE.title,))
        assert {f"Open: {MINUTE.title}", f"Unlink: {MINUTE.title}"} <= ways_of(editor).keys()
        assert editor.choose.isHidden(), "all that is listed is linked"
        # a new one is added at the question
        editor.add.click()
        asked = dialog(qtbot, EvidenceDialog)
        assert isinstance(asked, EvidenceDialog)
        asked.title.setText(LETTER.title)
        asked.accept()
        kept = settled(qtbot, page, window)
        assert [kept.evidence[n].title for n in kept.links[at]] == [MINUTE.title, LETTER.title]
        # a note is one key away, and stays without another value
        row.about.emit(at)
        about = dialog(qtbot, AnswerDialog)
        assert isinstance(about, AnswerDialog)
        about.note.setPlainText("item 4")
        about.accept()
        kept = settled(qtbot, page, window)
        assert kept.cells[at].answer == Answer(note="item 4")
        assert "item 4" in row.under_words()
        # unlinked, and undone
        ways_of(editor)[f"Unlink: {MINUTE.title}"].click()
        assert [e.title for e in page.session.evidence_at(at)] == [LETTER.title]
        settled(qtbot, page, window)
        page.undo()
        qtbot.waitUntil(lambda: len(page.session.evidence_at(at)) == 2)
