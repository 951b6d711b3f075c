"""The reading child: reused, replaced, limited, and never able to hold up whoever asked."""

from __future__ import annotations

import gc
import os
import random
import signal
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import Final

import pytest
from factories import odd_files
from factories import workbooks as make
from factories.everything import everything

from bvreview.workbook.gate import limits
from bvreview.workbook.gate.child import answer_for
from bvreview.workbook.gate.gate import Gate
from bvreview.workbook.gate.raw import RawWorkbook
from bvreview.workbook.gate.reasons import Reason
from bvreview.workbook.gate.refusals import Refused

HEAVY: Final = (
    "PySide6.QtCore",
    "pandas",
    "numpy",
    "scipy",
    "openpyxl",
    "reportlab",
    "sqlite3",
    "sqlite_utils",
    "urllib.request",
)
stopping = pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="a process cannot be stopped here")


@pytest.fixture
def gate() -> Iterator[Gate]:
    with Gate() as opened:
        yield opened


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.xlsx"
    path.write_bytes(make.xlsx())
    return path


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "bad.xlsx"
    path.write_bytes(odd_files.REFUSED["deep relationships"][0]())
    return path


def child_of(gate: Gate) -> int:
    """The process that will read the next file."""
    return gate._thread.submit(gate._child.start).result().pid  # the one thread that may start it


def stop(process: int) -> None:
    """Stop a process, and wait until it is: on a busy machine it goes on for a while."""
    os.kill(process, signal.SIGSTOP)
    os.waitid(os.P_PID, process, os.WSTOPPED | os.WNOWAIT)


@pytest.mark.parametrize(("side", "not_loaded"), [("child", HEAVY), ("gate", ("python_calamine", "zipfile"))])
def test_neither_side_loads_more_than_it_needs(side: str, not_loaded: tuple[str, ...]) -> None:
    code = (
        f"import sys, bvreview.workbook.gate.{side}\n"
        f"print([name for name in {not_loaded!r} if name in sys.modules], 'tests' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[] False"


def test_one_child_serves_file_after_file(gate: Gate, good: Path) -> None:
    first = child_of(gate)
    for _ in range(5):
        assert isinstance(gate.read(good), RawWorkbook)
    assert child_of(gate) == first


def test_nothing_of_a_file_waits_for_the_collector(good: Path) -> None:
    content = good.read_bytes()
    answer_for(content)
    gc.collect()
    answer_for(content)
    assert gc.collect() == 0


def test_a_refusal_replaces_the_child(gate: Gate, good: Path, bad: Path) -> None:
    first = child_of(gate)
    assert isinstance(gate.read(bad), Refused)
    second = child_of(gate)
    assert second != first
    assert isinstance(gate.read(good), RawWorkbook)
    assert child_of(gate) == second


def test_a_file_that_never_reaches_the_child_does_not_replace_it(gate: Gate, good: Path) -> None:
    first = child_of(gate)
    assert isinstance(gate.read(good.with_name("nowhere.xlsx")), Refused)
    assert child_of(gate) == first


def test_a_child_that_dies_is_a_refusal_and_the_next_file_is_read(gate: Gate, good: Path) -> None:
    os.kill(child_of(gate), signal.SIGTERM)
    outcome = gate.read(good)
    assert isinstance(outcome, Refused)
    assert outcome.reason is Reason.READER_FAILED
    assert isinstance(gate.read(good), RawWorkbook)


@stopping
def test_a_child_that_hangs_is_killed_after_the_time_limit(good: Path) -> None:
    with Gate(seconds=0.3) as gate:
        gate.read(good)
        stopped = child_of(gate)
        stop(stopped)
        outcome = gate.read(good)
        assert isinstance(outcome, Refused)
        assert outcome.reason is Reason.TOO_SLOW
        with pytest.raises(ProcessLookupError):
            os.kill(stopped, 0)


def test_nothing_is_left_running_after_close(good: Path) -> None:
    gate = Gate()
    gate.read(good)
    child = child_of(gate)
    gate.close()
    gate.close()
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


@pytest.mark.skipif(
    not Path("/proc/self/limits").exists(), reason="the limits of a process are not shown here"
)
def test_the_child_may_write_no_file_and_has_a_bounded_memory(gate: Gate, good: Path) -> None:
    gate.read(good)
    limits = Path(f"/proc/{child_of(gate)}/limits").read_text()
    rows = {line[:26].strip(): line[26:].split()[1] for line in limits.splitlines()[1:]}
    assert rows["Max file size"] == "0"
    assert rows["Max core file size"] == "0"
    assert int(rows["Max address space"]) == 512 * 1024 * 1024


def test_a_module_of_the_same_name_where_we_were_started_is_not_run(tmp_path: Path, good: Path) -> None:
    evil = tmp_path / "bvreview"
    evil.mkdir()
    (evil / "__init__.py").write_text("raise SystemExit(1)")
    here = Path.cwd()
    os.chdir(tmp_path)
    try:
        with Gate() as gate:
            assert isinstance(gate.read(good), RawWorkbook)
    finally:
        os.chdir(here)


def test_many_files_come_in_their_order_each_with_its_path(gate: Gate, good: Path, bad: Path) -> None:
    paths = [good, bad, good, good.with_name("nowhere.xlsx"), good, bad, bad, good]
    outcomes = list(gate.read_many(paths))
    assert [path for path, _ in outcomes] == paths
    assert [isinstance(outcome, RawWorkbook) for _, outcome in outcomes] == [path == good for path in paths]


def test_the_next_file_is_read_while_this_one_is_used(gate: Gate, tmp_path: Path, good: Path) -> None:
    later = tmp_path / "later.xlsx"
    later.write_bytes(make.xlsx(make.sheet_xml(make.row(1, make.cell("A1", 2)))))
    reading = gate.read_many([good, later])
    next(reading)
    time.sleep(0.5)
    later.unlink()  # already taken
    _, outcome = next(reading)
    assert isinstance(outcome, RawWorkbook)
    assert outcome.sheets[0].cells == {(1, 1): 2}


def test_no_files_give_nothing(gate: Gate) -> None:
    assert list(gate.read_many([])) == []


def test_cancelling_between_files_ends_the_reading(gate: Gate, good: Path) -> None:
    cancelled = threading.Event()
    seen = []
    for path, _ in gate.read_many([good] * 10, cancelled.is_set):
        seen.append(path)
        if len(seen) == 3:
            cancelled.set()
    assert len(seen) == 3
    assert isinstance(gate.read(good), RawWorkbook)


@stopping
def test_cancelling_in_the_middle_of_a_file_does_not_wait_for_it(gate: Gate, good: Path) -> None:
    gate.read(good)
    stop(child_of(gate))
    asked = time.monotonic()
    assert list(gate.read_many([good] * 3, lambda: time.monotonic() > asked + 0.2)) == []
    assert time.monotonic() - asked < limits.SECONDS, "it waited for the file"
    assert isinstance(gate.read(good), RawWorkbook)


def test_several_threads_may_share_a_gate(gate: Gate, good: Path, bad: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(gate.read, [good, bad] * 6))
    assert [isinstance(outcome, RawWorkbook) for outcome in outcomes] == [True, False] * 6


def _damage(content: bytes, chance: random.Random) -> bytes:
    """The same workbook with a few bytes of one of its parts, or of the whole file, changed."""
    if chance.random() < 0.3:
        data = bytearray(content)
        for _ in range(chance.randint(1, 8)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        return bytes(data)
    with zipfile.ZipFile(BytesIO(content)) as source:
        parts = {name: bytearray(source.read(name)) for name in source.namelist()}
    part = parts[chance.choice(sorted(parts))]
    start = chance.randrange(len(part))
    match chance.randrange(4):
        case 0:
            del part[start : start + chance.randint(1, 200)]
        case 1:
            part[start:start] = part[start : start + chance.randint(1, 200)]
        case 2:
            part[start] = chance.choice(b"<>\"'&/0123456789AZ -.:")
        case _:
            part[start:start] = chance.choice(
                [b"99999999999999999999", b"</c>", b"<c>", b"\0", b"&#0;", b"-1"]
            )
    return make.zipped({name: bytes(data) for name, data in parts.items()})


@pytest.mark.counts(60, 20_000)
@pytest.mark.timeout(7200)  # the long count takes its time
def test_damaged_workbooks_are_read_or_refused_and_stop_nobody(
    gate: Gate, tmp_path: Path, seeds: range
) -> None:
    content = everything()
    path = tmp_path / "return.xlsx"
    reasons = set()
    for seed in seeds:
        path.write_bytes(_damage(content, random.Random(seed)))
        outcome = gate.read(path)
        if isinstance(outcome, Refused):
            assert str(outcome)
            reasons.add(outcome.reason)
    assert Reason.TOO_SLOW not in reasons
    assert len(reasons) > 2
