"""A small pack with a shared section, workspaces made quickly, and files as the reader would hand them in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import msgspec
from msgspec import structs
from small_pack import PACK, small_head

from bvreview.framework.descriptors import Framework
from bvreview.framework.organisations import Organisation
from bvreview.framework.sections import Field, Kind, Part, Scope, Section
from bvreview.framework.services import Direction
from bvreview.review.cells import Address, Answer, Cell
from bvreview.review.compared.benchmarks import BenchmarkSet
from bvreview.review.compared.standing import Observation, Topic
from bvreview.review.exchange.questions import take_it
from bvreview.review.exchange.submission import FileIdentity, FileKind, FileReading, FileRefusal
from bvreview.review.model import Explanation, Review, ReviewHead
from bvreview.review.periods import FinancialYear
from bvreview.review.rules import find_all
from bvreview.settings import Person
from bvreview.store.checksums import sha256
from bvreview.workspace import Workspace

YEAR = FinancialYear(2009)
ANN = Person("Ann Other", "Finance")
LEDGER = Section(
    id="ledger",
    title="Ledger",
    stage="collect",
    scope=Scope.ORGANISATION_YEAR,
    parts=(
        Part(
            id="all",
            title="All services",
            fields=(
                Field(id="budget", label="Budget", kind=Kind.MONEY),
                Field(id="basis", label="Basis", kind=Kind.LONG_TEXT),
            ),
        ),
    ),
)
FRAMEWORK: Framework = msgspec.structs.replace(
    PACK,
    sections=(*PACK.sections, LEDGER),
    services=(*PACK.services, msgspec.structs.replace(PACK.services[0], id="reading-rooms", name="Rooms")),
    organisations=(
        *PACK.organisations,
        Organisation(id="bryn", name="Bryn", kind="library", region="north"),
        Organisation(id="cwm", name="Cwm", kind="library", region="north", last_year="2008-09"),
    ),
)
LEAD = Address("costs", "", "lead")
OTHER = Address("costs", "", "other")
BUDGET = Address("ledger", "", "budget")
COMPLETE = {
    LEAD: Answer("Bob Porter"),
    Address("costs", "staff:a", "grade"): Answer("Librarian"),
    Address("costs", "staff:a", "fte"): Answer(Decimal("1.5")),
    Address("costs", "staff:a", "salary"): Answer(Decimal(20000)),
    Address("costs", "outputs:loans", "q1"): Answer(Decimal(1000)),
    Address("costs", "outputs:loans", "q2"): Answer(Decimal(500)),
    Address("costs", "outputs:loans", "last"): Answer(Decimal(1000)),
    BUDGET: Answer(Decimal(90000)),
}
VISITS = BenchmarkSet(
    "visits",
    Topic("visits", "Visits", "%", Direction.UP, "people", "2009-10", "illustrative"),
    "proportion",
    (
        Observation(
            "aber", Decimal(3), Decimal("12.5"), None, Decimal("0.8"), marks=("estimate", "provisional")
        ),
        Observation("bryn", state="not collected"),
        Observation("aber", value=Decimal("1204.50")),
    ),
    True,
    (("Total", "a sum"),),
)


def open_workspace(path: Path, *, create: bool = True) -> Workspace:
    return Workspace.open(path, person=ANN, framework=FRAMEWORK, create=create)


def begin(workspace: Workspace, service: str = "loans", organisation: str = "aber") -> str:
    return workspace.create_review(organisation, service, YEAR, small_head().path).id


def fill(workspace: Workspace, review_id: str) -> None:
    """Answer everything that is asked, an unexplained rise included."""
    workspace.add_row(review_id, "costs", "staff", key="a")
    for address, answer in COMPLETE.items():
        workspace.answer(review_id, address, answer)


Answered = dict[Address, Answer]


def sent(
    organisation: str = "aber", revision: int = 1, answers: Answered | None = None, **head: object
) -> Review:
    """A review as a file brings it; each organisation's budget differs."""
    about: ReviewHead = replace(
        small_head(),
        id=f"l-{organisation}-2009-10-{organisation[:2]}22",
        organisation=organisation,
        revision=revision,
        **head,  # type: ignore[arg-type]
    )
    given = {**COMPLETE, BUDGET: Answer(Decimal(len(organisation) * 1000 + ord(organisation[0])))}
    given |= answers or {}
    cells = {address: Cell(address, answer) for address, answer in given.items()}
    return Review(about, cells, {"costs.staff": ("a",)})


def explained(review: Review, text: str = "A new branch.") -> Review:
    """The review with its rise explained."""
    (rise,) = (f for f in find_all(FRAMEWORK, review) if f.rule == "rise")
    return replace(review, explanations={rise.key: Explanation(rise.key, rise.found, text)})


def reading(review: Review, name: str = "", question: str = "") -> FileReading:
    """What the reader makes of the review's file."""
    identity = FileIdentity(FileKind.SUBMISSION, 1, "1.0", review.head)
    findings = tuple(structs.replace(f, sheet="Costs", cell="B2") for f in find_all(FRAMEWORK, review))
    file = name or f"{review.head.organisation}.xlsx"
    asked = (take_it("asked", question),) if question else ()
    return FileReading(file, identity, review, findings, sha256(b""), asked)


Parcel = FileReading | FileRefusal
ReadMany = Callable[
    [Framework, Sequence[Path], Callable[[], bool]], Iterator[tuple[Path, bytes, FileReading | FileRefusal]]
]


def reader(*parcels: Parcel) -> tuple[list[Path], ReadMany]:
    """Paths, and a reader that finds these in them; the bytes are the file's name."""
    paths = [Path(p.file) for p in parcels]

    def read_many(
        framework: Framework, wanted: Sequence[Path], cancelled: Callable[[], bool]
    ) -> Iterator[tuple[Path, bytes, Parcel]]:
        for path, parcel in zip(wanted, parcels, strict=True):
            yield path, str(path).encode(), parcel

    return paths, read_many


def plain(review: Review) -> tuple[object, ...]:
    """What a review says, without who wrote it when."""
    cells = {address: cell.answer for address, cell in review.cells.items()}
    explanations = {key: (e.found, e.text) for key, e in review.explanations.items()}
    return review.head, cells, dict(review.rows), explanations
