"""The wrapping of old Office files, and of those with a password, as far as a gate looks at it."""

from __future__ import annotations

import struct


def ole_file(streams: dict[str, bytes]) -> bytes:
    """An OLE file of these streams, each of full sectors, in the order that Office keeps names in."""
    size, end, free = 512, 0xFFFFFFFE, 0xFFFFFFFF
    padded = {
        name: data.ljust(max(4096, -(-len(data) // size) * size), b"\0") for name, data in streams.items()
    }
    table, entries = [0xFFFFFFFD, end], [("Root Entry", 5, end, 0)]
    for name, data in padded.items():
        first, count = len(table), len(data) // size
        table += [*range(first + 1, first + count), end]
        entries.append((name, 2, first, len(data)))
    directory = b"".join(_ole_entry(n, entry, len(entries)) for n, entry in enumerate(entries))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6)
    header += bytes(10) + struct.pack("<9I", 1, 1, 0, 4096, end, 0, end, 0, 0)
    header += struct.pack("<I", free) * 108
    fat = struct.pack(f"<{len(table)}I", *table).ljust(size, b"\xff")
    return header + fat + directory.ljust(size, b"\0") + b"".join(padded.values())


def _ole_entry(number: int, entry: tuple[str, int, int, int], count: int) -> bytes:
    name, kind, first, length = entry
    none = 0xFFFFFFFF
    right = number + 1 if 0 < number < count - 1 else none
    links = struct.pack("<HBBIII", 2 * len(name) + 2, kind, 1, none, right, none if number else 1)
    return name.encode("utf-16-le").ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", first, length)
