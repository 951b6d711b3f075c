"""Wrong use of the commands that write: one sentence that says the way on, exit 2, and nothing written."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bvreview.cli import main
from bvreview.framework.loader import default_framework
from bvreview.resources import sample_path
from bvreview.settings import Person
from bvreview.work import read_files
from bvreview.workspace import Workspace

ROOT = Path(__file__).resolve().parents[1]
PLACE = ("--organisation", "derbyshire", "--service", "victim-contact", "--period", "2009/10")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Derbyshire's review, as it came."""
    path = tmp_path_factory.mktemp("use") / "w.bvr"
    file = sample_path("east-midlands", "derbyshire-cp-2009-10-r1.xlsx")
    with Workspace.open(path, person=Person("Pat Dom"), framework=default_framework()) as opened:
        opened.import_files([file], read_many=read_files)
    return path


def refused(capsys: pytest.CaptureFixture[str], *words: str | Path) -> str:
    assert main([str(word) for word in words]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    (sentence,) = said.err.splitlines()
    return sentence


@pytest.mark.parametrize(
    ("words", "name", "endings"),
    [
        (("template", *PLACE), "t.txt", ".xlsx"),
        (("template", *PLACE), "t", ".xlsx"),
        (("benchmark", "--service", "community-payback", "--period", "2009-10"), "b.pdf", ".xlsx"),
        (("report", "--review", "derbyshire"), "r.docx", ".xlsx, .pdf or .txt"),
        (("return", "--review", "derbyshire"), "back.ods", ".xlsx"),
        (("plan", "--review", "derbyshire"), "plan.docx", ".pdf"),
    ],
)
def test_a_name_of_another_kind_is_refused(
    workspace: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    name: str,
    endings: str,
) -> None:
    about = () if words[0] == "template" else ("--workspace", workspace)
    said = refused(capsys, *words, *about, "-o", tmp_path / name)
    assert said.endswith(f"{name} would not be what its name says. Give a name that ends in {endings}.")
    assert not list(tmp_path.iterdir())


def test_the_ending_may_be_in_capitals(tmp_path: Path) -> None:
    assert main(["template", *PLACE, "-o", str(tmp_path / "T.XLSX")]) == 0


def test_who_keeps_its_name_is_asked_with_letters_only(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("benchmark", "--workspace", workspace, "--service", "community-payback", "--period", "2009-10")
    said = refused(capsys, *words, "--for", "Derbyshire", "-o", tmp_path / "b.xlsx")
    assert "give --anonymous as well" in said
    said = refused(capsys, *words[:-1], "2008-09", "-o", tmp_path / "b.xlsx")
    assert said.startswith("There is nothing to compare")


@pytest.mark.skipif(sys.platform != "linux", reason="there is no such folder")
def test_a_place_that_takes_no_files_is_named_as_it_was_given(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("plan", "--workspace", workspace, "--review", "derbyshire", "-o", "/proc/x.pdf")
    assert refused(capsys, *words) == "Nothing can be written to /proc/x.pdf. Choose another place."


def test_the_commands_are_a_module_too() -> None:
    words = [sys.executable, "-m", "bvreview", "--version"]
    done = subprocess.run(words, cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("bvreview ")
