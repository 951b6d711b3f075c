"""Small numbers in the plan, which boards read: withheld, with what would give them away."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from factories.plan_review import plan_review
from msgspec import structs
from pypdf import PdfReader

from bvreview.documents import plan_pdf, write_plan
from bvreview.framework.loader import default_framework
from bvreview.framework.report_checks import report_problems
from bvreview.framework.report_map import SmallCounts
from bvreview.report.document import Heading, Note, PlanDocument, Table, texts_of
from bvreview.report.story import PlanInput, tell_plan
from bvreview.report.withheld import ShownAnswers
from bvreview.review.cells import Address, Answer, Cell, State, Value, parse_address
from bvreview.review.examples import build_review
from bvreview.review.exchange.submission import FileReading
from bvreview.review.model import Review
from bvreview.review.rules import find_all
from bvreview.settings import SmallNumbers
from bvreview.work import read_file, write_submission

FRAMEWORK = default_framework()
WHOLE = plan_review(FRAMEWORK)
GROUPS = "equality.groups"
Line = tuple[str, str, int, int, int]
"""Characteristic, group, in the caseload, in the service, with a good outcome."""
ETHNICITY: tuple[Line, ...] = (
    ("race", "White", 4120, 1733, 1041),
    ("race", "Asian or Asian British", 243, 108, 66),
    ("race", "Mixed", 88, 3, 2),
)
SEX: tuple[Line, ...] = (("sex", "Men", 4505, 1885, 1130), ("sex", "Women", 615, 259, 132))
COLUMNS = ("characteristic", "group", "in_service", "in_caseload", "reach", "outcome", "gap")


def with_groups(lines: Sequence[Line], review: Review = WHOLE) -> Review:
    cells = {a: c for a, c in review.cells.items() if (a.section, a.part) != ("equality", "groups")}
    for number, (characteristic, group, caseload, service, good) in enumerate(lines):
        values: dict[str, Value] = {"characteristic": characteristic, "group": group}
        values |= {"in_caseload": Decimal(caseload), "in_service": Decimal(service), "good": Decimal(good)}
        for name, value in values.items():
            address = Address("equality", f"groups:g{number}", name)
            cells[address] = Cell(address, Answer(value))
    keys = tuple(f"g{number}" for number in range(len(lines)))
    return replace(review, cells=cells, rows={**review.rows, GROUPS: keys})


def told(lines: Sequence[Line], small: SmallNumbers = SmallNumbers()) -> PlanDocument:  # noqa: B008
    return tell_plan(PlanInput(FRAMEWORK, with_groups(lines), date(2010, 5, 12), small=small))


def groups_of(document: PlanDocument) -> dict[str, dict[str, str]]:
    chapter = next(c for c in document.chapters if c.id == "equality")
    table = next(b for b in chapter.blocks if isinstance(b, Table))
    rows = [dict(zip(COLUMNS, (c.plain for c in row.cells), strict=True)) for row in table.rows]
    return {row["group"]: row for row in rows}


def notes_of(document: PlanDocument) -> list[str]:
    chapter = next(c for c in document.chapters if c.id == "equality")
    return [b.text for b in chapter.blocks if isinstance(b, Note)]


def test_a_small_group_is_withheld_with_all_that_rests_on_it() -> None:
    mixed = groups_of(told((*ETHNICITY, *SEX)))["Mixed"]
    assert [mixed[name] for name in ("in_service", "reach", "outcome", "gap")] == ["withheld"] * 4
    assert mixed["in_caseload"] == "88"


def test_a_second_count_goes_where_the_first_would_follow_from_the_total() -> None:
    groups = groups_of(told((*ETHNICITY, *SEX)))
    others = [groups[name] for name in ("White", "Asian or Asian British")]
    assert any(row["in_service"] == "withheld" for row in others)
    for row in others:
        if row["in_service"] == "withheld":
            assert row["reach"] == row["outcome"] == row["gap"] == "withheld"


def test_other_characteristics_are_shown_whole() -> None:
    groups = groups_of(told((*ETHNICITY, *SEX)))
    assert list(groups["Women"].values())[2:] == ["259", "615", "42.1%", "51%", "\u22127.9%"]


def test_a_small_rest_withholds_the_percentage_but_not_the_count() -> None:
    """256 of 259: three did not complete."""
    women = groups_of(told((SEX[0], ("sex", "Women", 615, 259, 256))))["Women"]
    assert women["in_service"] == "259"
    assert women["outcome"] == women["gap"] == "withheld"


def test_nought_is_shown() -> None:
    groups = groups_of(told((*SEX, ("sex", "Not recorded", 40, 0, 0))))
    assert groups["Not recorded"]["in_service"] == "0"
    assert "withheld" not in "".join(groups["Men"].values())


def test_a_figure_that_cannot_be_worked_out_is_not_said_to_be_withheld() -> None:
    groups = groups_of(
        told((*SEX, ("disability", "Declared", 688, 191, 188), ("religion", "Sikh", 30, 0, 0)))
    )
    assert (groups["Declared"]["outcome"], groups["Declared"]["gap"]) == ("withheld", "")
    assert (groups["Sikh"]["reach"], groups["Sikh"]["outcome"], groups["Sikh"]["gap"]) == ("0%", "", "")


def test_a_line_below_says_what_was_withheld_and_why() -> None:
    (note,) = notes_of(told(ETHNICITY))
    assert "from 1 to 4" in note
    assert not notes_of(told(SEX))


@pytest.mark.parametrize(("threshold", "expected"), [(0, "3"), (3, "3"), (4, "withheld"), (8, "withheld")])
def test_the_threshold_of_the_settings_holds(threshold: int, expected: str) -> None:
    lines = (("race", "White", 4120, 1733, 1041), ("race", "Mixed", 88, 3, 0), ("race", "B", 700, 300, 90))
    assert groups_of(told(lines, SmallNumbers(threshold)))["Mixed"]["in_service"] == expected


def test_counts_are_rounded_where_the_settings_say_so_and_percentages_with_them() -> None:
    document = told((*SEX, *ETHNICITY), SmallNumbers(5, 10))
    women = groups_of(document)["Women"]
    assert (women["in_service"], women["in_caseload"], women["outcome"]) == ("260", "620", "50%")
    assert groups_of(document)["Mixed"]["in_service"] == "withheld"
    assert any("nearest 10" in note for note in notes_of(document))


def test_a_finding_about_a_small_group_does_not_say_its_count() -> None:
    review = with_groups((*ETHNICITY[:2], ("race", "Mixed", 88, 3, 4)))
    found = [f for f in find_all(FRAMEWORK, review) if f.rule == "good_above_service"]
    assert len(found) == 1
    assert "4 had" in found[0].message
    document = tell_plan(PlanInput(FRAMEWORK, review, date(2010, 5, 12), found))
    said = "\n".join(texts_of(document))
    assert found[0].message not in said
    assert "what was found is withheld" in said


def test_written_and_previewed_alike_by_the_settings(tmp_path: Path) -> None:
    review, path = with_groups(ETHNICITY), tmp_path / "plan.pdf"
    for threshold, expected in ((5, True), (0, False)):
        small = SmallNumbers(threshold)
        write_plan(FRAMEWORK, review, [review], (), path, small=small)
        shown = plan_pdf(FRAMEWORK, review, [review], (), small=small)
        for content in (path.read_bytes(), shown):
            words = "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
            assert ("withheld" in words) is expected


def test_the_submission_keeps_the_true_counts(tmp_path: Path) -> None:
    review = with_groups(ETHNICITY)
    write_submission(FRAMEWORK, review, tmp_path / "review.xlsx", signed=False)
    reading = read_file(FRAMEWORK, tmp_path / "review.xlsx")
    assert isinstance(reading, FileReading)
    counts = {a.field: c.answer.value for a, c in reading.review.cells.items() if a.row == "groups:g2"}
    assert (counts["in_service"], counts["good"]) == (Decimal(3), Decimal(2))


def test_the_pack_is_told_where_its_small_numbers_lead_nowhere() -> None:
    assert FRAMEWORK.report
    wrong = (
        SmallCounts(part="equality.overall", counts=("disparity",), within="disparity"),
        SmallCounts(part=GROUPS, counts=("in_service", "outcome"), within="sort"),
        SmallCounts(part="outcomes.nowhere", counts=("people",)),
        SmallCounts(part="outcomes.distance", counts=("people",), of_them=("mean",)),
    )
    framework = structs.replace(FRAMEWORK, report=structs.replace(FRAMEWORK.report, small=wrong))
    problems = [p.sentence for p in report_problems(framework, lambda _address: True)]
    assert problems == [
        'equality.overall has no column "disparity".',
        'equality.overall has no whole number "disparity" to enter.',
        'equality.groups has no column "sort".',
        'equality.groups has no whole number "outcome" to enter.',
        'there is no part "outcomes.nowhere".',
        'outcomes.distance has no field "mean".',
    ]


def test_a_count_that_could_not_be_read_is_withheld() -> None:
    review = with_groups((*SEX, *ETHNICITY[:2]))
    place = Address("equality", "groups:g1", "in_service")
    unread = replace(
        review, cells={**review.cells, place: Cell(place, Answer(state=State.PENDING, raw="3 or 4"))}
    )
    document = tell_plan(PlanInput(FRAMEWORK, unread, date(2010, 5, 12), find_all(FRAMEWORK, unread)))
    assert groups_of(document)["Women"]["in_service"] == "withheld"
    assert "3 or 4" not in "\n".join(texts_of(document))


def with_answers(typed: dict[str, str], review: Review = WHOLE) -> Review:
    """A review with some parts as typed; what stood in the rows that are named is gone."""
    made = build_review(FRAMEWORK, review.head, typed)
    rows = {(a.section, a.row) for a in made.cells}
    kept = {a: c for a, c in review.cells.items() if not a.row or (a.section, a.row) not in rows}
    return replace(review, cells={**kept, **made.cells}, rows={**review.rows, **made.rows})


def table_after(document: PlanDocument, title: str) -> list[list[str]]:
    """The rows of the table under a heading."""
    for chapter in document.chapters:
        for heading, block in pairwise(chapter.blocks):
            if isinstance(heading, Heading) and heading.text == title and isinstance(block, Table):
                return [[cell.plain for cell in row.cells] for row in block.rows]
    raise AssertionError(title)


DISTANCE = {"what": "Hope", "tool": "Scale", "before": "3.4", "after": "5.1", "spread": "1.9"}


@pytest.mark.parametrize(
    ("people", "forward", "said"),
    [
        ("88", "61", ["88", "3.4 to 5.1", "1.7", "1.3 to 2.1"]),
        ("88", "3", ["88", "3.4 to 5.1", "1.7", "1.3 to 2.1"]),
        ("3", "2", ["withheld"] * 4),
    ],
)
def test_an_average_of_a_few_people_is_withheld_with_their_number(
    people: str, forward: str, said: list[str]
) -> None:
    typed = {
        f"outcomes.distance:d1.{k}": v for k, v in {**DISTANCE, "people": people, "forward": forward}.items()
    }
    document = tell_plan(PlanInput(FRAMEWORK, with_answers(typed), date(2010, 5, 12)))
    (row,) = table_after(document, "Distance travelled")
    assert row[2:6] == said


def shown(typed: dict[str, str], *names: str) -> list[bool]:
    """Which places are not withheld."""
    assert FRAMEWORK.report
    answers = ShownAnswers(FRAMEWORK, with_answers(typed), FRAMEWORK.report.small, SmallNumbers())
    return [parse_address(name) not in answers.withheld for name in names]


def test_few_who_moved_forward_are_withheld_where_those_measured_are_not() -> None:
    row = "outcomes.distance:d1."
    typed = {row + "people": "88", row + "forward": "3", row + "before": "3.4", row + "after": "5.1"}
    assert shown(typed, row + "people", row + "forward", row + "change") == [True, False, True]


@pytest.mark.parametrize(
    ("invited", "answered", "seen"),
    [("120", "41", [True] * 3), ("120", "3", [True, False, False]), ("4", "2", [False] * 3)],
)
def test_who_was_asked_is_withheld_where_they_are_few(invited: str, answered: str, seen: list[bool]) -> None:
    row = "consultation.groups:victims."
    names = [row + name for name in ("invited", "people", "coverage")]
    assert shown({names[0]: invited, names[1]: answered}, *names) == seen


def test_a_count_against_a_prediction_is_withheld_with_its_ratio_and_interval() -> None:
    few = {"outcomes.cohort": "40", "outcomes.reoffended": "3", "outcomes.predicted": "4.1"}
    assert shown(few, *few, "outcomes.ratio") == [True, False, True, False]
    said = "\n".join(texts_of(tell_plan(PlanInput(FRAMEWORK, with_answers(few), date(2010, 5, 12)))))
    assert "where 100 is as predicted" not in said
    assert "73.2" not in said
    many = {**few, "outcomes.reoffended": "12"}
    said = "\n".join(texts_of(tell_plan(PlanInput(FRAMEWORK, with_answers(many), date(2010, 5, 12)))))
    assert "where 100 is as predicted" in said


def test_no_figure_of_the_plan_gives_a_withheld_number_of_people_away() -> None:
    """The audit: with all that the row shows, at least two numbers of people would look the same."""
    assert FRAMEWORK.report
    looks: dict[tuple[str, ...], set[int]] = {}
    for people in range(1, 9):
        typed = {f"outcomes.distance:d1.{k}": v for k, v in {**DISTANCE, "people": str(people)}.items()}
        document = tell_plan(PlanInput(FRAMEWORK, with_answers(typed), date(2010, 5, 12)))
        (row,) = table_after(document, "Distance travelled")
        looks.setdefault(tuple(row), set()).add(people)
    assert {1, 2, 3, 4} in looks.values()
    assert all(len(numbers) > 1 or min(numbers) > 4 for numbers in looks.values())
