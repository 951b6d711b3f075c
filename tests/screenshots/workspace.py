"""The workspace in the pictures: the sample region as it came in, but for one area, still a draft."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

from msgspec import structs

from bvreview import work
from bvreview.framework.descriptors import Framework
from bvreview.framework.loader import default_framework
from bvreview.framework.terms import Path as Depth
from bvreview.resources import sample_path
from bvreview.review.assignments import Assignment
from bvreview.review.cells import Cell
from bvreview.review.changes import (
    Change,
    ChangeKind,
    cell_change,
    evidence_change,
    link_change,
    subject_of,
)
from bvreview.review.evidence import Evidence, KeptFile
from bvreview.review.exchange.handing import part_of
from bvreview.review.exchange.held import name_in
from bvreview.review.exchange.outgoing import hand_out, return_out
from bvreview.review.exchange.sent import encode_sent, sent_of
from bvreview.review.model import Review, ReviewHead
from bvreview.review.periods import FinancialYear
from bvreview.settings import Person
from bvreview.store.backup import Reason
from bvreview.store.checksums import sha256
from bvreview.workspace import Workspace
from samples.reviews import sample_review

PERSON: Final = Person("Jo Bloggs", "Finance lead")
AREA: Final = "derbyshire"
HALF_DONE: Final = ("consultation", "equality", "five_cs", "competition", "agreement")
"""Sections of which the draft has every other answer."""


def make_workspace(path: Path) -> str:
    """Fill a new workspace at ``path``; gives the id of the draft in it."""
    framework = default_framework()
    with Workspace.open(path, person=PERSON, framework=framework) as workspace:
        for published in work.published_sets(framework):
            workspace.save_benchmark_set(published)
        files = [f for f in work.find_workbooks([sample_path("east-midlands")]) if AREA not in f.name]
        workspace.import_files(files, read_many=work.read_files)
        workspace.import_files([sample_path("bad-day") / "everything.xlsx"], read_many=work.read_files)
        draft = _draft(workspace, framework)
        workspace.back_up(Reason.START)
    return draft


def _draft(workspace: Workspace, framework: Framework) -> str:
    sent = sample_review(framework, AREA)
    head = workspace.create_review(sent.head.organisation, sent.head.service, FinancialYear(2009), Depth.FULL)
    given = {a: c for a, c in sent.cells.items() if a.section not in HALF_DONE}
    invented = Change(ChangeKind.HEAD, head.id, field="illustrative", old="no", new="yes")
    workspace.apply([invented], "Its figures are illustrative")
    workspace.apply(tuple(_lines(framework, head, sent)), "Lines of the tables")
    workspace.apply(tuple(_answers(framework, head, given.values())), "Answers of last year's team")
    some = [c for a, c in sent.cells.items() if a.section in HALF_DONE][::2]
    workspace.apply(tuple(_answers(framework, head, some)), "Half the answers")
    _spoil(workspace, head.id)
    _support(workspace, head.id)
    people = {"costs": "Jo Bloggs", "volumes": "Sam Shah", "five_cs": "Kim Price", "actions": "Jo Bloggs"}
    known = {section.id for section in framework.sections}
    owners = {s: Assignment(name, date(2010, 10, 15)) for s, name in people.items() if s in known}
    workspace.assign(head.id, owners)
    _hand_out(workspace, head.id)
    return head.id


def _hand_out(workspace: Workspace, review: str) -> None:
    """Two sections that are out as a workbook, and one that a provider is asked in."""
    framework, by = workspace.framework, (str(PERSON), "2010-09-27T09:00:00+00:00")
    outgoing = hand_out(("consultation", "equality"), "Kim Price", date(2010, 10, 15), by)
    part = part_of(workspace.review(review), outgoing.sections)
    workspace.hand_out(review, outgoing, encode_sent(sent_of(part)))
    asked = framework.returns[0]
    key = workspace.review(review).rows[asked.table][0]
    row, who = f"{asked.table.partition('.')[2]}:{key}", name_in(workspace.review(review), asked, key)
    workspace.send_return(review, return_out(asked.id, row, who, date(2010, 9, 30), by))


def _lines(framework: Framework, head: ReviewHead, sent: Review) -> Iterator[Change]:
    for place, keys in sent.rows.items():
        section, __, part = place.partition(".")
        subject = subject_of(framework, head, section)
        for number, key in enumerate(keys):
            yield Change(ChangeKind.ROW, subject, section, f"{part}:{key}", new=str(number))


def _answers(framework: Framework, head: ReviewHead, cells: Iterable[Cell]) -> Iterator[Change]:
    for cell in cells:
        subject = subject_of(framework, head, cell.address.section)
        yield cell_change(subject, cell.address, None, cell.answer)


def _support(workspace: Workspace, review: str) -> None:
    """Two invented documents behind the first answers of costs, and one that is not linked yet."""
    data = b"An illustrative ledger extract."
    ledger = Evidence(
        *("evidence1", "Ledger extract, month 12", "Cost centre 4410", date(2010, 4, 19), "A"),
        note="Agreed with the finance system on 21 April.",
        file=KeptFile(sha256(data), "ledger-month-12.csv", len(data)),
    )
    board = Evidence(
        "evidence2", "Board minutes", "Item 7", date(2010, 2, 3), "B", place="S:/Board/2010/02.pdf"
    )
    talk = Evidence("evidence3", "Talk with the resident judge", "", date(2010, 5, 12), "C")
    cells = workspace.review(review).cells
    costs = [a for a in cells if a.section == "costs" and isinstance(cells[a].answer.value, Decimal)]
    first = [a for a in costs if not a.row][:1] + [a for a in costs if a.part == "staff"][:2]
    about = [a for a in cells if a.section == "about" and not a.row][:1]
    added = [evidence_change(review, e.id, None, e) for e in (ledger, board, talk)]
    links = [link_change(review, a, ledger.id, on=True) for a in (*first, *about)]
    links += [link_change(review, a, board.id, on=True) for a in (*first[:1], *about)]
    workspace.apply((*added, *links), "Evidence", files=[data])


def _spoil(workspace: Workspace, review: str) -> None:
    """A cost that is ten times too high, as a slip of the finger makes it."""
    cells = workspace.review(review).cells
    address = next(a for a in cells if a.section == "costs" and isinstance(cells[a].answer.value, Decimal))
    answer = cells[address].answer
    assert isinstance(answer.value, Decimal)
    workspace.answer(review, address, structs.replace(answer, value=answer.value * 10))
