"""A questionnaire at the screen: written, sent, many workbooks taken in, counted, put into the register."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from factories.review_files import edited
from pytestqt.qtbot import QtBot
from window_kit import begin_review, choose, dialog, fill, open_window, settled, wait_for

from bvreview.framework.questionnaire_map import QuestionKind
from bvreview.review.cells import Address
from bvreview.review.exchange.outgoing import Outgoing
from ui.dialogs.outcomes import OutcomesDialog
from ui.dialogs.questionnaire import KINDS, QuestionnaireDialog
from ui.dialogs.questionnaires import QuestionnairesDialog
from ui.dialogs.replies import RepliesDialog
from ui.dialogs.written import WrittenDialog


def test_a_questionnaire_goes_out_and_its_answers_stand_in_the_register(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "q.xlsx"
    monkeypatch.setattr("ui.exchange.questionnaires.ask_where", lambda *_a: path)
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        page = begin_review(window)
        asked = window.desk.framework.questionnaire
        assert asked
        section, __, part = asked.part.partition(".")
        row = f"{part}:sentencers"
        fill(page.session, {f"{section}.{row}.{asked.said}": "Said before."})
        settled(qtbot, page, window)
        window.actions_by_id["questionnaires"].trigger()
        listed = dialog(qtbot, QuestionnairesDialog)
        assert isinstance(listed, QuestionnairesDialog)
        listed.begin.click()
        made = dialog(qtbot, QuestionnaireDialog)
        assert isinstance(made, QuestionnaireDialog)
        before = [r.question().text for r in made.rows]
        choose(made.group, "Sentencers")
        assert [r.question().text for r in made.rows] != before, "the questions are for the group"
        while len(made.rows) > 1:
            made.rows[-1].remove.click()
        made.add.click()
        made.rows[1].text.setText("How often?")
        made.rows[1].kind.setCurrentIndex(KINDS.index(QuestionKind.CHOICE))
        made.rows[1].choices.setText("Often; Once")
        made.accept()
        assert made.isVisible(), "a title is needed"
        made.title.setText("Spring 2010")
        made.accept()
        dialog(qtbot, WrittenDialog).close()
        shown = listed.list
        wait_for(qtbot, lambda: len(shown.lines) == 1)
        assert not listed.count.isEnabled()
        listed.close()
        window.commands.arrivals.import_paths(answers(path))
        told = dialog(qtbot, OutcomesDialog)
        assert isinstance(told, OutcomesDialog)
        words = ["Imported", "Imported", "Already there"]
        assert [line.texts[1] for line in told.list.lines] == words, told.list.lines
        assert told.list.lines[2].texts[2] == 'Counted once: it is byte for byte a copy of "1.xlsx".'
        told.questions.choices[2, "copy"]["yes"].click()
        told.take.click()
        as_well = dialog(qtbot, OutcomesDialog)
        assert isinstance(as_well, OutcomesDialog)
        assert [line.texts[1] for line in as_well.list.lines] == ["Imported"]
        as_well.close()
        wait_for(qtbot, lambda: window.review and any_replies(window.review.session.review.outgoing) == 3)
        assert window.review
        window.review.open_out("questionnaires")
        again = dialog(qtbot, QuestionnairesDialog)
        assert isinstance(again, QuestionnairesDialog)
        again.count.click()
        counted = dialog(qtbot, RepliesDialog)
        assert isinstance(counted, RepliesDialog)
        assert ("2. How often?", "Often", "1", "") in [line.texts for line in counted.list.lines]
        counted.register.click()
        review = settled(qtbot, window.review, window)
        cells = {a.field: c.answer.value for a, c in review.cells.items() if a.row == row}
        assert cells[asked.people] == 3
        said = str(cells[asked.said])
        assert said.startswith("Said before.\n\nSpring 2010, questionnaire of ")
        assert "2. How often? Often 1; Once 2." in said
        assert cells[asked.method] == asked.by
        window.actions_by_id["undo"].trigger()
        at = Address(section, row, asked.said)
        session = window.review.session
        wait_for(qtbot, lambda: session.review.cells[at].answer.value == "Said before.")


def answers(path: Path) -> list[Path]:
    """Two answers, and the second once more."""
    made = []
    for n, (often, near) in enumerate((("Often", "Agree"), ("Once", "Neither"))):
        shutil.copy(path, copy := path.with_name(f"{n}.xlsx"))
        typed = {"questions.a1": near, "questions.a2": often}
        with edited(copy) as workbook:
            for line in workbook["Questions"].iter_rows(max_col=3):
                if str(line[0].value) in typed:
                    line[2].value = typed[str(line[0].value)]
        made.append(copy)
    return [*made, Path(shutil.copy(made[1], path.with_name("copy.xlsx")))]


def any_replies(outgoing: Mapping[str, Outgoing]) -> int:
    return sum(len(o.replies) for o in outgoing.values())
