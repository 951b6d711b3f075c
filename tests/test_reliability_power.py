"""Power cuts: what was not synced may be lost, torn or out of order; what was acknowledged may not."""

from __future__ import annotations

import pickle
import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from factories.review_files import answers_of
from store_kit import LEAD, begin, open_workspace, reader, reading, sent
from write_log import Event, Recorder, library

from bvreview.review.cells import Answer

TESTS = Path(__file__).parent
SECTOR = 512
NAME = "work.bvr"

pytestmark = pytest.mark.skipif(library() is None, reason="SQLite is built into this Python")

RECORD = """
import pickle, sys
sys.path[:0] = [{tests!r}, {root!r}]
from pathlib import Path
from write_log import Recorder, library
import test_reliability_power as power
recorder = Recorder(library())
power.OPERATIONS[{operation!r}](Path({path!r}), recorder)
sys.stdout.buffer.write(pickle.dumps(recorder.events))
"""


def edit(path: Path, recorder: Recorder) -> None:
    """Ten answers in one field, one commit each."""
    with open_workspace(path) as workspace:
        (summary,) = workspace.reviews()
        for number in range(1, 11):
            workspace.answer(summary.head.id, LEAD, Answer(str(number)))
            recorder.say(number)


def undo(path: Path, recorder: Recorder) -> None:
    """Three answers, taken back and made again."""
    with open_workspace(path) as workspace:
        (summary,) = workspace.reviews()
        for number in range(1, 4):
            workspace.answer(summary.head.id, LEAD, Answer(str(number)))
            recorder.say(number)
        for number in (2, 1):
            workspace.undo(summary.head.id)
            recorder.say(number)
        for number in (2, 3):
            workspace.redo(summary.head.id)
            recorder.say(number)


def paste(path: Path, recorder: Recorder) -> None:
    """A block of two hundred answers in one commit, between two single ones."""
    with open_workspace(path) as workspace:
        (summary,) = workspace.reviews()
        workspace.answer(summary.head.id, LEAD, Answer("1"))
        recorder.say(1)
        for row in range(40):
            workspace.add_row(summary.head.id, "costs", "staff", key=f"r{row}")
        workspace.answer(summary.head.id, LEAD, Answer("2"))
        recorder.say(2)


def take_in(path: Path, recorder: Recorder) -> None:
    """A file of another organisation, between two answers."""
    with open_workspace(path) as workspace:
        (summary,) = workspace.reviews()
        workspace.answer(summary.head.id, LEAD, Answer("1"))
        recorder.say(1)
        paths, read_many = reader(reading(RECEIVED))
        workspace.import_files(paths, read_many=read_many)
        workspace.answer(summary.head.id, LEAD, Answer("2"))
        recorder.say(2)


RECEIVED = sent("bryn")
OPERATIONS: dict[str, Callable[[Path, Recorder], None]] = {
    "edit": edit,
    "undo": undo,
    "paste": paste,
    "import": take_in,
}


class Disk:
    """The files of a workspace after a power cut at some event: what was synced, and some of the rest."""

    def __init__(self, folder: Path) -> None:
        self.synced = {p.name: p.read_bytes() for p in folder.iterdir() if p.name.startswith(NAME)}
        self.waiting: list[Event] = []

    def take(self, event: Event) -> None:
        """One event more; a sync makes all that waits of its file lasting."""
        if event.kind == "sync" or (event.kind == "delete" and event.is_lasting):
            lasting = [e for e in self.waiting if e.file == event.file]
            self.waiting = [e for e in self.waiting if e.file != event.file]
            for earlier in lasting:
                _apply(self.synced, earlier)
            self.synced.setdefault(event.file, b"")
        if event.kind == "delete" and event.is_lasting:
            self.synced.pop(event.file, None)
        elif event.kind in ("write", "cut", "delete"):
            self.waiting.append(event)

    def after_a_cut(self, dice: random.Random) -> dict[str, bytes]:
        """What is found after the cut: none, all, or any part of what was not synced, torn at sectors."""
        files = dict(self.synced)
        share = dice.choice((0.0, 0.3, 0.7, 1.0))
        for event in self.waiting:
            if event.kind != "write":
                if dice.random() < share:
                    _apply(files, event)
                continue
            for start in range(0, len(event.data), SECTOR):
                if dice.random() < share:
                    piece = event.data[start : start + SECTOR]
                    _apply(files, Event("write", event.file, event.at + start, piece))
        return files


def _apply(files: dict[str, bytes], event: Event) -> None:
    data = files.get(event.file, b"")
    match event.kind:
        case "write":
            data = data.ljust(event.at, b"\0")
            files[event.file] = data[: event.at] + event.data + data[event.at + len(event.data) :]
        case "cut":
            files[event.file] = data[: event.at]
        case "delete":
            files.pop(event.file, None)


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A workspace with one review, closed."""
    path = tmp_path / "made" / NAME
    path.parent.mkdir()
    with open_workspace(path) as workspace:
        workspace.answer(begin(workspace), LEAD, Answer("0"))
    return path


def recorded(path: Path, operation: str) -> list[Event]:
    """What the operation does to the files, in a process of its own."""
    source = RECORD.format(tests=str(TESTS), root=str(TESTS.parent), operation=operation, path=str(path))
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, check=True)
    events: list[Event] = pickle.loads(done.stdout)
    return [e for e in events if e.kind == "said" or e.file in (NAME, f"{NAME}-journal")]


def cuts(events: list[Event], disk: Disk, count: int) -> Iterator[tuple[int, int, dict[str, bytes]]]:
    """States after a cut: the last number acknowledged, the next that might be there, and the files."""
    dice = random.Random(len(events))
    said = [(n, e.at) for n, e in enumerate(events) if e.kind == "said"]
    wanted = Counter(dice.randrange(len(events)) for __ in range(count))
    last = 0
    for place, event in enumerate(events):
        disk.take(event)
        last = event.at if event.kind == "said" else last
        following = next((number for n, number in said if n > place), last)
        for __ in range(wanted[place]):
            yield last, following, disk.after_a_cut(dice)


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.timeout(1800)
def test_a_power_cut_loses_nothing_that_was_acknowledged(
    made: Path, tmp_path: Path, operation: str, deep: bool
) -> None:
    disk = Disk(made.parent)
    events = recorded(made, operation)
    assert {e.kind for e in events} >= {"write", "sync", "said"}
    seen: Counter[str] = Counter()
    for last, following, files in cuts(events, disk, 200 if deep else 20):
        folder = tmp_path / "cut"
        folder.mkdir()
        for name, data in files.items():
            (folder / name).write_bytes(data)
        with open_workspace(folder / NAME, create=False) as workspace:
            assert workspace.verify().is_whole
            own, *received = sorted(workspace.reviews(), key=lambda summary: not summary.own)
            answer = workspace.review(own.head.id).cells[LEAD].answer.value
            assert all(answers_of(workspace.review(r.head.id)) == answers_of(RECEIVED) for r in received)
        assert answer in (str(last), str(following))
        seen["next" if answer == str(following) != str(last) else "last"] += 1
        shutil.rmtree(folder)
    assert seen["last"] > seen.total() / 4


def test_the_cut_itself_is_felt(made: Path, tmp_path: Path) -> None:
    """A disk that keeps writes in any order without a sync does harm: else the test above proves nothing."""
    disk = Disk(made.parent)
    events = [e for e in recorded(made, "edit") if e.kind != "sync"]
    harmed = 0
    for n, (last, following, files) in enumerate(cuts(events, disk, 40)):
        folder = tmp_path / f"harm{n}"
        folder.mkdir()
        for name, data in files.items():
            (folder / name).write_bytes(data)
        try:
            with open_workspace(folder / NAME, create=False) as workspace:
                (summary,) = workspace.reviews()
                answer = workspace.review(summary.head.id).cells[LEAD].answer.value
                harmed += not workspace.verify().is_whole or answer not in (str(last), str(following))
        except Exception:  # noqa: BLE001 - whatever the damage does
            harmed += 1
    assert harmed > 10
