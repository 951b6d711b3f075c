"""The container of old Excel files: a file system in a file, whose own counts are not believed."""

from __future__ import annotations

import struct
from typing import Final

from bvreview.workbook.gate.reasons import Reason, Unfit

_HEADER: Final = 512
_HEADER_FATS: Final = 109
_SPECIAL: Final = 0xFFFFFFFA
"""Sector numbers from here on mean free, end of chain, or a table."""
_ENTRY: Final = 128
_MINI: Final = 64
_STREAM: Final = 2
_ROOT: Final = 5


class OleFile:
    """The streams of an OLE file by name. Raises ``Unfit`` when counts and chains do not fit its size."""

    def __init__(self, content: bytes) -> None:
        if len(content) < _HEADER:
            raise Unfit(Reason.DAMAGED_OLD)
        self._content = content
        shift, mini_shift = struct.unpack_from("<HH", content, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise Unfit(Reason.DAMAGED_OLD)
        self._size = 1 << shift
        self._sectors = len(content) // self._size
        fats, first_entry = struct.unpack_from("<II", content, 44)
        self._cutoff, first_mini, minis, first_difat, difats = struct.unpack_from("<IIIII", content, 56)
        if max(fats, minis, difats) > self._sectors:
            raise Unfit(Reason.DAMAGED_OLD)
        self._fat = self._read_fat(first_difat, fats)
        self.names: set[str] = set()
        self._entries: dict[str, tuple[int, int]] = {}
        self._mini_stream = b""
        self._read_directory(self._chain(first_entry))
        table = self._chain(first_mini)
        self._mini_fat = struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4])

    def stream(self, name: str) -> bytes | None:
        """The bytes of a stream, None when there is none of that name."""
        if name not in self._entries:
            return None
        first, size = self._entries[name]
        data = self._chain(first) if size >= self._cutoff else self._mini_chain(first)
        if len(data) < size:
            raise Unfit(Reason.DAMAGED_OLD)
        return data[:size]

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        if start >= len(self._content):
            raise Unfit(Reason.DAMAGED_OLD)
        return self._content[start : start + self._size].ljust(self._size, b"\0")

    def _read_fat(self, first_difat: int, fats: int) -> tuple[int, ...]:
        sectors = list(struct.unpack_from(f"<{_HEADER_FATS}I", self._content, 76))
        seen: set[int] = set()
        while first_difat < _SPECIAL and first_difat not in seen:
            seen.add(first_difat)
            *more, first_difat = struct.unpack(f"<{self._size // 4}I", self._sector(first_difat))
            sectors.extend(more)
        table = b"".join(self._sector(number) for number in sectors[:fats] if number < _SPECIAL)
        return struct.unpack(f"<{len(table) // 4}I", table)

    def _chain(self, number: int) -> bytes:
        pieces: list[bytes] = []
        while number < _SPECIAL:
            if number >= len(self._fat) or len(pieces) > self._sectors:
                raise Unfit(Reason.DAMAGED_OLD)
            pieces.append(self._sector(number))
            number = self._fat[number]
        return b"".join(pieces)

    def _mini_chain(self, number: int) -> bytes:
        pieces: list[bytes] = []
        while number < _SPECIAL:
            if number >= len(self._mini_fat) or len(pieces) > len(self._mini_fat):
                raise Unfit(Reason.DAMAGED_OLD)
            pieces.append(self._mini_stream[number * _MINI : (number + 1) * _MINI])
            number = self._mini_fat[number]
        return b"".join(pieces)

    def _read_directory(self, directory: bytes) -> None:
        for start in range(0, len(directory) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", directory, start + 64)
            first, size = struct.unpack_from("<II", directory, start + 116)
            name = directory[start : start + max(0, min(length, _MINI) - 2)].decode("utf-16-le", "replace")
            if kind == _ROOT:
                self._mini_stream = self._chain(first)
            elif kind == _STREAM:
                self._entries.setdefault(name, (first, size))
            if kind:
                self.names.add(name)
