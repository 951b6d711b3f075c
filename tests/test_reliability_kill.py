"""The real application, killed while somebody types: what was shown as saved is there at the next start."""

from __future__ import annotations

import random
import time
from itertools import pairwise
from pathlib import Path

import pytest
from window_process import application, line_of, prepare

RESTART_WITHIN = 3.0  # times as long as a start after a quiet end
LOST_AT_MOST = 2.0  # seconds of typing


def type_until_killed(seconds: float) -> list[tuple[str, int, float]]:
    """What the application said of its letters until it was killed, ``seconds`` after the first."""
    with application("type") as process:
        said = [line_of(process)]
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            said.append(line_of(process))
        process.kill()
        assert process.stdout
        said += [line for line in process.stdout.read().split("\n")[:-1] if line]
    words = [line.split() for line in said]
    return [(state, int(letters), float(moment)) for state, letters, moment in words]


def start_again() -> tuple[float, str]:
    """How long the next start takes until its window can be used, and what stands in the field."""
    begun = time.monotonic()
    with application("look") as process:
        word, __, text = line_of(process).partition(" ")
        took = time.monotonic() - begun
        assert word == "ready", text
        assert process.wait(10) == 0
    return took, text


@pytest.mark.counts(3, 300)
@pytest.mark.timeout(7200)  # the long count takes its time
def test_a_kill_loses_nothing_that_was_shown_as_saved(tmp_path: Path, seeds: range) -> None:
    draw, took = random.Random(seeds.start), []
    prepare(tmp_path / "work.bvr")
    quiet = start_again()[0]
    for __ in seeds:
        said = type_until_killed(draw.uniform(0.1, 4.5 if len(seeds) > 3 else 2.5))
        seconds, text = start_again()
        took.append(seconds)
        assert text == "".join("abcdefghij"[n % 10] for n in range(len(text)))
        assert len(text) >= max((n for state, n, __ in said if state == "saved"), default=0)
        moments = [moment for *__, moment in said]
        held_up = max((after - before for before, after in pairwise(moments)), default=0.0)
        safe = moments[-1] - LOST_AT_MOST - held_up
        assert len(text) >= max((n for __, n, moment in said if moment <= safe), default=0)
    took.sort()
    median = took[len(took) // 2]
    print(f"restart after a kill: median {median:.2f} s, at most {took[-1]:.2f} s; else {quiet:.2f} s")
    assert median < RESTART_WITHIN * quiet
