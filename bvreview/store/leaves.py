"""The rows that stand on the pages of an SQLite file, whatever has become of its trees and its schema.

A leaf says how many rows it has and where; only what leads to it is not needed. Source: "Database File
Format", sections 1.6 (pages), 2.1 (records), at sqlite.org/fileformat2.html.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Final

PAGE: Final = 4096  # bytes: what SQLite takes unless it is told otherwise, and nothing of ours tells it
_TABLE_LEAF: Final = 13
_FILE_HEADER: Final = 100
_PAGE_HEADER: Final = 8
_SMALLEST_CELL: Final = 4
_INTEGERS: Final = (0, 1, 2, 3, 4, 6, 8)  # kind of a value -> its bytes
_FIRST_OF_LENGTH: Final = 12  # from this kind on a value is a blob (even) or a text (odd)

Value = str | bytes | int | None


def rows_on_pages(data: bytes) -> Iterator[tuple[int, tuple[Value, ...]]]:
    """Rowid and values of every row that can be read; a column that is the rowid itself is None.

    Rows whose bytes have changed come too, as they read now: who asks must know a true one.
    """
    for page in range(0, len(data) - PAGE + 1, PAGE):
        for cell in _cells(data, page):
            with contextlib.suppress(IndexError, ValueError):
                size, at = _varint(data, cell)
                rowid, at = _varint(data, at)
                yield rowid, _values(_payload(data, at, size))


def _cells(data: bytes, page: int) -> Iterator[int]:
    """Where the rows of a leaf begin; none if it is no leaf."""
    header = page or _FILE_HEADER
    if data[header] != _TABLE_LEAF:
        return
    count = min(_number(data, header + 3, 2), PAGE // _SMALLEST_CELL)
    for n in range(count):
        yield page + _number(data, header + _PAGE_HEADER + 2 * n, 2)


def _payload(data: bytes, at: int, size: int) -> bytes:
    """The bytes of a row: on its page, and on those that go on where it is too long."""
    if size > len(data):
        raise ValueError
    here = _on_the_page(size)
    found = bytearray(data[at : at + here])
    following = _number(data, at + here, 4) if here < size else 0
    while following and len(found) < size:
        page = (following - 1) * PAGE
        following = _number(data, page, 4)
        found += data[page + 4 : page + PAGE]
    return bytes(found[:size])


def _on_the_page(size: int) -> int:
    most, least = PAGE - 35, (PAGE - 12) * 32 // 255 - 23
    if size <= most:
        return size
    wanted = least + (size - least) % (PAGE - 4)
    return wanted if wanted <= most else least


def _values(record: bytes) -> tuple[Value, ...]:
    end, at = _varint(record, 0)
    kinds = []
    while at < end:
        kind, at = _varint(record, at)
        kinds.append(kind)
    if not kinds:
        raise ValueError
    values = list[Value]()
    for kind in kinds:
        size = _size(kind)
        values.append(_value(kind, record[at : at + size]))
        at += size
    return tuple(values)


def _size(kind: int) -> int:
    if kind >= _FIRST_OF_LENGTH:
        return (kind - _FIRST_OF_LENGTH) // 2
    return _INTEGERS[kind] if kind < len(_INTEGERS) else 0


def _value(kind: int, raw: bytes) -> Value:
    if kind >= _FIRST_OF_LENGTH:
        return raw.decode() if kind % 2 else raw
    if 0 < kind < len(_INTEGERS):
        return int.from_bytes(raw, signed=True)
    return {8: 0, 9: 1}.get(kind)


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A number in one to nine bytes of seven bits, the ninth of eight; and where it ends."""
    number = 0
    for place in range(at, at + 8):
        number = number << 7 | data[place] & 0x7F
        if data[place] < 0x80:
            return number, place + 1
    return number << 8 | data[at + 8], at + 9


def _number(data: bytes, at: int, size: int) -> int:
    return int.from_bytes(data[at : at + size])
