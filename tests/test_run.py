"""``run.py``: what it asks of a machine, what it installs, and to whom it hands over."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import run

ROOT = Path(__file__).resolve().parent.parent
posix = pytest.mark.skipif(os.name == "nt", reason="stands on shell scripts")
linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux lacks libraries of Qt")


def write_script(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project folder that is already set up, with a Python that only says how it was called."""
    folder = tmp_path / "a project"
    folder.mkdir()
    for name in ("run.py", "constraints.txt", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    write_script(folder / ".venv/bin/python", 'echo "in $PWD on ${QT_QPA_PLATFORM:-a screen}:" "$@"')
    fingerprint = [sys.executable, "-c", "import run; print(run.fingerprint())"]
    done = subprocess.run(fingerprint, cwd=folder, capture_output=True, text=True, check=True).stdout.strip()
    (folder / ".venv/installed.txt").write_text(f"{done} [build] [test]\n")
    return folder


def start(project: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the project's ``run.py`` from the folder above it, as on a machine without a display."""
    bare = {k: v for k, v in os.environ.items() if k not in {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}}
    return subprocess.run(
        [sys.executable, str(project / "run.py"), *words],
        cwd=project.parent,
        env=bare | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@posix
@pytest.mark.parametrize("words", [["demo", "--out", "my files"], ["--version"], ["check", "a.xlsx"]])
def test_any_word_goes_to_the_command_from_the_persons_own_folder(project: Path, words: list[str]) -> None:
    assert start(project, *words).stdout == f"in {project.parent} on a screen: -P -m ui {' '.join(words)}\n"


@posix
def test_tests_run_in_the_projects_folder_without_a_display(project: Path) -> None:
    told = start(project, "test", "--deep", "-k", "x", QT_QPA_PLATFORM="xcb")
    asked = "-m pytest -n auto -o faulthandler_timeout=36000 --deep -k x"
    assert told.stdout == f"in {project} on offscreen: {asked}\n"
    told = start(project, "test", "-n0", "tests/test_x.py")
    assert told.stdout == f"in {project} on offscreen: -m pytest -n0 tests/test_x.py\n"


@posix
def test_figures_run_in_the_projects_folder(project: Path) -> None:
    assert start(project, "bench", "edit").stdout == f"in {project} on offscreen: -m bench edit\n"


@pytest.mark.skipif(shutil.which("objdump") is None, reason="without build tools it would install them")
@posix
def test_a_build_tells_its_size_and_checks_itself_where_no_python_is_found(project: Path) -> None:
    write_script(project / "dist/bvreview/bvreview", 'echo "PATH is \'$PATH\', asked for" "$@"')
    told = start(project, "build", "--clean").stdout.splitlines()
    assert told[1].endswith("-m PyInstaller --noconfirm --log-level ERROR --clean build.spec")
    assert told[2] == "dist/bvreview: 0 MB in 1 files"
    assert told[-1] == "PATH is '', asked for --self-check"


@posix
def test_a_build_that_fails_is_not_taken_for_made(project: Path) -> None:
    write_script(project / ".venv/bin/python", "exit 3")
    write_script(project / "dist/bvreview/bvreview", "echo an older one")
    failed = start(project, "build")
    assert failed.returncode == 1
    assert "older" not in failed.stdout


@posix
@linux
def test_without_a_display_the_demo_runs_and_the_reason_is_said(project: Path) -> None:
    said, ran = start(project).stdout.splitlines()
    assert "No display" in said
    assert ran.endswith("-m ui demo --out demo-output")


@posix
def test_check_runs_every_rule_and_names_the_one_that_fails(project: Path) -> None:
    write_script(project / ".venv/bin/python", '[ "$2" != mypy ]')
    checked = start(project, "check")
    assert checked.stdout.splitlines()[-1] == "failed: mypy"
    assert checked.stdout.count("$ ") == len(run.CHECKS)
    assert checked.returncode == 1


@pytest.mark.parametrize("changed", ["constraints.txt", "pyproject.toml"])
def test_an_installation_depends_on_every_pin_and_setting(
    project: Path, changed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "ROOT", project)
    before = run.fingerprint()
    with (project / changed).open("a") as file:
        file.write("# changed\n")
    assert run.fingerprint() != before


@posix
def test_an_installation_that_fails_says_so_and_is_not_taken_for_done(project: Path) -> None:
    (project / "constraints.txt").write_text("")
    nowhere = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "", "PIP_CONFIG_FILE": os.devnull}
    refused = start(project, "demo", **nowhere)
    assert "Setting up" in refused.stdout
    assert "could not be installed" in refused.stderr
    assert refused.returncode == 2
    assert not (project / ".venv/installed.txt").exists()


def test_help_explains_without_setting_anything_up(capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["--help"]) == 0
    assert "python3 run.py test" in capsys.readouterr().out


@pytest.mark.parametrize("version", [(3, 10), (3, 15)])
def test_another_python_is_refused_with_a_way_on(version: tuple[int, int]) -> None:
    with pytest.raises(run.SetupError, match=r"Python 3\.11 to 3\.14.*python3\.14 run\.py"):
        run.require_python(version)


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 13), (3, 14)])
def test_supported_pythons_pass(version: tuple[int, int]) -> None:
    run.require_python(version)


@linux
def test_only_libraries_that_do_not_load_are_asked_for() -> None:
    assert run.missing({"libc.so.6": "libc6", "libnone.so.1": "libnone1"}) == ["libnone1"]


@pytest.fixture
def apt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine whose ``apt-get`` only keeps a record of what it was asked for."""
    record = tmp_path / "apt.txt"
    programs = write_script(tmp_path / "bin/apt-get", f'echo "$DEBIAN_FRONTEND" "$@" >> "{record}"').parent
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    return record


@linux
def test_root_gets_missing_packages_installed(apt: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    run.install(["libegl1", "libgl1"])
    assert apt.read_text().splitlines() == [
        "noninteractive update",
        "noninteractive install -y --no-install-recommends libegl1 libgl1",
    ]


@linux
def test_packages_that_do_not_help_are_not_tried_forever(apt: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    with pytest.raises(run.SetupError, match="do not help: libnone1"):
        run.require_libraries({"libnone.so.1": "libnone1"})
    assert apt.exists()


@linux
@pytest.mark.usefixtures("apt")
def test_anybody_else_is_told_the_one_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(run.SetupError) as refused:
        run.install(["libegl1"])
    assert str(refused.value).splitlines()[-1] == (
        "sudo apt-get update && sudo apt-get install -y --no-install-recommends libegl1"
    )


@linux
def test_a_linux_without_apt_is_told_the_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(run.SetupError, match="Debian packages: libegl1"):
        run.install(["libegl1"])


def test_every_dependency_is_pinned_exactly() -> None:
    pins = [line for line in (ROOT / "constraints.txt").read_text().splitlines() if not line.startswith("#")]
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+", pin) for pin in pins)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"].values()
    wanted = [*project["dependencies"], *(name for extra in extras for name in extra)]
    assert {normal(name) for name in wanted} <= {normal(pin.split("==")[0]) for pin in pins}


def normal(name: str) -> str:
    """A distribution's name as package indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("folder", ["fonts", "icons"])
def test_what_others_made_is_shipped_with_its_licence(folder: str) -> None:
    assert list((ROOT / "resources" / folder).glob("LICENSE*"))
