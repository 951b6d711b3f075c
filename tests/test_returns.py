"""A provider's return: its questions are data of the pack, it goes out, comes in whole, and can be shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from factories.review_files import edited
from msgspec import structs

from bvreview import work
from bvreview.framework.checks import find_problems
from bvreview.framework.loader import default_framework
from bvreview.framework.returns import asking, return_of
from bvreview.framework.terms import Path as Depth
from bvreview.review.cells import Address, Answer
from bvreview.review.exchange.held import held_text
from bvreview.review.exchange.outgoing import Outgoing, Way, return_out
from bvreview.review.exchange.submission import FileReading, Outcome
from bvreview.review.periods import FinancialYear
from bvreview.settings import Person
from bvreview.workspace import Workspace

FRAMEWORK = default_framework()
ASKED = FRAMEWORK.returns[0]
DUE = date(2010, 5, 12)
TABLE = ASKED.table.split(".")
FULL = Address("return_costs", "", "full")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "a.bvr", person=Person("Ann Other", ""), framework=FRAMEWORK) as opened:
        yield opened


@pytest.fixture
def review(workspace: Workspace) -> str:
    head = workspace.create_review("DBS", FRAMEWORK.services[0].id, FinancialYear(2009), Depth.LIGHT)
    workspace.add_row(head.id, TABLE[0], TABLE[1], key="a")
    answer(workspace, head.id, ASKED.name, "St Giles Works")
    answer(workspace, head.id, "what", "Placements in the north")
    return head.id


def answer(workspace: Workspace, review: str, field: str, text: str) -> None:
    workspace.answer(review, Address(TABLE[0], f"{TABLE[1]}:a", field), Answer(text))


def go_out(workspace: Workspace, review: str, path: Path) -> Outgoing:
    """Send the return out as the window does."""
    by = (str(workspace.person), "2010-05-01T09:00:00+00:00")
    outgoing = return_out(ASKED.id, f"{TABLE[1]}:a", "St Giles Works", DUE, by)
    work.write_return_form(FRAMEWORK, workspace.review(review), ASKED, outgoing, path)
    workspace.send_return(review, outgoing)
    return outgoing


def fill_in(path: Path, answers: dict[str, Any]) -> None:
    """Write beside the keys of the fields ("return_costs.staff")."""
    with edited(path) as workbook:
        for sheet in workbook.worksheets:
            for row in sheet.iter_rows(max_col=1):
                if str(row[0].value) in answers:
                    sheet.cell(row[0].row or 1, 3).value = answers[str(row[0].value)]


COSTS = {
    "return_costs.covers": "Group placements on Saturdays",
    "return_costs.staff": 84200,
    "return_costs.non_staff": 9750,
    "return_costs.premises": 6400,
    "return_costs.central_functions": 7900,
    "return_costs.price": 98000,
    "return_costs.vat_position": "Exempt",
    "return_results.cost_confidential": "Yes",
}


def test_the_pack_says_what_is_asked_and_to_whom() -> None:
    assert return_of(FRAMEWORK, ASKED.id) is ASKED
    assert ASKED.table == "providers.now"
    words = " ".join(
        f"{field.label} {field.help.counts}"
        for sheet in ASKED.sheets
        for part in sheet.parts
        for field in part.fields
    ).casefold()
    assert all(word in words for word in ("full cost", "vat", "pension", "volunteer", "confidential"))
    assert all(
        field.help.counts and field.help.excludes and field.help.example and field.help.source
        for sheet in ASKED.sheets
        for part in sheet.parts
        for field in part.fields
    )


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"table": "providers.nowhere"}, "table"),
        ({"name": "nobody"}, "name"),
        ({"lists": {}}, "sheets return_costs: parts central.shared_by.list"),
        ({"sheets": (structs.replace(ASKED.sheets[0], id="costs"),)}, "sheets costs"),
    ],
)
def test_a_mistake_in_a_return_is_named_by_its_file_and_place(change: dict[str, object], where: str) -> None:
    pack = structs.replace(FRAMEWORK, returns=(structs.replace(ASKED, **change),))
    found = [problem for problem in find_problems(pack) if problem.file == f"returns/{ASKED.id}"]
    assert where in [problem.where for problem in found]


def test_it_holds_its_own_questions_and_nothing_of_the_review(
    workspace: Workspace, review: str, tmp_path: Path
) -> None:
    path = tmp_path / "out.xlsx"
    go_out(workspace, review, path)
    with edited(path) as workbook:
        texts = {str(c.value) for ws in workbook.worksheets for row in ws.iter_rows() for c in row}
    assert {"Full cost", "Outcomes and capacity"} <= texts
    assert not any("Placements in the north" in text for text in texts)
    reading = work.read_file(FRAMEWORK, path)
    assert isinstance(reading, FileReading)
    assert reading.identity.handed
    assert (reading.identity.handed.form, reading.identity.handed.to) == (ASKED.id, "St Giles Works")
    assert reading.review.cells == {}


def test_what_came_in_is_held_beside_the_line_and_can_be_shown(
    workspace: Workspace, review: str, tmp_path: Path
) -> None:
    path = tmp_path / "out.xlsx"
    outgoing = go_out(workspace, review, path)
    before = workspace.review(review)
    fill_in(path, COSTS)
    (outcome,) = workspace.import_files([path], read_many=work.read_files, looks=True)
    assert outcome.outcome is Outcome.IMPORTED, outcome.reason
    after = workspace.review(review)
    assert after.cells == before.cells, "no answer of the review is touched"
    known = after.outgoing[outgoing.id]
    assert (known.way, known.is_out, bool(known.kept), bool(known.file)) == (Way.RETURN, False, True, True)
    assert workspace.submission_file(known.file) == path.read_bytes()
    held = workspace.held_about(review, ASKED, "a")
    lines = {line.label: line.value for group in held.groups for line in group.lines}
    assert lines["What it delivers"] == "Placements in the north"
    assert lines["Staff"] == "\u00a384,200"
    assert lines["Full cost"] == "\u00a3108,250"
    assert lines["Full cost not covered by the price"] == "\u00a310,250"
    assert lines["VAT on what you provide"] == "Exempt"
    assert lines["Costs are confidential"] == "Yes"
    text = held_text(held)
    assert text.startswith("What is held about St Giles Works\n")
    assert "- Price received: \u00a398,000" in text
    assert workspace.verify().is_whole


def test_it_is_one_step_that_can_be_taken_back_and_made_again(
    workspace: Workspace, review: str, tmp_path: Path
) -> None:
    path = tmp_path / "out.xlsx"
    outgoing = go_out(workspace, review, path)
    fill_in(path, COSTS)
    workspace.import_files([path], read_many=work.read_files)
    (again,) = workspace.import_files([path], read_many=work.read_files)
    assert again.outcome is Outcome.ALREADY_THERE
    undone = workspace.undo(review)
    assert undone
    assert undone.label == "Return of St Giles Works"
    assert workspace.review(review).outgoing[outgoing.id].is_out
    assert len(workspace.held_about(review, ASKED, "a").groups) == 1
    workspace.redo(review)
    assert len(workspace.held_about(review, ASKED, "a").groups) > 1


def test_a_later_return_takes_the_place_of_the_one_before(
    workspace: Workspace, review: str, tmp_path: Path
) -> None:
    path = tmp_path / "out.xlsx"
    go_out(workspace, review, path)
    fill_in(path, COSTS)
    workspace.import_files([path], read_many=work.read_files)
    fill_in(path, {"return_costs.staff": 90000})
    (outcome,) = workspace.import_files([path], read_many=work.read_files)
    assert outcome.outcome is Outcome.REPLACED
    held = workspace.held_about(review, ASKED, "a")
    assert "\u00a390,000" in [line.value for group in held.groups for line in group.lines]


def test_a_return_whose_line_is_gone_stays_outside_whole(
    workspace: Workspace, review: str, tmp_path: Path
) -> None:
    path = tmp_path / "out.xlsx"
    go_out(workspace, review, path)
    workspace.remove_row(review, TABLE[0], TABLE[1], "a")
    before = workspace.review(review)
    (outcome,) = workspace.import_files([path], read_many=work.read_files)
    assert outcome.outcome is Outcome.REFUSED
    assert "St Giles Works" in outcome.reason
    assert workspace.review(review) == before


def test_a_return_for_a_review_that_is_not_here_stays_outside(
    workspace: Workspace, review: str, tmp_path: Path
) -> None:
    path = tmp_path / "out.xlsx"
    go_out(workspace, review, path)
    with Workspace.open(tmp_path / "b.bvr", person=Person("Bob", ""), framework=FRAMEWORK) as other:
        (outcome,) = other.import_files([path], read_many=work.read_files)
        assert outcome.outcome is Outcome.REFUSED
        assert other.reviews() == ()


def test_what_cannot_be_read_is_named_and_held_as_it_was_written(
    workspace: Workspace, review: str, tmp_path: Path
) -> None:
    path = tmp_path / "out.xlsx"
    go_out(workspace, review, path)
    fill_in(path, {**COSTS, "return_costs.staff": "about eighty"})
    (outcome,) = workspace.import_files([path], read_many=work.read_files)
    assert outcome.outcome is Outcome.IMPORTED
    assert any(f.found == "about eighty" for f in outcome.findings)
    held = workspace.held_about(review, ASKED, "a")
    lines = {line.label: line.value for group in held.groups for line in group.lines}
    assert lines["Staff"] == "about eighty"
    assert "Full cost" not in lines or lines["Full cost"] != "\u00a3108,250"


def test_what_is_held_is_written_as_excel_and_as_text(
    workspace: Workspace, review: str, tmp_path: Path
) -> None:
    path = tmp_path / "out.xlsx"
    go_out(workspace, review, path)
    fill_in(path, COSTS)
    workspace.import_files([path], read_many=work.read_files)
    held = workspace.held_about(review, ASKED, "a")
    work.write_held(held, tmp_path / "held.xlsx")
    work.write_held(held, tmp_path / "held.txt")
    assert (tmp_path / "held.txt").read_text(encoding="utf-8") == held_text(held)
    with edited(tmp_path / "held.xlsx") as workbook:
        texts = {str(c.value) for row in workbook.worksheets[0].iter_rows() for c in row}
    assert {"Full cost", "\u00a3108,250", "Placements in the north"} <= texts


def test_a_pack_of_its_own_asks_it() -> None:
    form = asking(FRAMEWORK, ASKED)
    assert [s.id for s in form.sections] == ["return_costs", "return_results"]
    assert not form.rules
    assert form.lists.keys() > FRAMEWORK.lists.keys()


def test_every_amount_is_exact(workspace: Workspace, review: str, tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    go_out(workspace, review, path)
    fill_in(path, {"return_costs.staff": 84200.1, "return_costs.non_staff": 0.2})
    reading = work.read_file(FRAMEWORK, path)
    assert isinstance(reading, FileReading)
    values = {a.field: c.answer.value for a, c in reading.review.cells.items()}
    assert values == {"staff": Decimal("84200.1"), "non_staff": Decimal("0.2")}
