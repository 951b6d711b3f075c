"""Long work: progress, result, failure, and a stop that shows nothing."""

from __future__ import annotations

import threading

from pytestqt.qtbot import QtBot

from ui.jobs import Errand, Job, Jobs


def test_a_job_says_how_far_it_is_and_gives_its_result(qtbot: QtBot) -> None:
    jobs, seen = Jobs(), list[tuple[object, ...]]()

    def run(errand: Errand) -> str:
        for n in (1, 2, 3):
            errand.tick(n, 3, f"file {n}")
        return "counted"

    job = Job("Counting", run)
    job.progress.connect(lambda *step: seen.append(step))
    with qtbot.waitSignal(job.finished) as told:
        jobs.start(job)
    assert told.args == ["counted"]
    qtbot.waitUntil(lambda: len(seen) == 3)
    assert seen[-1] == (3, 3, "file 3")
    jobs.close()


def test_a_stopped_job_ends_at_its_next_tick_without_a_result(qtbot: QtBot) -> None:
    jobs, go = Jobs(), threading.Event()

    def run(errand: Errand) -> None:
        go.wait(5)
        errand.tick(1, 2, "late")

    job = Job("Waiting", run)
    jobs.start(job)
    job.cancel()
    with qtbot.waitSignal(job.cancelled), qtbot.assertNotEmitted(job.finished):
        go.set()
    jobs.close()


def test_a_failure_is_handed_over(qtbot: QtBot) -> None:
    jobs = Jobs()
    job = Job("Failing", lambda job: 1 / 0)
    with qtbot.waitSignal(job.failed) as told:
        jobs.start(job)
    assert isinstance(told.args[0], ZeroDivisionError)
    jobs.close()


def test_what_is_asked_for_after_the_end_does_not_start(qtbot: QtBot) -> None:
    jobs = Jobs()
    jobs.close()
    ran: list[Errand] = []
    jobs.start(Job("Late", ran.append))
    assert ran == []
    assert jobs.is_idle
