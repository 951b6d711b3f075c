"""The list of files that were not taken: kept with the reason, until they come in."""

from __future__ import annotations

from pathlib import Path

from store_kit import explained, open_workspace, reader, reading, sent

from bvreview.review.exchange.submission import FileRefusal, Outcome
from bvreview.workspace import Workspace

REFUSAL = FileRefusal("a.xlsx", "foreign", "It is no workbook of ours.")


def take(workspace: Workspace, *parcels: object) -> None:
    paths, read_many = reader(*parcels)  # type: ignore[arg-type]
    workspace.import_files(paths, read_many=read_many)


def names(workspace: Workspace) -> list[tuple[str, Outcome]]:
    return [(found.file, found.outcome) for found in workspace.not_taken()]


def test_it_is_there_at_the_next_start_with_the_reason(tmp_path: Path) -> None:
    path = tmp_path / "a.bvr"
    with open_workspace(path) as workspace:
        take(workspace, REFUSAL, reading(sent("bryn"), "b.xlsx", "Is this right?"))
    with open_workspace(path) as workspace:
        first, second = workspace.not_taken()
        assert (first.file, first.reason) == ("a.xlsx", "It is no workbook of ours.")
        assert (second.outcome, second.reason) == (Outcome.QUESTION, "Is this right?")
        assert (second.organisation, second.period) == ("bryn", "2009-10")
        assert second.received_by == "Ann Other, Finance"
        assert workspace.verify().is_whole


def test_a_repeat_changes_nothing_and_another_reason_takes_its_place(tmp_path: Path) -> None:
    with open_workspace(tmp_path / "a.bvr") as workspace:
        take(workspace, REFUSAL)
        before = workspace.not_taken()
        take(workspace, REFUSAL)
        assert workspace.not_taken() == before
        take(workspace, FileRefusal("a.xlsx", "old", "It is older."))
        assert [found.reason for found in workspace.not_taken()] == ["It is older."]


def test_a_file_that_comes_in_goes_from_the_list(tmp_path: Path) -> None:
    with open_workspace(tmp_path / "a.bvr") as workspace:
        take(workspace, REFUSAL, FileRefusal("b.xlsx", "foreign", "It is no workbook of ours."))
        take(workspace, reading(explained(sent("bryn")), "a.xlsx"))
        assert names(workspace) == [("b.xlsx", Outcome.REFUSED)]
        workspace.forget_not_taken()
        assert workspace.not_taken() == ()
