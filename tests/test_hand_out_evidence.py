"""Evidence that a colleague adds to a hand-out comes back: from Excel, and from the application."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from factories.review_files import edited
from hand_out_kit import BASIS, FTE, Room, a_room, come, fill_in
from store_kit import FRAMEWORK, LEAD, OTHER, open_workspace

from bvreview import work
from bvreview.review.changes import evidence_change, link_change
from bvreview.review.evidence import Evidence, KeptFile
from bvreview.review.exchange.difference import Why
from bvreview.review.exchange.sent import Sent, encode_sent
from bvreview.review.exchange.submission import FileReading, Outcome
from bvreview.store.checksums import sha256

SHEET = "Evidence for answers"
KEPT = b"cost centre;pounds\n4711;90000\n"
LEDGER = Evidence("e1", "Ledger", "GL 12/09", file=KeptFile(sha256(KEPT), "ledger.csv", len(KEPT)))
LETTER = Evidence("e2", "A letter", "L 1", date(2010, 4, 1), "B")
SCANNED = bytes(range(256)) * 400  # more than one cell of text
SCAN = KeptFile(sha256(SCANNED), "letter.pdf", len(SCANNED))
Row = dict[str, Any]
COLUMNS = ("key", "title", "reference", "date", "reliability", "note", "place", "supports")


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with a_room(tmp_path) as opened:
        yield opened


@pytest.fixture
def listed(room: Room) -> Room:
    """Evidence with a copy of its file stands behind the lead."""
    put = evidence_change(room.review, "e1", None, LEDGER)
    link = link_change(room.review, LEAD, "e1", on=True)
    room.workspace.apply([put, link], "Evidence", files=[KEPT])
    room.give("costs", "ledger")
    return room


def write_evidence(path: Path, number: str = "", **said: Any) -> None:
    """Fill the line of some evidence in, or the first spare one."""
    with edited(path) as workbook:
        sheet: Any = workbook[SHEET]
        rows = [row for row in sheet.iter_rows() if str(row[0].value).startswith('["evidence"')]
        items = [r for r in rows if ',"",' in r[0].value]
        row = next(r for r in items if (number and f'"{number}"' in r[0].value) or not (number or r[1].value))
        for name, value in said.items():
            row[COLUMNS.index(name)].value = value


def cell_of(path: Path, key: str, sheet: str = "Costs") -> str:
    with edited(path) as workbook:
        return next(f"C{row[0].row}" for row in workbook[sheet].iter_rows() if row[0].value == key)


def titles(room: Room) -> dict[Any, list[str]]:
    now = room.now()
    return {address: [now.evidence[n].title for n in numbers] for address, numbers in now.links.items()}


def test_what_is_added_in_excel_is_previewed_and_taken_with_the_rest_in_one_step(room: Room) -> None:
    room.give("costs", "ledger")
    costs, basis = cell_of(room.path, "costs.other"), cell_of(room.path, "ledger.basis", "Ledger")
    fill_in(room.path, {"costs.other": 250})
    said: Row = {"title": "A letter", "reference": "L 1", "date": "1 April 2010", "reliability": "B"}
    supports = f"Costs {cell_of(room.path, 'costs.lead')}, ${costs[0]}${costs[1:]}; 'Ledger'!{basis}"
    write_evidence(room.path, **said, place="S:/letter.pdf", supports=supports)
    before = room.now()
    found = room.take_all()
    assert list(found) == ["Other", "A letter"]
    letter = found["A letter"]
    assert (letter.why, letter.section, letter.sent, letter.here) == (Why.NEW, "Evidence", "", "")
    assert letter.there == (
        "A letter, L 1, 1 April 2010, B, S:/letter.pdf; supports Costs: Lead, Costs: Other, Ledger: Basis"
    )
    assert titles(room) == {a: ["A letter"] for a in (LEAD, OTHER, BASIS)}
    (taken,) = room.now().evidence.values()
    assert replace(taken, id="e2", place="") == replace(LETTER, shared=True), "it supports a shared answer"
    assert come(room.workspace, room.path).outcome is Outcome.ALREADY_THERE
    room.workspace.undo(room.review)
    assert (room.now().evidence, room.now().links) == ({}, {})
    assert room.now().cells == before.cells
    assert set(room.look_through()[1]) == {"Other", "A letter"}
    assert room.workspace.verify().is_whole


def test_a_line_of_ones_own_and_another_link_come_back(listed: Room) -> None:
    with edited(listed.path) as workbook:
        sheet = workbook[SHEET]
        row = sheet.max_row + 1
        for column, value in ((2, "Minutes"), (8, "Costs: Lead (C9), costs Z99")):
            sheet.cell(row, column).value = value
    write_evidence(listed.path, "e1", supports=f"Costs {cell_of(listed.path, 'costs.other')}")
    came, found = listed.look_through()
    assert {label: d.why for label, d in found.items()} == {"Ledger": Why.NEW, "Minutes": Why.NEW}
    rules = [f.rule for f in came.reading.findings]
    assert rules.count("file.evidence_place") == 1, "a cell that holds no answer is named"
    listed.workspace.take_back(came, tuple(found.values()))
    assert titles(listed)[OTHER] == ["Ledger"]
    assert listed.now().evidence["e1"] == LEDGER
    assert (found["Ledger"].here, found["Ledger"].there) == ("", "supports Costs: Other")
    assert come(listed.workspace, listed.path).outcome is Outcome.ALREADY_THERE


def test_a_change_keeps_the_copy_and_what_both_changed_is_asked_about(listed: Room) -> None:
    later = replace(LEDGER, note="Checked")
    listed.workspace.apply([evidence_change(listed.review, "e1", LEDGER, later)], "Note")
    write_evidence(listed.path, "e1", title="Ledger extract")
    (only,) = listed.look_through()[1].values()
    assert only.why is Why.NEW, "the title there, the note here"
    assert (only.here, only.there) == ("Title: Ledger", "Title: Ledger extract")
    write_evidence(listed.path, "e1", note="Not checked")
    (both,) = listed.look_through()[1].values()
    assert (both.why, "Checked" in both.here, "Not checked" in both.there) == (Why.BOTH, True, True)
    listed.take_all()
    taken = listed.now().evidence["e1"]
    assert taken == replace(LEDGER, title="Ledger extract", note="Not checked")
    assert listed.workspace.submission_file(LEDGER.file.digest if LEDGER.file else "") == KEPT


def test_what_was_taken_out_in_it_is_asked_about(listed: Room) -> None:
    write_evidence(listed.path, "e1", title=None)
    came, found = listed.look_through()
    (gone,) = found.values()
    assert (gone.why, gone.there) == (Why.EMPTIED, "")
    listed.workspace.take_back(came, [])
    assert titles(listed) == {LEAD: ["Ledger"]}
    assert come(listed.workspace, listed.path).outcome is Outcome.ALREADY_THERE
    listed.workspace.undo(listed.review)
    listed.take_all()
    assert (listed.now().evidence, listed.now().links) == ({}, {})
    assert listed.workspace.verify().is_whole


def test_a_link_that_was_taken_out_is_asked_about(listed: Room) -> None:
    with edited(listed.path) as workbook:
        use = next(
            r for r in workbook[SHEET].iter_rows() if str(r[0].value) == '["evidence","e1","costs.lead"]'
        )
        use[7].value = None
    (gone,) = listed.take_all().values()
    assert (gone.why, gone.here) == (Why.EMPTIED, "supports Costs: Lead")
    assert (titles(listed), list(listed.now().evidence)) == ({}, ["e1"])


def test_of_a_line_that_was_taken_out_its_link_is_not_asked_about_too(listed: Room) -> None:
    listed.workspace.apply([link_change(listed.review, FTE, "e1", on=True)], "Evidence")
    listed.give("costs")
    with edited(listed.path) as workbook:
        for sheet, key in (("Costs", "costs.staff:a"), (SHEET, '["evidence","e1","costs.staff:a.fte"]')):
            line = next(row for row in workbook[sheet].iter_rows() if row[0].value == key)
            workbook[sheet].delete_rows(int(line[0].row or 0))
    assert [d.why for d in listed.look_through()[1].values()] == [Why.LINE_GONE]


def test_without_its_sheet_nothing_of_it_is_taken_out(listed: Room) -> None:
    with edited(listed.path) as workbook:
        del workbook[SHEET]
    assert listed.look_through()[1] == {}


def test_what_was_taken_off_the_list_here_stays_off(listed: Room) -> None:
    off = [
        link_change(listed.review, LEAD, "e1", on=False),
        evidence_change(listed.review, "e1", LEDGER, None),
    ]
    listed.workspace.apply(off, "Off the list")
    assert listed.look_through()[1] == {}
    write_evidence(listed.path, "e1", title="Ledger extract")
    (both,) = listed.take_all().values()
    assert both.why is Why.BOTH
    assert titles(listed) == {LEAD: ["Ledger extract"]}


def test_the_colleague_adds_it_in_the_application(listed: Room, tmp_path: Path) -> None:
    review, back = listed.review, tmp_path / "back.xlsx"
    with open_workspace(tmp_path / "theirs.bvr") as theirs:
        assert come(theirs, listed.path).outcome is Outcome.IMPORTED
        ((__, handed),) = theirs.outgoing(review)
        held = theirs.review(review).evidence["e1"]
        assert (held.file, held.place) == (None, "ledger.csv (a copy stays with the sender)")
        loose, letter = Evidence("e3", "A talk"), replace(LETTER, file=SCAN)
        theirs.apply(
            [
                evidence_change(review, "e1", held, replace(held, note="Seen")),
                evidence_change(review, "e2", None, letter),
                link_change(review, FTE, "e2", on=True),
                evidence_change(review, "e3", None, loose),
            ],
            "Evidence",
            files=[SCANNED],
        )
        copies, sent = theirs.copies_of(review), theirs.sent_in(handed)
        work.write_hand_out(FRAMEWORK, theirs.review(review), handed, back, sent, copies=copies)
    found = listed.take_all(back)
    assert {label: d.why for label, d in found.items()} == dict.fromkeys(
        ("A letter", "A talk", "Ledger"), Why.NEW
    )
    assert found["A letter"].there.endswith("letter.pdf, with a copy; supports Costs: Librarian, FTE")
    now = listed.now()
    assert now.evidence == {"e1": replace(LEDGER, note="Seen"), "e2": letter, "e3": loose}
    assert now.links == {LEAD: ("e1",), FTE: ("e2",)}
    assert listed.workspace.submission_file(SCAN.digest) == SCANNED
    assert listed.workspace.verify().is_whole
    assert come(listed.workspace, back).outcome is Outcome.ALREADY_THERE


def test_a_damaged_copy_is_named_and_not_kept(room: Room) -> None:
    put = evidence_change(room.review, "e2", None, replace(LETTER, file=SCAN))
    link = link_change(room.review, LEAD, "e2", on=True)
    room.workspace.apply([put, link], "Evidence", files=[SCANNED])
    outgoing, copies = room.give("costs"), room.workspace.copies_of(room.review)
    sent = encode_sent(Sent({}, {}, {}))
    work.write_hand_out(FRAMEWORK, room.now(), outgoing, room.path, sent, copies=copies)
    whole = work.read_file(FRAMEWORK, room.path)
    assert isinstance(whole, FileReading)
    assert (whole.copies, whole.review.evidence["e2"].file) == ({SCAN.digest: SCANNED}, SCAN)
    with edited(room.path) as workbook:
        sheet: Any = workbook["Copies of files"]
        assert sheet.sheet_state == "hidden"
        line = next(row for row in sheet.iter_rows() if str(row[0].value).startswith('["file"'))
        line[1].value = f"AAAA{line[1].value[4:]}"
    reading = work.read_file(FRAMEWORK, room.path)
    assert isinstance(reading, FileReading)
    assert [f.found for f in reading.findings if f.rule == "file.copy_damaged"] == ["letter.pdf"]
    assert (reading.copies, reading.review.evidence["e2"].file) == ({}, None)


def test_evidence_for_a_line_that_is_not_taken_is_not_linked_to_it(room: Room) -> None:
    room.give()
    with edited(room.path) as workbook:
        rows = {str(row[0].value): row for row in workbook["Costs"].iter_rows() if row[0].value}
        spare = next(row for key, row in rows.items() if key.startswith("costs.staff:+"))
        spare[1].value = "Archivist"
    write_evidence(room.path, title="Contract", supports=f"B{spare[0].row}")
    came, found = room.look_through()
    assert "Archivist" in found["Contract"].there
    room.workspace.take_back(came, [found["Contract"]])
    assert (list(room.now().links), len(room.now().evidence)) == ([], 1)
