"""A flag asks a question; a gap row or an action answers it, and the plan says which."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from accommodation import AREAS
from accommodation import TOPIC as PUBLISHED

from bvreview import documents
from bvreview.analysis.gathered import Gathered
from bvreview.analysis.groups import PeerSources, peer_groups
from bvreview.analysis.overview import overview_of
from bvreview.analysis.published import read_published
from bvreview.analysis.study import study_of
from bvreview.framework.loader import default_framework
from bvreview.framework.services import Direction
from bvreview.framework.terms import Path
from bvreview.report.document import texts_of
from bvreview.report.story import PlanInput, tell_plan
from bvreview.resources import sample_path
from bvreview.review.answers import Answers
from bvreview.review.cells import Cell, parse_address
from bvreview.review.compared.alongside import Alongside
from bvreview.review.compared.flags import Flag, Questions, asked_of, flags_of, tell_flags
from bvreview.review.compared.gaps import (
    Asked,
    GapState,
    explain_gap,
    match_gaps,
    plan_action,
    read_gaps,
)
from bvreview.review.compared.overview import Overview
from bvreview.review.compared.peers import PeerGroups, PeerList
from bvreview.review.compared.standing import Observation, PeerGroup, Reading, Topic
from bvreview.review.examples import build_review
from bvreview.review.model import ReviewHead
from bvreview.review.periods import FinancialYear

PACK = default_framework()
YEAR = FinancialYear(2009)
DERBYSHIRE = next(o.id for o in PACK.organisations_in(YEAR.id) if o.name == "Derbyshire")
KENT = next(o.id for o in PACK.organisations_in(YEAR.id) if o.name == "Kent")
TOPIC = replace(PUBLISHED, id="settled_accommodation", title="Settled accommodation")
SHARES = Gathered(TOPIC, "proportion", tuple(AREAS))
ASKED = Asked(TOPIC.id, TOPIC.title, "70% against 77.8%", Direction.UP, Decimal("70.1"))


def answers(typed: dict[str, str]) -> Answers:
    head = ReviewHead("r1", KENT, "community-payback", YEAR, Path.FULL, PACK.id, PACK.version)
    return Answers(PACK, build_review(PACK, head, typed))


def made(begun: tuple[object, ...] | None, now: Answers) -> Answers:
    """The review as the changes make it."""
    assert begun
    cells, rows, __ = begun
    assert isinstance(cells, dict)
    assert isinstance(rows, dict)
    before = now.review
    after = {**before.cells, **{a: Cell(a, answer) for a, answer in cells.items()}}
    return Answers(PACK, replace(before, cells=after, rows={**before.rows, **rows}))


def gap(choice: str, words: str = "") -> dict[str, str]:
    typed = {
        "reading.gaps:g.gap": TOPIC.title,
        "reading.gaps:g.size": "7 points",
        "reading.gaps:g.answer": choice,
    }
    return typed | ({"reading.gaps:g.explanation": words} if words else {})


@pytest.mark.parametrize(
    ("typed", "state", "said"),
    [
        (gap("Explained", "Few hostels."), GapState.EXPLAINED, "Explained: Few hostels."),
        (gap("Explained"), GapState.UNFINISHED, "Begun, but not answered yet"),
        (gap("Accepted, with a reason", "Small."), GapState.ACCEPTED, "Accepted: Small."),
        (gap("Answered by an action"), GapState.UNFINISHED, "Begun, but not answered yet"),
        (
            gap("Answered by an action")
            | {"actions.actions:a.what": "Open a hostel", "actions.actions:a.gap": "settled  ACCOMMODATION"},
            GapState.ACTED,
            "Answered by action 1: Open a hostel",
        ),
    ],
)
def test_a_gap_says_how_it_is_answered(typed: dict[str, str], state: GapState, said: str) -> None:
    (found,) = read_gaps(answers(typed))
    assert (found.state, found.words) == (state, said)


def test_an_explanation_begins_a_row_whose_key_is_the_measure() -> None:
    now = answers({})
    begun = explain_gap(now, ASKED)
    assert begun
    assert begun[2] == parse_address("reading.gaps:settled_accommodation.explanation")
    (found,) = read_gaps(made(begun, now))
    assert (found.key, found.name, found.size) == (TOPIC.id, TOPIC.title, "70% against 77.8%")
    again = explain_gap(made(begun, now), ASKED)
    assert again
    assert again[1] == {}


def test_an_action_names_its_gap_and_carries_measure_and_figure() -> None:
    now = answers({})
    begun = plan_action(now, ASKED, "k1")
    after = made(begun, now)
    (found,) = read_gaps(after)
    assert [a.key for a in found.actions] == ["k1"]
    assert found.state is GapState.ACTED
    for field, wanted in (("measure", TOPIC.title), ("baseline", Decimal("70.1")), ("better", "higher")):
        answer = after.answer(parse_address(f"actions.actions:k1.{field}"))
        assert answer
        assert answer.value == wanted
    second = plan_action(after, ASKED, "k2")
    assert second == ({}, {}, parse_address("actions.actions:k1.what"))


def test_a_gap_that_was_typed_is_found_by_its_name_or_an_unmistakable_beginning() -> None:
    (found,) = read_gaps(
        answers({"reading.gaps:x.gap": "Full unit cost", "reading.gaps:x.answer": "Explained"})
    )
    title = "Full unit cost, with support, for each hour"
    assert match_gaps([found], {"full": title}) == {"full": found}
    assert match_gaps([found], {"full": title, "other": "Full unit cost of an outcome"}) == {}


NATION = PeerGroups(peer_groups(PACK, KENT, YEAR, PeerSources()).offered[-1:])


def flag_of(reading: Reading) -> tuple[Overview, Flag]:
    """The flag of the first area that reads so beside all others."""
    own = next(s.organisation for s in SHARES.compare(PeerGroup("All")).standings if s.reading is reading)
    table = overview_of([SHARES], own, NATION)
    (flag,) = flags_of(table)
    return table, flag


@pytest.mark.parametrize(
    ("reading", "said", "state"),
    [
        (Reading.CLEARLY_WORSE, "and what would change it?", "Wants an explanation or an action"),
        (Reading.WORTH_A_LOOK_WORSE, "or could it be chance?", "Wants an explanation or an action"),
        (Reading.WORTH_A_LOOK_BETTER, "or could it be chance?", "Wants no answer: it may be chance"),
        (Reading.CLEARLY_BETTER, "and could others do the same?", "Invites to share how"),
    ],
)
def test_each_flag_is_a_question_and_the_worse_side_wants_an_answer(
    reading: Reading, said: str, state: str
) -> None:
    table, flag = flag_of(reading)
    assert said in flag.question
    assert "% against 77.8%" in flag.question
    value, __, __ = flag.question.rpartition("% against 77.8%")
    assert value[-2] == "."  # both are said to one place
    assert flag.state == state
    assert flag.wants is state.startswith("Wants an")
    told = tell_flags(table, [flag], "Community Payback, 2009 to 2010")
    assert told.rows[0].texts[:2] == (flag.question, "1 of 1")
    assert told.intro[0].startswith("1 flag" if flag.wants else "No flag")


def test_groups_in_which_the_same_figures_count_are_one_comparison() -> None:
    """Region of five and nation are both read by the limits of all 42: that is one comparison, not two."""
    offered = peer_groups(PACK, DERBYSHIRE, YEAR, PeerSources()).offered
    table = overview_of([SHARES], "Derbyshire", PeerGroups((offered[0], offered[-1])))
    (flag,) = flags_of(table)
    assert (flag.flagged, flag.compared, flag.against) == (1, 1, "all 42 organisations")


def test_a_gap_may_be_begun_from_any_row_a_cost_too() -> None:
    """Twelve costs from £10 to £21, the median £15.50."""
    cost = Topic("full", "Full unit cost", "hour worked", Direction.NEUTRAL)
    names = ["Derbyshire", *(f"A{n}" for n in range(11))]
    made = tuple(Observation(name, value=Decimal(21 - n)) for n, name in enumerate(names))
    table = overview_of([Gathered(cost, "money", made), SHARES], "Derbyshire", NATION)
    asked = asked_of(table, table.rows[1])
    assert asked
    assert asked.size.endswith("highest quarter, £5.50 above the median (+35.5%)")
    assert (asked.title, asked.figure) == ("Full unit cost", Decimal("21.0"))
    lone = overview_of([Gathered(TOPIC, "proportion", tuple(AREAS[:1]))], AREAS[1].organisation, NATION)
    assert asked_of(lone, lone.rows[0]) is None


def test_a_flag_that_is_explained_wants_nothing_more() -> None:
    table, __ = flag_of(Reading.CLEARLY_WORSE)
    (flag,) = flags_of(table, read_gaps(answers(gap("Explained", "Few hostels."))))
    assert (flag.wants, flag.state) == (False, "Explained: Few hostels.")


def test_the_plan_says_which_gap_an_action_answers_and_which_flags_nothing_answers() -> None:
    """The flags of the screen, beside every group; not those of the region alone."""
    table, __ = flag_of(Reading.CLEARLY_WORSE)
    own = next(o.id for o in PACK.organisations if o.name == table.organisation)
    head = ReviewHead("r1", own, "community-payback", YEAR, Path.FULL, PACK.id, PACK.version)

    def printed(typed: dict[str, str]) -> str:
        review = build_review(PACK, head, typed)
        asked = Questions(flags_of(table, read_gaps(Answers(PACK, review))), table.columns)
        return "\n".join(texts_of(tell_plan(PlanInput(PACK, review, date(2010, 5, 12), questions=asked))))

    said = "Neither explained nor answered by an action: Settled accommodation (clearly worse: all 42 "
    assert f"{said}organisations). Compared with: All 42 organisations." in printed({})
    typed = {"actions.actions:a.what": "Open a hostel", "actions.actions:a.gap": TOPIC.title}
    words = printed(typed | gap("Answered by an action"))
    assert "Answers the gap: Settled accommodation." in words
    assert "Neither explained" not in words


def test_the_plan_asks_what_the_screen_asks_beside_a_list_of_ones_own_too() -> None:
    """78% of 2,000 is about the pooled share, and less than the twelve best have."""
    head = ReviewHead("r1", KENT, "community-payback", YEAR, Path.FULL, PACK.id, PACK.version)
    typed = {
        f"measures.results:{TOPIC.id}.numerator": "1560",
        f"measures.results:{TOPIC.id}.denominator": "2000",
    }
    review, sets = build_review(PACK, head, typed), read_published(PACK, sample_path("published"))
    shares = {o.organisation: (o.numerator or 0) / (o.denominator or 1) for o in AREAS}
    best = sorted(shares, key=lambda name: shares[name])[-12:]
    ids = tuple(o.id for o in PACK.organisations_in(YEAR.id) if o.name in best)
    alone = documents.ask_figures(PACK, review, [review], sets, Alongside())
    assert alone.flags == ()
    beside = Alongside((PeerList("a", "The best", ids),))
    (flag,) = documents.ask_figures(PACK, review, [review], sets, beside).flags
    assert (flag.wants, flag.against) == (True, "The best")
    shown = study_of(PACK, head, [review], sets, beside).overview()
    assert flags_of(shown) == (flag,)
