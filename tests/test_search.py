"""Finding by a few letters: what comes first, what is found without accents, and what is not found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.find.search import Entry, Index, Kind, Target, excerpt, fold, remember


def entry(title: str, kind: Kind = Kind.SECTION, **parts: str) -> Entry:
    return Entry(title, Target(kind, title), **parts)


def titles(index: Index, query: str) -> list[str]:
    return [e.title for group in index.find(query) for e in group.entries]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Llŷn ac Ŵyn", "llyn ac wyn"),
        ("Victims\u2019 views \u2013 £1,204", "victims views 1 204"),
        ("  STRASSE ", "strasse"),
        ("Straße", "strasse"),
        ("snake_case", "snake case"),
        ("", ""),
    ],
)
def test_letters_are_compared_without_case_accents_and_signs(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_the_start_goes_before_a_words_start_before_the_inside_before_the_words_around() -> None:
    index = Index(
        [
            entry("Around", words="the costs of it"),
            entry("Accosted"),
            entry("Support costs"),
            entry("Costs of the service"),
            entry("Costs"),
        ]
    )
    assert titles(index, "cost") == ["Costs", "Costs of the service", "Support costs", "Accosted", "Around"]


def test_every_word_must_be_there_in_any_order() -> None:
    index = Index([entry("Costs", detail="Derbyshire"), entry("Costs", detail="Essex")])
    assert len(index.find("derby cos")[0].entries) == 1
    assert index.find("costs kent") == ()


def test_without_an_accent_typed_or_with_one() -> None:
    index = Index([entry("Gŵyr a Llŷn")])
    assert titles(index, "gwyr") == titles(index, "LLŶN") == ["Gŵyr a Llŷn"]


def test_the_kind_with_the_best_fit_stands_first() -> None:
    index = Index([entry("Redo the plan", Kind.COMMAND), entry("Plan", Kind.SECTION)])
    assert [group.kind for group in index.find("plan")] == [Kind.SECTION, Kind.COMMAND]
    assert [group.kind for group in index.find("p")] == [Kind.SECTION, Kind.COMMAND]


def test_the_work_stands_before_the_help_and_names_before_what_is_around_them() -> None:
    index = Index(
        [
            entry("Plan and submit", Kind.GUIDE),
            entry("Costs", Kind.REVIEW, words="plan"),
            entry("The plan in short", Kind.SECTION),
        ]
    )
    assert [group.kind for group in index.find("plan")] == [Kind.SECTION, Kind.GUIDE, Kind.REVIEW]


def test_a_kind_shows_few_and_counts_all() -> None:
    (group,) = Index([entry(f"Cost {n}") for n in range(40)]).find("cost", shown=6)
    assert (len(group.entries), group.total) == (6, 40)


@pytest.mark.parametrize("query", ["", "   ", "…", "'"])
def test_nothing_typed_finds_nothing(query: str) -> None:
    assert Index([entry("Costs")]).find(query) == ()


def test_a_single_letter_is_found_at_the_start_of_words_only() -> None:
    assert titles(Index([entry("Accost"), entry("The costs")]), "c") == ["The costs"]


@given(st.text(max_size=40), st.text(max_size=12))
def test_no_text_is_too_strange(title: str, query: str) -> None:
    found = titles(Index([entry(title)]), query)
    assert found in ([], [title])
    whole = fold(title)
    assert titles(Index([entry(title)]), title) == ([title] if whole else [])


def test_an_excerpt_is_cut_between_words_around_what_was_found() -> None:
    text = " ".join(f"word{n}" for n in range(60)) + " accommodation " + "more " * 60
    shown = excerpt(text, "accom", 60)
    assert "accommodation" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) <= 66
    assert excerpt("short\ntext", "x") == "short text"
    assert excerpt("a" * 400, "zz", 50) == "a" * 50 + " …"


def test_what_was_chosen_is_remembered_once_and_without_the_words_of_an_answer() -> None:
    costs, answer = Target(Kind.SECTION, "costs", "r1"), Target(Kind.ANSWER, "about.lead", "r1")
    kept = remember(costs, remember(answer, remember(costs, ())))
    assert kept == ("section|costs|r1", "review||r1")
    assert len(remember(costs, [str(n) for n in range(20)])) == 8


def test_what_was_chosen_is_recalled_where_it_is_still_there() -> None:
    index = Index([entry("Costs")])
    assert [e.title for e in index.recall(["section|Gone|", "section|Costs|"])] == ["Costs"]
