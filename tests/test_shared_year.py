"""What the reviews of an organisation share: its year, and how its ledger is mapped."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from store_kit import ANN, FRAMEWORK, begin, fill, open_workspace

from bvreview.review.ledger.allotment import Place
from bvreview.workspace import salvage_workspace

MAPPING = {
    ("3100", "1000"): Place("ledger.lines:staff", "pools.pools:it"),
    ("", "9"): Place(left_out="income"),
}


def test_the_mapping_of_a_ledger_is_kept_by_organisation(tmp_path: Path) -> None:
    path = tmp_path / "work.bvr"
    with open_workspace(path) as workspace:
        workspace.keep_ledger_mapping("aber", {("1", "2"): Place("ledger.lines:other")})
        workspace.keep_ledger_mapping("aber", MAPPING)
    with open_workspace(path) as workspace:
        assert workspace.ledger_mapping("aber") == MAPPING
        assert workspace.ledger_mapping("bedd") == {}
        assert workspace.ledger_rest("aber/2009-10") is None
        workspace.keep_ledger_rest("aber/2009-10", "Ledger extract, clipboard", Decimal("-12.30"))
        assert workspace.ledger_rest("aber/2009-10") == ("Ledger extract, clipboard", Decimal("-12.30"))
        assert workspace.verify().is_whole


def test_the_mapping_is_saved_from_a_damaged_file_too(tmp_path: Path) -> None:
    path = tmp_path / "work.bvr"
    with open_workspace(path) as workspace:
        begin(workspace)
        workspace.keep_ledger_mapping("aber", MAPPING)
    missing = salvage_workspace(path, tmp_path / "new.bvr", person=ANN, framework=FRAMEWORK)
    assert missing == ()
    with open_workspace(tmp_path / "new.bvr") as workspace:
        assert workspace.ledger_mapping("aber") == MAPPING
        assert workspace.verify().is_whole


def test_reviews_of_one_organisation_and_year_share_it(tmp_path: Path) -> None:
    with open_workspace(tmp_path / "work.bvr") as workspace:
        one = begin(workspace)
        assert [head.id for head in workspace.sharing(one)] == [one]
        other, elsewhere = begin(workspace, "visits"), begin(workspace, organisation="bedd")
        assert {head.id for head in workspace.sharing(other)} == {one, other}
        assert [head.id for head in workspace.sharing(elsewhere)] == [elsewhere]
        fill(workspace, one)
        last = {summary.head.id: summary.is_shared_change for summary in workspace.reviews()}
        assert set(last) == {one, other, elsewhere}
        assert (last[other], last[elsewhere]) == (True, False)
