"""What staff add themselves (volumes, measures, services) is asked, saved, undone and sent as all is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from factories.review_files import answers_of, edited, found, read, write
from hypothesis import given, settings
from hypothesis import strategies as st
from local_kit import FIGURES, NAMES, OWN, PACK, TYPED, YEAR, head, measure_rows, review

from bvreview import documents, work
from bvreview.cli.opening import find_service
from bvreview.errors import BvReviewError
from bvreview.framework.rules import Level
from bvreview.framework.services import Direction
from bvreview.framework.terms import Path as Depth
from bvreview.report.remarks import method_blocks
from bvreview.review.answers import Answers
from bvreview.review.cells import Address, Answer, Cell
from bvreview.review.compared.figures import compared_measures, measure_observation
from bvreview.review.compared.scope import CompareScope
from bvreview.review.digests import content_digest
from bvreview.review.examples import build_review
from bvreview.review.exchange.outgoing import hand_out
from bvreview.review.local import MOST, is_local, local_measures, local_volumes, with_local
from bvreview.review.local_lines import missing_lines, taken_over
from bvreview.review.model import Review
from bvreview.review.rules import find_all
from bvreview.settings import Person
from bvreview.workbook.gate.gate import Gate
from bvreview.workspace import Workspace


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
@given(names=st.lists(NAMES, min_size=1, max_size=3, unique=True))
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
