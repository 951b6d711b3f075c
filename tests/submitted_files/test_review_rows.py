"""Which review a file is, and which of several counts: rows 12 to 16 of the table, each by its number."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from factories.costs_file import LEAD, LOANS, TYPED, row_of
from factories.review_files import edited, read, write
from small_pack import PACK, small_head

from bvreview import work
from bvreview.review.cells import Answer, Cell
from bvreview.review.examples import build_review
from bvreview.review.exchange.chosen_place import ChosenPlace
from bvreview.review.exchange.submission import FileKind, ImportOutcome, Outcome
from bvreview.review.model import Review
from bvreview.review.periods import FinancialYear
from bvreview.workbook.gate.gate import Gate
from bvreview.workspace import Workspace
from submitted_files.kit import answer, asked, questions, take


@pytest.mark.parametrize("name", ["organisation", "period"])
def test_row_12_another_trust_or_year_on_the_sheet_is_asked_and_may_be_left_out(
    gate: Gate, path: Path, workspace: Workspace, name: str
) -> None:
    with edited(path) as workbook:
        about = workbook.worksheets[0]
        about.cell(row_of(about, f"bvr.{name}"), 3).value = "2008-09" if name == "period" else "elsewhere"
    (outcome,) = take(workspace, path)
    assert (outcome.outcome, [q.id for q in outcome.questions]) == (Outcome.QUESTION, [f"identity.{name}"])
    (outcome,) = take(workspace, path, costs={f"identity.{name}": "no"})
    assert (outcome.outcome, workspace.reviews()) == (Outcome.REFUSED, ())


def _at(*names: str) -> ChosenPlace:
    return ChosenPlace(names[0], names[1], FinancialYear.parse(names[2]))


@pytest.mark.parametrize("place", [("bryn", "loans", "2009-10"), ("aber", "loans", "2008-09")])
def test_row_12_a_file_of_another_than_it_was_chosen_for_stays_outside_until_answered(
    workspace: Workspace, path: Path, place: tuple[str, str, str]
) -> None:
    def at_place(**answers: str) -> ImportOutcome:
        read_many = partial(work.read_files, answers={path.name: answers}, place=_at(*place))
        (outcome,) = workspace.import_files([path], read_many=read_many)
        return outcome

    asked_now = at_place()
    assert (asked_now.outcome, [q.id for q in asked_now.questions]) == (Outcome.QUESTION, ["place"])
    assert "The file is of Aber, Loans, 2009 to 2010; it was chosen for" in asked_now.reason
    assert at_place(place="no").outcome is Outcome.REFUSED
    assert workspace.reviews() == ()
    assert at_place(place="yes").outcome is Outcome.IMPORTED
    assert workspace.review("r1").head.organisation == "aber"


def test_row_12_a_file_in_its_place_needs_no_answer(workspace: Workspace, path: Path) -> None:
    read_many = partial(work.read_files, place=_at("aber", "loans", "2009-10"))
    (outcome,) = workspace.import_files([path], read_many=read_many)
    assert outcome.outcome is Outcome.IMPORTED


def test_row_12_which_of_two_organisations_it_is_can_be_answered(gate: Gate, path: Path) -> None:
    with edited(path) as workbook:
        about = workbook.worksheets[0]
        about.cell(row_of(about, "bvr.organisation"), 3).value = "bryn"
    for way, organisation in (("made_for", "aber"), ("now_says", "bryn")):
        reading = asked(gate, path, PACK, **{"identity.organisation": way})
        assert reading.review.head.organisation == organisation
        assert "identity.organisation" not in questions(reading)


def test_row_12_organisations_are_called_by_name_and_not_by_code(gate: Gate, path: Path) -> None:
    with edited(path) as workbook:
        about = workbook.worksheets[0]
        about.cell(row_of(about, "bvr.organisation"), 3).value = "bryn"
    (question,) = (q for q in asked(gate, path, PACK).questions if q.id == "identity.organisation")
    said = " ".join((question.text, *(c.words for c in question.choices)))
    assert said.count('"Aber"') >= 2
    assert '"aber"' not in said
    assert '"bryn"' in said, "a code that the pack does not know stays what it is"


def _copied_table(path: Path, *, with_keys: bool) -> Path:
    """The grid of outputs a second time below, with other figures."""
    with edited(path) as workbook:
        sheet = workbook["Costs"]
        row = row_of(sheet, "costs.outputs:")
        for line in range(row, row + 3):
            for column in range(1 if with_keys else 2, 7):
                value = sheet.cell(line, column).value
                is_figure = isinstance(value, int | float)
                sheet.cell(line + 30, column).value = value + 5 if is_figure else value  # type: ignore[operator]
    return path


@pytest.mark.parametrize("with_keys", [True, False])
def test_row_12_where_a_table_begins_is_asked_where_its_headings_stand_twice(
    gate: Gate, path: Path, with_keys: bool
) -> None:
    reading = read(PACK, gate, _copied_table(path, with_keys=with_keys))
    (question,) = (q for q in reading.questions if not q.answer)
    assert question.id == "table.costs.outputs"
    first, second, _no = question.choices
    assert ("100" in first.words, "105" in second.words) == (True, True)
    assert answer(reading, LOANS).value == 100
    reading = asked(gate, path, PACK, **{question.id: second.id})
    assert (answer(reading, LOANS).value, reading.question) == (Decimal(105), "")


def test_row_12_an_organisation_that_the_pack_does_not_know_is_said_in_a_sentence(
    workspace: Workspace, tmp_path: Path, review: Review
) -> None:
    other = replace(review, head=replace(review.head, organisation="xyz"))
    path = write(PACK, other, tmp_path / "o.xlsx", FileKind.CANDIDATE)
    (outcome,) = take(workspace, path)
    assert outcome.reason.startswith('The pack knows no organisation "xyz": it belongs to no region')
    (outcome,) = take(workspace, path, o={"organisation": "yes"})
    assert "file.organisation_unknown" in {f.rule for f in outcome.findings}
    assert workspace.reviews()[0].organisation_name == '"xyz" (not in the pack)'


def test_row_13_another_trusts_figures_under_this_name_are_asked_about(
    workspace: Workspace, path: Path, tmp_path: Path, review: Review
) -> None:
    copied = replace(review, head=replace(review.head, id="r9", organisation="bryn"))
    copy = write(PACK, copied, tmp_path / "copy.xlsx", FileKind.CANDIDATE)
    first, second = take(workspace, path, copy, copy={"organisation": "yes"})
    assert (first.outcome, second.outcome) == (Outcome.IMPORTED, Outcome.QUESTION)
    assert [q.id for q in second.questions] == ["same_figures"]
    (third,) = take(workspace, copy, copy={"organisation": "yes", "same_figures": "yes"})
    assert third.outcome is Outcome.IMPORTED


def test_row_14_the_same_content_again_is_there_already(workspace: Workspace, path: Path) -> None:
    take(workspace, path)
    with edited(path):
        pass  # saved again: other bytes, the same content
    (again,) = take(workspace, path)
    assert (again.outcome, len(workspace.submissions())) == (Outcome.ALREADY_THERE, 1)


def test_row_15_a_resubmission_shows_what_differs_and_keeps_both_and_the_explanations(
    workspace: Workspace, tmp_path: Path
) -> None:
    first = replace(small_head(), revision=1)
    jump = build_review(PACK, first, {**TYPED, "costs.outputs:loans.last": "20"})
    take(workspace, write(PACK, jump, tmp_path / "1.xlsx", FileKind.CANDIDATE))
    second = replace(jump, head=replace(first, revision=2))
    cells = {**second.cells, LEAD: Cell(LEAD, Answer("Carys"))}
    (outcome,) = take(
        workspace,
        write(PACK, replace(second, cells=cells), tmp_path / "2.xlsx", FileKind.CANDIDATE),
    )
    assert (outcome.outcome, outcome.changed, len(workspace.submissions())) == (Outcome.REPLACED, 1, 2)
    (entry,) = workspace.history("r1", LEAD)
    assert ("Hughes" in str(entry.change.old), "Carys" in str(entry.change.new)) == (True, True)


def test_row_16_a_lower_revision_that_arrives_later_is_asked_about(
    workspace: Workspace, tmp_path: Path, review: Review
) -> None:
    newer = replace(review, head=replace(review.head, revision=3))
    older = replace(newer, head=replace(review.head, revision=2), cells={LEAD: review.cells[LEAD]})
    files = [write(PACK, r, tmp_path / f"{r.head.revision}.xlsx", FileKind.CANDIDATE) for r in (newer, older)]
    outcome = take(workspace, *files)[1]
    assert [q.id for q in outcome.questions] == ["revision"]
    assert workspace.review("r1").head.revision == 3
