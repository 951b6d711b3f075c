"""An explanation is coached: a cause, an amount, most of the difference, its own words; never a lock."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from bvreview import work
from bvreview.framework.loader import default_framework
from bvreview.framework.rules import Level
from bvreview.review.answers import Answers
from bvreview.review.cells import Address
from bvreview.review.coaching import Difference, Lack, amounts, coach, difference_of, hints, weak_explanations
from bvreview.review.examples import build_example
from bvreview.review.exchange.submission import FileReading
from bvreview.review.findings import Finding
from bvreview.review.model import Explanation, ExplanationKey, Review
from bvreview.review.rules import find_all

PACK = default_framework()
assert PACK.coaching
CAUSES = PACK.coaching.causes
OF_45_000 = Difference(Decimal(45_000), "£45,000")


def lacks(text: str, difference: Difference | None = OF_45_000, same_as: str = "") -> set[str]:
    return {hint.lack.value for hint in coach(text, difference, CAUSES, same_as)}


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        # as examples of good and weak explanations in returns go: illustrative
        ("Two new supervisors from July (£31,000) and the pay award (£14,000).", set()),
        ("The increase of £45k is due to agency cover for vacant posts.", set()),
        ("Premises moved from the pool to the service: 0.05 million.", set()),
        ("Because of £3,000 more for hire of vans.", {"most"}),
        ("Costs rose by £45,000.", {"cause"}),
        ("Correct.", {"cause", "amount"}),
        ("Because of the winter of 2009-10.", {"amount"}),
        ("Closed on 31 March 2010 following the audit.", {"amount"}),
    ],
)
def test_an_explanation_lacks(text: str, lacking: set[str]) -> None:
    assert lacks(text) == lacking


def test_what_is_not_a_figure_is_not_asked_for_an_amount() -> None:
    assert lacks("The contract ended and goes on by agreement.", None) == set()


def test_nothing_written_is_not_coached() -> None:
    assert coach("  \n", OF_45_000, CAUSES, "") == ()


def test_the_same_text_elsewhere_is_told_with_its_place() -> None:
    found = coach("As agreed because £45,000", OF_45_000, CAUSES, "Premises: Amount")
    assert [h.lack for h in found] == [Lack.OWN_WORDS]
    assert "Premises: Amount" in found[0].words


def test_without_words_of_the_pack_a_cause_takes_five_words() -> None:
    assert not coach("Two supervisors came in July, £45,000", OF_45_000)
    assert [h.lack for h in coach("Supervisors, £45,000", OF_45_000)] == [Lack.CAUSE]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("£1,234.50 and 12k", [Decimal("1234.50"), Decimal(12_000)]),
        ("1.2 million in 2009/10", [Decimal(1_200_000)]),
        ("12% and 3 per cent", [Decimal(12), Decimal(3)]),
        ("on 3 July, 03/04/2009, in 2008-09", []),
        ("£2,009 of 2009", [Decimal(2009)]),
        ("2 main offices", [Decimal(2)]),
    ],
)
def test_amounts_in_a_text(text: str, values: list[Decimal]) -> None:
    assert [a.value for a in amounts(text)] == values


def explained(text: str, again: str = "") -> tuple[Answers, Finding]:
    rule = next(r for r in PACK.rules if r.id == "full_cost_change")
    review = build_example(PACK, rule.fails)
    finding = next(f for f in find_all(PACK, review) if f.rule == rule.id)
    given = {finding.key: Explanation(finding.key, finding.found, text)}
    if again:
        key = ExplanationKey("no_agreement", "costs", "", "direct")
        given[key] = Explanation(key, "", again)
    review = replace(review, explanations=given)
    return Answers(PACK, review), next(f for f in find_all(PACK, review) if f.rule == rule.id)


def test_what_is_to_be_explained_is_how_far_two_figures_are_apart() -> None:
    answers, finding = explained("x")
    difference = difference_of(answers, finding)
    full, last = (answers.context(None, None).answers.figure(a) for a in (finding.address, _last(finding)))
    assert isinstance(full, Decimal)
    assert isinstance(last, Decimal)
    assert difference
    assert difference.value == abs(full - last)


def _last(finding: Finding) -> Address:
    return finding.address._replace(field="last_full")


def test_two_explanations_in_the_same_words_are_seen_across_case_and_stops() -> None:
    answers, finding = explained("As agreed.", again="as  AGREED")
    assert Lack.OWN_WORDS in {h.lack for h in hints(answers, finding, "As agreed.")}
    assert Lack.OWN_WORDS not in {h.lack for h in hints(answers, finding, "Otherwise agreed.")}


def test_a_weak_explanation_is_a_note_beside_the_explained_finding_and_opens_nothing() -> None:
    answers, finding = explained("Correct.")
    (note,) = weak_explanations(answers, [finding])
    assert note.level is Level.NOTE
    assert not note.is_open
    assert not finding.is_open
    assert note.address == finding.address
    assert "Say what caused it." in note.put_right


def test_every_rule_of_the_pack_that_compares_two_figures_says_how_far_they_are_apart() -> None:
    told = 0
    for rule in PACK.rules:
        if rule.level is Level.EXPLAIN:
            review = build_example(PACK, rule.fails)
            for finding in (f for f in find_all(PACK, review) if f.rule == rule.id):
                difference = difference_of(Answers(PACK, review), finding)
                told += difference is not None
                assert difference is None or (difference.value > 0 and difference.shown)
    assert told >= 20


def test_a_finding_of_no_rule_is_coached_by_its_words_alone() -> None:
    head = build_example(PACK, PACK.rules[0].fails).head
    finding = Finding("gone", Level.EXPLAIN, next(iter(Answers(PACK, Review(head)).addresses())), "", "", "")
    assert {h.lack for h in hints(Answers(PACK, Review(head)), finding, "Yes.")} == {Lack.CAUSE}


def test_a_weak_explanation_in_a_file_is_a_note_for_its_sender_at_the_cell(tmp_path: Path) -> None:
    answers, __ = explained("Correct.")
    work.write_submission(PACK, answers.review, tmp_path / "sent.xlsx", signed=False)
    reading = work.read_file(PACK, tmp_path / "sent.xlsx")
    assert isinstance(reading, FileReading)
    (note,) = [f for f in reading.findings if f.rule == "explanation"]
    assert "Say what caused it." in note.put_right
    assert (note.sheet, note.cell) == next(
        (f.sheet, f.cell) for f in reading.findings if f.rule == "full_cost_change"
    )
