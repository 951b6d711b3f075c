"""Practice notes and results of providers: who may see them, and the same page for who imports a pack."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bvreview import releasing, work
from bvreview.analysis.study import Study, study_of
from bvreview.framework.loader import default_framework
from bvreview.framework.practice_map import Sharing
from bvreview.framework.returns import asking
from bvreview.framework.terms import Path as Depth
from bvreview.review.answers import Answers
from bvreview.review.cells import Answer, parse_address
from bvreview.review.compared.alongside import Alongside
from bvreview.review.compared.audiences import Audience, Release
from bvreview.review.compared.better import Apart
from bvreview.review.compared.better_told import better_details, tell_better
from bvreview.review.compared.flags import flags_of
from bvreview.review.compared.practice import notes_of_review, place_notes, read_notes
from bvreview.review.compared.provider_results import ProviderResult, Returned, read_return
from bvreview.review.compared.scope import CompareScope
from bvreview.review.examples import build_review
from bvreview.review.exchange.outgoing import return_out
from bvreview.review.exchange.sent import sent_of
from bvreview.review.exchange.submission import FileKind, Handed, Outcome
from bvreview.review.model import Review, ReviewHead
from bvreview.review.periods import FinancialYear
from bvreview.settings import Person
from bvreview.workbook.writer import write_review
from bvreview.workspace import Workspace

PACK = default_framework()
YEAR = FinancialYear(2009)
ASKED = PACK.returns[0]
BY_NAME = {o.name: o for o in PACK.organisations_in(YEAR.id)}
MEASURE = next(m for m in PACK.services[0].measures if m.id == "completed")


def note(key: str, what: str, shared: str, **more: str) -> dict[str, str]:
    said = {"what": what, "shared": shared, **more}
    return {f"reading.practice:{key}.{field}": text for field, text in said.items()}


def review(organisation: str, counts: tuple[int, int], notes: dict[str, str] | None = None) -> Review:
    own = BY_NAME[organisation].id
    head = ReviewHead(f"r-{own}", own, PACK.services[0].id, YEAR, Depth.LIGHT, PACK.id, PACK.version)
    typed = {
        f"measures.results:{MEASURE.id}.numerator": str(counts[0]),
        f"measures.results:{MEASURE.id}.denominator": str(counts[1]),
    }
    return build_review(PACK, head, typed | (notes or {}))


NOTES = (
    note("a", "Calls the evening before", "Other trusts", about=MEASURE.label, changed="Fewer days lost")
    | note("b", "One rota for three towns", "The region: its Director and trusts")
    | note("c", "Kept to ourselves", "Nobody else", about=MEASURE.label)
    | note("d", "Born 1 May 1980, AB 12 34 56 C asked for it", "Anyone", about="Something else")
)


def study(reader: str, *others: Review, beside: Alongside | None = None) -> Study:
    mine = review(reader, (300, 500))
    return study_of(PACK, mine.head, [mine, *others], (), beside or Alongside())


def test_only_what_is_shared_is_read_and_nothing_that_identifies_a_person() -> None:
    notes = notes_of_review(PACK, review("Leicestershire", (480, 500), NOTES))
    assert [n.shared for n in notes] == [Sharing.TRUSTS, Sharing.REGION, Sharing.ANYONE]
    assert "AB 12 34" not in notes[2].what
    assert {n.region for n in notes} == {"east-midlands"}
    assert Sharing.of("everybody we know") is Sharing.NOBODY


def test_a_note_bears_on_the_measure_that_it_names() -> None:
    notes = notes_of_review(PACK, review("Leicestershire", (480, 500), NOTES))
    placed = place_notes(notes, {MEASURE.id: MEASURE.label, "full": "Full unit cost, an hour"})
    assert [n.topic for n in placed] == [MEASURE.id, "", ""]
    begun = place_notes(
        [replace(notes[1], about="full unit COST")], {"full": "Full unit cost, for each hour"}
    )
    assert begun[0].topic == "full"


def test_a_note_stands_beside_who_is_better_and_others_under_a_heading_of_their_own() -> None:
    found = study("Derbyshire", review("Leicestershire", (480, 500), NOTES)).better()
    (better,) = found.found
    assert (better.who, better.apart) == ("Leicestershire", Apart.BETTER)
    assert [n.what for n in better.notes] == ["Calls the evening before"]
    assert "What it seems to have changed: Fewer days lost" in better_details(better)
    (general,) = found.noted
    assert (general.title, [n.shared for n in general.notes]) == (
        "The service as a whole",
        [Sharing.REGION, Sharing.ANYONE],
    )
    assert any(said.startswith("2. On Something else: ") for said in better_details(general))
    told = tell_better(found, "")
    assert "3 practice notes are shared with Derbyshire; 1 by who is better" in told.intro[1]
    assert told.rows[0].texts[2:] == ("better: 96%, ours 60%", "Family", "Calls the evening before")
    assert told.figures
    assert [line[10] for line in told.figures.rows][:2] == ["Calls the evening before", general.notes[0].what]
    assert told.then
    assert (len(told.rows), told.then.title) == (1, "What others write, who are not found to be better")
    (apart,) = told.then.rows
    assert apart.texts[-1].endswith("(and 1 more)")
    assert told.tabbed.index(told.then.title) > told.tabbed.index("Calls the evening before")


def test_a_note_of_who_is_not_better_says_so_and_one_without_a_figure_too() -> None:
    level = study("Derbyshire", review("Leicestershire", (302, 500), NOTES)).better()
    assert level.found == ()
    assert [b.apart for b in level.noted] == [Apart.MEETS, Apart.NOTHING]
    worse = study("Derbyshire", review("Leicestershire", (200, 500), NOTES)).better()
    assert worse.noted[0].apart is Apart.WORSE


def test_what_is_for_the_region_is_not_read_outside_it() -> None:
    away = next(o.name for o in BY_NAME.values() if o.region != "east-midlands")
    notes = study(away, review("Leicestershire", (480, 500), NOTES)).notes
    assert [n.shared for n in notes] == [Sharing.TRUSTS, Sharing.ANYONE]
    assert study("Leicestershire").notes == ()


def test_a_flag_on_the_better_side_that_is_shared_says_so() -> None:
    shown = study("Derbyshire", review("Leicestershire", (200, 500)), review("Nottinghamshire", (100, 500)))
    notes = notes_of_review(PACK, review("Derbyshire", (300, 500), NOTES))
    (flag,) = flags_of(shown.overview())
    (told,) = flags_of(shown.overview(), (), notes)
    assert flag.invites
    assert (flag.state, told.state) == ("Invites to share how", "Shared: a practice note says how")


# returns


def returned(typed: dict[str, str]) -> Returned:
    head = review("Leicestershire", (1, 2)).head
    answered = build_review(asking(PACK, ASKED), head, typed)
    return read_return(PACK, ASKED, head, "Groundwork", sent_of(answered))


RESULT = {
    "return_results.outcomes:a.outcome": MEASURE.label,
    "return_results.outcomes:a.people": "80",
    "return_results.outcomes:a.achieved": "76",
}
AGREED = {"return_results.results_shared": "Other trusts", "return_results.named": "Yes"}
THEIRS = {
    "return_results.practice:a.what": "A former participant at the gate",
    "return_results.practice:a.shared": "Anyone",
    "return_results.practice:a.about": MEASURE.label,
    "return_results.practice:a.ask": "Service manager",
}


def test_a_provider_says_who_may_see_its_results_and_under_which_name() -> None:
    (silent,) = returned(RESULT).results
    assert (silent.shared, silent.named) == (Sharing.NOBODY, False)
    (agreed,) = returned(RESULT | AGREED).results
    assert (agreed.shared, agreed.named) == (Sharing.TRUSTS, True)
    (told,) = returned(RESULT | AGREED | THEIRS).notes
    assert (told.who, told.asked_by, told.named) == ("Groundwork", "Leicestershire", True)


@pytest.mark.parametrize(
    ("typed", "members"),
    [
        (RESULT, ()),
        (RESULT | AGREED, ("Groundwork (provider, Leicestershire)",)),
        (RESULT | AGREED | {"return_results.named": "No"}, ("Provider A",)),
    ],
)
def test_others_see_a_provider_as_far_as_it_agreed(typed: dict[str, str], members: tuple[str, ...]) -> None:
    beside = Alongside(others=(returned(typed | THEIRS),))
    shown = study("Derbyshire", beside=beside)
    providers = shown.groups.find("providers")
    assert (providers.group.members[1:] if providers else ()) == members
    (told,) = shown.notes
    named = members == ("Groundwork (provider, Leicestershire)",)
    assert (told.who, told.ask) == ((members[0], "Service manager") if named else ("Provider A", ""))
    if members:
        assert [(b.who, len(b.notes)) for b in shown.better().found] == [(members[0], 1)]


def test_who_asked_sees_all_of_it_once_though_a_pack_gives_it_back() -> None:
    mine = Returned("Derbyshire", "east-midlands", returned(RESULT | AGREED).results)
    letter = replace(mine.results[0], provider="Provider A", named=False)
    again = Returned("", "", (letter,))
    shown = study("Derbyshire", beside=Alongside(returned=mine, others=(again,)))
    providers = shown.groups.find("providers")
    assert providers
    assert providers.group.members == ("Derbyshire", "Groundwork (provider)")


def test_two_providers_with_the_same_counts_both_stand_there() -> None:
    theirs = returned(RESULT | AGREED)
    other = replace(theirs, results=tuple(replace(r, provider="Addaction") for r in theirs.results))
    shown = study("Derbyshire", beside=Alongside(others=(theirs, replace(other, asked_by="Nottinghamshire"))))
    providers = shown.groups.find("providers")
    assert providers
    assert providers.group.members[1:] == (
        *("Groundwork (provider, Leicestershire)", "Addaction (provider, Nottinghamshire)"),
    )


def test_costs_of_providers_are_nowhere() -> None:
    """A result that is named as a cost is named is no cost."""
    named = ProviderResult("G", "Full unit cost", Decimal(1), Decimal(2), Sharing.ANYONE, named=True)
    shown = study("Derbyshire", beside=Alongside(others=(Returned("Kent", "", (named,)),)))
    assert all(not f.providers for f in shown.gathered)


def test_notes_of_a_return_may_be_in_no_pack() -> None:
    """A pack whose return asks for none."""
    head = review("Derbyshire", (1, 2)).head
    assert ASKED.practice
    elsewhere = build_review(PACK, head, {})
    assert list(read_notes(Answers(PACK, elsewhere), ASKED.practice, "G")) == []


# the same page


def begin(workspace: Workspace, given: Review) -> str:
    head = workspace.create_review(given.head.organisation, given.head.service, YEAR, Depth.LIGHT)
    for table, keys in given.rows.items():
        for key in keys:
            section, part = table.split(".")
            workspace.add_row(head.id, section, part, key=key)
    for address, cell in given.cells.items():
        workspace.answer(head.id, address, cell.answer)
    return head.id


def page(workspace: Workspace, review_id: str) -> Study:
    head = workspace.head(review_id)
    return work.study(PACK, head, *workspace.at_hand([head]), workspace.alongside(head))


def test_who_imports_a_pack_reads_the_same_notes_and_sees_the_same_providers(tmp_path: Path) -> None:
    theirs, own = review("Leicestershire", (480, 500), NOTES), review("Derbyshire", (300, 500))
    form, pack = tmp_path / "return.xlsx", tmp_path / "pack.xlsx"
    by = ("Ann", "2010-05-01T09:00:00+00:00")
    with Workspace.open(tmp_path / "a.bvr", person=Person("Ann"), framework=PACK) as first:
        asker = begin(first, theirs)
        first.add_row(asker, "providers", "now", key="a")
        first.answer(asker, parse_address("providers.now:a.name"), Answer("Groundwork"))
        outgoing = return_out(ASKED.id, "now:a", "Groundwork", date(2010, 5, 12), by)
        sent = (outgoing.id, (), outgoing.who, outgoing.sent_by, outgoing.due)
        handed = Handed(*sent, form=outgoing.form, row=outgoing.row)
        answered = build_review(asking(PACK, ASKED), first.head(asker), RESULT | AGREED | THEIRS)
        write_review(asking(PACK, ASKED), answered, form, kind=FileKind.RETURN, handed=handed)
        first.send_return(asker, outgoing)
        (came,) = first.import_files([form], read_many=work.read_files)
        assert came.outcome is Outcome.IMPORTED, came.reason
        whole = page(first, begin(first, own))
        scope = CompareScope(own.head.service, YEAR, "east-midlands")
        assert releasing.release_benchmarks(first, scope, Release(Audience.DIRECTOR), pack)
    with Workspace.open(tmp_path / "b.bvr", person=Person("Bob"), framework=PACK) as second:
        mine = begin(second, own)
        assert page(second, mine).notes == ()
        second.import_files([pack], read_many=work.read_files)
        same = page(second, mine)
    assert {n.what for n in same.notes} == {n.what for n in whole.notes}
    assert len(same.notes) == 4
    ours, others = same.overview(), whole.overview()
    assert [c.key for c in ours.columns] == [c.key for c in others.columns]
    assert "providers" in [c.key for c in ours.columns]
    assert [r.cells for r in ours.rows] == [r.cells for r in others.rows]
    about = "Community Payback"
    assert tell_better(same.better(), about).rows == tell_better(whole.better(), about).rows
