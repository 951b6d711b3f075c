"""Evidence travels in a workbook with the answers that it supports, and without the copies of files."""

from __future__ import annotations

from collections.abc import Iterator
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
from bvreview.review.changes import ChangeKind
from bvreview.review.dates import EARLIEST
from bvreview.review.evidence import Evidence, KeptFile
from bvreview.review.model import Review
from bvreview.review.submission import FileKind, Outcome
from bvreview.review.values import normalise_text
from bvreview.workbook.evidence_sheet import SUPPORTS, sent_place
from bvreview.workbook.gate.gate import Gate

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


@pytest.fixture(scope="module")
def gate() -> Iterator[Gate]:
    with Gate() as opened:
        yield opened


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
    keys = {row[0].value: row for row in sheet.iter_rows() if row[0].value}
    keys['["evidence","e2"]'][1].value = None
    keys['["evidence","e1"]'][3].value = "last spring"
    last = sheet.max_row
    for n, key in enumerate(
        ('["evidence"', '["evidence","",""]', '["evidence","e9","costs.lead"]', "[" * 3000), 1
    ):
        sheet.cell(last + n, 1).value = key
    book.save(path)
    found = read(PACK, gate, path).review
    assert found.evidence == {"e1": replace(sent(MINUTES), date=None)}
    assert found.links == {LEAD: ("e1",)}


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
