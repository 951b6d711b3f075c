"""Whether this very build has what it promises: versions, modes, resources, the reading child."""

from __future__ import annotations

import platform
import sqlite3
import sys
import tempfile
from argparse import Namespace
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from xml.parsers import expat

from bvreview import __version__, work
from bvreview.framework.loader import default_framework
from bvreview.i18n import _
from bvreview.resources import resource_path, sample_path
from bvreview.review.exchange.submission import FileReading


def self_check(__: Namespace) -> int:
    """Print one line a check; exit 0 when all hold, 1 otherwise."""
    failed = False
    for name, check in _checks():
        said, holds = check()
        failed |= not holds
        print(f"{_('ok') if holds else _('FAILED')}  {name}: {said}")
    return int(failed)


def _versions() -> tuple[str, bool]:
    parts = [f"bvreview {__version__}", f"Python {sys.version.split()[0]}"]
    parts += [f"SQLite {sqlite3.sqlite_version}", f"defusedxml {version('defusedxml')}", expat.EXPAT_VERSION]
    return ", ".join(parts), sqlite3.sqlite_version_info >= (3, 37) and expat.version_info >= (2, 4, 1)


def _full_text_search() -> tuple[str, bool]:
    connection = sqlite3.connect(":memory:")
    options = {row[0] for row in connection.execute("pragma compile_options")}
    connection.close()
    return "FTS5", "ENABLE_FTS5" in options


def _workspace_modes() -> tuple[str, bool]:
    from bvreview.cli.opening import open_workspace

    with (
        tempfile.TemporaryDirectory() as folder,
        open_workspace(Path(folder) / "t.bvr", create=True) as workspace,
    ):
        modes = workspace.modes()
    said = ", ".join(f"{key} {value}" for key, value in modes.items())
    return said, modes == {
        "journal_mode": "delete",
        "synchronous": "3",
        "locking_mode": "exclusive",
        "foreign_keys": "1",
    }


def _resources() -> tuple[str, bool]:
    fonts = len(list(resource_path("fonts").glob("*.ttf")))
    icons = len(list(resource_path("icons").glob("*.svg")))
    pages = len(list(resource_path("guide").rglob("*.md")))
    framework = default_framework()
    said = f"{framework.id} {framework.version}, {len(framework.rules)} rules, {fonts} fonts, {icons} icons"
    return f"{said}, {pages} pages of the guide", fonts >= 4 and icons >= 20 and pages >= 10


def _reading_child() -> tuple[str, bool]:
    paths = work.find_workbooks([sample_path("east-midlands")])
    if not paths:
        return _("no sample to read"), False
    reading = work.read_file(default_framework(), paths[0])
    return paths[0].name, isinstance(reading, FileReading)


def _figures() -> tuple[str, bool]:
    from bvreview.analysis.intervals import z_value

    value = z_value(0.95)
    return f"z = {value:.6f}", abs(value - 1.959964) < 1e-6


def _outputs() -> tuple[str, bool]:
    made = []
    for library in ("openpyxl", "reportlab.platypus"):
        import_module(library)
        made.append(library.partition(".")[0])
    return ", ".join(made), True


def _environment() -> tuple[str, bool]:
    kind = _("standalone build") if getattr(sys, "frozen", False) else _("from source")
    return f"{kind}, {platform.platform()}, {sys.getfilesystemencoding()}", True


def _checks() -> Iterator[tuple[str, Callable[[], tuple[str, bool]]]]:
    yield _("versions"), _versions
    yield _("search"), _full_text_search
    yield _("workspace"), _workspace_modes
    yield _("resources"), _resources
    yield _("reading child"), _reading_child
    yield _("figures"), _figures
    yield _("outputs"), _outputs
    yield _("environment"), _environment
