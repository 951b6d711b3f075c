"""The import gate: a private copy, a reading child with limits, plain values back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from pathlib import Path
from types import TracebackType
from typing import Final

from bvreview.workbook.gate import limits
from bvreview.workbook.gate.answers import workbook_from
from bvreview.workbook.gate.copying import copy_file
from bvreview.workbook.gate.process import ReadingChild
from bvreview.workbook.gate.raw import RawWorkbook
from bvreview.workbook.gate.reasons import Unfit
from bvreview.workbook.gate.refusals import Refused

_GLANCE: Final = 0.05
"""Seconds between two looks at whether the reader was cancelled."""

Outcome = RawWorkbook | Refused


def _never() -> bool:
    return False


class Gate:
    """Reads files that anyone may have sent; usable from any thread, closed when done.

    One thread owns one reading child, which serves file after file and is replaced after a refusal, a
    crash or a file that took too long (``seconds``).
    """

    def __init__(self, *, seconds: float = limits.SECONDS) -> None:
        self._child = ReadingChild(seconds)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="import-gate")
        self._thread.submit(self._child.start)  # it gets ready while the caller does

    def read(self, path: Path) -> Outcome:
        """The workbook in the file, or why it does not enter; never raises for a bad file."""
        return self._thread.submit(self._read, path).result()

    def read_many(
        self, paths: Iterable[Path], cancelled: Callable[[], bool] = _never
    ) -> Iterator[tuple[Path, Outcome]]:
        """Each file in turn; while one is being used, the child is already reading the next.

        Ends early when ``cancelled`` says so, within a moment even in the middle of a file.
        """
        waiting: tuple[Path, Future[Outcome]] | None = None
        for path in paths:
            if cancelled():
                return
            ahead = (path, self._thread.submit(self._read, path))
            if waiting is not None:
                outcome = self._wait(waiting[1], cancelled)
                if outcome is None:
                    ahead[1].cancel()
                    return
                yield waiting[0], outcome
            waiting = ahead
        if waiting is not None and not cancelled():
            outcome = self._wait(waiting[1], cancelled)
            if outcome is not None:
                yield waiting[0], outcome

    @property
    def peak_memory(self) -> int:
        """The most memory, in bytes, that a reading child has reported so far; 0 where unknown."""
        return self._child.peak_memory

    def close(self) -> None:
        """End the child; a file that is being read is given up."""
        self._child.kill()
        self._thread.shutdown(cancel_futures=True)
        self._child.close()

    def __enter__(self) -> Gate:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _wait(self, future: Future[Outcome], cancelled: Callable[[], bool]) -> Outcome | None:
        while True:
            try:
                return future.result(_GLANCE)
            except NotYet:
                if cancelled():
                    if not future.cancel():
                        self._child.kill()
                    return None

    def _read(self, path: Path) -> Outcome:
        try:
            copy = copy_file(path)
            return workbook_from(self._child.ask(copy.content), copy)
        except Unfit as unfit:
            return Refused(unfit.reason, unfit.details)
