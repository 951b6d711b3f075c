"""What went wrong, for whoever looks after the application: where it happened, and nothing that was typed.

One file in the data folder, ``bvreview.log``, that starts anew when it is full. Of an error it holds its
kind and the lines of code; never its message, a value, a file name or a folder of the person's.
"""

from __future__ import annotations

import logging
import os
import sysconfig
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from io import TextIOWrapper
from pathlib import Path, PurePath
from typing import Final

from bvreview import __version__
from bvreview.files import FOLDER_OWNER_ONLY, OWNER_ONLY
from bvreview.resources import root

FILE: Final = "bvreview.log"
_FULL: Final = 256 * 1024  # bytes
_OLDER: Final = 3  # files that are kept besides
_CAUSES: Final = 5  # errors that led to an error
_OURS: Final = logging.getLogger("bvreview.diary")
_PACKAGES: Final = {"site-packages", "dist-packages"}


def details_of(error: BaseException) -> str:
    """Versions, what kind of error it was and where it happened; no values, so no personal data."""
    import platform  # what a start without a mistake does not need

    versions = f"bvreview {__version__}, Python {platform.python_version()}, {platform.system()}"
    return "\n".join([versions, *_told(error)])


def place_of(error: BaseException) -> str:
    """Where an error happened, to tell it from others: "ValueError ui/window.py:120"."""
    return " ".join(next(_told(error)).splitlines()[:1] + _frames(error)[-1:])


def note(error: BaseException) -> None:
    """Write down what happened, without what was said."""
    _OURS.error("error", exc_info=(type(error), error, error.__traceback__))


def open_diary(folder: Path) -> logging.Handler:
    """Write from now on into the diary in ``folder``; what libraries report too, without their words.

    The file is made at the first mistake.
    """
    handler = _Diary(folder)
    handler.setFormatter(_Formatter())
    logging.getLogger().addHandler(handler)
    return handler


def _told(error: BaseException) -> Iterator[str]:
    """The error and those that led to it, each with its places."""
    now: BaseException | None = error
    for number in range(_CAUSES):
        if now is None:
            return
        head = type(now).__name__ if number == 0 else f"because of {type(now).__name__}"
        codes = (getattr(now, "sqlite_errorname", None), getattr(now, "errno", None))
        yield "\n".join([" ".join([head, *(str(c) for c in codes if c)]), *_frames(now)])
        now = now.__cause__ or (None if now.__suppress_context__ else now.__context__)


def _frames(error: BaseException) -> list[str]:
    return [f"  {_short(f.filename)}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__)]


def _short(name: str) -> str:
    """A file of code without the folders above, which may hold a person's name."""
    path = PurePath(name)
    for place in (root(), sysconfig.get_path("stdlib")):
        if path.is_relative_to(place) and not _PACKAGES & set(path.parts):
            return path.relative_to(place).as_posix()
    for number, part in enumerate(path.parts):
        if part in _PACKAGES:
            return PurePath(*path.parts[number + 1 :]).as_posix()
    return path.name


class _Formatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        head = f"{datetime.now(UTC).isoformat(timespec='seconds')} {record.levelname.lower()}"
        error = record.exc_info[1] if record.exc_info else None
        if error:
            return f"{head} {details_of(error)}"
        return f"{head} {record.name}:{record.lineno}"


class _Diary(logging.Handler):
    """Writes into a file made at the first mistake; one that cannot be written to stops nobody."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        self._file = self._file or _rotating(self._folder)
        self._file.setFormatter(self.formatter)
        self._file.emit(record)

    def close(self) -> None:
        if self._file:
            self._file.close()
        super().close()


def _rotating(folder: Path) -> logging.Handler:
    """The file itself, readable by its owner only; what it takes to load is not asked of every start."""
    from logging.handlers import RotatingFileHandler

    class Rotating(RotatingFileHandler):
        def _open(self) -> TextIOWrapper:
            path = Path(self.baseFilename)
            path.parent.mkdir(mode=FOLDER_OWNER_ONLY, parents=True, exist_ok=True)
            return open(path, "a", encoding="utf-8", opener=_for_owner)

        def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - its name in the library
            """The disk is full or the folder is gone: the window says what matters."""

    return Rotating(folder / FILE, maxBytes=_FULL, backupCount=_OLDER, encoding="utf-8", delay=True)


def _for_owner(path: str, flags: int) -> int:
    return os.open(path, flags, OWNER_ONLY)
