"""What is in a folder that was chosen: the workbooks, and what is passed over and said to be."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Final

from bvreview.i18n import _, plural

WORKBOOKS: Final = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
Cancelled = Callable[[], bool]
_MOST: Final = 100
"""Files that are counted as passed over: beyond, a folder is one of something else."""
_NAMED: Final = 5


def files_inside(folder: Path, cancelled: Cancelled = lambda: False) -> Iterator[Path]:
    """The files of a folder and of those in it; links to folders are not followed, notes are passed over."""
    for here, folders, names in os.walk(folder):
        if cancelled():
            return
        folders[:] = [name for name in folders if not Path(here, name).is_symlink()]
        yield from (Path(here, name) for name in names if not name.startswith(("~$", ".")))


def is_workbook(path: Path) -> bool:
    """Whether a file is called like a workbook."""
    return path.suffix.casefold() in WORKBOOKS and path.is_file()


def passed_over(paths: Iterable[Path], cancelled: Cancelled = lambda: False) -> tuple[str, ...]:
    """The names of the files in the folders among ``paths`` that are no workbooks, in order; 100 at most."""
    inside = chain.from_iterable(files_inside(path, cancelled) for path in paths if path.is_dir())
    return tuple(sorted(islice((path.name for path in inside if not is_workbook(path)), _MOST)))


def passed_over_words(names: Sequence[str]) -> str:
    """A sentence that says so; "" where nothing was passed over."""
    listed, more = ", ".join(names[:_NAMED]), len(names) - _NAMED
    if len(names) >= _MOST:
        text = _("{n} files or more that are no workbooks were passed over, {listed} among them.")
        return text.format(n=_MOST, listed=listed)
    if more > 0:
        listed = _("{listed} and {n} more").format(listed=listed, n=more)
    words = plural(
        "{n} file that is no workbook was passed over",
        "{n} files that are no workbooks were passed over",
        len(names),
    )
    return f"{words}: {listed}." if names else ""
