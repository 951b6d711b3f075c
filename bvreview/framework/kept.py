"""The pack as an earlier start found it, kept in one file: its many texts took a sixth of every start.

What is kept is bound to the files of the pack and to the code that read them. Whatever else stands in its
place, of another version or damaged, is as good as nothing: the pack itself is read.
"""

from __future__ import annotations

import contextlib
import hashlib
import sys
from pathlib import Path
from typing import Final

from msgspec import msgpack

from bvreview.files import write_atomically
from bvreview.framework.descriptors import Framework
from bvreview.framework.expressions import Expression, read_expression

FILE: Final = "pack.msgpack"
_SEAL: Final = hashlib.sha256().digest_size


def read_kept(path: Path, fingerprint: str) -> Framework | None:
    """The pack of that fingerprint, or None where it is not kept."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    seal, body = data[:_SEAL], data[_SEAL:]
    if seal != _seal(fingerprint, body):
        return None
    return msgpack.decode(body, type=Framework, dec_hook=read_expression)


def keep(framework: Framework, path: Path, fingerprint: str) -> None:
    """Keep a pack for the starts to come; where that cannot be, they read it as this one did."""
    body = msgpack.encode(framework, enc_hook=_text)
    with contextlib.suppress(OSError):
        write_atomically(path, _seal(fingerprint, body) + body, private=True)


def _seal(fingerprint: str, body: bytes) -> bytes:
    """SHA-256 over what was read, what read it, and what came of it."""
    code = (*sorted(Path(__file__).parent.glob("*.py")), Path(sys.executable))
    digest = hashlib.sha256(fingerprint.encode())
    for status in (path.stat() for path in code):
        digest.update(f"{status.st_size} {status.st_mtime_ns}\n".encode())
    digest.update(body)
    return digest.digest()


def _text(value: object) -> str:
    """An expression as its pack says it (the one type of ours that msgspec does not know)."""
    if not isinstance(value, Expression):
        raise NotImplementedError(f"{type(value)} is not part of a pack")
    return value.source
