"""Changes and steps in words; suggestions that really put a finding right; standings in five words."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from small_pack import PACK, small_head

from bvreview.framework.loader import default_framework
from bvreview.framework.sections import Field, Kind
from bvreview.framework.terms import Item
from bvreview.review.answers import Answers
from bvreview.review.assignments import Assignment
from bvreview.review.cells import Address, Answer, Cell, State, parse_address
from bvreview.review.changes import (
    Change,
    ChangeKind,
    assignment_change,
    cell_change,
    explanation_change,
)
from bvreview.review.exchange.suggestions import _readings, suggestions
from bvreview.review.model import ExplanationKey, Review, ReviewHead
from bvreview.review.periods import FinancialYear
from bvreview.review.progress import Progress, SectionProgress, progress_of_all, progress_word
from bvreview.review.retelling import name_step, tell
from bvreview.review.rules import find_in

GRADE, FTE, LEAD = (
    Address("costs", "staff:a", "grade"),
    Address("costs", "staff:a", "fte"),
    Address("costs", "", "lead"),
)
FULL = small_head()
REVIEW = Review(FULL, {GRADE: Cell(GRADE, Answer("Librarian"))}, {"costs.staff": ("a", "b", "c")})
ANSWERS = Answers(PACK, REVIEW)


def cell(address: Address, old: Answer | None, new: Answer | None) -> Change:
    return cell_change("r1", address, old, new)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (cell(LEAD, None, Answer("Ann")), "Lead: blank \u2192 Ann"),
        (cell(FTE, Answer(Decimal(1)), Answer(Decimal("1.5"))), "Librarian: FTE: 1 \u2192 1.5"),
        (
            cell(LEAD, Answer("Ann"), Answer(state=State.NOT_COLLECTED)),
            "Lead: Ann \u2192 not collected",
        ),
        (
            cell(LEAD, Answer("Ann"), Answer("Ann", note="asked twice", source="minutes")),
            "Lead: no source, no note \u2192 source: minutes; note: asked twice",
        ),
        (
            Change(ChangeKind.HEAD, "r1", field="content", new="2a1d44c7c4da" + 52 * "0"),
            "Fingerprint of the content: none \u2192 2a1d44c7c4da\u2026",
        ),
        (
            Change(ChangeKind.ROW, "r1", "costs", "staff:a", old="0", new="2"),
            "Staff, Librarian: line 1 \u2192 line 3",
        ),
        (Change(ChangeKind.ROW, "r1", "costs", "staff:x", old="1"), "Staff: line 2 \u2192 not there"),
        (
            explanation_change("r1", ExplanationKey("rise", "costs", "", "lead"), None, ("1", "New.")),
            "Explanation: Lead: none \u2192 New.",
        ),
        (
            Change(ChangeKind.HEAD, "r1", field="path", old="light", new="full"),
            "Path: light review \u2192 full review",
        ),
        (
            Change(ChangeKind.HEAD, "r1", field="status", old="draft", new="submitted"),
            "Status: draft \u2192 submitted",
        ),
        (
            assignment_change("r1", "costs", None, Assignment("Ann")),
            "Owner and due date: nobody \u2192 Ann",
        ),
    ],
)
def test_a_change_says_where_from_what_and_to_what(change: Change, words: str) -> None:
    assert tell(ANSWERS, change).words == words


def row(key: str, old: str | None, new: str | None) -> Change:
    return Change(ChangeKind.ROW, "r1", "costs", f"staff:{key}", old=old, new=new)


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ([cell(LEAD, None, Answer("x"))], "Lead"),
        ([cell(FTE, None, Answer(Decimal(1)))], "Librarian: FTE"),
        ([cell(GRADE, None, Answer("x")), cell(FTE, None, Answer(Decimal(1)))], "Staff, 2 answers"),
        (
            [row("d", None, "3"), cell(GRADE, None, Answer("x")), cell(FTE, None, Answer(Decimal(1)))],
            "Staff, 2 answers, 1 line added",
        ),
        ([cell(GRADE, Answer("x"), None), row("a", "0", None)], "Staff, 1 line removed"),
        ([row("a", "0", "2"), row("b", "1", "0")], "Staff, 2 lines moved"),
    ],
)
def test_a_step_has_a_name(changes: list[Change], name: str) -> None:
    assert name_step(ANSWERS, changes) == name


# suggestions


LIST = (Item(id="po", label="Probation officer"), Item(id="spo", label="Senior probation officer"))


@pytest.mark.parametrize(
    ("kind", "raw", "typed"),
    [
        (Kind.NUMBER, "4,2", ["4.2", "42"]),
        (Kind.MONEY, "\u00a34.5k", ["4500"]),
        (Kind.NUMBER, "1.2m", ["1200000"]),
        (Kind.NUMBER, "12 ?", ["12"]),
        (Kind.INTEGER, "4.6", ["5"]),
        (Kind.NUMBER, "12 or 14", []),
        (Kind.NUMBER, "many", []),
        (Kind.DATE, "12/05/10", ["12/05/2010"]),
        (Kind.DATE, "soon", []),
        (Kind.YES_NO, "Yes, mostly", ["yes"]),
        (Kind.YES_NO, "yesterday", []),
        (Kind.CHOICE, "probation oficer", ["Probation officer", "Senior probation officer"]),
        (Kind.CHOICE, "zebra", []),
        (Kind.TEXT, "4,2", []),
    ],
)
def test_only_what_was_typed_is_suggested(kind: Kind, raw: str, typed: list[str]) -> None:
    field = Field(id="x", label="X", kind=kind, places=2)
    assert list(_readings(field, raw, LIST)) == typed


def real_review(answers: dict[str, str], service: str = "") -> Answers:
    framework = default_framework()
    head = ReviewHead(
        "r", "DBS", service or framework.services[0].id, FinancialYear(2009), FULL.path, framework.id, "1"
    )
    cells = {}
    for address, text in answers.items():
        place = parse_address(address)
        number = Answer(Decimal(text)) if text.isdigit() else Answer(state=State.PENDING, raw=text)
        cells[place] = Cell(place, number)
    return Answers(framework, Review(head, cells))


def test_a_rule_that_asks_for_one_value_offers_it_and_it_puts_right() -> None:
    row_id = default_framework().services[0].measures[0].id
    at = f"measures.results:{row_id}"
    quarters = {f"{at}.q{n}_numerator": "10" for n in (1, 2, 3, 4)}
    answers = real_review({**quarters, f"{at}.numerator": "45", f"{at}.denominator": "90"})
    (finding,) = (f for f in find_in(answers) if f.rule == "quarters_numerator")
    (suggestion,) = suggestions(answers, finding)
    assert (suggestion.typed, suggestion.words) == ("40", "Use 40")
    cells = {**answers.review.cells, finding.address: Cell(finding.address, Answer(Decimal(40)))}
    after = Answers(answers.framework, replace(answers.review, cells=cells))
    assert not [f for f in find_in(after) if f.rule == "quarters_numerator"]


def test_last_years_figure_is_no_suggestion() -> None:
    at = "ledger.services:programmes"
    answers = real_review({f"{at}.direct": "2000000", f"{at}.last_year": "1000000"})
    found = [f for f in find_in(answers) if f.rule == "service_cost_change"]
    assert found
    assert all(suggestions(answers, f) == () for f in found)


# standings


def standing(
    required: int, answered: int, entered: int, findings: int, *, looked: bool = False
) -> SectionProgress:
    return SectionProgress("s", "collect", "S", required, answered, entered, findings, looked)


def test_five_standings_have_five_words() -> None:
    sections = {
        Progress.NOT_STARTED: standing(3, 0, 0, 0),
        Progress.LOOKED_AT: standing(3, 0, 0, 0, looked=True),
        Progress.INCOMPLETE: standing(3, 1, 1, 1),
        Progress.PUT_RIGHT: standing(3, 3, 3, 2),
        Progress.DONE: standing(3, 3, 3, 0),
    }
    assert {p: s.progress for p, s in sections.items()} == {p: p for p in Progress}
    assert len({progress_word(p) for p in Progress}) == 5
    assert len({s.words for s in sections.values()}) == 5
    assert all(progress_word(p) in s.read_out for p, s in sections.items())


@pytest.mark.parametrize(
    ("sections", "together"),
    [
        ([standing(3, 0, 0, 0), standing(3, 0, 0, 0)], Progress.NOT_STARTED),
        ([standing(3, 0, 0, 0, looked=True), standing(3, 0, 0, 0)], Progress.LOOKED_AT),
        ([standing(3, 3, 3, 0), standing(3, 0, 0, 0)], Progress.INCOMPLETE),
        ([standing(3, 3, 3, 0), standing(3, 3, 3, 1)], Progress.PUT_RIGHT),
        ([standing(3, 3, 3, 0), standing(0, 0, 0, 0)], Progress.DONE),
        ([], Progress.NOT_STARTED),
    ],
)
def test_a_stage_stands_as_its_sections_do(sections: list[SectionProgress], together: Progress) -> None:
    assert progress_of_all(sections) is together
