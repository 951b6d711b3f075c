"""Formulas, rules, explanations, changes and digests over a small pack."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_pack import OUTPUTS, PACK, small_head

from bvreview.framework.expressions import Expression, ExpressionError
from bvreview.framework.loader import default_framework
from bvreview.framework.rules import Level
from bvreview.framework.sections import Field, Part, Section
from bvreview.framework.terms import Asked, Path
from bvreview.review import answers as answers_module
from bvreview.review.answers import Answers
from bvreview.review.cells import Address, Answer, State, Value, parse_address
from bvreview.review.changes import cell_change, chain_hash, decode_answer, encode_answer, inverse
from bvreview.review.context import Column
from bvreview.review.digests import content_digest, short_digest
from bvreview.review.examples import build_review
from bvreview.review.findings import Verdict, verdict_of
from bvreview.review.model import Explanation, Review
from bvreview.review.periods import FinancialYear, PeriodError
from bvreview.review.progress import Progress, required_addresses, section_progress
from bvreview.review.rules import find_all

TYPED = {
    "costs.lead": "Ann",
    "costs.staff:a.grade": "Librarian",
    "costs.staff:a.fte": "1.5",
    "costs.staff:a.salary": "20,000",
    "costs.staff:b.grade": "Porter",
    "costs.staff:b.fte": "2",
    "costs.staff:b.salary": "15,000.25",
    "costs.outputs:loans.q1": "1000",
    "costs.outputs:loans.q2": "500",
    "costs.outputs:loans.last": "1400",
}


def review() -> Review:
    return build_review(PACK, small_head(), TYPED)


def worth(source: str, of: Review | None = None) -> object:
    section = PACK.section("costs")
    assert section
    return Answers(PACK, of or review()).evaluate(Expression(source), section, section.parts[0])


def test_worked_out_cells_follow_what_was_entered() -> None:
    answers = Answers(PACK, review())
    assert answers.figure(parse_address("costs.staff:a.cost")) == Decimal(30000)
    assert answers.figure(parse_address("costs.whole")) == Decimal("60000.50")
    assert answers.figure(parse_address("costs.each_loan")) == Decimal("60000.50") / 1500


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("sum(costs.staff.fte)", Decimal("3.5")),
        ("sum_where(costs.staff.fte, costs.staff.grade, 'Porter')", Decimal(2)),
        ("count(costs.staff.fte)", Decimal(2)),
        ("count_where(costs.staff.grade, 'Porter')", Decimal(1)),
        ("distinct(costs.staff.grade)", Decimal(2)),
        ("rows(costs.staff)", Decimal(2)),
        ("cell(costs.outputs.last, 'loans')", Decimal(1400)),
        ("cell(costs.outputs.last, 'visits')", None),
        ("other", None),
        ("number(other) + 1", Decimal(1)),
        ("other + 1", None),
        ("total(other, other)", None),
        ("total(other, 2, 3)", Decimal(5)),
        ("1 / 0", None),
        ("blank(other) and not given(other)", True),
        ("other > 1 or 2 > 1", True),
        ("other > 1 and 2 > 1", None),
        ("length(lead)", Decimal(3)),
        ("contains(lead, 'nn')", True),
        ("days(year_start, year_end)", Decimal(364)),
        ("either(1 < 2 < 3, 'a', 'b')", "a"),
        ("path == 'full' and unit == 'loans'", True),
        ("round(max(1, 2.345), 2)", Decimal("2.35")),
        ("min(3, 2) - abs(-1)", Decimal(1)),
    ],
)
def test_the_language_of_the_pack(source: str, value: object) -> None:
    assert worth(source) == value


def test_a_column_is_added_up_by_another_once_for_all_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    added_up: list[int] = []

    def add_up(column: Column, keys: Column) -> dict[Value, Decimal]:
        added_up.append(len(column))
        return sums_by(column, keys)

    sums_by = answers_module._sums_by
    monkeypatch.setattr(answers_module, "_sums_by", add_up)
    answers, section = Answers(PACK, review()), PACK.section("costs")
    assert section
    expression = Expression("sum_where(costs.staff.fte, costs.staff.grade, grade)")
    worth = [answers.evaluate(expression, section, section.parts[1], key) for key in ("a", "b", "none")]
    assert (worth, added_up) == ([Decimal("1.5"), Decimal(2), None], [2])


def test_a_share_by_floor_area_is_the_published_one() -> None:
    """1,520 by FTE 0.35, 1.45 and 0.95 of 5: 106, 441 and 289 (full cost recovery example, ACEVO)."""
    shares = [worth(f"round(share(1520, {fte}, 5), 0)") for fte in ("0.35", "1.45", "0.95")]
    assert shares == [106, 441, 289]


@pytest.mark.parametrize(
    "source",
    [
        "__import__('os')",
        "a.b.c.d",
        "[1]",
        "lambda: 1",
        "sum()",
        "x[0]",
        "1 if 2 else 3",
        "(",
        "f(1)",
        "b'x'",
    ],
)
def test_the_language_has_nothing_else(source: str) -> None:
    with pytest.raises(ExpressionError):
        _ = Expression(source).tree


def test_required_unreadable_and_out_of_range_are_found_in_screen_order() -> None:
    typed = {"costs.staff:a.grade": "Librarian", "costs.staff:a.fte": "4,2", "costs.other": "-1"}
    found = find_all(PACK, build_review(PACK, small_head(), typed))
    assert [(f.rule, str(f.address), f.level) for f in found] == [
        ("required", "costs.lead", Level.STOP),
        ("range", "costs.other", Level.STOP),
        ("unreadable", "costs.staff:a.fte", Level.STOP),
        ("required", "costs.staff:a.salary", Level.STOP),
        ("required", "costs.outputs:loans.q1", Level.STOP),
    ]
    assert found[2].message == '"4,2" could be 4.2 or 42. Give the number with a point.'
    assert found[3].message == "Librarian: Salary is not answered."


@pytest.mark.parametrize(
    ("grade", "name"),
    [("Senior  probation officer", "Senior probation officer: FTE"), ("", "Line 1: FTE")],
)
def test_a_line_is_called_as_it_was_typed_and_never_by_its_quality(grade: str, name: str) -> None:
    pack = default_framework()
    at = "costs.staff:a"
    typed = {f"{at}.fte": "many", f"{at}.quality": "A: counted, and checked"}
    head = dataclasses.replace(small_head(), service="community-payback")
    review = build_review(pack, head, typed | ({f"{at}.grade": grade} if grade else {}))
    assert name in {finding.label for finding in find_all(pack, review)}


def test_a_finding_is_told_without_marks_that_turn_it_round_and_says_that_they_are_there() -> None:
    typed = {"costs.staff:a.grade": "\u202eLibrarian", "costs.staff:a.fte": "\u202e1,5x"}
    found = [f for f in find_all(PACK, build_review(PACK, small_head(), typed)) if f.address.part == "staff"]
    assert not any("\u202e" in f.message + f.label for f in found)
    unreadable = next(f for f in found if f.rule == "unreadable")
    assert unreadable.found == "\u202e1,5x"
    assert "marks that turn the direction" in unreadable.put_right


def test_the_light_path_asks_less() -> None:
    full = required_addresses(PACK, "loans", Path.FULL)
    light = required_addresses(PACK, "loans", Path.LIGHT)
    assert set(full) - set(light) == {Address("costs", "outputs:loans", "q1")}
    assert len(light) == 4


def test_a_state_answers_a_required_question_and_stays_out_of_sums() -> None:
    told = build_review(PACK, small_head(), TYPED | {"costs.staff:b.salary": "not collected"})
    assert find_all(PACK, told) == ()
    assert Answers(PACK, told).figure(parse_address("costs.whole")) == Decimal(30000)


def test_an_explanation_lives_while_the_value_stands_and_goes_stale_when_it_moves() -> None:
    typed = TYPED | {"costs.outputs:loans.last": "1,000"}
    before = build_review(PACK, small_head(), typed)
    (finding,) = find_all(PACK, before)
    assert (finding.message, finding.found) == ("Loans: 1,500 against 1,000 last year.", "1,500")
    assert verdict_of([finding]) is Verdict.PUT_RIGHT

    told = {finding.key: Explanation(finding.key, finding.found, "A second branch opened.")}
    (explained,) = find_all(PACK, dataclasses.replace(before, explanations=told))
    assert verdict_of([explained]) is Verdict.READY

    moved = build_review(PACK, small_head(), typed | {"costs.outputs:loans.q2": "600"})
    (stale,) = find_all(PACK, dataclasses.replace(moved, explanations=told))
    assert stale.explanation is None
    assert stale.stale is not None
    assert verdict_of([stale]) is Verdict.PUT_RIGHT


def test_progress_tells_not_started_incomplete_and_done_apart() -> None:
    def progress(of: Review) -> Progress:
        return section_progress(Answers(PACK, of), find_all(PACK, of))[0].progress

    assert progress(Review(small_head())) is Progress.NOT_STARTED
    assert progress(build_review(PACK, small_head(), {"costs.lead": "Ann"})) is Progress.INCOMPLETE
    assert progress(review()) is Progress.DONE
    unreadable = build_review(PACK, small_head(), TYPED | {"costs.staff:a.fte": "tbc"})
    assert progress(unreadable) is Progress.INCOMPLETE
    wrong = build_review(PACK, small_head(), TYPED | {"costs.other": "-1"})
    assert progress(wrong) is Progress.PUT_RIGHT


answers = st.builds(
    Answer,
    st.one_of(st.none(), st.text(min_size=1)),
    st.sampled_from(State),
    source=st.text(),
    note=st.text(),
    raw=st.text(),
)


@given(answers)
def test_an_answer_comes_back_from_its_canonical_text(answer: Answer) -> None:
    form = PACK.sections[0].form_field("lead")
    assert form
    assert decode_answer(form, encode_answer(answer)) == answer


@given(answers, answers)
def test_undo_is_the_change_the_other_way_round(old: Answer, new: Answer) -> None:
    change = cell_change("r1", Address("costs", "", "lead"), old, new)
    assert inverse([change, change])[0].new == change.old
    assert inverse(inverse([change])) == (change,)


def test_the_chain_changes_with_every_part_of_an_entry() -> None:
    change = cell_change("r1", Address("costs", "", "lead"), None, Answer("Ann"))
    hashes = {
        chain_hash("", change, "ann", "t"),
        chain_hash("x", change, "ann", "t"),
        chain_hash("", change.inverse(), "ann", "t"),
        chain_hash("", change, "bob", "t"),
        chain_hash("", change, "ann", "u"),
    }
    assert len(hashes) == 5


def test_the_content_digest_is_of_the_content_and_not_of_who_or_when() -> None:
    first = review()
    signed = dataclasses.replace(first, head=dataclasses.replace(first.head, revision=3, signed_by="Ann"))
    assert content_digest(first) == content_digest(signed)
    other = build_review(PACK, small_head(), TYPED | {"costs.lead": "Bob"})
    assert content_digest(first) != content_digest(other)
    assert short_digest("9f31c0a277be00") == "9f31 c0a2 77be"


@pytest.mark.parametrize("text", ["2009-10", "2009/10", "2009-2010", " 2009 to 2010 ", "2009\u201310"])
def test_financial_years_as_people_write_them(text: str) -> None:
    assert FinancialYear.parse(text) == FinancialYear(2009)


@pytest.mark.parametrize("text", ["2009", "2009-11", "09-10", "", "1999-2001"])
def test_other_texts_are_no_financial_year(text: str) -> None:
    with pytest.raises(PeriodError, match="is not a financial year"):
        FinancialYear.parse(text)


def test_the_year_of_the_millennium() -> None:
    assert FinancialYear.parse("1999-00").id == "1999-00"
    assert FinancialYear(2009).label == "2009 to 2010"
    assert FinancialYear(2009).before().id == "2008-09"


def test_a_section_of_which_the_path_asks_nothing_is_not_shown() -> None:
    part = msgspec.structs.replace(OUTPUTS, asked=Asked.FULL)
    extra = Section(id="more", title="More", stage="collect", parts=(part,))
    pack = msgspec.structs.replace(PACK, sections=(*PACK.sections, extra))
    shown = {path: [s.id for s in Answers(pack, Review(small_head(path))).sections()] for path in Path}
    assert shown == {Path.LIGHT: ["costs"], Path.FULL: ["costs", "more"]}


def test_a_section_that_needs_nothing_is_optional() -> None:
    part = Part(id="head", title="Head", fields=(Field(id="note", label="Note"),))
    pack = msgspec.structs.replace(
        PACK, sections=(Section(id="more", title="More", stage="collect", parts=(part,)),), rules=()
    )
    (section,) = section_progress(Answers(pack, Review(small_head())), [])
    assert section.words == "optional"
