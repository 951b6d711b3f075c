"""Set up and start bvreview: the first run makes .venv and installs into it, later runs only start.

python3 run.py                        open the application (without a display: run the demo)
python3 run.py demo --out DIR         any bvreview command; each explains itself with --help
python3 run.py test [--deep] [...]    the tests, without a display; further words go to pytest
python3 run.py check                  code rules, types and layers (with files: bvreview check)
python3 run.py bench [...]            the figures, one JSON row each
python3 run.py screenshots --out DIR  pictures of every page, and what is wrong with them
python3 run.py build                  the standalone folder dist/bvreview, which needs no Python
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "installed.txt"
PROGRAM = ROOT / "dist" / "bvreview" / ("bvreview.exe" if os.name == "nt" else "bvreview")
OLDEST, NEWEST = (3, 11), (3, 14)

# Qt brings its own libraries except these; each stands beside the Debian package that has it.
OFFSCREEN = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libX11.so.6": "libx11-6",
}
WINDOW = {
    **OFFSCREEN,
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libcups.so.2": "libcups2",  # printing
}
EXTRAS = {"test": "[test]", "bench": "[test]", "screenshots": "[test]", "build": "[build]"}
CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("pytest", "-q", "tests/test_architecture.py"),
)


class SetupError(Exception):
    """The machine lacks something; the text says what to do."""


def main(words: list[str]) -> int:
    """Do what the words say; returns the exit code where the process is not replaced."""
    if words[:1] in (["-h"], ["--help"]):
        print(__doc__)
        return 0
    try:
        require_python(sys.version_info[:2])
        if not words and without_display():
            print("No display here, so the window cannot open. Running: demo --out demo-output", flush=True)
            words = ["demo", "--out", "demo-output"]
        extra = "[test]" if words == ["check"] else EXTRAS.get(words[0], "") if words else ""
        require_libraries(OFFSCREEN if extra else {} if words else WINDOW)
        if words[:1] == ["build"]:
            require_build_tools()
        set_up(extra)
    except SetupError as error:
        print(error, file=sys.stderr)
        return 2
    if extra:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        return develop(words[0], words[1:])
    return hand_over("-P", "-m", "ui", *words)


def develop(verb: str, words: list[str]) -> int:
    """Run the tests, the figures, the code rules or the build from the project's own folder."""
    os.chdir(ROOT)
    if verb == "build":
        return build(words)
    if verb == "test":
        # one worker a core, unless the words say how many: -n 0 runs in this process, for a debugger
        share = () if any(word.startswith("-n") for word in words) else ("-n", "auto")
        # a long day takes eight hours, not the five minutes after which a test counts as stuck
        long = ("-o", "faulthandler_timeout=36000") if "--deep" in words else ()
        return hand_over("-m", "pytest", *share, *long, *words)
    if verb in ("bench", "screenshots"):
        os.environ["PYTHONPATH"] = str(ROOT / "tests")
        return hand_over("-m", verb, *words)
    failed = [rule for rule in CHECKS if not run(str(PYTHON), "-m", *rule)]
    print("\n".join(f"failed: {' '.join(rule)}" for rule in failed) or "check: all rules hold")
    return 1 if failed else 0


def build(words: list[str]) -> int:
    """Make the standalone folder, say how large it is, and let it check itself without this Python."""
    if not run(str(PYTHON), "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR", *words, "build.spec"):
        return 1
    files = [path for path in PROGRAM.parent.rglob("*") if path.is_file() and not path.is_symlink()]
    size = sum(path.stat().st_size for path in files)
    print(f"{PROGRAM.parent.relative_to(ROOT)}: {size / 1e6:.0f} MB in {len(files)} files", flush=True)
    os.environ["PATH"] = ""
    return 0 if run(str(PROGRAM), "--self-check") else 1


def hand_over(*words: str) -> int:
    """Replace this process by the project's Python; on Windows, which cannot, wait for it."""
    sys.stdout.flush()
    command = [str(PYTHON), *words]
    if os.name == "nt":
        return subprocess.run(command, check=False).returncode
    os.execv(command[0], command)


def run(*command: str) -> bool:
    """Run a command in sight of the person; says whether it succeeded."""
    print("$", shlex.join(command), flush=True)
    return subprocess.run(command, check=False).returncode == 0


def without_display() -> bool:
    """Whether Qt would find no screen: only Linux has machines without one."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform == "linux" and not any(os.environ.get(name) for name in named)


def require_python(version: tuple[int, ...]) -> None:
    """Refuse a Python for which the pinned libraries have no builds."""
    if not OLDEST <= version <= NEWEST:
        raise SetupError(
            f"bvreview runs on Python {dotted(OLDEST)} to {dotted(NEWEST)}; this is {dotted(version)}. "
            f"Start it with another, for example: python{dotted(NEWEST)} run.py"
        )


def dotted(version: tuple[int, ...]) -> str:
    """A version as people write it."""
    return ".".join(map(str, version))


def require_libraries(libraries: dict[str, str]) -> None:
    """On Linux, install the Debian packages that are missing, or say the command that does."""
    packages = missing(libraries)
    if packages:
        install(packages)
        importlib.invalidate_caches()
        if still := missing(libraries):
            raise SetupError(f"These packages were installed and yet do not help: {' '.join(still)}")


def require_build_tools() -> None:
    """On Linux, PyInstaller reads programs with objdump and takes the shared library of Python along."""
    if sys.platform != "linux":
        return
    packages = [] if shutil.which("objdump") else ["binutils"]
    library = f"libpython{dotted(sys.version_info[:2])}"
    if sys.base_prefix == "/usr" and not loads(f"{library}.so.1.0"):
        packages.append(library)
    if packages:
        install(packages)


def missing(libraries: dict[str, str]) -> list[str]:
    """The packages of those libraries that do not load, and of the part of Python that makes a .venv."""
    if sys.platform != "linux":
        return []
    packages = [package for library, package in libraries.items() if not loads(library)]
    if not PYTHON.exists() and importlib.util.find_spec("ensurepip") is None:
        packages.append("python3-venv")
    return packages


def loads(library: str) -> bool:
    """Whether the system finds a shared library and all that it needs itself."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install(packages: list[str]) -> None:
    """Install Debian packages as root, or by sudo where somebody can answer it."""
    apt = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    wanted = ["install", "-y", "--no-install-recommends", *packages]
    if shutil.which("apt-get") is None:
        raise SetupError(f"Install what your system calls these Debian packages: {' '.join(packages)}")
    if os.geteuid() != 0 and not (shutil.which("sudo") and sys.stdin.isatty()):
        raise SetupError(
            "Some system libraries are missing. Run this, then start again:\n"
            f"sudo apt-get update && sudo apt-get {shlex.join(wanted)}"
        )
    prefix = [] if os.geteuid() == 0 else ["sudo"]
    if not (run(*prefix, *apt, "update") and run(*prefix, *apt, *wanted)):
        raise SetupError("The system libraries could not be installed; the lines above say why.")


def set_up(extra: str) -> None:
    """Make .venv and install into it, unless that was done for these very files and this Python."""
    done = STAMP.read_text().split() if STAMP.exists() else []
    fresh = done[:1] != [fingerprint()]
    if not fresh and (not extra or extra in done):
        return
    print("Setting up, once: this downloads up to 250 MB.", flush=True)
    if fresh and not run(sys.executable, "-m", "venv", "--clear", str(VENV)):
        raise SetupError(f"{VENV} could not be made; the lines above say why.")
    pip = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check"]
    quiet = [] if sys.stdout.isatty() else ["--quiet"]
    if not run(*pip, *quiet, "-c", str(ROOT / "constraints.txt"), "-e", f"{ROOT}{extra}"):
        raise SetupError("The libraries could not be installed. Check the network, then start again.")
    extras = {extra} if fresh else {extra, *done[1:]}
    STAMP.write_text(" ".join([fingerprint(), *sorted(extras)]) + "\n")


def fingerprint() -> str:
    """What an installation depends on: this Python, this folder, the pins and the settings."""
    parts = [sys.version.encode(), str(ROOT).encode()]
    parts += [(ROOT / name).read_bytes() for name in ("constraints.txt", "pyproject.toml")]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
