"""What is printed beside the plan: the open points of a review, and how it compares."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from factories.plan_review import plan_review
from pypdf import PdfReader

from bvreview import work
from bvreview.framework.loader import default_framework
from bvreview.report.compared import tell_comparison
from bvreview.report.document import Chart, Figures, Table, texts_of
from bvreview.report.open_points import tell_open_points
from bvreview.report.plan import set_pages, write_plan
from bvreview.report.story import PlanInput, tell_plan
from bvreview.resources import sample_path
from bvreview.review.compared.scope import home_scope
from bvreview.review.exchange.submission import FileReading
from bvreview.review.model import Review
from bvreview.review.rules import find_all

DAY = date(2010, 11, 20)
FRAMEWORK = default_framework()


@pytest.fixture(scope="module")
def region() -> tuple[Review, ...]:
    readings = work.read_files(FRAMEWORK, work.find_workbooks([sample_path("east-midlands")]))
    return tuple(r.review for *__, r in readings if isinstance(r, FileReading))


@pytest.fixture(scope="module")
def compared(region: tuple[Review, ...]) -> PlanInput:
    """The sample's first full review, with all that it is compared with."""
    review = next(r for r in region if r.head.organisation == "DBS")
    sets = work.published_sets(FRAMEWORK)
    comparisons = work.compare(FRAMEWORK, home_scope(FRAMEWORK, review.head), region, sets)
    return PlanInput(FRAMEWORK, review, DAY, find_all(FRAMEWORK, review), comparisons)


def half_done() -> Review:
    """A review with every third answer taken away, so that much is open."""
    whole = plan_review(FRAMEWORK)
    return replace(whole, cells=dict(list(whole.cells.items())[::3]))


def test_the_list_says_how_many_of_each_are_open_and_names_each_section() -> None:
    review = half_done()
    findings = find_all(FRAMEWORK, review)
    document = tell_open_points(PlanInput(FRAMEWORK, review, DAY, findings))
    figures = next(block for block in document.front if isinstance(block, Figures))
    assert sum(int(figure.value) for figure in figures.figures) == sum(f.is_open for f in findings) > 0
    sections = {f.address.section for f in findings if f.is_open}
    assert {chapter.id for chapter in document.chapters} == sections


def test_the_list_has_every_open_finding_and_how_to_put_it_right() -> None:
    review = half_done()
    findings = [f for f in find_all(FRAMEWORK, review) if f.is_open]
    said = "\n".join(texts_of(tell_open_points(PlanInput(FRAMEWORK, review, DAY, findings))))
    assert [f.label for f in findings if any(words not in said for words in f.label.split(": "))] == []
    faults = [f for f in findings if not f.is_unanswered]
    assert [f.put_right for f in faults if f.put_right not in said] == []


def test_lines_that_lack_the_same_answers_are_told_together() -> None:
    empty = replace(plan_review(FRAMEWORK), cells={}, rows={})
    findings = [f for f in find_all(FRAMEWORK, empty) if f.is_open]
    document = tell_open_points(PlanInput(FRAMEWORK, empty, DAY, findings))
    chapter = next(c for c in document.chapters if c.id == "volumes")
    (table,) = (b for b in chapter.blocks if isinstance(b, Table))
    rows = [[text.plain for text in row.cells] for row in table.rows]
    quarters = next(words for where, words in rows if where.startswith("Outputs by quarter: Hours worked; "))
    assert quarters.startswith("Quarter 1; Quarter 2; Quarter 3; Quarter 4")
    assert len(rows) < sum(f.address.section == "volumes" for f in findings) / 4


def test_a_review_without_open_points_says_so(region: tuple[Review, ...]) -> None:
    document = tell_open_points(PlanInput(FRAMEWORK, region[0], DAY, ()))
    assert document.chapters == ()
    assert any("Nothing is open" in text for text in texts_of(document))
    assert document.mark == "Illustrative figures"


def test_every_comparison_with_others_has_its_chart(compared: PlanInput) -> None:
    document = tell_comparison(compared)
    charted = {c.id for c in document.chapters if any(isinstance(b, Chart) for b in c.blocks)}
    organisation = FRAMEWORK.organisation(compared.review.head.organisation)
    assert organisation
    mine = [c for c in compared.comparisons if c.standing_of(organisation.name)]
    assert charted == {c.topic.id for c in mine if len(c.standings) + len(c.backdrop) > 1}
    assert len(charted) >= 5


def test_the_sample_s_plan_has_at_most_twelve_pages_and_says_each_method_once(compared: PlanInput) -> None:
    document = tell_plan(compared)
    assert len(PdfReader(io.BytesIO(set_pages(document))).pages) <= 12
    said = [text for text in texts_of(document) if "rank ranges from 10,000 draws" in text]
    assert len(said) == 1, "and beside each chart, which texts do not count"


def test_shown_are_the_bytes_that_are_written(tmp_path: Path, region: tuple[Review, ...]) -> None:
    given = PlanInput(FRAMEWORK, region[0], DAY)
    pages = write_plan(PlanInput(FRAMEWORK, region[0], DAY), tmp_path / "plan.pdf")
    content = set_pages(tell_plan(given))
    assert content == (tmp_path / "plan.pdf").read_bytes()
    assert len(PdfReader(io.BytesIO(content)).pages) == pages
