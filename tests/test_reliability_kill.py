"""The real application, killed while somebody types: what was shown as saved is there at the next start."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from window_process import application, line_of, prepare

RESTART_WITHIN = 3.0  # seconds
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
    for __ in seeds:
        said = type_until_killed(draw.uniform(0.1, 4.5 if len(seeds) > 3 else 2.5))
        seconds, text = start_again()
        took.append(seconds)
        assert text == "".join("abcdefghij"[n % 10] for n in range(len(text)))
        assert len(text) >= max((n for state, n, __ in said if state == "saved"), default=0)
        last = said[-1][2]
        assert len(text) >= max((n for __, n, moment in said if moment <= last - LOST_AT_MOST), default=0)
    took.sort()
    print(f"restart after a kill: median {took[len(took) // 2]:.2f} s, at most {took[-1]:.2f} s")
    assert took[len(took) // 2] < RESTART_WITHIN
