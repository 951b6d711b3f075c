"""A review whose sections go out to a colleague as at the window, are filled in as in Excel, come back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from factories.review_files import edited
from store_kit import FRAMEWORK, begin, fill, open_workspace

from bvreview import work
from bvreview.review.cells import Address, Answer
from bvreview.review.exchange.difference import Difference
from bvreview.review.exchange.outgoing import Outgoing, hand_out
from bvreview.review.exchange.submission import Coming, ImportOutcome, Outcome
from bvreview.review.model import Review
from bvreview.workspace import Workspace

FTE = Address("costs", "staff:a", "fte")
BASIS = Address("ledger", "", "basis")
DUE = date(2010, 5, 12)


class Room(NamedTuple):
    """A workspace with a review that is complete, and where its workbook goes."""

    workspace: Workspace
    review: str
    path: Path

    def now(self) -> Review:
        """The review as it stands."""
        return self.workspace.review(self.review)

    def value(self, address: Address) -> object:
        """What stands in a cell."""
        cell = self.now().cells.get(address)
        return cell.answer.value if cell else None

    def answer(self, address: Address, value: Any) -> None:
        """Type an answer here."""
        self.workspace.answer(self.review, address, Answer(value))

    def known(self) -> Outgoing:
        """What is known of the workbook that went out last."""
        return self.workspace.outgoing(self.review)[-1][1]

    def give(self, *sections: str, name: str = "") -> Outgoing:
        """Hand sections out as the window does."""
        by = (str(self.workspace.person), "2010-05-01T09:00:00+00:00")
        outgoing = hand_out(sections or ("costs",), "Bob Porter", DUE, by)
        path = self.path.with_name(name) if name else self.path
        sent = work.write_hand_out(FRAMEWORK, self.now(), outgoing, path)
        self.workspace.hand_out(self.review, outgoing, sent)
        return outgoing

    def look_through(self, path: Path | None = None) -> tuple[Coming, dict[str, Difference]]:
        """Let the workbook come back, and what it would change, by label."""
        came = coming(self.workspace, path or self.path)
        return came, by_label(self.workspace.look_through(came))

    def take_all(self, path: Path | None = None) -> dict[str, Difference]:
        """Let it come back, and take everything over."""
        came, found = self.look_through(path)
        self.workspace.take_back(came, tuple(found.values()))
        return found


@contextmanager
def a_room(folder: Path) -> Iterator[Room]:
    """A complete review in a workspace of its own."""
    with open_workspace(folder / "here.bvr") as workspace:
        review = begin(workspace)
        fill(workspace, review)
        yield Room(workspace, review, folder / "out.xlsx")


def come(workspace: Workspace, path: Path, *, looks: bool = True) -> ImportOutcome:
    """Let a workbook come in."""
    (outcome,) = workspace.import_files([path], read_many=work.read_files, looks=looks)
    return outcome


def coming(workspace: Workspace, path: Path) -> Coming:
    """Let a workbook come back, to be looked through."""
    outcome = come(workspace, path)
    assert outcome.outcome is Outcome.RETURNED, outcome.reason
    assert outcome.coming
    return outcome.coming


def fill_in(path: Path, answers: dict[str, Any], sheet: str = "Costs") -> None:
    """Write into the cells beside these keys: "costs.lead", or "costs.staff:a" with a column."""
    with edited(path) as workbook:
        ws = workbook[sheet]
        rows = {str(row[0].value): row[0].row for row in ws.iter_rows(max_col=1) if row[0].value}
        for key, value in answers.items():
            name, __, column = key.partition("|")
            ws.cell(rows[name], int(column or 3)).value = value


def by_label(found: tuple[Difference, ...]) -> dict[str, Difference]:
    """Differences by what they are called; none is lost."""
    named = {d.label: d for d in found}
    assert len(named) == len(found)
    return named
