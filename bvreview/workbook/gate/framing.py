"""How files and answers travel between the gate and its reading child: each with its length before it."""

from __future__ import annotations

import struct
from typing import IO, Final

_LENGTH: Final = struct.Struct(">Q")


def send(pipe: IO[bytes], content: bytes) -> None:
    """Put something into a pipe, to be taken out as a whole."""
    pipe.write(_LENGTH.pack(len(content)))
    pipe.write(content)
    pipe.flush()


def receive(pipe: IO[bytes], most: int) -> bytes:
    """What comes next.

    Raises:
        EOFError: nothing more comes, or not all of it, or it would be longer than ``most``.
    """
    (length,) = _LENGTH.unpack(_exactly(pipe, _LENGTH.size))
    if length > most:
        raise EOFError
    return _exactly(pipe, length)


def _exactly(pipe: IO[bytes], length: int) -> bytes:
    data = pipe.read(length)
    if len(data) < length:
        raise EOFError
    return data
