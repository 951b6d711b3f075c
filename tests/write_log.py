"""Writes down what SQLite does to its files: every write, cut, sync and deletion, in order.

The default file system of the SQLite library that Python uses is told to call us first. It stays so for
the life of the process, so this is for a process of its own.
"""

from __future__ import annotations

import ctypes
import ctypes.util
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

OK: Final = 0


@dataclass(frozen=True, slots=True)
class Event:
    """``kind``: "write" (``at`` and ``data``), "cut" (to ``at`` bytes), "sync", "delete" or "said"."""

    kind: str
    file: str = ""
    at: int = 0
    data: bytes = b""
    is_lasting: bool = False


class _Methods(ctypes.Structure):
    """``sqlite3_io_methods``, as far as every version has it; the rest is copied as it is."""

    _fields_ = (
        ("version", ctypes.c_int),
        ("close", ctypes.c_void_p),
        ("read", ctypes.c_void_p),
        ("write", ctypes.c_void_p),
        ("truncate", ctypes.c_void_p),
        ("sync", ctypes.c_void_p),
        ("rest", ctypes.c_void_p * 13),
    )


class _File(ctypes.Structure):
    _fields_ = (("methods", ctypes.POINTER(_Methods)),)


class _Vfs(ctypes.Structure):
    _fields_ = (
        ("version", ctypes.c_int),
        ("file_size", ctypes.c_int),
        ("longest_name", ctypes.c_int),
        ("next", ctypes.c_void_p),
        ("name", ctypes.c_char_p),
        ("data", ctypes.c_void_p),
        ("open", ctypes.c_void_p),
        ("delete", ctypes.c_void_p),
    )


_Pointer = ctypes.POINTER(_File)
_WRITE = ctypes.CFUNCTYPE(ctypes.c_int, _Pointer, ctypes.c_void_p, ctypes.c_int, ctypes.c_longlong)
_TRUNCATE = ctypes.CFUNCTYPE(ctypes.c_int, _Pointer, ctypes.c_longlong)
_SYNC = ctypes.CFUNCTYPE(ctypes.c_int, _Pointer, ctypes.c_int)
_OPEN = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, _Pointer, ctypes.c_int, ctypes.POINTER(ctypes.c_int)
)
_DELETE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int)


def library() -> ctypes.CDLL | None:
    """The SQLite library that Python's module has loaded; None where it is built in."""
    name = ctypes.util.find_library("sqlite3")
    return ctypes.CDLL(name) if name else None


class Recorder:
    """Writes events down from the moment it is made; ``events`` may be read at any time."""

    def __init__(self, sqlite: ctypes.CDLL) -> None:
        self.events: list[Event] = []
        self._names: dict[int, str] = {}
        self._tables: dict[int, tuple[_Methods, list[Any]]] = {}
        sqlite.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
        sqlite.sqlite3_vfs_find.argtypes = [ctypes.c_char_p]
        vfs = sqlite.sqlite3_vfs_find(None).contents
        self._kept = [self._on_open(_OPEN(vfs.open)), self._on_delete(_DELETE(vfs.delete))]
        vfs.open, vfs.delete = (ctypes.cast(call, ctypes.c_void_p).value for call in self._kept)

    def say(self, number: int) -> None:
        """Write down that a commit was acknowledged."""
        self.events.append(Event("said", at=number))

    def _on_open(self, usual: Callable[..., int]) -> Any:
        def opened(vfs: int, name: int | None, file: Any, flags: int, given: Any) -> int:
            result = usual(vfs, name, file, flags, given)
            if result == OK and name:
                address = ctypes.addressof(file.contents)
                self._names[address] = Path(ctypes.string_at(name).decode()).name
                file.contents.methods = ctypes.pointer(self._listening(file.contents.methods))
            return result

        return _OPEN(opened)

    def _on_delete(self, usual: Callable[..., int]) -> Any:
        def deleted(vfs: int, name: bytes, sync: int) -> int:
            result = usual(vfs, name, sync)
            if result == OK:
                self.events.append(Event("delete", Path(name.decode()).name, is_lasting=bool(sync)))
            return result

        return _DELETE(deleted)

    def _listening(self, methods: Any) -> _Methods:
        """The methods of a file with ours in place of those that write."""
        address = ctypes.addressof(methods.contents)
        if address not in self._tables:
            usual, table = methods.contents, _Methods()
            ctypes.memmove(ctypes.byref(table), ctypes.byref(usual), ctypes.sizeof(_Methods))
            calls = [
                self._on_write(_WRITE(usual.write)),
                self._on_truncate(_TRUNCATE(usual.truncate)),
                self._on_sync(_SYNC(usual.sync)),
            ]
            table.write, table.truncate, table.sync = (
                ctypes.cast(call, ctypes.c_void_p).value for call in calls
            )
            self._tables[address] = (table, calls)
        return self._tables[address][0]

    def _on_write(self, usual: Callable[..., int]) -> Any:
        def written(file: Any, data: int, count: int, at: int) -> int:
            result = usual(file, data, count, at)
            if result == OK:
                self.events.append(Event("write", self._name(file), at, ctypes.string_at(data, count)))
            return result

        return _WRITE(written)

    def _on_truncate(self, usual: Callable[..., int]) -> Any:
        def truncated(file: Any, size: int) -> int:
            result = usual(file, size)
            if result == OK:
                self.events.append(Event("cut", self._name(file), size))
            return result

        return _TRUNCATE(truncated)

    def _on_sync(self, usual: Callable[..., int]) -> Any:
        def synced(file: Any, flags: int) -> int:
            result = usual(file, flags)
            if result == OK:
                self.events.append(Event("sync", self._name(file)))
            return result

        return _SYNC(synced)

    def _name(self, file: Any) -> str:
        return self._names[ctypes.addressof(file.contents)]
