"""What staff add themselves (volumes, measures, services) is asked, saved, undone and sent as all is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from factories.hostile_texts import HOSTILE_TEXTS
from factories.review_files import answers_of, edited, found, read, write
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from bvreview import documents, work
from bvreview.cli.opening import find_service
from bvreview.errors import BvReviewError
from bvreview.framework.loader import default_framework
from bvreview.framework.rules import Level
from bvreview.framework.services import Direction, local_service, local_service_id
from bvreview.framework.terms import Path as Depth
from bvreview.report.remarks import method_blocks
from bvreview.review.answers import Answers
from bvreview.review.cells import Address, Answer, Cell
from bvreview.review.compared.figures import compared_measures, measure_observation
from bvreview.review.compared.scope import CompareScope
from bvreview.review.digests import content_digest, section_digests
from bvreview.review.examples import build_review
from bvreview.review.exchange.outgoing import hand_out
from bvreview.review.local import MOST, is_local, local_measures, local_volumes, with_local
from bvreview.review.local_lines import missing_lines, taken_over
from bvreview.review.model import Review, ReviewHead
from bvreview.review.periods import FinancialYear
from bvreview.review.rules import find_all
from bvreview.review.values import normalise_text
from bvreview.settings import Person
from bvreview.workbook.gate.gate import Gate
from bvreview.workbook.writer import asked_of
from bvreview.workspace import Workspace

PACK = default_framework()
YEAR = FinancialYear(2009)
TYPED = {
    "local.volumes:v1.label": "Induction sessions",
    "local.volumes:v1.unit": "sessions",
    "local.measures:m1.label": "Inducted within five days",
    "local.measures:m1.numerator": "Inducted within five working days",
    "local.measures:m1.denominator": "Started in the year",
    "local.measures:m1.direction": "Higher is better",
}
FIGURES = {
    "volumes.outputs:local-v1.q1": "120",
    "measures.results:local-m1.numerator": "45",
    "measures.results:local-m1.denominator": "60",
}


@pytest.fixture(scope="module")
def gate() -> Iterator[Gate]:
    with Gate() as opened:
        yield opened


def head(service: str = "community-payback", organisation: str = "DBS") -> ReviewHead:
    return ReviewHead("rev-local", organisation, service, YEAR, Depth.FULL, PACK.id, PACK.version)


def review(more: dict[str, str] | None = None, service: str = "community-payback") -> Review:
    return build_review(PACK, head(service), {**TYPED, **FIGURES} if more is None else more)


def measure_rows(of: Review) -> list[str]:
    answers = Answers(PACK, of)
    section = PACK.section("measures")
    assert section
    return list(answers.row_keys(section, section.parts[0]))


def test_a_local_measure_is_asked_for_like_the_packs_own_and_marked() -> None:
    answers = Answers(PACK, review())
    assert answers.service
    measure, volume = answers.service.measures[-1], answers.service.volumes[-1]
    assert (measure.id, measure.label) == ("local-m1", "Inducted within five days (local)")
    assert (volume.id, volume.label) == ("local-v1", "Induction sessions (local)")
    assert measure.direction is Direction.UP
    value = answers.figure(Address("measures", "results:local-m1", "value"))
    assert value == 75
    assert is_local(measure.id)
    assert not is_local(answers.service.measures[0].id)


def test_the_pack_itself_stays_as_it_is() -> None:
    before = PACK.service("community-payback")
    Answers(PACK, review())
    assert PACK.service("community-payback") == before
    assert measure_rows(Review(head())) == [m.id for m in before.measures] if before else False


def test_a_line_without_a_name_asks_nothing() -> None:
    assert measure_rows(review({"local.measures:m1.numerator": "x"})) == measure_rows(Review(head()))


def test_what_is_asked_of_a_local_measure_is_required_as_elsewhere() -> None:
    missing = {f.address for f in find_all(PACK, review(TYPED)) if f.rule == "required"}
    assert Address("measures", "results:local-m1", "numerator") in missing
    assert Address("measures", "results:local-m1", "numerator") not in {
        f.address for f in find_all(PACK, review()) if f.rule == "required"
    }


def test_more_lines_than_may_be_are_a_stop_and_ask_nothing() -> None:
    many = {f"local.measures:r{n}.label": f"Measure {n}" for n in range(MOST + 5)}
    of = review(many)
    assert len(local_measures(PACK, of)) == MOST
    assert "local_too_many" in {f.rule for f in find_all(PACK, of)}


def test_figures_stay_when_the_line_is_taken_out_and_come_back_with_it() -> None:
    whole = review()
    without = replace(whole, rows={})
    assert "local-m1" not in measure_rows(without)
    assert replace(without, rows=whole.rows) == whole


@pytest.mark.parametrize("key", ["x.y:z", "a b", "", "k" * 41, "=1", "../up"])
def test_a_key_that_is_none_of_ours_asks_nothing(key: str) -> None:
    at = Address("local", f"measures:{key}", "label")
    of = replace(Review(head(), {at: Cell(at, Answer("X"))}), rows={"local.measures": (key,)})
    assert local_measures(PACK, of) == ()


# in a workbook


def same(gate: Gate, of: Review, path: Path) -> Review:
    expected = asked_of(PACK, of)
    reading = read(PACK, gate, write(PACK, of, path))
    assert answers_of(reading.review) == answers_of(expected)
    assert reading.review.rows == expected.rows
    assert reading.identity.section_digests == section_digests(expected) == section_digests(reading.review)
    assert reading.identity.content_digest == content_digest(expected)
    rules = {f.rule for f in reading.findings if f.rule.startswith("file.")}
    assert rules <= {"file.unreadable", "file.personal", "file.date_text"}
    return reading.review


def test_local_lines_and_their_figures_travel_in_the_workbook(gate: Gate, tmp_path: Path) -> None:
    came = same(gate, review(), tmp_path / "local.xlsx")
    assert measure_rows(came)[-1] == "local-m1"
    sheet = load_workbook(tmp_path / "local.xlsx")["Measures"]
    row = next(r for r in sheet.iter_rows() if r[0].value == "measures.results:local-m1")
    assert str(row[1].value).startswith("Inducted within five days (local)")


words = st.text(min_size=1, max_size=60).map(normalise_text).filter(lambda t: bool(t and t.strip()))


@settings(max_examples=4)
@given(names=st.lists(words, min_size=1, max_size=3), figure=st.integers(0, 10**6))
def test_any_names_come_back_with_their_figures(
    gate: Gate, tmp_path_factory: pytest.TempPathFactory, names: list[str], figure: int
) -> None:
    typed: dict[str, str] = {}
    for n, name in enumerate(names):
        typed |= {f"local.measures:m{n}.label": name, f"local.volumes:v{n}.label": name}
    of = build_review(PACK, head(), typed)
    for n, measure in enumerate(local_measures(PACK, of)):
        at = Address("measures", f"results:{measure.id}", "numerator")
        of = replace(of, cells={**of.cells, at: Cell(at, Answer(Decimal(figure + n)))})
    same(gate, of, tmp_path_factory.mktemp("any") / "any.xlsx")


def test_hostile_names_are_text_everywhere(gate: Gate, tmp_path: Path) -> None:
    typed = {
        f"local.{part}:r{n}.label": t for n, t in enumerate(HOSTILE_TEXTS) for part in ("measures", "volumes")
    }
    of = review(typed | {f"local.volumes:r{n}.unit": t for n, t in enumerate(HOSTILE_TEXTS)})
    same(gate, of, tmp_path / "hostile.xlsx")
    workbook = load_workbook(tmp_path / "hostile.xlsx")
    labels = [
        row[1]
        for name in ("Volumes", "Measures")
        for row in workbook[name].iter_rows()
        if ":local-" in str(row[0].value)
    ]
    added = len(local_measures(PACK, of)) + len(local_volumes(PACK, of))
    assert added > len(HOSTILE_TEXTS)
    assert len(labels) == 2 * added  # this year and the year before
    assert all(cell.data_type == "s" for cell in labels)
    for measure in local_measures(PACK, of):
        assert "\n" not in measure.label
        assert len(measure.label) < 140


def test_a_line_added_in_excel_is_asked_for_once_it_is_read(gate: Gate, tmp_path: Path) -> None:
    path = write(PACK, Review(head()), tmp_path / "added.xlsx")
    with edited(path) as workbook:
        sheet = workbook["Local additions"]
        spare = next(
            r for r in sheet.iter_rows() if str(r[0].value).startswith("local.measures:+") and not r[1].value
        )
        for cell, text in zip(
            spare[1:], ("Seen in time", "Seen", "Referred", "Lower is better"), strict=False
        ):
            cell.value = text
    came = read(PACK, gate, path).review
    assert [m.label for m in local_measures(PACK, came)] == ["Seen in time (local)"]
    assert local_measures(PACK, came)[0].direction is Direction.DOWN


def test_a_file_made_before_there_were_local_lines_is_whole(gate: Gate, tmp_path: Path) -> None:
    path = write(PACK, Review(head()), tmp_path / "before.xlsx")
    with edited(path) as workbook:
        del workbook["Local additions"]
    reading = read(PACK, gate, path)
    assert not found(reading, "file.sheet_missing")
    assert not found(reading, "file.changed")


def test_a_local_sheet_taken_out_of_a_submission_is_named_and_its_figures_asked_about(
    gate: Gate, tmp_path: Path
) -> None:
    path = write(PACK, review(), tmp_path / "cut.xlsx")
    with edited(path) as workbook:
        del workbook["Local additions"]
    reading = read(PACK, gate, path)
    assert {f.address.section for f in found(reading, "file.changed")} >= {"local"}
    assert any(q.id.startswith("other_rows.measures") for q in reading.questions)


def test_a_local_line_beyond_the_limit_is_named_with_its_figures(gate: Gate, tmp_path: Path) -> None:
    typed = {f"local.measures:r{n}.label": f"Measure {n}" for n in range(MOST + 1)}
    reading = read(PACK, gate, write(PACK, review(typed), tmp_path / "many.xlsx"))
    assert found(reading, "local_too_many")


# in the workspace


def test_local_lines_are_saved_undone_and_redone_with_the_review(tmp_path: Path) -> None:
    workspace = Workspace.open(tmp_path / "w.bvr", person=Person("Ann"), framework=PACK)
    begun = workspace.create_review("DBS", "community-payback", YEAR, Depth.FULL).id
    workspace.add_row(begun, "local", "measures", key="m1")
    for at, cell in build_review(PACK, head(), TYPED | FIGURES).cells.items():
        if at.part in ("measures", "results"):
            workspace.answer(begun, at, cell.answer)
    saved = workspace.review(begun)
    assert measure_rows(saved)[-1] == "local-m1"
    assert any(f.address.row == "results:local-m1" for f in workspace.findings(begun))
    for __ in range(7):
        workspace.undo(begun)
    assert measure_rows(workspace.review(begun)) == measure_rows(Review(head()))
    for __ in range(7):
        workspace.redo(begun)
    assert content_digest(workspace.review(begun)) == content_digest(saved)
    workspace.close()
    again = Workspace.open(tmp_path / "w.bvr", person=Person("Ann"), framework=PACK)
    assert answers_of(again.review(begun)) == answers_of(saved)
    again.close()


# a service of one's own

NAME = "Drug testing: orders"
OWN = local_service_id("DBS", NAME)


def test_a_local_service_says_in_its_id_whose_it_is_and_what_it_is_called() -> None:
    service = local_service(OWN)
    assert service
    assert service.name == "Drug testing orders (local)"
    assert PACK.service(OWN) == service


@pytest.mark.parametrize(
    "text",
    [
        "",
        "local",
        "local_",
        "local_DBS_",
        "local__x",
        "local_DBS_a b",
        "local_DBS_=1",
        f"local_DBS_{'a' * 61}",
    ],
)
def test_what_is_no_local_service_is_none(text: str) -> None:
    assert local_service(text) is None


def test_a_name_without_a_letter_is_none() -> None:
    with pytest.raises(ValueError, match="---"):
        local_service_id("DBS", "---")


def test_a_review_of_a_local_service_has_its_own_volumes_and_a_unit_cost(gate: Gate, tmp_path: Path) -> None:
    typed = {**TYPED, **FIGURES} | {f"volumes.outputs:local-v1.q{n}": "100" for n in range(1, 5)}
    of = build_review(PACK, head(OWN), typed)
    answers = Answers(PACK, of)
    assert answers.service
    assert answers.service.unit == "local-v1"
    assert answers.service.unit_name == "sessions"
    assert [v.id for v in answers.service.volumes] == ["local-v1"]
    came = same(gate, of, tmp_path / "own.xlsx")
    assert came.head.service == OWN


# compared


def test_a_local_measure_is_compared_with_reviews_that_carry_the_same_line_only() -> None:
    own = review()
    twin = replace(own, head=replace(own.head, id="rev-2", organisation="NTS"))
    other = build_review(
        PACK,
        replace(own.head, id="rev-3", organisation="LCS"),
        {"local.measures:zz.label": "Inducted within five days"},
    )
    measures = compared_measures(PACK, own.head.service, [own, twin, other])
    assert [m.id for m in measures if is_local(m.id)] == ["local-m1", "local-zz"]
    shown = [r.head.organisation for r in (own, twin, other) if measure_observation(PACK, r, "local-m1")]
    assert shown == ["DBS", "NTS"]


def test_local_volumes_are_marked_in_every_review_that_has_them() -> None:
    assert all(v.label.endswith("(local)") for v in local_volumes(PACK, review()))


def test_figures_of_local_lines_are_handed_out_with_what_says_what_they_are(
    gate: Gate, tmp_path: Path
) -> None:
    of, path = review(), tmp_path / "out.xlsx"
    sections = with_local(PACK, of, ("measures",))
    assert sections == ("local", "measures")
    assert with_local(PACK, of, ("providers",)) == ("providers",)
    assert with_local(PACK, Review(head()), ("measures",)) == ("measures",)
    work.write_hand_out(
        PACK, of, hand_out(sections, "Bob Porter", None, ("Ann", "2010-05-01T09:00:00Z")), path
    )
    came = read(PACK, gate, path)
    assert came.question == ""
    at = Address("measures", "results:local-m1", "numerator")
    assert came.review.cells[at].answer.value == 45


def test_a_local_measure_is_compared_and_one_that_nobody_else_has_stands_by_itself() -> None:
    own = review()
    twin = build_review(
        PACK,
        replace(own.head, id="rev-2", organisation="NTS"),
        TYPED
        | FIGURES
        | {
            "measures.results:local-m1.numerator": "30",
            "local.measures:m2.label": "Seen in time",
            "measures.results:local-m2.numerator": "30",
            "measures.results:local-m2.denominator": "70",
        },
    )
    scope = CompareScope(own.head.service, YEAR)
    compared = {c.topic.id: c for c in work.compare(PACK, scope, [own, twin], ())}
    assert compared["local-m1"].topic.title == "Inducted within five days (local)"
    assert {s.organisation for s in compared["local-m1"].standings} == {"Derbyshire", "Northamptonshire"}
    assert [s.organisation for s in compared["local-m2"].standings] == ["Northamptonshire"]


def test_lines_of_other_reviews_are_offered_once_and_stay_the_same_lines() -> None:
    own, other = Review(head()), replace(review(), head=replace(head(), id="rev-2", organisation="NTS"))
    offered = missing_lines(PACK, own, [other, replace(other, head=replace(other.head, id="rev-3"))])
    assert [(line.id, whose.id) for line, whose in offered] == [
        ("local.volumes:v1", "rev-2"),
        ("local.measures:m1", "rev-2"),
    ]
    for line, __ in offered:
        answers, rows = taken_over(line, own)
        own = replace(
            own,
            cells={**own.cells, **{at: Cell(at, answer) for at, answer in answers.items()}},
            rows={**own.rows, **rows},
        )
    assert local_measures(PACK, own) == local_measures(PACK, other)
    assert local_volumes(PACK, own) == local_volumes(PACK, other)
    assert missing_lines(PACK, own, [other]) == ()
    assert not any(at.section == "measures" for at in own.cells), "the figures of others stay theirs"


def test_a_local_service_goes_the_whole_way(tmp_path: Path) -> None:
    typed = {**TYPED, **FIGURES} | {f"volumes.outputs:local-v1.q{n}": "100" for n in range(1, 5)}
    path = tmp_path / "own.xlsx"
    work.write_submission(PACK, build_review(PACK, head(OWN), typed), path, signed=False)
    workspace = Workspace.open(tmp_path / "region.bvr", person=Person("Ann"), framework=PACK)
    (outcome,) = workspace.import_files([path], read_many=work.read_files)
    assert outcome.outcome.value == "imported", outcome.reason
    (listed,) = workspace.reviews()
    assert listed.title.startswith("Drug testing orders (local), Derbyshire")
    came, sets = workspace.at_hand()
    compared = {c.topic.id: c for c in work.compare(PACK, CompareScope(OWN, YEAR), came, sets)}
    assert any("very same line" in caveat for caveat in compared["local-m1"].caveats)
    assert documents.plan_pdf(PACK, came[0], came, sets).startswith(b"%PDF")
    assert documents.open_points_pdf(PACK, came[0]).startswith(b"%PDF")
    workspace.close()


def test_a_line_with_a_damaged_key_is_refused_in_a_sentence_and_the_rest_is_read(
    gate: Gate, tmp_path: Path
) -> None:
    path = write(PACK, review(), tmp_path / "damaged.xlsx")
    with edited(path) as workbook:
        for row in workbook["Local additions"].iter_rows():
            if row[0].value == "local.measures:m1":
                row[0].value = "local.measures:../m1"
    reading = read(PACK, gate, path)
    (damaged,) = found(reading, "damaged")
    assert damaged.level is Level.STOP
    assert "the key of the line is damaged" in damaged.message
    assert local_measures(PACK, reading.review) == ()
    assert [v.id for v in local_volumes(PACK, reading.review)] == ["local-v1"]


@settings(max_examples=3)
@given(names=st.lists(words, min_size=1, max_size=3, unique=True))
def test_any_names_come_into_another_workspace_whole(
    tmp_path_factory: pytest.TempPathFactory, names: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("store")
    of = review({f"local.measures:m{n}.label": name for n, name in enumerate(names)})
    work.write_submission(PACK, of, folder / "sent.xlsx", signed=False)
    workspace = Workspace.open(folder / "w.bvr", person=Person("Ann"), framework=PACK)
    workspace.import_files([folder / "sent.xlsx"], read_many=work.read_files, accepted=[folder / "sent.xlsx"])
    came = workspace.review(of.head.id)
    assert answers_of(came) == answers_of(of)
    assert local_measures(PACK, came) == local_measures(PACK, of)
    assert workspace.import_files([folder / "sent.xlsx"], read_many=work.read_files)[0].outcome.value == (
        "already there"
    )
    workspace.close()


def test_where_the_same_line_says_something_else_it_is_told() -> None:
    own = review()
    other = build_review(
        PACK,
        replace(own.head, id="rev-2", organisation="NTS"),
        TYPED | FIGURES | {"local.measures:m1.label": "Inducted within ten days"},
    )
    scope = CompareScope(own.head.service, YEAR)
    compared = {c.topic.id: c for c in work.compare(PACK, scope, [own, other], ())}
    (told,) = [c for c in compared["local-m1"].caveats if "does not say the same" in c]
    assert "ten days" in told
    assert "five days" in told


def test_a_form_of_a_local_service_is_made_by_its_id() -> None:
    assert find_service(PACK, OWN) == OWN
    with pytest.raises(BvReviewError):
        find_service(PACK, "local_DBS_")


def test_a_long_definition_is_kept_whole_and_a_long_name_is_cut_only_where_it_is_shown() -> None:
    words = "Working days from the order to the first session. " * 20
    of = review({"local.measures:m1.label": "Inducted " * 40, "local.measures:m1.definition": words})
    (measure,) = local_measures(PACK, of)
    assert measure.definition == words.strip()
    assert len(measure.label) <= 120 + len(" (local)")
    assert "local_measure_name" in {f.rule for f in find_all(PACK, of)}


def test_the_plan_says_how_a_local_measure_is_counted() -> None:
    told = str(list(method_blocks(Answers(PACK, review()), ())))
    assert "(local): Inducted within five working days, of Started in the year" in told


# rates and averages

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
