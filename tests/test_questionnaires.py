"""A questionnaire goes out to a group, many workbooks come back, and they are counted for the register."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from factories.review_files import edited
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from bvreview import work
from bvreview.framework.checks import find_problems
from bvreview.framework.loader import default_framework
from bvreview.framework.questionnaire_map import QuestionKind, QuestionnaireMap
from bvreview.framework.terms import Path as Depth
from bvreview.review.exchange.outgoing import Outgoing, Way
from bvreview.review.exchange.questionnaire import (
    Question,
    Questionnaire,
    count,
    decode_questionnaire,
    encode_questionnaire,
    in_place_of,
    new_questionnaire,
    share_words,
    starters,
    summary,
    why_incomplete,
)
from bvreview.review.exchange.submission import FileReading, ImportOutcome, Outcome
from bvreview.review.periods import FinancialYear
from bvreview.settings import Person
from bvreview.workspace import Workspace

FRAMEWORK = default_framework()
QUESTIONS = (
    Question("It is near enough.", QuestionKind.SCALE),
    Question("How often?", QuestionKind.CHOICE, ("Often", "Once")),
    Question("What should change?", QuestionKind.TEXT),
)


def asked() -> QuestionnaireMap:
    assert FRAMEWORK.questionnaire
    return FRAMEWORK.questionnaire


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "a.bvr", person=Person("Ann Other", ""), framework=FRAMEWORK) as opened:
        yield opened


def go_out(workspace: Workspace, path: Path) -> tuple[str, Outgoing, Questionnaire]:
    """Send a questionnaire out as the window does."""
    head = workspace.create_review("DBS", FRAMEWORK.services[0].id, FinancialYear(2009), Depth.LIGHT)
    made = new_questionnaire(asked(), "service_users", "Spring 2010", QUESTIONS)
    outgoing = Outgoing(
        *(made.id, Way.QUESTIONS, "Service users", ()),
        sent="2010-05-01T09:00:00+00:00",
        sent_by="Ann Other",
        form=made.id,
        row="groups:service_users",
    )
    work.write_questionnaire(FRAMEWORK, workspace.review(head.id), made, outgoing, path)
    workspace.send_questionnaire(head.id, outgoing, made)
    return head.id, outgoing, made


def reply(path: Path, name: str, answers: dict[str, Any]) -> Path:
    made = path.with_name(name)
    shutil.copy(path, made)
    with edited(made) as workbook:
        for sheet in workbook.worksheets:
            for row in sheet.iter_rows(max_col=3):
                if str(row[0].value) in answers:
                    row[2].value = answers[str(row[0].value)]
    return made


def replies(path: Path) -> list[Path]:
    said = ("Strongly agree", "Agree", "Agree", "Disagree")
    return [
        reply(path, f"{n}.xlsx", {"questions.a1": word, "questions.a2": "Once", "questions.a3": f"More {n}"})
        for n, word in enumerate(said)
    ]


def test_many_files_come_in_at_once_and_are_counted(workspace: Workspace, tmp_path: Path) -> None:
    review, outgoing, made = go_out(workspace, tmp_path / "q.xlsx")
    before = workspace.review(review)
    outcomes = workspace.import_files(replies(tmp_path / "q.xlsx"), read_many=work.read_files)
    assert [o.outcome for o in outcomes] == [Outcome.IMPORTED] * 4, [o.reason for o in outcomes]
    after = workspace.review(review)
    assert after.cells == before.cells
    known = after.outgoing[outgoing.id]
    assert len(known.replies) == 4
    assert known.is_out, "more may come"
    counted = count(made, workspace.replies(known))
    assert [(c.answered, c.counts) for c in counted[:2]] == [
        (4, (("Strongly agree", 1), ("Agree", 2), ("Neither", 0), ("Disagree", 1), ("Strongly disagree", 0))),
        (4, (("Often", 0), ("Once", 4))),
    ]
    assert sorted(counted[2].words) == ["More 0", "More 1", "More 2", "More 3"]
    assert workspace.verify().is_whole


def test_what_comes_back_is_not_kept_as_a_file(workspace: Workspace, tmp_path: Path) -> None:
    review, outgoing, _made = go_out(workspace, tmp_path / "q.xlsx")
    (path, *_more) = replies(tmp_path / "q.xlsx")
    workspace.import_files([path], read_many=work.read_files)
    (kept,) = workspace.review(review).outgoing[outgoing.id].replies
    content, _colon, file = kept.partition(":")
    assert workspace.submission_file(content)
    assert workspace.submission_file(file) is None


def take_in(workspace: Workspace, *paths: Path, **answers: str) -> list[ImportOutcome]:
    read = partial(work.read_files, answers={str(path): answers for path in paths})
    return list(workspace.import_files(paths, read_many=read))


def test_a_copy_counts_once_and_says_so_and_can_be_counted_as_well(
    workspace: Workspace, tmp_path: Path
) -> None:
    review, outgoing, made = go_out(workspace, tmp_path / "q.xlsx")
    (path, *_more) = replies(tmp_path / "q.xlsx")
    copy = Path(shutil.copy(path, tmp_path / "copy.xlsx"))
    first, second = take_in(workspace, path, copy)
    assert (first.outcome, second.outcome) == (Outcome.IMPORTED, Outcome.ALREADY_THERE)
    assert second.reason == 'Counted once: it is byte for byte a copy of "0.xlsx".'
    assert [q.id for q in second.questions] == ["copy"]
    assert not take_in(workspace, copy, copy="no")[0].questions, "that it is one file was said"
    again = take_in(workspace, path, tmp_path / "q.xlsx")[0]
    assert (again.outcome, again.questions) == (Outcome.ALREADY_THERE, ())
    assert again.reason.endswith("take it in alone.")
    (alone,) = take_in(workspace, copy)
    assert alone.questions
    (counted,) = take_in(workspace, copy, copy="yes")
    assert counted.outcome is Outcome.IMPORTED
    known = workspace.review(review).outgoing[outgoing.id]
    assert (len(known.replies), known.copies) == (2, 1)
    assert count(made, workspace.replies(known))[0].answered == 2
    workspace.undo(review)
    assert workspace.review(review).outgoing[outgoing.id].copies == 0
    assert workspace.verify().is_whole


def test_an_empty_one_does_not_count_and_no_name_of_a_file_is_kept(
    workspace: Workspace, tmp_path: Path
) -> None:
    review, *__ = go_out(workspace, tmp_path / "q.xlsx")
    (empty,) = take_in(workspace, tmp_path / "q.xlsx")
    assert (empty.outcome, empty.reason) == (Outcome.REFUSED, "No question is answered in it.")
    path = reply(tmp_path / "q.xlsx", "of-jane-smith.xlsx", {"questions.a1": "Agree"})
    take_in(workspace, path)
    labels = [entry.label for entry in workspace.history(review, limit=9)]
    assert labels[0] == "Answer to Service users"
    assert not any("jane" in label for label in labels)


def test_each_answer_is_a_step_that_can_be_taken_back(workspace: Workspace, tmp_path: Path) -> None:
    review, outgoing, __ = go_out(workspace, tmp_path / "q.xlsx")
    workspace.import_files(replies(tmp_path / "q.xlsx")[:2], read_many=work.read_files)
    workspace.undo(review)
    assert len(workspace.review(review).outgoing[outgoing.id].replies) == 1
    workspace.redo(review)
    assert len(workspace.review(review).outgoing[outgoing.id].replies) == 2


def test_a_questionnaire_that_is_not_known_here_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    review, _outgoing, _made = go_out(workspace, tmp_path / "q.xlsx")
    workspace.undo(review)
    reading = work.read_file(workspace.asking_framework(), tmp_path / "q.xlsx")
    assert not isinstance(reading, FileReading)
    assert "fresh" in reading.sentence  # type: ignore[union-attr]


def test_the_register_is_told_counts_and_from_ten_answers_on_shares() -> None:
    made = Questionnaire("q1", "Spring 2010", "service_users", QUESTIONS, asked().scale)
    few = count(made, [])
    text = summary(made, few, 0, "2010-05-01T09:00:00+00:00")
    assert text.splitlines()[0] == "Spring 2010, questionnaire of 1 May 2010: 0 answers."
    assert "Strongly agree 0; Agree 0" in text
    assert share_words(3, 9) == ""
    assert share_words(3, 10) == "30%"


def test_a_later_summary_takes_the_place_of_the_one_before() -> None:
    first = "Spring 2010, questionnaire of 1 May 2010: 1 answer.\n1. Near? Yes 1."
    assert in_place_of("", first, "Spring 2010") == first
    both = in_place_of("Too far.", first, "Spring 2010")
    assert both == f"Too far.\n\n{first}"
    second = first.replace("1 answer.", "2 answers.")
    assert in_place_of(f"{both}\n\nAnd more.", second, "Spring 2010") == f"Too far.\n\n{second}\n\nAnd more."


def test_what_is_missing_is_said() -> None:
    one = (Question("How?", QuestionKind.CHOICE, ("Often",)),)
    assert why_incomplete(new_questionnaire(asked(), "staff", " ", QUESTIONS))
    assert why_incomplete(new_questionnaire(asked(), "staff", "Spring", ()))
    assert "How?" in why_incomplete(new_questionnaire(asked(), "staff", "Spring", one))
    assert not why_incomplete(new_questionnaire(asked(), "staff", "Spring", QUESTIONS))


def test_the_pack_has_questions_for_every_group() -> None:
    groups = [item.id for item in FRAMEWORK.lists["consulted"]]
    assert all(len(starters(asked(), group)) >= 3 for group in groups)
    made = [new_questionnaire(asked(), group, "Spring", starters(asked(), group)) for group in groups]
    assert [why_incomplete(q) for q in made] == [""] * len(groups)


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"part": "consultation.nowhere"}, "part"),
        ({"people": "nobody"}, "people"),
        ({"questions": (structs.replace(asked().questions[0], groups=("x",)),)}, "questions 1.groups"),
    ],
)
def test_a_mistake_in_it_is_named_by_its_place(change: dict[str, Any], where: str) -> None:
    pack = structs.replace(FRAMEWORK, questionnaire=structs.replace(asked(), **change))
    assert where in [p.where for p in find_problems(pack) if p.file == "questionnaire.toml"]


words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=30)


@given(st.lists(st.tuples(words, st.sampled_from(QuestionKind), st.lists(words, max_size=4)), max_size=5))
def test_it_is_kept_as_it_was_written(rows: list[tuple[str, QuestionKind, list[str]]]) -> None:
    questions = [Question(text, kind, tuple(choices)) for text, kind, choices in rows]
    made = new_questionnaire(asked(), "staff", "Spring", questions)
    assert decode_questionnaire(encode_questionnaire(made)) == made
