"""What the plan says of a review: chapters with content, sums that close, codes that lead back."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from factories.plan_review import plan_review, region_observations
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from bvreview.analysis.comparison import compare_proportion
from bvreview.charts.spec import FunnelSpec
from bvreview.framework.loader import default_framework
from bvreview.framework.report_checks import find_part, report_problems
from bvreview.framework.report_map import ActionMap, ReportMap
from bvreview.framework.services import Direction
from bvreview.report.actions import ActionPages
from bvreview.report.document import (
    Chapter,
    Chart,
    Figures,
    Heading,
    Note,
    PlanDocument,
    Row,
    Table,
    texts_of,
)
from bvreview.report.evidence import MOST
from bvreview.report.said import NOTHING
from bvreview.report.story import PlanInput, tell_plan
from bvreview.review.answers import Answers
from bvreview.review.cells import Address, Answer, Cell, State, parse_address
from bvreview.review.codes import address_of, code_of
from bvreview.review.compared.standing import PeerGroup, Topic
from bvreview.review.evidence import Evidence
from bvreview.review.findings import Finding
from bvreview.review.model import Explanation, Review
from bvreview.review.rules import find_all

FRAMEWORK = default_framework()
WHOLE = plan_review(FRAMEWORK)
DAY = date(2010, 5, 12)


def told(review: Review = WHOLE, findings: tuple[Finding, ...] = ()) -> PlanDocument:
    return tell_plan(PlanInput(FRAMEWORK, review, DAY, findings))


def chapter(document: PlanDocument, name: str) -> Chapter | None:
    return next((c for c in document.chapters if c.id == name), None)


def table(document: PlanDocument, name: str) -> Table:
    found = chapter(document, name)
    assert found
    return next(block for block in found.blocks if isinstance(block, Table))


def amount(text: str) -> Decimal | None:
    return None if text in (NOTHING, "") else Decimal(re.sub("[£,]", "", text.replace("\u2212", "-")))


def money(row: Row, first: int) -> list[Decimal | None]:
    return [amount(cell.plain) for cell in row.cells[first:]]


def summed(rows: list[list[Decimal | None]]) -> list[Decimal | None]:
    columns = [[a for a in column if a is not None] for column in zip(*rows, strict=True)]
    return [sum(column, Decimal(0)) if column else None for column in columns]


def with_cells(review: Review, cells: dict[Address, Answer]) -> Review:
    return replace(review, cells={**review.cells, **{a: Cell(a, answer) for a, answer in cells.items()}})


def roles() -> ActionMap:
    assert FRAMEWORK.report
    assert FRAMEWORK.report.actions
    return FRAMEWORK.report.actions


def test_printed_actions_add_up_to_the_printed_total() -> None:
    rows = table(told(), "actions").rows
    actions = [money(row, 4) for row in rows if row.kind == "plain"]
    gross, overlap, total = ([amount(c.plain) for c in row.cells[4:]] for row in rows if row.kind == "total")
    assert len(actions) == 8
    assert summed(actions) == gross
    assert overlap[0] is None
    assert total == [gross[0], *summed([gross, overlap])[1:]]


def test_printed_benefits_add_up_by_year_and_together() -> None:
    rows = {row.cells[0].plain: money(row, 1) for row in table(told(), "benefits").rows}
    kinds = [figures for label, figures in rows.items() if not label.startswith(("Benefit", "Less one"))]
    assert summed(kinds) == rows["Benefit of the plan"]
    assert rows["Benefit of the plan"][-1] == sum(a or 0 for a in rows["Benefit of the plan"][:-1])
    last = rows["Benefit of the plan"][-1], rows["Less one-off cost"][-1]
    assert rows["Benefit less one-off cost"][-1] == sum(a or 0 for a in last)


def test_the_plans_sums_are_the_packs_own() -> None:
    answers = Answers(FRAMEWORK, WHOLE)
    sums = ActionPages(answers, roles(), None).sums
    assert [year.net for year in sums.years] == [
        answers.figure(parse_address(f"benefits.net_{n}")) for n in (1, 2, 3)
    ]
    assert sums.net == answers.figure(parse_address("benefits.net"))


PENNIES = st.none() | st.decimals(-1_000_000, 1_000_000, places=2)


@given(st.lists(st.tuples(*[PENNIES] * 4, *[st.none() | st.decimals(0, 1000, places=2)] * 3), max_size=6))
def test_sums_close_whatever_is_entered(rows: list[tuple[Decimal | None, ...]]) -> None:
    names = (roles().one_off, *roles().benefits, *roles().overlaps)
    keys = tuple(f"r{n}" for n in range(len(rows)))
    cells = {
        Address("actions", f"actions:{key}", name): Answer(value)
        for key, row in zip(keys, rows, strict=True)
        for name, value in zip(names, row, strict=True)
        if value is not None
    }
    review = with_cells(Review(WHOLE.head, rows={"actions.actions": keys}), cells)
    found = chapter(told(review), "actions")
    if not found:
        assert not cells
        return
    printed = table(told(review), "actions").rows
    actions = [money(row, 4) for row in printed if row.kind == "plain"]
    closing = [money(row, 4) for row in printed if row.kind == "total"]
    assert summed(actions) == closing[0]
    if len(closing) == 3:
        gross, overlap, total = closing
        for whole, less, net in zip(gross[1:], overlap[1:], total[1:], strict=True):
            assert net == (None if whole is None else whole + (less or 0))


def test_no_chapter_is_empty() -> None:
    for review in (WHOLE, Review(WHOLE.head)):
        for found in told(review).chapters:
            assert any(not isinstance(block, Heading) for block in found.blocks)
            assert all(not isinstance(block, Table) or block.rows for block in found.blocks)


def test_an_empty_review_has_no_actions_money_risks_or_figures() -> None:
    document = told(Review(WHOLE.head))
    assert {c.id for c in document.chapters} == {"methods", "sign_off"}
    assert not any(isinstance(block, Figures) for block in document.front)


def test_a_figure_that_was_not_collected_is_no_figure() -> None:
    staff = Address("actions", "actions:r1", "benefit_1")
    document = told(with_cells(WHOLE, {staff: Answer(state=State.NOT_COLLECTED)}))
    first = table(document, "actions").rows[0]
    assert first.cells[5].plain == NOTHING


def test_explained_and_open_findings_stand_apart() -> None:
    findings = find_all(FRAMEWORK, WHOLE)
    explainable = next(f for f in findings if f.level == "explain")
    text = "The store burnt in November."
    explanation = Explanation(explainable.key, explainable.found, text)
    review = replace(WHOLE, explanations={explainable.key: explanation})
    found = chapter(told(review, find_all(FRAMEWORK, review)), "findings")
    assert found
    open_rows, explained = (block.rows for block in found.blocks if isinstance(block, Table))
    assert [row.cells[2].plain for row in explained] == [text]
    assert explainable.message not in [row.cells[2].plain for row in open_rows]


def test_many_findings_of_one_rule_share_a_line_and_name_every_place() -> None:
    findings = find_all(FRAMEWORK, Review(WHOLE.head))
    document = told(Review(WHOLE.head), findings)
    rows = table(document, "findings").rows
    missing = [f.label for f in findings if f.rule == "required"]
    assert len(rows) < len(missing) / 3
    words = " ".join(row.cells[2].plain for row in rows)
    assert all(label in words for label in missing)


def test_approvals_say_what_needs_them() -> None:
    rows = {row.cells[0].plain: row.cells[1].plain for row in table(told(), "needed").rows}
    assert rows["FF2 pooled budgets (Treasury)"] == (
        "Share the Ilkeston and Sleaford workshops with Lincolnshire"
    )


def test_every_code_leads_back_to_its_place() -> None:
    answers = Answers(FRAMEWORK, WHOLE)
    for address in WHOLE.cells:
        assert address_of(answers, code_of(answers, address)) == address


@pytest.mark.parametrize("code", ["", "C", "C-0", "C-999", "ZZ-1", "M-3", "M-3.99", "C-59.1", "C-59."])
def test_a_code_that_stands_for_nothing_leads_nowhere(code: str) -> None:
    assert address_of(Answers(FRAMEWORK, WHOLE), code) is None


def test_no_text_of_the_document_is_a_value_of_the_program() -> None:
    words = " ".join(texts_of(told(findings=find_all(FRAMEWORK, WHOLE))))
    assert not re.search(r"None(?! of)|Decimal\(|\{\w*\}|<\w+ object", words)


def test_mistakes_in_the_map_are_named() -> None:
    report = ReportMap(
        ask_title="",
        asked="plan.nothing",
        codes={"costs": "c", "nowhere": "X", "plan": "X"},
        actions=structs.replace(roles(), owner="nobody"),
    )
    wrong = structs.replace(FRAMEWORK, report=report)
    sentences = [str(p) for p in report_problems(wrong, lambda address: address != "plan.nothing")]
    assert [s.partition(": ")[0] for s in sentences] == [
        "report.toml, asked",
        "report.toml, actions",
        "report.toml, codes.costs",
        "report.toml, codes",
        "report.toml, codes",
    ]


def test_the_pack_prints_only_what_it_asks() -> None:
    assert FRAMEWORK.report
    assert find_part(FRAMEWORK, roles().part)
    assert set(FRAMEWORK.report.codes) == {section.id for section in FRAMEWORK.sections}


def test_what_stands_alone_is_not_compared() -> None:
    topic = Topic("completed", "Requirements completed", "%", Direction.UP)
    alone = compare_proportion(topic, region_observations("Derbyshire")[:1], PeerGroup("East Midlands"))
    document = tell_plan(PlanInput(FRAMEWORK, WHOLE, DAY, (), (alone,)))
    row = table(document, "standing").rows[0]
    assert [cell.plain for cell in row.cells[1:]] == ["70.7%", "67 to 74", "", "nothing to compare with", ""]
    standing = chapter(document, "standing")
    assert standing
    assert not any(isinstance(block, Chart) for block in standing.blocks)


def test_the_own_figure_stands_beside_the_others_in_words_and_charts() -> None:
    topic = Topic("completed", "Requirements completed", "%", Direction.UP)
    group = PeerGroup("East Midlands")
    comparison = compare_proportion(topic, region_observations("Derbyshire"), group)
    document = tell_plan(PlanInput(FRAMEWORK, WHOLE, DAY, (), (comparison,)))
    row = table(document, "standing").rows[0]
    assert [cell.plain for cell in row.cells[3:]] == ["77.7%", "clearly worse", "5 of 5"]
    figures = next(block for block in document.front if isinstance(block, Figures)).figures
    assert "95% interval 67 to 74: clearly worse (East Midlands)" in figures[1].label
    standing = chapter(document, "standing")
    assert standing
    charts = [block.spec for block in standing.blocks if isinstance(block, Chart)]
    funnels = [spec for spec in charts if isinstance(spec, FunnelSpec)]
    assert [p.label for spec in funnels for p in spec.points if p.role == "own"] == ["Derbyshire"]


def test_the_annex_lists_what_supports_an_answer_and_only_that() -> None:
    pieces = [
        Evidence("e1", "Board minutes", "Item 7", date(2010, 2, 3), "B"),
        Evidence("e2", "A ledger <b>extract</b>"),
        Evidence("e3", "Not linked"),
    ]
    first, second = list(WHOLE.cells)[:2]
    links = {first: ("e1", "e2"), second: ("e1", "gone")}
    document = told(replace(WHOLE, evidence={e.id: e for e in pieces}, links=links))
    assert document.chapters[-1].title == "Annex: evidence"
    assert [[text.plain for text in row.cells] for row in table(document, "evidence").rows] == [
        ["A ledger <b>extract</b>", NOTHING, NOTHING, NOTHING],
        ["Board minutes", "Item 7", "3\u00a0February\u00a02010", "B: an internal record, checked"],
    ]
    assert chapter(told(replace(WHOLE, evidence={"e3": pieces[2]})), "evidence") is None


def test_a_long_annex_says_what_it_leaves_to_the_workbook() -> None:
    pieces = {f"e{n}": Evidence(f"e{n}", f"Document {n:03}") for n in range(MOST + 2)}
    document = told(replace(WHOLE, evidence=pieces, links={next(iter(WHOLE.cells)): tuple(pieces)}))
    assert len(table(document, "evidence").rows) == MOST
    found = chapter(document, "evidence")
    assert found
    assert found.blocks[-1] == Note("2 more pieces of evidence stand in the workbook of the review.")
