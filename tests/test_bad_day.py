"""Every file of the bad day gives exactly what ``samples/bad-day/expected.toml`` says, and nothing else."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bvreview import work
from bvreview.framework.loader import default_framework
from bvreview.review.cells import State, encode_value, parse_address
from bvreview.review.exchange.submission import FileReading, FileRefusal, ImportOutcome, Outcome
from bvreview.settings import Person
from bvreview.workspace import Workspace

FRAMEWORK = default_framework()
FOLDER = Path(__file__).parent.parent / "samples" / "bad-day"
EXPECTED: dict[str, dict[str, Any]] = {
    entry["file"]: entry
    for entry in tomllib.loads((FOLDER / "expected.toml").read_text(encoding="utf-8"))["files"]
}
LARGEST = 150_000  # bytes

Reading = FileReading | FileRefusal


@pytest.fixture(scope="module")
def readings() -> dict[str, Reading]:
    paths = [FOLDER / name for name in EXPECTED]
    read = {path.name: reading for path, __, reading in work.read_files(FRAMEWORK, paths)}
    return {name: reading for name, reading in read.items() if isinstance(reading, Reading)}


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    person = Person("A Tester", "Analyst")
    made = Workspace.open(tmp_path / "bad-day.bvr", person=person, framework=FRAMEWORK)
    yield made
    made.close()


def take(workspace: Workspace, *names: str) -> dict[str, ImportOutcome]:
    outcomes = workspace.import_files([FOLDER / name for name in names], read_many=work.read_files)
    return {outcome.file: outcome for outcome in outcomes}


def test_every_file_is_expected_and_small() -> None:
    files = {path.name for path in FOLDER.iterdir()} - {"expected.toml"}
    assert files == set(EXPECTED)
    assert len(files) >= 14
    assert max((FOLDER / name).stat().st_size for name in files) < LARGEST


@pytest.mark.parametrize("name", EXPECTED)
def test_a_file_is_refused_for_its_reason_or_asks_its_question(
    name: str, readings: dict[str, Reading]
) -> None:
    reading, expected = readings[name], EXPECTED[name]
    if expected["outcome"] == "refused":
        assert isinstance(reading, FileRefusal)
        assert reading.reason == expected["reason"]
        assert reading.sentence.endswith(".")
    else:
        assert isinstance(reading, FileReading), reading
        assert bool(reading.question) is (expected["outcome"] == "question")
        assert expected.get("question", "") in reading.question


@pytest.mark.parametrize("name", [n for n, e in EXPECTED.items() if e["outcome"] != "refused"])
def test_a_file_gives_exactly_these_findings(name: str, readings: dict[str, Reading]) -> None:
    reading = readings[name]
    assert isinstance(reading, FileReading)
    found = Counter((f.rule, f.level.value, f.sheet, f.cell) for f in reading.findings)
    expected = Counter((f["rule"], f["level"], f["sheet"], f["cell"]) for f in EXPECTED[name]["findings"])
    assert found == expected
    assert all(f.message.endswith((".", "?")) for f in reading.findings)


@pytest.mark.parametrize("name", [n for n, e in EXPECTED.items() if "reads" in e])
def test_a_file_is_read_as_it_was_meant(name: str, readings: dict[str, Reading]) -> None:
    reading = readings[name]
    assert isinstance(reading, FileReading)
    for address, expected in EXPECTED[name]["reads"].items():
        answer = reading.review.cells[parse_address(address)].answer
        shown = encode_value(answer.value) if answer.state is State.GIVEN else answer.state.value
        assert shown == expected, address


def test_a_row_that_was_put_in_is_a_new_row(readings: dict[str, Reading]) -> None:
    reading = readings["Gloucs VC sorted by due date.xlsx"]
    assert isinstance(reading, FileReading)
    keys = reading.review.rows["actions.actions"]
    assert len(keys) == 3
    assert {"a1", "a2"} < set(keys)


def test_a_day_in_one_batch(workspace: Workspace) -> None:
    outcomes = take(workspace, *sorted(EXPECTED))
    assert {n: o.outcome.value for n, o in outcomes.items()} == {
        n: e.get("then", e["outcome"]) for n, e in EXPECTED.items()
    }
    assert all(bool(o.reason) is (o.outcome is not Outcome.IMPORTED) for o in outcomes.values())


def test_a_second_day_changes_nothing(workspace: Workspace) -> None:
    good = [n for n, e in EXPECTED.items() if e["outcome"] == "imported" and "then" not in e]
    take(workspace, *good)
    again = take(workspace, *good)
    assert {o.outcome for o in again.values()} == {Outcome.ALREADY_THERE}


@pytest.mark.parametrize("name", [n for n, e in EXPECTED.items() if "then" in e])
def test_what_came_before_may_raise_a_question(name: str, workspace: Workspace) -> None:
    assert take(workspace, name)[name].outcome is Outcome.IMPORTED
