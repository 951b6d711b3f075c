"""Local measures that are no shares: rates and averages."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from factories.review_files import answers_of, found, read, write
from local_kit import FIGURES, PACK, TYPED, head, review
from openpyxl import load_workbook

from bvreview.report.remarks import method_blocks
from bvreview.review.answers import Answers
from bvreview.review.cells import Address
from bvreview.review.compared.figures import compared_measures
from bvreview.review.examples import build_review
from bvreview.review.local import local_measures
from bvreview.workbook.gate.gate import Gate

RATES = {
    "local.measures:a.label": "Absences",
    "local.measures:a.kind": "Rate",
    "local.measures:a.numerator": "Absences without reason",
    "local.measures:a.per": "100",
    "local.measures:a.denominator": "orders",
    "local.measures:a.direction": "Lower is better",
    "local.measures:h.label": "Hours a placement",
    "local.measures:h.kind": "Average",
    "local.measures:h.numerator": "Hours worked",
    "local.measures:h.denominator": "placements",
    "local.measures:h.direction": "Higher is better",
}
RATE_FIGURES = {
    "measures.rates:local-a.numerator": "312",
    "measures.rates:local-a.denominator": "240",
    "measures.rates:local-a.target": "120",
    "measures.rates:local-a.last_numerator": "298",
    "measures.rates:local-a.last_denominator": "250",
    "measures.rates:local-h.numerator": "4,510",
    "measures.rates:local-h.denominator": "82",
}


def test_the_plan_says_for_each_how_many_a_rate_is_told() -> None:
    told = str(list(method_blocks(Answers(PACK, review(RATES)), ())))
    assert ", for each 100 of " in told


def test_a_local_rate_and_an_average_are_asked_apart_from_shares_and_worked_out_as_such() -> None:
    """312 absences over 240 orders are 130 for each 100: more than one each, which no share can be."""
    answers = Answers(PACK, build_review(PACK, head(), {**TYPED, **FIGURES, **RATES, **RATE_FIGURES}))
    section = PACK.section("measures")
    assert section
    rows = {part.id: answers.row_keys(section, part) for part in answers.parts(section)}
    assert rows["rates"] == ("local-a", "local-h")
    assert "local-m1" in rows["results"]
    assert not {"local-a", "local-h"} & set(rows["results"])
    rate, hours = (
        {
            name: answers.figure(Address("measures", f"rates:{row}", name))
            for name in ("value", "gap", "last_value")
        }
        for row in rows["rates"]
    )
    assert rate == {"value": Decimal(130), "gap": Decimal(10), "last_value": Decimal("119.2")}
    assert hours == {"value": Decimal(55), "gap": None, "last_value": None}
    words = {m.label: m.words for m in local_measures(PACK, answers.review)}
    assert words["Absences (local)"] == "Absences without reason, for each 100 of orders"
    assert words["Hours a placement (local)"] == "Hours worked, divided by placements"


def test_only_shares_are_compared_and_a_part_without_a_line_is_not_there() -> None:
    with_rates, without = (build_review(PACK, head(), typed) for typed in ({**TYPED, **RATES}, TYPED))
    compared = {m.id for m in compared_measures(PACK, "community-payback", [with_rates])}
    assert "local-m1" in compared
    assert not {"local-a", "local-h"} & compared
    section = PACK.section("measures")
    assert section
    assert "rates" not in {part.id for part in Answers(PACK, without).parts(section)}


@pytest.mark.parametrize("per", ["", "0", "not collected", "some"])
def test_a_rate_for_each_of_nothing_is_told_for_each_one(per: str) -> None:
    typed = {**RATES, **RATE_FIGURES, "local.measures:a.per": per}
    answers = Answers(PACK, build_review(PACK, head(), typed))
    assert answers.figure(Address("measures", "rates:local-a", "value")) == Decimal("1.3")


def test_rates_travel_in_the_workbook_with_formulas_that_give_the_same(gate: Gate, tmp_path: Path) -> None:
    review = build_review(PACK, head(), {**RATES, **RATE_FIGURES})
    path = write(PACK, review, tmp_path / "rates.xlsx")
    came = read(PACK, gate, path)
    assert answers_of(came.review) == answers_of(review)
    assert not found(came, "file.result_differs")
    sheet = load_workbook(path)["Measures"]
    (row,) = [r for r in sheet.iter_rows() if r[0].value == "measures.rates:local-a"]
    assert "100*" in str([cell.value for cell in row])
