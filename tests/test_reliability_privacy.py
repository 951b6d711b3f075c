"""A whole day of work: nothing goes out, and what is typed is found in no place that nobody chose."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from window_process import prepare

CANARY = "Xanthippe Quillfeather"
SCRIPT = Path(__file__).with_name("driven_day.py")


@dataclass(frozen=True)
class Day:
    """Where it was, what it said, line by line, what it said of mistakes, and its system calls if seen."""

    folder: Path
    lines: list[str]
    mistakes: str
    calls: str

    def said(self, word: str) -> list[str]:
        return [line.partition(" ")[2] for line in self.lines if line.split(" ")[0] == word]


def tracer(file: Path) -> list[str]:
    """The words that let the system's calls be seen too, where the machine has the tool."""
    strace = shutil.which("strace")
    words = [strace or "", "-f", "-qq", "-o", str(file), "-e", "trace=connect,sendto,sendmsg"]
    works = strace and subprocess.run([*words, "true"], capture_output=True, check=False).returncode == 0
    return words if works else []


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Day:
    folder = tmp_path_factory.mktemp("day")
    places = {name: folder / name for name in ("home", "temp", "person", "work", "exports")}
    for place in places.values():
        place.mkdir()
    environment = {
        **os.environ,
        "BVREVIEW_HOME": str(places["home"]),
        "HOME": str(places["person"]),
        "TMPDIR": str(places["temp"]),
        "QT_QPA_PLATFORM": "offscreen",
    }
    for name in [n for n in environment if n.startswith("XDG_")]:
        del environment[name]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BVREVIEW_HOME", str(places["home"]))
        prepare(places["work"] / "work.bvr")
    calls = folder / "calls.txt"
    command = [*tracer(calls), sys.executable, str(SCRIPT), str(folder), CANARY]
    ended = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=110, check=False)
    assert "done" in ended.stdout, ended.stderr
    seen = calls.read_text(errors="replace") if calls.exists() else ""
    return Day(folder, ended.stdout.splitlines(), ended.stderr, seen)


def holds(path: Path) -> bool:
    """Whether the text stands in a file, plain, in 16 bits or within a zip."""
    forms = [CANARY.encode(), CANARY.encode("utf-16-le"), CANARY.split()[1].encode()]
    data = [path.read_bytes()]
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as book:
            data += [book.read(name) for name in book.namelist()]
    return any(form in part for form in forms for part in data)


def test_nothing_unexpected_happened(day: Day) -> None:
    assert day.said("error") == []
    assert {p.name for p in (day.folder / "exports").iterdir()} == {"demo", "review.xlsx", "plan.pdf"}
    assert (day.folder / "exports" / "demo" / "benchmarks.xlsx").exists()


def test_nothing_goes_out(day: Day) -> None:
    assert day.said("net") == []


def test_no_call_of_the_system_goes_out(day: Day) -> None:
    """Qt and the libraries in C are seen here too, and the reading child."""
    if not day.calls:
        pytest.skip("this machine has no strace, or does not let it look")
    assert re.findall(r".*AF_INET.*", day.calls) == []


def test_what_is_typed_stands_in_the_workspace_and_in_chosen_files_only(day: Day) -> None:
    found = [p.relative_to(day.folder) for p in day.folder.rglob("*") if p.is_file() and holds(p)]
    places = {path.parts[0] for path in found}
    assert Path("work", "work.bvr") in found
    assert Path("exports", "review.xlsx") in found
    assert places == {"work", "exports"}
    assert not [path for path in found if path.parts[:2] == ("exports", "demo")]
    assert any(path.parts[1] == "work.backups" for path in found)


def test_what_is_typed_stands_in_no_message_on_the_console(day: Day) -> None:
    assert "ValueError" in day.mistakes
    assert CANARY not in day.mistakes


def test_the_diary_has_the_mistake_and_not_what_was_typed(day: Day) -> None:
    text = (day.folder / "home" / "bvreview.log").read_text()
    assert "ValueError" in text
    assert CANARY not in text
    assert str(day.folder) not in text


def test_nothing_is_left_in_temporary_folders_or_in_the_persons_home(day: Day) -> None:
    left = [p for place in ("temp", "person") for p in (day.folder / place).rglob("*") if p.is_file()]
    assert [p.name for p in left if not is_cache_of_qt(p)] == []
    assert [
        p.name for p in (day.folder / "work").iterdir() if p.name not in ("work.bvr", "work.backups")
    ] == []


def is_cache_of_qt(path: Path) -> bool:
    return bool({"fontconfig", "qtshadercache"} & {part.split("-")[0] for part in path.parts})


def test_files_are_written_where_they_belong_only(day: Day) -> None:
    chosen = tuple(str(day.folder / place) + os.sep for place in ("home", "work", "exports"))
    written = {path for path in day.said("write") if not path.startswith("/dev/")}
    assert [path for path in sorted(written) if not path.startswith(chosen)] == []
