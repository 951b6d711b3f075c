"""Access, signatures, persons and batches: rows 46 to 50 of the table, each by its number."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from factories.costs_file import LEAD, LOANS, TYPED, row_of
from factories.review_files import edited, read, refuse, write
from small_pack import PACK

from bvreview import documents, work
from bvreview.framework.descriptors import Framework
from bvreview.framework.rules import Level
from bvreview.report.markup import printable
from bvreview.review.answers import Answers
from bvreview.review.examples import build_review
from bvreview.review.exchange.submission import FileKind, Outcome
from bvreview.review.exchange.suggestions import suggestions
from bvreview.review.model import Review
from bvreview.review.rules import find_all
from bvreview.store.errors import DiskError
from bvreview.workbook.gate.gate import Gate
from bvreview.workbook.gate.reasons import Reason
from bvreview.workbook.gate.refusals import Refused
from bvreview.workbook.reader import Reader
from bvreview.workspace import Workspace
from submitted_files.kit import answer, asked, put, questions, rules, take


def test_row_46_the_note_beside_an_open_file_is_said_and_the_file_read(gate: Gate, path: Path) -> None:
    (path.parent / f"~${path.name}").write_bytes(b"A Person")
    reading = read(PACK, gate, path)
    assert (answer(reading, LOANS).value, "open" in rules(reading)) == (Decimal(100), True)


@pytest.mark.parametrize("reason", [Reason.IN_USE, Reason.NO_PERMISSION, Reason.DISK])
def test_row_46_a_file_that_cannot_be_read_now_is_asked_about(workspace: Workspace, reason: Reason) -> None:
    def read_many(framework: Framework, paths: Sequence[Path], _stop: object, choice: str = "") -> object:
        given = {"try_again": choice}
        return ((p, b"", Reader(framework).read(Refused(reason), p.name, given)) for p in paths)

    (outcome,) = workspace.import_files([Path("a.xlsx")], read_many=read_many)  # type: ignore[arg-type]
    assert (outcome.outcome, [q.id for q in outcome.questions]) == (Outcome.QUESTION, ["try_again"])
    declined = partial(read_many, choice="no")
    (outcome,) = workspace.import_files([Path("a.xlsx")], read_many=declined)  # type: ignore[arg-type]
    assert outcome.outcome is Outcome.REFUSED


def test_row_46_a_placeholder_is_refused_saying_to_download_it(gate: Gate, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(bytes(5000))
    refusal = refuse(PACK, gate, tmp_path / "a.xlsx")
    assert (refusal.reason, "Download it" in refusal.sentence) == ("placeholder", True)


def _signed(review: Review, **more: str) -> Review:
    about = {"signed_by": "Chair", "signed_on": "2010-06-01", **more}
    return replace(review, head=replace(review.head, provisional=False, revision=1, **about))  # type: ignore[arg-type]


def test_row_47_without_a_signature_or_changed_after_it_a_file_is_provisional(
    gate: Gate, tmp_path: Path, review: Review
) -> None:
    path = write(PACK, _signed(review), tmp_path / "signed.xlsx")
    assert not read(PACK, gate, path).review.head.provisional
    assert read(PACK, gate, put(path, "costs.other", 3, 5)).review.head.provisional
    unsigned = write(PACK, _signed(review, signed_by=""), tmp_path / "unsigned.xlsx")
    reading = read(PACK, gate, unsigned)
    assert (reading.review.head.provisional, "unsigned" in rules(reading)) == (True, True)


def test_row_47_a_signature_taken_out_of_the_sheet_does_not_count(
    gate: Gate, tmp_path: Path, review: Review
) -> None:
    path = write(PACK, _signed(review), tmp_path / "signed.xlsx")
    with edited(path) as workbook:
        about = workbook.worksheets[0]
        about.cell(row_of(about, "bvr.signed_by"), 3).value = None
    assert read(PACK, gate, path).review.head.provisional


@pytest.mark.parametrize(
    "text",
    ["AB123456C is on it", "PNC 2003/12345X", "CRO 12345/03K", "born 14/05/1962", "DOB: 3 May 1962"],
)
def test_row_48_what_identifies_a_person_is_asked_before_it_is_stored_and_may_be_left_out(
    gate: Gate, workspace: Workspace, path: Path, text: str
) -> None:
    put(path, "costs.lead", 3, text)
    (outcome,) = take(workspace, path)
    assert ([q.id for q in outcome.questions], workspace.reviews()) == (["personal"], ())
    lead = str(answer(asked(gate, path, personal="mask"), LEAD).value)
    assert ("[left out]" in lead, re.search(r"\d{2}", lead)) == (True, None)


PNC = "PNC 2003/12345X"


@pytest.mark.parametrize("column", [4, 5])
def test_row_48_a_source_or_note_is_asked_about_too(gate: Gate, path: Path, column: int) -> None:
    put(path, "costs.lead", column, f"told by {PNC}")
    assert questions(read(PACK, gate, path)) == ["personal"]
    given = answer(asked(gate, path, personal="mask"), LEAD)
    assert (given.source, given.note)[column - 4] == "told by PNC [left out]"


def test_row_48_what_is_typed_here_is_to_be_taken_out_or_explained(review: Review) -> None:
    typed = build_review(PACK, review.head, {**TYPED, "costs.lead": f"J Hughes, {PNC}"})
    (finding,) = (f for f in find_all(PACK, typed) if f.rule == "personal")
    assert (finding.level, finding.address, PNC in finding.found) == (Level.EXPLAIN, LEAD, False)
    (offered,) = suggestions(Answers(PACK, typed), finding)
    assert offered.typed == "J Hughes, PNC [left out]"


def test_row_48_it_is_left_out_of_what_is_written_for_others(
    workspace: Workspace, path: Path, tmp_path: Path
) -> None:
    put(path, "costs.lead", 3, f"J Hughes, {PNC}")
    put(path, "costs.other", 3, f"lots, {PNC}")
    (outcome,) = take(workspace, path, costs={"personal": "yes"})
    assert outcome.outcome is Outcome.IMPORTED
    assert PNC in str(workspace.review("r1").cells[LEAD].answer.value)  # kept as it was answered
    review, report = workspace.review("r1"), workspace.import_report("r1")
    assert report
    for ending in ("xlsx", "txt"):
        documents.write_import_report(PACK, review, report, tmp_path / f"report.{ending}")
    with zipfile.ZipFile(tmp_path / "report.xlsx") as book:
        told = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
    told += (tmp_path / "report.txt").read_text()
    assert ("2003/12345X" in told, "[left out]" in told) == (False, True)
    words = printable(f"J Hughes, {PNC}")
    assert words == "J Hughes, PNC [left out]"


def test_row_49_a_folder_of_copies_is_sorted_out_by_ids(
    workspace: Workspace, path: Path, tmp_path: Path, review: Review
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "costs.xlsx").write_bytes(path.read_bytes())
    (folder / "costs final v2 (1).xlsx").write_bytes(path.read_bytes())
    newer = replace(review, head=replace(review.head, revision=2), cells={LEAD: review.cells[LEAD]})
    write(PACK, newer, folder / "costs v3.xlsx", FileKind.CANDIDATE)
    (folder / "page.xlsx").write_text("<html></html>")
    outcomes = {o.file: o.outcome.value for o in take(workspace, *work.find_workbooks([folder]))}
    assert sorted(outcomes.values()) == ["already there", "imported", "refused", "replaced"]
    assert workspace.review("r1").head.revision == 2


def test_row_50_a_file_whose_import_breaks_leaves_nothing(
    workspace: Workspace, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_given: object) -> int:
        raise OSError

    monkeypatch.setattr("bvreview.store.submissions.write_submission", breaks)
    with pytest.raises(DiskError):
        take(workspace, path)
    assert (workspace.reviews(), workspace.submissions()) == ((), ())
    monkeypatch.undo()
    assert take(workspace, path)[0].outcome is Outcome.IMPORTED
