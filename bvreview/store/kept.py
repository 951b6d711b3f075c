"""Files that are kept with evidence: read with care, handed out as a private copy, and never run by us."""

from __future__ import annotations

import os
import re
import stat
import tempfile
from pathlib import Path, PurePosixPath
from typing import Final

from bvreview.errors import BvReviewError
from bvreview.i18n import _
from bvreview.review.evidence import MOST_BYTES

LONGEST_NAME: Final = 120
_SHORTCUTS: Final = (".lnk", ".url", ".webloc")
_CAN_RUN: Final = frozenset(
    (
        *("app", "appimage", "bat", "cmd", "com", "cpl", "desktop", "exe", "gadget", "hta", "jar", "jnlp"),
        *("js", "jse", "msc", "msi", "msp", "pif", "pl", "ps1", "ps2", "psc1", "py", "pyc", "pyw", "rb"),
        *("reg", "run", "scf", "scr", "sh", "vb", "vbe", "vbs", "ws", "wsc", "wsf", "wsh", "xll"),
        *("htm", "html", "svg", "lnk", "url", "docm", "dotm", "potm", "ppam", "ppsm", "pptm", "sldm"),
        *("xlam", "xlsb", "xlsm", "xltm"),
    )
)
"""The endings of programs, scripts, pages with scripts, and documents with macros."""
_NOT_IN_A_NAME: Final = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]')
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


class KeptFileError(BvReviewError):
    """The file at ``path`` cannot be kept; ``sentence`` says why and what to do."""

    def __init__(self, path: Path, sentence: str, **words: str) -> None:
        """Put the file's name and other words into the sentence."""
        self.path = path
        super().__init__(sentence.format(name=path.name or str(path), **words))


class MissingFileError(KeptFileError):
    """There is nothing at the path."""

    def __init__(self, path: Path) -> None:
        """Say so."""
        super().__init__(path, _("{name} is not there any more. Choose it again."))


class FolderError(KeptFileError):
    """It is a folder."""

    def __init__(self, path: Path) -> None:
        """Say what to do."""
        super().__init__(path, _("{name} is a folder. Choose one file in it, or give the folder as a place."))


class ShortcutError(KeptFileError):
    """It only leads to a file."""

    def __init__(self, path: Path) -> None:
        """Say what to do."""
        super().__init__(path, _("{name} is a shortcut to a file. Choose the file itself."))


class NotAFileError(KeptFileError):
    """It is a device, a pipe or the like."""

    def __init__(self, path: Path) -> None:
        """Say what to do."""
        super().__init__(path, _("{name} is no document. Choose a file."))


class EmptyFileError(KeptFileError):
    """Nothing is in it."""

    def __init__(self, path: Path) -> None:
        """Say what to do."""
        super().__init__(path, _("{name} is empty. Save it again where it was made, then choose it."))


class TooLargeError(KeptFileError):
    """It is larger than what is kept."""

    def __init__(self, path: Path, size: int) -> None:
        """Say both sizes and the way on."""
        words = _("{name} has {size} MB; at most {most} MB are kept. Give the place where it is instead.")
        most = f"{MOST_BYTES / 1_000_000:g}"
        shown = max(size, MOST_BYTES + 50_000) / 1_000_000  # never rounded to what is allowed
        super().__init__(path, words, size=f"{shown:,.1f}", most=most)


class UnreadableFileError(KeptFileError):
    """The system does not let it be read."""

    def __init__(self, path: Path) -> None:
        """Say what to do."""
        words = _("{name} cannot be read. Close it in other programs, or copy it elsewhere and try again.")
        super().__init__(path, words)


class LostFileError(BvReviewError):
    """A kept file is not in the workspace any more."""

    def __init__(self, name: str) -> None:
        """Say what to do."""
        sentence = _("The copy of {name} is missing in this workspace. Choose the file again, or a backup.")
        super().__init__(sentence.format(name=name))


def read_to_keep(path: Path) -> bytes:
    """The bytes of a file that is to be kept: of a plain file of at most 5 MB.

    Raises:
        KeptFileError: missing, a folder, a shortcut, no file, empty, too large or unreadable.
    """
    try:
        _refuse_kind(path, path.lstat())
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        descriptor = os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(descriptor, "rb") as file:
            _refuse_kind(path, os.fstat(descriptor))
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise MissingFileError(path) from error
    except (OSError, ValueError) as error:
        raise UnreadableFileError(path) from error
    if not data:
        raise EmptyFileError(path)
    if len(data) > MOST_BYTES:
        raise TooLargeError(path, len(data))
    return data


def _refuse_kind(path: Path, found: os.stat_result) -> None:
    if stat.S_ISLNK(found.st_mode) or path.suffix.casefold() in _SHORTCUTS:
        raise ShortcutError(path)
    if stat.S_ISDIR(found.st_mode):
        raise FolderError(path)
    if not stat.S_ISREG(found.st_mode):
        raise NotAFileError(path)
    if found.st_size > MOST_BYTES:
        raise TooLargeError(path, found.st_size)


def can_run(name: str) -> bool:
    """Whether a file of this name may do something by itself when it is opened."""
    return any(part in _CAN_RUN for part in safe_name(name).casefold().split(".")[1:])


def safe_name(name: str) -> str:
    """A name that no system takes for a path, a device or something that it is not; the ending stays."""
    plain = _NOT_IN_A_NAME.sub("_", name).strip(" .") or "file"
    if _RESERVED.match(plain):
        plain = f"_{plain}"
    ending = PurePosixPath(plain).suffix[:20]
    stem = plain.removesuffix(ending) if ending else plain
    return f"{stem[: LONGEST_NAME - len(ending)]}{ending}"


def write_private_copy(folder: Path, name: str, data: bytes) -> Path:
    """A copy in a new folder of its own under ``folder``, for its owner to read only.

    Raises:
        OSError: it cannot be written.
    """
    path = Path(tempfile.mkdtemp(prefix="evidence-", dir=folder)) / safe_name(name)  # mkdtemp makes it 0700
    path.write_bytes(data)
    path.chmod(stat.S_IRUSR)
    return path
