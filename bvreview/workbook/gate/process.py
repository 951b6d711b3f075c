"""The parent's side of the reading child: start it, ask it, replace it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Final

from bvreview.workbook.gate import limits
from bvreview.workbook.gate.framing import receive, send
from bvreview.workbook.gate.reasons import Reason, Unfit
from bvreview.workbook.gate.said import BookSaid, RefusedSaid, Said, unpack

_MODULE: Final = "bvreview.workbook.gate.child"
_PROGRAM: Final = "bvreview-reader"
"""In a standalone build the interpreter is the application itself, so the child is a program beside it."""
_LAST_WAIT: Final = 2.0
_PIPE_BYTES: Final = 2**20
"""Where the system allows it (Linux), so that an answer comes over at once, not a small piece at a time."""


class ReadingChild:
    """One child process at a time; all but ``kill`` is called by the one thread that owns it."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self.peak_memory = 0

    def ask(self, content: bytes) -> BookSaid:
        """What the child says of the file; ``Unfit`` when it refuses, dies or takes too long."""
        process = self.start()
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(self._seconds, stop)
        timer.daemon = True
        timer.start()
        try:
            said = _exchange(process, content)
        except (OSError, EOFError, ValueError, RecursionError) as error:
            self._replace()
            raise Unfit(Reason.TOO_SLOW if late.is_set() else Reason.READER_FAILED) from error
        finally:
            timer.cancel()
        self.peak_memory = max(self.peak_memory, said.peak)
        if late.is_set() or isinstance(said, RefusedSaid) or said.peak > limits.RECYCLE_BYTES:
            self._replace()
        if isinstance(said, RefusedSaid):
            raise Unfit(said.reason, **said.details)
        return said

    def start(self) -> subprocess.Popen[bytes]:
        """The child, started now if there is none; it gets ready while the caller goes on."""
        if self._process is None:
            self._process = _start_process()
        return self._process

    def kill(self) -> None:
        """End the child at once, from any thread; whoever is asking it gets an answer that it failed."""
        process = self._process
        if process is not None:
            process.kill()

    def close(self) -> None:
        """End the child and wait for it; another is started when one is needed again."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            try:
                if pipe is not None:
                    pipe.close()
            except OSError:  # what was still to be written finds nobody
                continue
        process.wait(_LAST_WAIT)

    def _replace(self) -> None:
        self.close()
        self.start()


def child_command() -> list[str]:
    """The words that start the child of this very build."""
    if getattr(sys, "frozen", False):
        own = Path(sys.executable)
        return [str(own.with_name(_PROGRAM + own.suffix))]
    return [sys.executable, "-P", "-m", _MODULE]


def _start_process() -> subprocess.Popen[bytes]:
    paths = os.pathsep.join(os.path.abspath(entry) for entry in sys.path)  # noqa: PTH100 - entries are text
    return subprocess.Popen(
        child_command(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        pipesize=_PIPE_BYTES,
        env={**os.environ, "PYTHONPATH": paths},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _exchange(process: subprocess.Popen[bytes], content: bytes) -> Said:
    assert process.stdin is not None
    assert process.stdout is not None
    send(process.stdin, content)
    return unpack(receive(process.stdout, limits.ANSWER_BYTES))
