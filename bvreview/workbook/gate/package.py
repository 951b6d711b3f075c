"""The zip around a workbook: names, methods and true sizes are vetted before any part is opened."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

from bvreview.workbook.gate import limits
from bvreview.workbook.gate.reasons import Reason, Unfit

_DEVICES: Final = frozenset(
    ["con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))]
)
_ENCRYPTED: Final = 0x1
_DIRECTORY_END: Final = b"PK\x05\x06"


class Package:
    """The parts of one zip file, read with a cap on what they inflate to, whatever the header says.

    Raises ``Unfit`` for anything that a spreadsheet program would not have written.
    """

    def __init__(self, content: bytes) -> None:
        self._zip = _open(content)
        entries = self._zip.infolist()
        if len(entries) > limits.PARTS:
            raise Unfit(Reason.TOO_MANY_PARTS, count=f"{len(entries):,}")
        self._entries: dict[str, zipfile.ZipInfo] = {}
        self._folded: dict[str, str] = {}
        for entry in entries:
            self._admit(entry)
        if sum(entry.file_size for entry in entries) > limits.INFLATED_BYTES:
            raise Unfit(Reason.INFLATED)
        self._left = limits.INFLATED_BYTES
        self._read: dict[str, bytes] = {}

    def _admit(self, entry: zipfile.ZipInfo) -> None:
        name = entry.orig_filename
        if entry.flag_bits & _ENCRYPTED:
            raise Unfit(Reason.ENCRYPTED_PART)
        if not is_safe_name(name) or stat.S_ISLNK(entry.external_attr >> 16):
            raise Unfit(Reason.UNSAFE_NAME)
        if name.casefold() in self._folded:
            raise Unfit(Reason.DUPLICATE_PART, part=name)
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Unfit(Reason.COMPRESSION)
        if entry.file_size > limits.PART_BYTES:
            raise Unfit(Reason.INFLATED)
        self._entries[name] = entry
        self._folded[name.casefold()] = name

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._folded

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def read(self, name: str) -> bytes:
        """The bytes of a part, found without regard to case as spreadsheet programs do; inflated once."""
        name = self._folded[name.casefold()]
        if name not in self._read:
            self._read[name] = self._inflate(self._entries[name])
        return self._read[name]

    def _inflate(self, entry: zipfile.ZipInfo) -> bytes:
        most = min(limits.PART_BYTES, self._left)
        try:
            with self._zip.open(entry) as part:
                data = part.read(most + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
            raise Unfit(Reason.DAMAGED, part=entry.filename) from error
        if len(data) > most:
            raise Unfit(Reason.INFLATED)
        self._left -= len(data)
        return data


def is_safe_name(name: str) -> bool:
    """Whether a part's name could only ever be a place inside the package."""
    if not name or name.startswith("/") or "\\" in name or ":" in name or not name.isprintable():
        return False
    steps = name.removesuffix("/").split("/")
    return all(
        step not in ("", ".", "..") and step.split(".")[0].casefold() not in _DEVICES for step in steps
    )


def _open(content: bytes) -> zipfile.ZipFile:
    if _DIRECTORY_END not in content:
        raise Unfit(Reason.TRUNCATED, size=f"{len(content):,}")
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Unfit(Reason.TRUNCATED, size=f"{len(content):,}") from error


def stored_zip(files: dict[str, bytes]) -> bytes:
    """A zip of these files in this order, not compressed: it only travels from one function to the next."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for name, data in files.items():
            target.writestr(name, data)
    return buffer.getvalue()
