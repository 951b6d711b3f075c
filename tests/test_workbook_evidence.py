"""Evidence travels in a workbook with the answers that it supports, and without the copies of files."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest
from factories.hostile_texts import HOSTILE_TEXTS
from factories.review_files import random_review, read, write
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from small_pack import PACK, small_head
from store_kit import FRAMEWORK, begin, fill, open_workspace

from bvreview import work
from bvreview.review.cells import Address
from bvreview.review.changes import ChangeKind, evidence_change, link_change
from bvreview.review.dates import EARLIEST
from bvreview.review.evidence import Evidence, KeptFile, sent_place
from bvreview.review.exchange.submission import FileKind, Outcome
from bvreview.review.model import Review
from bvreview.review.values import normalise_text
from bvreview.workbook.evidence_sheet import SUPPORTS
from bvreview.workbook.gate.gate import Gate
from bvreview.workspace import Workspace

LEAD = Address("costs", "", "lead")
KEPT = KeptFile("0" * 64, "ledger.csv", 12)
MINUTES = Evidence("e1", "Board minutes", "B 12/09", date(2010, 3, 4), "B", "Item 4", None, "S:/2010/03.pdf")
LEDGER = Evidence("e2", "Ledger", file=KEPT)
TEXTS = st.text(st.characters(codec="utf-8"), max_size=60).map(normalise_text)
PIECES = st.builds(
    Evidence,
    st.sampled_from(["a1", "b2", "c3"]),
    TEXTS.filter(bool),
    TEXTS,
    st.none() | st.dates(EARLIEST, date(2100, 1, 1)),
    st.sampled_from(["", "A", "D"]),
    TEXTS,
    st.none() | st.just(KEPT),
    TEXTS,
)


def sent(evidence: Evidence) -> Evidence:
    """What a workbook makes of it."""
    return replace(evidence, file=None, shared=False, place=sent_place(evidence))


@settings(max_examples=25)
@given(st.lists(PIECES, max_size=3, unique_by=lambda e: e.id), st.integers(0, 10**6), st.randoms())
def test_evidence_comes_back_with_what_it_supports(
    gate: Gate, tmp_path_factory: pytest.TempPathFactory, pieces: list[Evidence], seed: int, pick: Random
) -> None:
    review = random_review(PACK, small_head(), seed, 0.5)
    addresses = sorted(review.cells)
    links = {
        a: tuple(e.id for e in pieces if pick.random() < 0.4) for a in addresses if not _is_worked_out(a)
    }
    links = {a: numbers for a, numbers in links.items() if numbers}
    review = replace(review, evidence={e.id: e for e in pieces}, links=links)
    path = write(PACK, review, tmp_path_factory.mktemp("e") / "e.xlsx")
    found = read(PACK, gate, path)
    assert found.review.evidence == {e.id: sent(e) for e in pieces}
    assert {a: set(n) for a, n in found.review.links.items()} == {a: set(n) for a, n in links.items()}
    assert not [f for f in found.findings if f.rule in ("file.extra_sheet", "file.changed")]


def _is_worked_out(address: Address) -> bool:
    from bvreview.review.answers import locate

    place = locate(PACK, address)
    return place is None or bool(place[2].formula)


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_hostile_words_stay_words(gate: Gate, tmp_path: Path, text: str) -> None:
    title = normalise_text(text)
    evidence = Evidence("e1", title, title, None, "", title)
    review = Review(small_head(), evidence={"e1": evidence}, links={LEAD: ("e1",)})
    path = write(PACK, review, tmp_path / "h.xlsx")
    assert read(PACK, gate, path).review.evidence == ({"e1": evidence} if title else {})
    sheet = load_workbook(path)["Evidence for answers"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


def test_it_leads_to_the_answers_and_says_where_the_copy_is(gate: Gate, tmp_path: Path) -> None:
    review = Review(
        small_head(),
        evidence={"e1": MINUTES, "e2": LEDGER},
        links={LEAD: ("e1", "e2"), Address("x", "", "y"): ("e1",)},
    )
    path = write(PACK, review, tmp_path / "l.xlsx")
    sheet = load_workbook(path)["Evidence for answers"]
    words = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert "ledger.csv (a copy stays with the sender)" in words
    assert "4 March 2010" in words
    linked = [row[SUPPORTS - 1] for row in sheet.iter_rows() if row[SUPPORTS - 1].hyperlink]
    assert [str(cell.value).split(" (")[0] for cell in linked] == ["Costs: Lead", "Costs: Lead"]
    assert read(PACK, gate, path).review.links == {LEAD: ("e1", "e2")}


def test_without_evidence_there_is_no_sheet(tmp_path: Path) -> None:
    path = write(PACK, Review(small_head()), tmp_path / "n.xlsx", FileKind.TEMPLATE)
    assert "Evidence for answers" not in load_workbook(path).sheetnames


def test_damaged_keys_and_words_are_left_out(gate: Gate, tmp_path: Path) -> None:
    review = Review(small_head(), evidence={"e1": MINUTES, "e2": LEDGER}, links={LEAD: ("e1",)})
    path = write(PACK, review, tmp_path / "d.xlsx")
    book = load_workbook(path)
    sheet = book["Evidence for answers"]
    keys = {str(row[0].value)[:15]: row for row in sheet.iter_rows() if row[0].value}
    keys['["evidence","e2'][1].value = None
    lines = [row for row in sheet.iter_rows() if str(row[0].value).startswith('["evidence","e1","",')]
    lines[0][3].value = "last spring"
    last = sheet.max_row
    for n, key in enumerate(
        ('["evidence"', '["evidence","",""]', '["evidence","e9","costs.lead"]', "[" * 3000), 1
    ):
        sheet.cell(last + n, 1).value = key
    book.save(path)
    found = read(PACK, gate, path).review
    assert found.evidence == {"e1": replace(sent(MINUTES), date=None)}
    assert found.links == {LEAD: ("e1",)}


def _own_with(workspace: Workspace, *evidence: Evidence) -> str:
    """A review written here, with evidence for its lead."""
    own = begin(workspace)
    fill(workspace, own)
    put = [evidence_change(own, e.id, None, e) for e in evidence]
    workspace.apply([*put, link_change(own, LEAD, evidence[0].id, on=True)], "Evidence")
    return own


def _retitled(path: Path, number: str, title: str) -> None:
    book = load_workbook(path)
    sheet = book["Evidence for answers"]
    row = next(r for r in sheet.iter_rows() if str(r[0].value).startswith(f'["evidence","{number}","",'))
    row[1].value = title
    book.save(path)


def test_what_a_colleague_changes_of_the_evidence_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "own.xlsx"
    with open_workspace(tmp_path / "own.bvr") as workspace:
        own = _own_with(workspace, MINUTES, replace(LEDGER, file=None, place="S:/ledger.csv"))
        write(FRAMEWORK, workspace.review(own), path, FileKind.CANDIDATE)
        later = replace(MINUTES, note="Item 5")
        workspace.apply([evidence_change(own, "e1", MINUTES, later)], "Note")
        _retitled(path, "e2", "Ledger of 2010")
        (came,) = workspace.import_files([path], read_many=work.read_files)
        assert came.outcome is Outcome.REPLACED, came.reason
        found = workspace.review(own).evidence
        assert (found["e2"].title, found["e2"].place) == ("Ledger of 2010", "S:/ledger.csv")
        assert found["e1"] == later, "what the file did not change stays as it is here"
        (again,) = workspace.import_files([path], read_many=work.read_files)
        assert again.outcome is Outcome.ALREADY_THERE
        workspace.undo(own)
        assert workspace.review(own).evidence["e2"].title == "Ledger"


def test_what_was_taken_away_here_does_not_come_back_with_a_file(tmp_path: Path) -> None:
    path = tmp_path / "own.xlsx"
    with open_workspace(tmp_path / "own.bvr") as workspace:
        own = _own_with(workspace, MINUTES, replace(LEDGER, file=None))
        write(FRAMEWORK, workspace.review(own), path, FileKind.CANDIDATE)
        gone = workspace.review(own).evidence["e2"]
        workspace.apply([evidence_change(own, "e2", gone, None)], "Taken away")
        (came,) = workspace.import_files([path], read_many=work.read_files)
        assert came.outcome is Outcome.ALREADY_THERE
        assert set(workspace.review(own).evidence) == {"e1"}


def test_evidence_that_was_changed_on_both_sides_is_asked_about(tmp_path: Path) -> None:
    path = tmp_path / "own.xlsx"
    with open_workspace(tmp_path / "own.bvr") as workspace:
        own = _own_with(workspace, MINUTES)
        write(FRAMEWORK, workspace.review(own), path, FileKind.CANDIDATE)
        _retitled(path, "e1", "Minutes of the board")
        later = replace(MINUTES, note="Item 5")
        workspace.apply([evidence_change(own, "e1", MINUTES, later)], "Note")
        (came,) = workspace.import_files([path], read_many=work.read_files)
        assert (came.outcome, [q.id for q in came.questions]) == (Outcome.QUESTION, ["changed_here_too"])
        assert '"Board minutes"' in came.reason
        (came,) = workspace.import_files([path], read_many=work.read_files, accepted=[path])
        assert workspace.review(own).evidence["e1"].title == "Minutes of the board"


def test_evidence_that_is_new_in_a_file_comes_with_the_answers_that_it_supports(tmp_path: Path) -> None:
    path = tmp_path / "own.xlsx"
    with open_workspace(tmp_path / "own.bvr") as workspace:
        own = _own_with(workspace, MINUTES)
        there = workspace.review(own)
        more = replace(MINUTES, id="e9", title="A letter")
        links = {**there.links, LEAD: ("e1", "e9")}
        write(
            FRAMEWORK,
            replace(there, evidence={**there.evidence, "e9": more}, links=links),
            path,
            FileKind.CANDIDATE,
        )
        (came,) = workspace.import_files([path], read_many=work.read_files)
        assert came.outcome is Outcome.REPLACED, came.reason
        assert workspace.review(own).evidence["e9"] == more
        assert workspace.review(own).links[LEAD] == ("e1", "e9")


def test_the_director_gets_it_with_the_submission_and_the_next_one_takes_its_place(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with open_workspace(tmp_path / "trust.bvr") as trust:
        own = begin(trust)
        fill(trust, own)
        review = replace(trust.review(own), evidence={"e1": MINUTES}, links={LEAD: ("e1",)})
    with open_workspace(tmp_path / "region.bvr") as region:
        write(FRAMEWORK, review, path)
        (came,) = region.import_files([path], read_many=work.read_files)
        assert came.outcome is Outcome.IMPORTED
        assert region.review(own).evidence == {"e1": MINUTES}
        assert region.review(own).links == {LEAD: ("e1",)}
        head = replace(review.head, revision=2)
        changed = replace(review, head=head, evidence={"e2": replace(MINUTES, id="e2")}, links={})
        write(FRAMEWORK, changed, path)
        (came,) = region.import_files([path], read_many=work.read_files, accepted=[path])
        assert came.outcome in (Outcome.REPLACED, Outcome.IMPORTED), came.reason
        assert set(region.review(own).evidence) == {"e2"}
        assert region.review(own).links == {}
        kinds = [e.change.kind for e in region.history(own, limit=50)]
        assert (kinds.count(ChangeKind.EVIDENCE), kinds.count(ChangeKind.LINK)) == (2, 1)
        assert region.verify().is_whole
