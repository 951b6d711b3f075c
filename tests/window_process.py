"""Starting the real application in another process, and listening to what it says."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bvreview.framework.loader import default_framework
from bvreview.framework.terms import Path as Depth
from bvreview.review.periods import FinancialYear
from bvreview.settings import Person, Settings, save_settings
from bvreview.workspace import Workspace

SCRIPT = Path(__file__).with_name("driven_window.py")
PERSON = Person("Jo Bloggs", "Finance lead")


def prepare(path: Path) -> str:
    """A workspace with one empty review, which the next start opens; gives the review's id."""
    save_settings(Settings(person_name=PERSON.name, person_role=PERSON.role).with_workspace(path))
    framework = default_framework()
    with Workspace.open(path, person=PERSON, framework=framework) as workspace:
        first, service = framework.organisations_in("2009-10", "")[0], framework.services[0].id
        return workspace.create_review(first.id, service, FinancialYear(2009), Depth.LIGHT).id


@contextmanager
def application(word: str, *options: str) -> Iterator[subprocess.Popen[str]]:
    """The application, driven by ``word``; killed at the end if it still runs."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, *options, str(SCRIPT), word]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def line_of(process: subprocess.Popen[str]) -> str:
    """The next line that the application says."""
    assert process.stdout
    line = process.stdout.readline()
    if not line:
        assert process.stderr
        raise AssertionError(process.stderr.read())
    return line.rstrip("\n")
