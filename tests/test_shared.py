"""What goes out beside figures: provider results and practice notes, only as far as they were shared."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pack_kit import COST, FRAMEWORK, OWN, SHARED, comparisons, figure, note, pack_of

from bvreview import releasing, work
from bvreview.review.compared.audiences import Audience, Release
from bvreview.review.compared.packs import BenchmarkPack, PackReading, decode_pack, encode_pack, shared_in
from bvreview.review.compared.provider_results import Shared
from bvreview.review.exchange.submission import FileRefusal
from bvreview.workbook.shared_sheets import shared_titles


def pack_with(shared: Shared, release: Release) -> BenchmarkPack:
    return pack_of(comparisons(), release, shared=shared)


@pytest.mark.parametrize(
    ("audience", "reach"),
    [
        (Audience.DIRECTOR, ["anyone", "region", "trusts"]),
        (Audience.TRUSTS, ["anyone", "trusts"]),
        (Audience.PROVIDERS, ["anyone"]),
        (Audience.PUBLIC, ["anyone"]),
    ],
)
def test_each_audience_gets_what_may_be_shared_with_it_and_no_more(
    audience: Audience, reach: list[str]
) -> None:
    pack = pack_with(SHARED, Release(audience))
    assert [n.what for n in pack.notes] == [f"For {s}" for s in reach]
    named = sorted(p.observation.organisation for p in pack.providers if p.named)
    assert named == [f"To {s}" for s in reach]
    text = encode_pack(pack)
    assert "Secret" not in text
    assert "To nobody" not in text
    assert any("withheld" in words for words in pack.held_back)


def test_what_is_for_a_region_goes_to_the_director_of_that_region_alone() -> None:
    """A region that holds reviews of another one gives nothing of it away."""
    away = Shared(
        tuple(replace(p, region="wales") for p in SHARED.providers),
        tuple(replace(n, region="wales") for n in SHARED.notes),
    )
    pack = pack_with(away, Release(Audience.DIRECTOR))
    assert [n.what for n in pack.notes] == ["For anyone", "For trusts"]
    assert "To region" not in {p.observation.organisation for p in pack.providers}


def test_where_it_is_from_is_told_of_nothing_that_goes_beyond_the_region() -> None:
    pack = pack_with(SHARED, Release(Audience.DIRECTOR))
    told = {(p.shared.value, p.region) for p in pack.providers}
    assert told == {(n.shared.value, n.region) for n in pack.notes}
    assert told == {("region", "east-midlands"), ("trusts", ""), ("anyone", "")}


def test_a_provider_that_is_not_named_is_a_letter_without_the_organisation_that_asked() -> None:
    theirs = note("How", who="Secret", named=False, asked_by=OWN)
    pack = pack_with(Shared((figure("Secret", 30, 50, named=False),), (theirs,)), Release())
    (shown,), (told,) = pack.providers, pack.notes
    assert (shown.label, shown.asked_by, shown.named) == ("Provider A", "", False)
    assert (told.label, told.ask) == ("Provider A", "")


def test_an_anonymous_pack_has_letters_for_all_providers_and_no_notes() -> None:
    pack = pack_with(SHARED, Release(anonymous=True, seed="s"))
    assert {p.label for p in pack.providers} == {"Provider A", "Provider B", "Provider C"}
    assert not pack.notes
    assert any("without practice notes" in words for words in pack.held_back)
    assert OWN not in encode_pack(pack)


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ((("Small", 3, 60),), 0),
        ((("Small", 3, 60), ("Next", 20, 40), ("Large", 30, 60)), 1),
        ((("Nought", 0, 60),), 1),
        ((("All but four", 65, 117),), 0),
    ],
    ids=["small", "with the next", "nought is shown", "the rest is small"],
)
def test_small_numbers_of_providers_are_withheld(given: tuple[tuple[str, int, int], ...], left: int) -> None:
    """The organisation itself has 69 of 121: who knows that and one part knows the rest."""
    shared = Shared(tuple(figure(*one) for one in given))
    pack = pack_with(shared, Release())
    assert len(pack.providers) == left
    assert any("numbers are small" in words for words in pack.held_back) is (left < len(given))
    assert len(pack_with(shared, Release(Audience.DIRECTOR)).providers) == len(given)


def test_what_a_provider_costs_goes_nowhere_though_it_is_named_as_a_cost_is() -> None:
    price = replace(figure("Dear", 900, 60), topic=COST.id)
    pack = pack_with(Shared((price, figure("Done", 30, 60))), Release(Audience.DIRECTOR))
    assert [p.observation.organisation for p in pack.providers] == ["Done"]


def test_rounded_to_five_a_count_of_four_is_small_whatever_the_threshold() -> None:
    shared = Shared((figure("Four", 4, 60),))
    assert not pack_with(shared, Release(threshold=3, rounding=5)).providers
    assert pack_with(shared, Release(threshold=3)).providers


def test_provisional_results_are_kept_from_the_public_and_two_of_one_name_from_all() -> None:
    shared = Shared((figure("Draft", 30, 60, marks=("provisional",)),))
    assert not pack_with(shared, Release(Audience.PUBLIC)).providers
    assert pack_with(shared, Release()).providers
    assert not pack_with(Shared((figure("Twice", 30, 60), figure("Twice", 20, 60))), Release()).providers


def test_what_went_out_comes_back_and_is_shown_on_sheets(tmp_path: Path) -> None:
    pack, path = pack_with(SHARED, Release(Audience.DIRECTOR)), tmp_path / "pack.xlsx"
    releasing.write_pack(FRAMEWORK, pack, path)
    found = work.read_file(FRAMEWORK, path)
    assert isinstance(found, PackReading)
    assert found.pack == pack
    workbook = load_workbook(path)
    said = {c.value for sheet in workbook for row in sheet.iter_rows() for c in row}
    assert {"Providers", "Practice notes"} <= set(workbook.sheetnames)
    assert {"To region (provider, " + OWN + ")", "Provider A", "For trusts", "the region"} <= said
    sheet = workbook["Providers"]
    cell = next(c for row in sheet.iter_rows() for c in row if c.value == 21)
    cell.value = 22
    workbook.save(path)
    assert isinstance(work.read_file(FRAMEWORK, path), FileRefusal)


def test_a_pack_without_any_of_it_has_no_such_sheets_and_one_of_old_keeps_its_text() -> None:
    pack = pack_with(Shared(), Release())
    assert shared_titles(pack) == []
    old = replace(pack, format=1)
    assert '"notes"' not in encode_pack(old)
    assert decode_pack(encode_pack(old)) == old


def test_letters_of_several_packs_are_told_apart_and_the_newest_edition_counts() -> None:
    first = replace(pack_with(SHARED, Release()), id="one")
    second = replace(first, id="two")
    newer = replace(first, version=2, made_on="2010-07-01", notes=())
    found = shared_in([first, second, newer])
    assert sorted(p.label for p in found.providers if not p.named) == ["Provider A", "Provider B"]
    assert len([p for p in found.providers if p.named]) == 2
    assert {n.what for n in found.notes} == {"For trusts", "For anyone"}
    assert not shared_in([newer]).notes
