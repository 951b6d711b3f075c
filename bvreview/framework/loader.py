"""From the files of a pack to one frozen ``Framework``; a mistake is named by file, table and key.

A pack is a folder: ``framework.toml`` (id, version, title, stages), ``lists.toml``, ``criteria.toml``,
``sections/*.toml`` (one section each, in order of file name), ``services/*.toml`` (one each),
``rules/*.toml`` (tables ``[[rules]]``), ``regions.csv``, ``organisations.csv``. Where it has more to say:
``report.toml`` (what its improvement plan prints), ``series.toml`` (published figures), ``coaching.toml``
(what explanations are coached by), ``ledger.toml`` (where a ledger extract goes), ``local.toml`` (where
staff add volumes and measures), ``returns/*.toml`` (what providers answer), ``coverage.toml`` (who does
what), ``questionnaire.toml`` (what groups are asked), ``carried.toml`` (what last year's review knows
already). ``found-whole.txt`` holds the fingerprint of these files when they were last checked; as long as
it is theirs, they are not checked again when they are read.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Final

from msgspec import structs

from bvreview.framework.descriptors import Framework
from bvreview.framework.errors import PackError
from bvreview.framework.kept import FILE, keep, read_kept
from bvreview.resources import resource_path
from bvreview.settings import data_folder

DEFAULT_PACK: Final = "probation-2010"
FOUND_WHOLE: Final = "found-whole.txt"


@cache
def default_framework() -> Framework:
    """The pack that ships with the application, loaded once, and kept for the next start."""
    folder, at = resource_path("frameworks", DEFAULT_PACK), data_folder() / FILE
    try:
        fingerprint = pack_fingerprint(folder)
    except OSError:
        return load_framework(folder)  # which says what cannot be opened
    framework = read_kept(at, fingerprint)
    if framework is None:
        framework = load_framework(folder)
        keep(framework, at, fingerprint)
    return framework


def load_framework(folder: Path) -> Framework:
    """The pack in ``folder``.

    Raises:
        PackError: with every mistake found (the first of each file that cannot be read), each by file,
            table and key.
    """
    from bvreview.framework.reader import PackReader  # a start finds the pack as it was kept

    reader = PackReader(folder, is_checked=_is_checked(folder))
    framework = reader.framework()
    problems = reader.problems
    if framework and not problems and not reader.is_checked:
        from bvreview.framework.checks import find_problems  # what was found whole needs no checks

        problems = [
            structs.replace(p, file=reader.files.get(p.file, p.file)) for p in find_problems(framework)
        ]
    if problems or not framework:
        raise PackError(folder.name, problems)
    return framework


def pack_fingerprint(folder: Path) -> str:
    """SHA-256 over the names and contents of the files of a pack."""
    files = (path for path in folder.rglob("*") if path.suffix in (".toml", ".csv"))
    named = sorted((path.relative_to(folder).as_posix(), path) for path in files)
    digest = hashlib.sha256()
    for name, path in named:
        digest.update(f"{name}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _is_checked(folder: Path) -> bool:
    try:
        return (folder / FOUND_WHOLE).read_text(encoding="ascii").strip() == pack_fingerprint(folder)
    except (OSError, UnicodeDecodeError):
        return False
