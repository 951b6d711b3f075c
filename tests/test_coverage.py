"""Who does what per pathway: names in their places, gaps in words, a picture that cuts no name unseen."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bvreview.charts.covered import coverage_spec
from bvreview.charts.data import chart_data
from bvreview.charts.layout import layout, natural_height
from bvreview.charts.shapes import Text, text_box
from bvreview.charts.spec import Frame, MatrixRow, MatrixSpec, Words
from bvreview.framework.loader import default_framework
from bvreview.framework.terms import Path
from bvreview.report.document import Chart
from bvreview.report.remarks import coverage_blocks
from bvreview.review.answers import Answers
from bvreview.review.coverage import Coverage, coverage_of
from bvreview.review.examples import build_review
from bvreview.review.model import ReviewHead
from bvreview.review.periods import FinancialYear

PACK = default_framework()
TYPED = {
    "providers.now:a.name": "Derbyshire Probation",
    "providers.now:a.sector": "In-house",
    "providers.now:a.pathway": "Accommodation",
    "providers.now:b.name": "A housing charity",
    "providers.now:b.sector": "Voluntary or community",
    "providers.now:b.pathway": "Accommodation",
    "providers.now:c.name": "A college",
    "providers.now:c.pathway": "Education, training and employment",
    "providers.now:d.name": "A printer",
    "outcomes.pathways:health.contribution": "Direct: the service works on it",
    "outcomes.pathways:finance.contribution": "None",
    "outcomes.pathways:employment.contribution": "None",
}


def answers(typed: dict[str, str]) -> Answers:
    head = ReviewHead("r", "DBS", "community-payback", FinancialYear(2009), Path.FULL, PACK.id, PACK.version)
    return Answers(PACK, build_review(PACK, head, typed))


def covered(typed: dict[str, str] = TYPED) -> Coverage:
    found = coverage_of(answers(typed))
    assert found
    return found


def measure(text: str, size: float, bold: bool) -> float:
    return len(text) * size * (0.54 if bold else 0.5)


def test_names_stand_by_pathway_and_sector() -> None:
    found = covered()
    assert found.columns == ("In-house", "Voluntary or community", "Sector not given")
    rows = {row.label: row for row in found.rows}
    assert rows["Accommodation"].names == (("Derbyshire Probation",), ("A housing charity",), ())
    assert rows["Education, training and employment"].names[2] == ("A college",)


@pytest.mark.parametrize(
    ("row", "said", "is_gap"),
    [
        ("Accommodation", "", False),
        ("Health", "Worked on, but nobody is named", True),
        ("Drugs and alcohol", "Nobody is named", True),
        ("Finance, benefit and debt", "Not worked on", False),
        (
            "Education, training and employment",
            "Somebody is named, but the service is said not to work on it",
            False,
        ),
    ],
)
def test_each_row_says_what_is_missing(row: str, said: str, is_gap: bool) -> None:
    found = next(r for r in covered().rows if r.label == row)
    assert (found.said, found.is_gap) == (said, is_gap)


def test_the_gaps_are_told_in_sentences() -> None:
    first, alone, loose = covered().sentences
    assert first.startswith("Nobody is named for: Health; Drugs and alcohol;")
    assert "Finance" not in first
    assert alone == "One provider only: Education, training and employment."
    assert loose.startswith("1 line ")


def test_nobody_named_is_no_picture() -> None:
    assert coverage_of(answers({"providers.now:a.sector": "In-house"})) is None
    assert list(coverage_blocks(answers({}))) == []


def test_the_plan_prints_the_picture_and_says_the_gaps() -> None:
    (block,) = coverage_blocks(answers(TYPED))
    assert isinstance(block, Chart)
    assert "Nobody is named for" in block.spec.words.sentence
    assert "Health: Worked on, but nobody is named." in block.spec.words.description


def test_the_table_behind_the_picture_has_every_name() -> None:
    data = chart_data(coverage_spec(covered()))
    assert data.columns[0] == "Pathway"
    assert any("A housing charity" in str(value) for row in data.rows for value in row)


names = st.lists(st.text("abcdefgh ", min_size=1, max_size=30).filter(str.strip), max_size=4).map(tuple)


@settings(max_examples=60)
@given(
    rows=st.lists(
        st.tuples(names, names, st.sampled_from(["", "Nobody is named for it at all"])), min_size=1
    ),
    width=st.integers(260, 1200),
    height=st.integers(90, 900),
    size=st.sampled_from([9.0, 12.5, 25.0]),
)
def test_no_word_leaves_the_frame_or_its_cell(
    rows: list[tuple[tuple[str, ...], tuple[str, ...], str]], width: int, height: int, size: float
) -> None:
    made = tuple(
        MatrixRow(f"Row {n}", (one, two), said, bool(said)) for n, (one, two, said) in enumerate(rows)
    )
    spec = MatrixSpec(Words("Who does what"), ("In-house", "Voluntary"), made, "Pathway")
    frame = Frame(width, height, size, dressed=False)
    for given_frame in (frame, Frame(width, natural_height(spec, frame, measure), size, dressed=False)):
        scene = layout(spec, given_frame, measure)
        boxes = [text_box(s, measure) for s in scene.shapes if isinstance(s, Text)]
        for left, top, right, bottom in boxes:
            assert left >= -0.01
            assert right <= width + 0.01
            assert top >= -0.01
            assert bottom <= given_frame.height + 0.01


def test_at_its_natural_height_every_name_is_read_in_full() -> None:
    spec = coverage_spec(covered())
    frame = Frame(900, 10, 12.0, dressed=False)
    scene = layout(spec, Frame(900, natural_height(spec, frame, measure), 12.0, dressed=False), measure)
    told = " ".join(s.text for s in scene.shapes if isinstance(s, Text))
    assert "\u2026" not in told
    assert "Derbyshire Probation" in told
    assert any("A college" in mark.readout for mark in scene.marks)


def test_a_long_word_among_the_names_of_rows_is_whole_where_text_is_large() -> None:
    spec = coverage_spec(covered())
    frame = Frame(
        960, natural_height(spec, Frame(960, 10, 25.0, dressed=False), measure), 25.0, dressed=False
    )
    told = [s.text for s in layout(spec, frame, measure).shapes if isinstance(s, Text)]
    assert "Accommodation" in told
